"""Style sheets lead to other files of static/: `url(fonts/text.woff2)` becomes the address it has in the site."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from posixpath import dirname, relpath

from msgspec.structs import replace

from gazette import urls
from gazette.model import Asset

_URL = re.compile(rb"""(?<=url\()(["']?)([^"')]+)\1(?=\))""")


def join(assets: Sequence[Asset]) -> tuple[Asset, ...]:
    """The same, every address in a style sheet that names a file of static/ being that file's own from there."""
    addresses = {asset.name.encode(): urls.of(asset) for asset in assets}
    return tuple(_joined(asset, addresses) if asset.name.endswith(".css") else asset for asset in assets)


def _joined(sheet: Asset, addresses: Mapping[bytes, str]) -> Asset:
    folder = dirname(urls.of(sheet))

    def lead(found: re.Match[bytes]) -> bytes:
        address = addresses.get(found[2])
        return relpath(address, folder or ".").encode() if address else found[0]

    return replace(sheet, body=_URL.sub(lead, sheet.body))

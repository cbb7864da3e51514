"""What becomes of the files of static/ on their way into the site.

Style sheets lead to other files: `url(fonts/text.woff2)` becomes the address it has in the site.
Scripts in scripts/ become one file, for a page asks for few; they share one scope.
A site that has a gazette.js of its own does without them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from posixpath import dirname, relpath

from msgspec.structs import replace

from gazette.core import urls
from gazette.core.model import Asset

SCRIPT = "gazette.js"
_PART = re.compile(r"scripts/[^/]+\.js")
_URL = re.compile(rb"""(?<=url\()(["']?)([^"')]+)\1(?=\))""")


def join(assets: Sequence[Asset]) -> tuple[Asset, ...]:
    """The same as the site holds them: scripts as one, and every address in a style sheet as it is from there."""
    scripts = [asset for asset in assets if _PART.fullmatch(asset.name)]
    assets = [asset for asset in assets if asset not in scripts]
    if scripts and all(asset.name != SCRIPT for asset in assets):
        body = b'"use strict";\n' + b"".join(asset.body.rstrip() + b"\n" for asset in scripts)
        assets = sorted([*assets, Asset(SCRIPT, body)], key=lambda asset: asset.name)
    addresses = {asset.name.encode(): urls.of(asset) for asset in assets}
    return tuple(_joined(asset, addresses) if asset.name.endswith(".css") else asset for asset in assets)


def _joined(sheet: Asset, addresses: Mapping[bytes, str]) -> Asset:
    folder = dirname(urls.of(sheet))

    def lead(found: re.Match[bytes]) -> bytes:
        address = addresses.get(found[2])
        return relpath(address, folder or ".").encode() if address else found[0]

    return replace(sheet, body=_URL.sub(lead, sheet.body))

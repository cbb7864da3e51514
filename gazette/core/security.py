"""What a page may load and do: the second wall, should the first let something through."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from urllib.parse import urlsplit

EARLY = (
    "try{document.documentElement.dataset.theme=localStorage.gazetteTheme}catch{}"
    "if(location.protocol!='file:')document.head.append(Object.assign(document.createElement('link'),"
    "{rel:'preload',as:'font',crossOrigin:'',href:document.currentScript.dataset.face}))"
)
"""The one script within a page, for what must be known before anything is shown.

That is the theme which the reader chose (what else may lie under that name means nothing to the style sheet), and
the page's face: a <link> in its place would be refused, aloud, where the site is opened from disk.
It holds no sign that means anything to HTML within a script.
"""


def content(form: str = "") -> str:
    """The Content-Security-Policy of every page, as its first <meta> and as a header.

    `form` is the address that the mail form is sent to, if there is one.
    """
    place = urlsplit(form)
    sent = f"{place.scheme}://{place.netloc}" if form else "'none'"
    early = b64encode(sha256(EARLY.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'self'; script-src 'self' 'sha256-{early}'; img-src 'self'; font-src 'self'; "
        f"connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action {sent}"
    )


def headers(form: str = "") -> str:
    """The same for hosts that read a `_headers` file, and how long what may be kept."""
    return f"""\
/*
  Content-Security-Policy: {content(form)}; frame-ancestors 'none'
  X-Content-Type-Options: nosniff
  Referrer-Policy: strict-origin-when-cross-origin
/sw.js
  Cache-Control: no-cache
/assets/*
  Cache-Control: public, max-age=31536000, immutable
"""

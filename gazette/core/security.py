"""The Content-Security-Policy: what a page may load and do. It protects readers if escaping ever fails."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from urllib.parse import urlsplit

INLINE_SCRIPT = (
    "try{document.documentElement.dataset.theme=localStorage.gazetteTheme}catch{}"
    "if(location.protocol!='file:')document.head.append(Object.assign(document.createElement('link'),"
    "{rel:'preload',as:'font',crossOrigin:'',href:document.currentScript.dataset.face}))"
)
"""The only script inside a page, for what must happen before the first paint.

It sets the theme that the reader chose; the style sheet ignores unknown values. It also preloads the font. A <link>
in the page could not do this: for a site opened from disk, browsers refuse it and log an error.
The script has no character that HTML could misread.
"""


def policy(form: str = "") -> str:
    """The policy of every page, for its <meta> tag and the header; `form` is the address of the mail form, or ""."""
    target = urlsplit(form)
    action = f"{target.scheme}://{target.netloc}" if form else "'none'"
    script = b64encode(sha256(INLINE_SCRIPT.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'self'; script-src 'self' 'sha256-{script}'; img-src 'self'; font-src 'self'; "
        f"connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action {action}"
    )


def headers(form: str = "") -> str:
    """A `_headers` file: the policy, and which files browsers may cache."""
    return f"""\
/*
  Content-Security-Policy: {policy(form)}; frame-ancestors 'none'
  X-Content-Type-Options: nosniff
  Referrer-Policy: strict-origin-when-cross-origin
/sw.js
  Cache-Control: no-cache
/assets/*
  Cache-Control: public, max-age=31536000, immutable
"""

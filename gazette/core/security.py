"""The Content-Security-Policy: what a page may load and do. It protects readers if escaping ever fails."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
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
    """The policy of a page, for its <meta> tag and the header; `form` is the address of a form on it, or ""."""
    return f"{_loading()}; form-action {_action(form)}"


def _action(form: str) -> str:
    """Where forms may be sent: to the site, which has a search form, and to the host of the mail form."""
    target = urlsplit(form)
    return f"'self' {target.scheme}://{target.netloc}" if form else "'self'"


def _loading() -> str:
    """What pages may load."""
    script = b64encode(sha256(INLINE_SCRIPT.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'self'; script-src 'self' 'sha256-{script}'; img-src 'self'; font-src 'self'; "
        "connect-src 'self'; manifest-src 'self'; base-uri 'none'"
    )


def headers(form: str = "", paths: Iterable[str] = ()) -> str:
    """A `_headers` file: the policy, and which files browsers may cache.

    `paths` are the addresses of the page with the form. Hosts that join the headers of all rules that match make
    browsers apply both policies, so the common one says nothing about forms then: each page does, in its <meta> tag.
    """
    common = _loading() if form else policy()
    own = "".join(
        f"{path}\n  Content-Security-Policy: form-action {_action(form)}; frame-ancestors 'none'\n"
        for path in (paths if form else ())
    )
    return f"""\
/*
  Content-Security-Policy: {common}; frame-ancestors 'none'
  X-Content-Type-Options: nosniff
  Referrer-Policy: strict-origin-when-cross-origin
{own}/sw.js
  Cache-Control: no-cache
/assets/*
  Cache-Control: public, max-age=31536000, immutable
"""

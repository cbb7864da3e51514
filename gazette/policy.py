"""What a page may load and do: the second wall, should the first let something through."""

from __future__ import annotations

CONTENT = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'"
)
"""The Content-Security-Policy of every page, as its first <meta> and as a header."""

HEADERS = f"""\
/*
  Content-Security-Policy: {CONTENT}; frame-ancestors 'none'
  X-Content-Type-Options: nosniff
  Referrer-Policy: strict-origin-when-cross-origin
/assets/*
  Cache-Control: public, max-age=31536000, immutable
"""
"""The same for hosts that read a `_headers` file, and how long what may be kept."""

"""The names of files that several stages know, and of files outside the source folder.  This module imports nothing."""

SITE_YAML = "site.yaml"
REDIRECTS = "redirects.yaml"
PAGES = "pages"
"""The folder of standalone pages in the content folder."""
MANIFEST = ".gazette-site"
"""The file in the output folder that lists which files there are Gazette's."""
STAGE = ".gazette-stage"
LOCK = ".gazette-lock"
"""The folder and the file that a build has while it works; their names begin with that of the output next to it."""
CACHE_FOLDER = ".gazette"
CACHE = "cache.sqlite"
PREVIEW_CACHE = "serve.sqlite"


def is_outside(path: str) -> bool:
    """Whether a path, as messages show it, is that of a file outside the source folder."""
    return path.startswith("/") or ":" in path.partition("/")[0]


MACHINE = "machine-written"
"""Follows the name of a model that wrote a summary."""

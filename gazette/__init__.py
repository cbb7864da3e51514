"""A static-site generator for an archive of trending papers.

    content/  →  SourceFile  →  Listing  →  Archive  →  Page  →  bytes  →  public/
     (files)  read         parse      merge       plan    draw     publish

Only `read` and `publish` use the disk. The stages between them are functions from values to values.
"""

__version__ = "0.1.0"

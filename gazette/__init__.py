"""A trending-papers archive, from listing files to a static site.

    content/  →  Source  →  Listing  →  Archive  →  Page  →  bytes  →  public/
     (files)     read       parse       merge       plan      draw      publish

Everything left of `read` and right of `publish` is the disk; everything
between them is a function from values to values.
"""

__version__ = "0.1.0"

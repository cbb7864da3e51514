"""A trending-papers archive, from listing files to a static site.

    content/  →  SourceFile  →  Listing  →  Archive  →  Page  →  bytes  →  public/
     (files)     read       parse       merge       plan      draw      publish

Everything left of `read` and right of `publish` is the disk; everything
between them is a function from values to values.
"""

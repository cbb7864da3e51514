"""A static-site generator for an archive of trending papers.

    content/  →  changes  →  Listing  →  Archive  →  Page  →  bytes  →  public/
     (files)  compare     parse      merge       plan    draw     publish

Compare, parse, merge, plan and draw also use the cache, a SQLite file with what earlier builds found. A last stage,
commit, ends its transaction. Only publish writes to public/.
"""

__version__ = "0.1.0"

"""The search index: papers as words, the files that hold them, and the queries that these files answer."""

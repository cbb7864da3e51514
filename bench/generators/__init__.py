"""The static-site generators that Gazette is compared with.

Each has a module with three functions: `find` returns the command that starts it, `page` a paper as a source file, and
`build` the arguments that build the site of the current folder. Its settings and templates are in sites/NAME.
"""

"""The generators that Gazette is compared with, a module each: `find` where one is, a paper's `page` as its users
write it, and the words that `build` the site of the current folder into another.
"""

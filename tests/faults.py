"""Errors of the operating system, on purpose: the N-th call of some kinds fails, or all calls from the N-th on."""

import errno
import os
from contextlib import ExitStack, contextmanager
from unittest.mock import patch

CALLS = ("write", "fsync", "close", "open", "replace", "rename", "link", "unlink", "mkdir", "rmdir", "truncate")
"""Functions of `os` that change files, and those that say whether a change was made."""
ERRORS = (errno.ENOSPC, errno.EIO, errno.EROFS, errno.EACCES)


class Faults:
    """`count` is how many calls there were; `failed` whether one of them failed."""

    def __init__(self, number=0, code=errno.ENOSPC, forever=False, calls=CALLS):
        """The call with this number fails, counted from 1; with `forever` all later ones as well."""
        self.number, self.code, self.forever, self.calls = number, code, forever, calls
        self.count, self.failed = 0, False

    @contextmanager
    def injected(self):
        with ExitStack() as stack:
            for name in self.calls:
                stack.enter_context(patch.object(os, name, self._wrapped(name, getattr(os, name))))
            yield self

    def _wrapped(self, name, call):
        def step(*args, **options):
            self.count += 1
            if not self.number or self.count < self.number or (self.count > self.number and not self.forever):
                return call(*args, **options)
            self.failed = True
            if name == "write":  # a part of the body is written
                call(args[0], args[1][: len(args[1]) // 2])
            if name == "close":  # the file is closed, but what was written may be lost
                call(*args)
            raise OSError(self.code, os.strerror(self.code), str(args[0]))

        return step

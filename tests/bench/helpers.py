"""Run `build.py bench`, and small corpora to run it on."""

import gzip
import json
import os

from tests import site

ACL = [
    {"id": "1952.earlymt-1.1", "title": "First", "abstract": None, "authors": [], "venue": "MT", "doi": None},
    {"id": "2020.x-1.2", "title": "", "abstract": "A.\n\nB.", "authors": ["A; B", " "], "venue": None, "doi": "10.1/X"},
    {"id": "2020.x-1.3", "title": "# Third", "abstract": "## c", "authors": ["C"], "venue": "X", "doi": "10.1234/y"},
    {"id": "2020.x-1.4", "title": "# Third", "abstract": "- d", "authors": ["C"], "venue": "X", "doi": "10.1234/Y"},
]


def bench(*words):
    """Run a command in this process; return its exit status."""
    return site.command("bench", *words)


def bench_process(*words, **environment):
    """Run a command in a process of its own; return the completed process."""
    return site.run("bench", *map(str, words), env={**os.environ, **environment})


def assert_refused(process, message):
    """Check that the process ended with one line on standard error, and status 2."""
    assert (process.returncode, process.stdout) == (2, "")
    assert process.stderr.startswith("gazette: ")
    assert process.stderr.count("\n") == 1
    assert message in process.stderr


def write_acl(folder, compressed=False):
    path = folder / f"acl.jsonl{'.gz' * compressed}"
    body = "".join(json.dumps(each) + "\n" for each in ACL).encode()
    path.write_bytes(gzip.compress(body) if compressed else body)
    return path

"""Fuzz readers with atheris, which looks for texts that run new code. It is not among the locked packages:

    python -m venv /tmp/guided && /tmp/guided/bin/pip install -r requirements-dev.txt atheris
    /tmp/guided/bin/python -m tests.fuzz.guided markdown,yaml -max_total_time=600

The first word selects the readers whose names begin so; the others are options of libFuzzer. A text that makes one fail
is written to a file `crash-…`, one that takes more than five seconds to `timeout-…`. Add it to `FOUND` in `test_linear`
or as an `example` in `test_parsers`.
"""

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["gazette"]):
    from tests.fuzz.readers import READERS
from tests.fuzz.signs import HEADS, SIGNS, TAILS

LIMITS = ("-timeout=5", "-rss_limit_mb=1000", "-max_len=4000")


def dictionary() -> str:
    """The signs as libFuzzer reads them: bytes that are not printable as `\\xHH`."""
    signs = sorted(sign.encode("utf-8", "surrogatepass") for sign in {*SIGNS, *HEADS, *TAILS} if sign)
    return "".join('"{}"\n'.format("".join(map(r"\x{:02x}".format, sign))) for sign in signs)


def main(program: str, prefixes: str, *options: str) -> None:
    readers = [read for name, read in READERS.items() if name.startswith(tuple(prefixes.split(",")))]

    def read_all(data: bytes) -> None:
        text = data.decode("utf-8", "replace")
        for read in readers:
            read(text)

    with tempfile.TemporaryDirectory() as folder:
        signs = Path(folder, "signs")
        signs.write_text(dictionary(), "ascii")
        atheris.Setup([program, f"-dict={signs}", *LIMITS, *options], read_all)
        atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv)

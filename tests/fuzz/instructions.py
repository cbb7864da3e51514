"""Count the instructions that readers take for growing texts. The program runs under valgrind:

    valgrind --tool=callgrind --callgrind-out-file=FILE python -m tests.fuzz.instructions FILE READER …

It prints the cases in which the instructions grow faster than the text. Instructions are the same in every run and on
a busy machine, so that much smaller texts and growths can be told apart than by time.
"""

import ctypes
import gc
import mmap
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from tests.fuzz.readers import READERS, Reader
from tests.fuzz.signs import HEADS, SIGNS, Case, repeated

LENGTHS = (500, 2_000, 8_000)
"""Each is four times the one before."""
STEEP = 6
"""Four times the text may take this many times the instructions: 4 is linear, 16 is quadratic."""
BATCH, DOUBTFUL = 8, 4.4
"""Cases are counted together, which is faster, and one by one if the sum grows by more than this."""
_REQUEST = bytes.fromhex("4889f8 31d2 48c1c703 48c1c70d 48c1c73d 48c1c733 4887db 4889d0 c3".replace(" ", ""))
"""The function `request(arguments)` in machine code: valgrind takes its five shifts and the exchange as a request."""
_DUMP, _ZERO = ((ord("C") << 24 | ord("T") << 16) + number for number in (0, 1))


class Counter:
    """Counts the instructions of calls, with the requests of callgrind to write and to reset its counts."""

    def __init__(self, file: str) -> None:
        self._file, self._dumps = file, 0
        page = mmap.mmap(-1, mmap.PAGESIZE, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
        page.write(_REQUEST)
        self._page = ctypes.c_char.from_buffer(page)
        self._request = ctypes.CFUNCTYPE(ctypes.c_uint64, ctypes.c_void_p)(ctypes.addressof(self._page))
        self._arguments = {request: (ctypes.c_uint64 * 6)(request) for request in (_DUMP, _ZERO)}

    def count(self, read: Callable[[str], object], cases: Iterable[Case], length: int) -> int:
        """The instructions that texts of this length take together."""
        texts = [repeated(case, length) for case in cases]
        self._ask(_ZERO)
        for text in texts:
            read(text)
        self._ask(_DUMP)
        self._dumps += 1
        dump = f"{self._file}.{self._dumps}"
        with open(dump, encoding="utf-8") as lines:
            found = next(line for line in lines if line.startswith("summary:"))
        Path(dump).unlink()
        return int(found.removeprefix("summary:"))

    def _ask(self, request: int) -> None:
        self._request(ctypes.addressof(self._arguments[request]))


def steep(counter: Counter, read: Reader, cases: Sequence[Case]) -> list[tuple[Case, list[int]]]:
    """The cases in which a reader's instructions grow too fast, with the instructions for each of LENGTHS."""
    found = []
    for at in range(0, len(cases), BATCH):
        batch = cases[at : at + BATCH]
        read(repeated(batch[0], LENGTHS[0] // 2))  # fills caches that do not depend on the text
        short, long = (counter.count(read, batch, length) for length in LENGTHS[:2])
        if long > DOUBTFUL * short:
            found += [(case, counts) for case in batch if (counts := _steep(counter, read, case))]
    return found


def _steep(counter: Counter, read: Reader, case: Case) -> list[int]:
    """The instructions in one case; [] if they grow with the text.

    A step between two lengths is no growth: a reader may treat short and long texts differently.
    """
    counts = [counter.count(read, [case], LENGTHS[0])]
    for length in LENGTHS[1:]:
        counts.append(counter.count(read, [case], length))
        if counts[-1] <= STEEP * counts[-2]:
            return []
    return counts


def quadratic(text: str) -> object:
    """For a test that a steep growth is found."""
    return [text.count(";", at) for at in range(0, len(text), 2)]


def main(file: str, *names: str) -> None:
    gc.disable()
    counter = Counter(file)
    headed = (Case(sign, head) for head, sign in zip(HEADS * 4, SIGNS[::2], strict=False))
    cases = [*map(Case, SIGNS), *headed]
    for name in names:
        some = cases if name in READERS else cases[:3]
        print(*((name, *found) for found in steep(counter, READERS.get(name, quadratic), some)), sep="\n", end="\n")


if __name__ == "__main__":
    main(*sys.argv[1:])

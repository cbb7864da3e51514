"""The least that any generator could take: one process that writes as many files of the same sizes, and does no more.

    python3 bench/floor.py LIST FOLDER      LIST has a line `SIZE PATH` for each file

It is started as a program of its own, as the generators are.
"""

import os
import sys
from pathlib import Path


def main(listed: str, folder: str) -> None:
    with open(listed, encoding="utf-8") as lines:
        rows = [(int(size), path) for size, _, path in (line.rstrip("\n").partition(" ") for line in lines)]
    filling = memoryview(os.urandom(max(size for size, _ in rows)))
    made: set[str] = set()
    for size, path in rows:
        above = f"{folder}/{path}".rpartition("/")[0]
        if above not in made:
            Path(above).mkdir(parents=True, exist_ok=True)
            made.add(above)
        with open(f"{folder}/{path}", "wb", buffering=0) as file:
            file.write(filling[:size])


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])

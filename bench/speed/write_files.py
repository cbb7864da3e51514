"""Write files of given sizes and do nothing else: the least time that any generator could take.

    python3 bench/speed/write_files.py LIST FOLDER      LIST has a line `SIZE PATH` for each file

It is a process of its own, as the generators are.
"""

import os
import sys
from pathlib import Path


def main(listing: str, output: str) -> None:
    with open(listing, encoding="utf-8") as lines:
        rows = [(int(size), path) for size, _, path in (line.rstrip("\n").partition(" ") for line in lines)]
    data = memoryview(os.urandom(max(size for size, _ in rows)))
    created: set[str] = set()
    for size, path in rows:
        folder = f"{output}/{path}".rpartition("/")[0]
        if folder not in created:
            Path(folder).mkdir(parents=True, exist_ok=True)
            created.add(folder)
        with open(f"{output}/{path}", "wb", buffering=0) as file:
            file.write(data[:size])


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])

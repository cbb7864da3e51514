"""Run one program to its end, and print its status, seconds of wall and of processor, and bytes of memory.

    python3 -IS bench/weigh.py PROGRAM ARGUMENT…

It is a process of its own, and imports next to nothing, because Linux counts as a program's memory also what the
process held that started it; so a small one must.
"""

import os
import sys
import time

UNIT = 1 if sys.platform == "darwin" else 1024
"""What ru_maxrss counts in, in bytes."""


def main(command: list[str]) -> None:
    # What the program says of itself is not wanted.
    nothing = os.open(os.devnull, os.O_WRONLY)
    start = time.perf_counter()
    program = os.posix_spawnp(command[0], command, os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, nothing, 1)])
    _, status, used = os.wait4(program, 0)
    wall = time.perf_counter() - start
    print(os.waitstatus_to_exitcode(status), wall, used.ru_utime + used.ru_stime, used.ru_maxrss * UNIT)


if __name__ == "__main__":
    main(sys.argv[1:])

"""Run one program and print its exit status, wall seconds, CPU seconds and peak memory in bytes.

    python3 -IS bench/speed/resource_usage.py PROGRAM ARGUMENT…

Linux counts the memory of the process that starts a program towards the program's peak. So this is a process of
its own, with as few imports as possible.
"""

import os
import sys
import time

MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024
"""The unit of ru_maxrss, in bytes."""


def main(command: list[str]) -> None:
    null = os.open(os.devnull, os.O_WRONLY)  # the program's own output is not needed
    start = time.perf_counter()
    program = os.posix_spawnp(command[0], command, os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, null, 1)])
    _, status, usage = os.wait4(program, 0)
    wall = time.perf_counter() - start
    print(os.waitstatus_to_exitcode(status), wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * MAXRSS_UNIT)


if __name__ == "__main__":
    main(sys.argv[1:])

"""A `build.py serve` process for tests, and the ways in which editors save files."""

import http.client
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Thread

from tests import site
from tests.make import full_run

TIMEOUT = 20
DAY = "/papers/date/2025-03-10.html"
LISTING = "content/2025-03-10.md"
SCRIPT = re.compile(r'<script src="/livereload\.js[^"]*"></script>')


class Server:
    """Serves `source` inside a `with` block; `messages` has the lines of its standard error."""

    def __init__(self, source: Path, *words: str, build: Path = site.BUILD) -> None:
        command = [sys.executable, build, "serve", "--port", "0", "--source", source, *words]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.messages: list[str] = []
        assert self.process.stdout and self.process.stderr
        self._out, self._reader = self.process.stdout, Thread(target=self._read_messages, args=(self.process.stderr,))

    def _read_messages(self, stream) -> None:
        self.messages.extend(iter(stream.readline, ""))

    def __enter__(self) -> "Server":
        self._reader.start()
        self.address = self._out.readline().strip()
        assert self.address, self.messages
        self.port = int(self.address.rpartition(":")[2].strip("/"))
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            assert self.process.wait(TIMEOUT) == 0
        self._reader.join()
        assert not any("KeyboardInterrupt" in line for line in self.messages)
        self._out.close()
        self.process.stderr.close()

    def get(self, address: str = "/", host: str | None = "", **headers: str) -> tuple[int, str]:
        """Status and body of the address, which is sent verbatim; no Host header is sent if `host` is None."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT)
        connection.putrequest("GET", address, skip_host=True)
        if host is not None:
            connection.putheader("Host", host or f"127.0.0.1:{self.port}")
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        answer = connection.getresponse()
        body = answer.read().decode("utf-8", "replace")
        connection.close()
        return answer.status, body

    def page(self, address: str = "/") -> str:
        """The page without the script, which differs in every preview."""
        return SCRIPT.sub("", self.get(address)[1])

    def shows(self, words: str, address: str = "/") -> bool:
        return until(lambda: words in self.get(address)[1])

    def wait_until_built(self) -> None:
        """Wait until the background build of the last save is complete."""
        assert until(lambda: self.messages and self.messages[-1].startswith("built"))


def until(condition: Callable[[], object], seconds: float = TIMEOUT) -> bool:
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def states() -> Iterator[tuple[int, bytes]]:
    """Yield numbers and listings: `State N` begins each listing and `End of N` ends it."""
    for number in range(1000, 10_000):
        lines = "\n\n".join(f"Line {line} of the abstract." for line in range(40))
        yield number, f"## State {number}\n\n{lines}\n\n## End of {number}\n".encode()


class Poller(Thread):
    """Requests a page repeatedly; `partial` collects responses that are not one complete state."""

    def __init__(self, server: Server, address: str = DAY) -> None:
        super().__init__()
        self.server, self.address, self.partial, self.over = server, address, [], Event()

    def run(self) -> None:
        while not self.over.wait(0.02 if full_run() else 0.06):
            status, body = self.server.get(self.address)
            states = set(re.findall("(?:State|End of) ([0-9]{4})", body))
            ends = ("State" in body, "End of" in body)
            if status != 200 or len(states) > 1 or ends not in ((True, True), (False, False)):
                self.partial.append((status, states, ends))

    def __enter__(self) -> "Poller":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.join()


def daily_listings(number: int, days: int = 100) -> dict[str, str]:
    """One listing per day, all of the same state."""
    text = f"## State {number} of {{0}}\n- tags: all\n\n## End of {number}, {{0}}\n- tags: all\n"
    names = [f"content/2024/2024-{day // 25 + 1:02}-{day % 25 + 1:02}.md" for day in range(days)]
    return {name: text.format(name) for name in names}


# The ways in which editors save.


def in_place(path: Path, body: bytes) -> None:
    path.write_bytes(body)


def by_rename(path: Path, body: bytes) -> None:
    draft = path.with_name(f".{path.name}.tmp")
    draft.write_bytes(body)
    draft.replace(path)


def by_visible_rename(path: Path, body: bytes) -> None:
    """The draft is not hidden, so for a moment it looks like an input."""
    draft = path.with_suffix(".tmp")
    draft.write_bytes(body)
    time.sleep(0.03)
    draft.replace(path)


def with_a_backup(path: Path, body: bytes) -> None:
    """Like vi: rename the old file, write the new one, delete the old one."""
    backup = path.with_name(f".{path.name}~")
    path.rename(backup)
    time.sleep(0.02)
    path.write_bytes(body)
    backup.unlink()


def by_deletion(path: Path, body: bytes) -> None:
    path.unlink()
    time.sleep(0.15)
    path.write_bytes(body)


def emptied_first(path: Path, body: bytes) -> None:
    with path.open("wb") as file:
        time.sleep(0.2)
        file.write(body)


def in_pieces(path: Path, body: bytes) -> None:
    with path.open("wb", buffering=0) as file:
        for at in range(0, len(body), len(body) // 4 + 1):
            file.write(body[at : at + len(body) // 4 + 1])
            time.sleep(0.02)


def with_the_same_size_and_time(path: Path, body: bytes) -> None:
    """Like a tool that synchronises files and keeps their modification times."""
    before = path.stat()
    path.write_bytes(body)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


WAYS = [
    in_place,
    by_rename,
    by_visible_rename,
    with_a_backup,
    by_deletion,
    emptied_first,
    in_pieces,
    with_the_same_size_and_time,
]

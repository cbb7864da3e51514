"""A server of `build.py serve` in a process of its own, and all the ways in which editors save."""

import http.client
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from threading import Thread

from tests import site

PATIENCE = 20
SCRIPT = re.compile(r'<script src="/livereload\.js[^"]*"></script>')


class Server:
    """Serves `source` for as long as the context lasts; what it tells is in `told`."""

    def __init__(self, source: Path, *words: str, build: Path = site.BUILD) -> None:
        command = [sys.executable, build, "serve", "--port", "0", "--source", source, *words]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.told: list[str] = []
        assert self.process.stdout and self.process.stderr
        self._out, self._listener = self.process.stdout, Thread(target=self._listen, args=(self.process.stderr,))

    def _listen(self, stream) -> None:
        self.told.extend(iter(stream.readline, ""))  # as they come

    def __enter__(self) -> "Server":
        self._listener.start()
        self.address = self._out.readline().strip()
        assert self.address, self.told
        self.port = int(self.address.rpartition(":")[2].strip("/"))
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            assert self.process.wait(PATIENCE) == 0
        self._listener.join()
        assert not any("KeyboardInterrupt" in told for told in self.told)
        self._out.close()
        self.process.stderr.close()

    def get(self, address: str = "/", host: str | None = "", **headers: str) -> tuple[int, str]:
        """Status and body of the address, sent as it is; with no Host header at all if that is None."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
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
        """The page without the script, which is another in every view."""
        return SCRIPT.sub("", self.get(address)[1])

    def holds(self, words: str, address: str = "/") -> bool:
        return until(lambda: words in self.get(address)[1])

    def settled(self) -> None:
        """Wait until the edition has followed the last save."""
        assert until(lambda: self.told and self.told[-1].startswith("built"))


def until(true: Callable[[], object], seconds: float = PATIENCE) -> bool:
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


# Ways to save.


def in_place(path: Path, body: bytes) -> None:
    path.write_bytes(body)


def by_rename(path: Path, body: bytes) -> None:
    beside = path.with_name(f".{path.name}.tmp")
    beside.write_bytes(body)
    beside.replace(path)


def by_rename_in_sight(path: Path, body: bytes) -> None:
    """The draft bears a name that a listing could have, but not for long."""
    beside = path.with_suffix(".tmp")
    beside.write_bytes(body)
    time.sleep(0.03)
    beside.replace(path)


def with_a_backup(path: Path, body: bytes) -> None:
    """As vi does it: the old file goes aside, the new one is written in its place, the old one goes."""
    aside = path.with_name(f".{path.name}~")
    path.rename(aside)
    time.sleep(0.02)
    path.write_bytes(body)
    aside.unlink()


def anew(path: Path, body: bytes) -> None:
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


def of_the_same_size_and_time(path: Path, body: bytes) -> None:
    """As a sync tool does it that brings the time of the other machine along."""
    before = path.stat()
    path.write_bytes(body)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


WAYS = [
    in_place,
    by_rename,
    by_rename_in_sight,
    with_a_backup,
    anew,
    emptied_first,
    in_pieces,
    of_the_same_size_and_time,
]

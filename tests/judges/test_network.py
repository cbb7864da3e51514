import subprocess
import sys

from . import sites
from .sites import Built

# Looking up an address or opening a connection ends the build.
CUT_OFF = """
import runpy, sys
def refuse(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.bind", "urllib.Request"):
        raise SystemExit(f"the build uses the network: {event} {arguments}")
sys.addaudithook(refuse)
sys.argv[0] = "build.py"
runpy.run_path("build.py", run_name="__main__")
"""


def test_a_build_does_not_use_the_network(tmp_path, sample: Built):
    cut_off = sites.sample(tmp_path, code=CUT_OFF)
    assert cut_off.pages() == sample.pages()


def test_a_build_that_used_the_network_would_fail():
    code = CUT_OFF.replace("sys.argv[0]", "import socket; socket.create_connection(('127.0.0.1', 9)); sys.argv[0]")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "the build uses the network" in done.stderr

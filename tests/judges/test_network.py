import subprocess
import sys

from . import sites
from .sites import Built

# Whatever asks for an address or for a line to one ends the build.
CUT_OFF = """
import runpy, sys
def refuse(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.bind", "urllib.Request"):
        raise SystemExit(f"the build wants the network: {event} {arguments}")
sys.addaudithook(refuse)
sys.argv[0] = "build.py"
runpy.run_path("build.py", run_name="__main__")
"""


def test_a_build_never_touches_the_network(tmp_path, sample: Built):
    cut_off = sites.sample(tmp_path, code=CUT_OFF)
    assert cut_off.pages() == sample.pages()


def test_the_refusal_would_be_noticed():
    code = CUT_OFF.replace("sys.argv[0]", "import socket; socket.create_connection(('127.0.0.1', 9)); sys.argv[0]")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "the build wants the network" in done.stderr

"""Every reader of text takes time in proportion to its length, by counted instructions."""

import platform
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fuzz.readers import READERS

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not shutil.which("valgrind"), reason="valgrind is not installed"),
    pytest.mark.skipif(platform.machine() != "x86_64", reason="the request to valgrind is in x86-64's machine code"),
]
ROOT = Path(__file__).parents[2]


GROUPS = [[*READERS][at : at + 6] for at in range(0, len(READERS), 6)]
"""Readers that one process measures: to start it takes a while."""


def steep(names, folder):
    """The lines that `instructions` prints for these readers."""
    file = f"{folder}/counts"
    command = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={file}", sys.executable, "-m"]
    run = subprocess.run(
        [*command, "tests.fuzz.instructions", file, *names], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    return run.stdout.split("\n")


def test_a_quadratic_function_is_found(tmp_path):
    assert len([line for line in steep(["quadratic"], tmp_path) if line]) == 3


@pytest.mark.parametrize("names", GROUPS, ids=" ".join)
def test_instructions_grow_with_the_length_of_the_text(names, tmp_path):
    assert [line for line in steep(names, tmp_path) if line] == []

"""What to type where set-up cannot work.

Read by whatever Python was typed, so it parses on 3.6; imported only when something is wrong.
"""

import os
import shlex
import shutil
import subprocess
import sys

OWN = "or activate an environment of your own that has what {lock} names, and type: {typed}"
REASONS = {  # what a failed step may have said | or said: what to tell and what to type
    "No module named venv|No module named ensurepip": """\
Debian and Ubuntu pack a part of Python separately that sets up environments.
Type: sudo apt install python{minor}-venv
and then: {typed}
or, where there is uv: uv venv && uv pip install -r {lock} && {typed}
""",
    "ermission denied|Read-only": """\
Copy {folder} to where you may write, and there type: {typed}
""",
    "MATCH THE HASHES|require-hashes mode": """\
The packages offered do not match the hashes in {lock}.
If that file was not meant to change, type: git checkout {lock}
else refresh it with the command at the top of requirements.in, and type: {typed}
""",
    "Invalid requirement|.txt'": """\
Type: git checkout {lock}
and then: {typed}
""",
    "No space left|uota exceeded|too large": """\
There is no room on the disk. Free some, and type: {typed}
""",
    "No matching dist|onnection|resolution|SSL|roxy|HTTP|timed out": """\
There is no network, or no wheel for Python {python} on this machine.
With a network, type: {typed}
or bring a folder of wheels from a machine like this one that has a network; type there:
    python{minor} -m pip download --only-binary :all: -d wheels -r {lock}
and here: PIP_NO_INDEX=1 PIP_FIND_LINKS=wheels {typed}
""",
    "": "To try again, type: {typed}\n",
}


def too_old(oldest: "tuple[int, int]") -> SystemExit:
    """Tell whoever typed an old Python of a newer one; the result is to be raised."""
    told = f"Gazette needs Python {oldest[0]}.{oldest[1]} or newer; this is {this_python()}.\n"
    for minor in (14, 13, 12, 11):
        name = f"python3.{minor}"
        # Tried, not only found: pyenv has stand-ins on PATH for Pythons that will not start.
        if shutil.which(name) and not subprocess.call([name, "-c", ""], stderr=subprocess.DEVNULL):
            return tell(told + f"Try: {typed(name)}")
    return tell(told + f"There is none on PATH. Install one, or try: {typed('uv run -p 3.13')}")


def failed(said: str, lock: str) -> SystemExit:
    """Tell what went wrong, in the words of the step that did; the result is to be raised."""
    lines = [line.strip()[:200] for line in said[max(said.find("ERROR"), 0) :].splitlines()]
    signs = next(signs for signs in REASONS if any(sign in said for sign in signs.split("|")))
    folder, name = os.path.split(lock)
    advice = (REASONS[signs] + OWN).format(
        lock=name,
        folder=folder,
        typed=typed(),
        python=this_python(),
        minor=f"{sys.version_info[0]}.{sys.version_info[1]}",
    )
    quoted = "".join(f"    {line}\n" for line in lines[:4])
    return tell(f".venv could not be set up; nothing was installed:\n{quoted}{advice}")


def this_python() -> str:
    return "{}.{}.{} ({})".format(*sys.version_info[:3], sys.executable or "python3")


def typed(python: str = "") -> str:
    """The command as it was typed, or as it would be with another Python."""
    python = python or shlex.quote(getattr(sys, "orig_argv", ["python3"])[0])
    return " ".join([python, *map(shlex.quote, sys.argv)])


def tell(message: str) -> SystemExit:
    print(f"gazette: {message}", file=sys.stderr)
    return SystemExit(2)

"""What to do if set-up fails.

Any Python that the user has may read this file, so it must parse on 3.6. It is imported only if something is wrong.
"""

import os
import shlex
import shutil
import subprocess
import sys

OWN_ENVIRONMENT = "Or activate an environment with the packages of {lock} and run: {command}"
ADVICE = {  # what the output of a failed step contains, separated by |: what to print
    "No module named venv|No module named ensurepip": """\
On Debian and Ubuntu, the part of Python that creates environments is a separate package.
Run: sudo apt install python{minor}-venv
and then: {command}
Or, if you have uv: uv venv && uv pip install -r {lock} && {command}
""",
    "ermission denied|Read-only": """\
Copy {folder} to a folder in which you may write, and run there: {command}
""",
    "MATCH THE HASHES|require-hashes mode": """\
The downloaded packages do not match the hashes in {lock}.
If you did not change that file, run: git checkout {lock}
Otherwise refresh it with the command at the top of requirements.in, and run: {command}
""",
    "Invalid requirement|.txt'": """\
Run: git checkout {lock}
and then: {command}
""",
    "No space left|uota exceeded|too large": """\
The disk is full. Free some space and run: {command}
""",
    "No matching dist|onnection|resolution|SSL|roxy|HTTP|timed out": """\
There is no network connection, or no wheel for Python {python} on this machine.
With a network connection, run: {command}
Or download the wheels on a similar machine that has one:
    python{minor} -m pip download --only-binary :all: -d wheels -r {lock}
Copy the folder wheels/ here and run: PIP_NO_INDEX=1 PIP_FIND_LINKS=wheels {command}
""",
    "": "To try again, run: {command}\n",
}


def too_old(minimum: "tuple[int, int]") -> SystemExit:
    """Print which newer Python to use; raise the result."""
    message = f"Gazette needs Python {minimum[0]}.{minimum[1]} or newer; this is {this_python()}.\n"
    for minor in (14, 13, 12, 11):
        name = f"python3.{minor}"
        # Run it: pyenv puts scripts on PATH for versions that are not installed.
        if shutil.which(name) and not subprocess.call([name, "-c", ""], stderr=subprocess.DEVNULL):
            return refuse(message + f"Run: {command_line(name)}")
    return refuse(message + f"PATH has none. Install one, or run: {command_line('uv run -p 3.13')}")


def failed(output: str, lock: str) -> SystemExit:
    """Print the output of the step that failed and what to do; raise the result."""
    lines = [line.strip()[:200] for line in output[max(output.find("ERROR"), 0) :].splitlines()]
    signs = next(signs for signs in ADVICE if any(sign in output for sign in signs.split("|")))
    folder, name = os.path.split(lock)
    advice = (ADVICE[signs] + OWN_ENVIRONMENT).format(
        lock=name,
        folder=folder,
        command=command_line(),
        python=this_python(),
        minor=f"{sys.version_info[0]}.{sys.version_info[1]}",
    )
    quoted = "".join(f"    {line}\n" for line in lines[:4])
    return refuse(f".venv could not be set up. Nothing was installed:\n{quoted}{advice}")


def this_python() -> str:
    return "{}.{}.{} ({})".format(*sys.version_info[:3], sys.executable or "python3")


def command_line(python: str = "") -> str:
    """The command that the user typed, with another Python if one is given."""
    python = python or shlex.quote(getattr(sys, "orig_argv", ["python3"])[0])
    return " ".join([python, *map(shlex.quote, sys.argv)])


def refuse(message: str) -> SystemExit:
    print(f"gazette: {message}", file=sys.stderr)
    return SystemExit(2)

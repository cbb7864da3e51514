"""How Gazette was started: as build.py in a clone, or as the command `gazette` of an installed package."""

from __future__ import annotations

import sys
from importlib import util
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from gazette.cli import idle, venv
from gazette.core.version import ROOT

if TYPE_CHECKING:
    from gazette.cli.build_options import Build

SCRIPT = "build.py"


def main() -> NoReturn:
    """The command `gazette`."""
    venv.check_current_folder()
    idle.stop_if_idle(Path.cwd(), sys.argv[1:])
    from gazette.cli import arguments  # loads all packages, which a build that has nothing to do does not need

    arguments.leave(arguments.main(load_build()))


def load_build() -> Build:
    """The function `build` of build.py, which a clone has outside the package."""
    spec = util.spec_from_file_location("gazette.build", ROOT / SCRIPT)
    assert spec and spec.loader
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    build: Build = module.build
    return build


def name() -> str:
    """What the user typed to start Gazette, for messages."""
    return SCRIPT if Path(sys.argv[0]).name == SCRIPT else "gazette"


def default_source() -> Path:
    """The clone for build.py, the current folder for `gazette`."""
    return ROOT if name() == SCRIPT else Path()

"""A command: what runs it, and what its help says."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from gazette.cli.build_options import Build
from gazette.core.errors import Report
from gazette.listings import fields

Add = Callable[..., argparse.Action]
"""`ArgumentParser.add_argument`."""


def _no_options(add: Add) -> None: ...


@dataclass(frozen=True, slots=True)
class Command:
    run: Callable[[argparse.Namespace, Build, Report], int]
    help: str
    description: str = ""
    uses: tuple[str, ...] = ()
    """The general options that the command uses. It takes the others too, but its help leaves them out."""
    add_options: Callable[[Add], None] = _no_options
    """Adds the options that only this command has."""
    examples: tuple[str, ...] = ()
    """Command lines that its help shows, without the name of the program."""


def day(value: str) -> date:
    """The value of an option that is a day."""
    try:
        return fields.day(value)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None

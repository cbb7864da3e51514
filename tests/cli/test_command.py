"""What a command is, and the values of options."""

import argparse
from datetime import date

import pytest

from gazette.cli import arguments
from gazette.cli.command import day


def test_a_day_is_written_in_one_form():
    assert day("2025-03-12") == date(2025, 3, 12)
    for wrong in ("12 March", "2025-3-12", "2025-02-30", ""):
        with pytest.raises(argparse.ArgumentTypeError):
            day(wrong)


@pytest.mark.parametrize("name", arguments.COMMANDS)
def test_the_help_of_a_command_is_a_sentence_and_begins_its_description(name):
    command = arguments.COMMANDS[name]
    assert command.help.endswith(".")
    assert "  " not in f"{command.help} {command.description}"

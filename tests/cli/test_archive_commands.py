"""The options of the commands that keep an archive up to date."""

from datetime import date
from pathlib import Path

import pytest

from gazette.cli import archive_commands, arguments
from gazette.fetching import summarize
from tests import site


@pytest.mark.parametrize("name", archive_commands.COMMANDS)
def test_the_command_is_part_of_the_command_line(name):
    assert arguments.COMMANDS[name] is archive_commands.COMMANDS[name]


def test_options_become_values():
    found = arguments.parse(["fetch", "--from", "2025-03-10", "--to", "2025-03-12"])
    assert (found.date, found.first, found.last) == (None, date(2025, 3, 10), date(2025, 3, 12))
    assert arguments.parse(["enrich", "a.md", "--again"]).again is True
    assert arguments.parse(["summarize"]).most == archive_commands.MAX_SUMMARIES
    assert arguments.parse(["new", "here", "--title", "T"]).folder == Path("here")
    assert arguments.parse(["daily", "--no-commit"]).no_commit is True


def test_the_help_names_the_variable_with_the_key():
    assert summarize.KEY in archive_commands.COMMANDS["summarize"].description


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["fetch", "--date", "yesterday"], "is not a date"),
        (["summarize", "--most", "0"], "'0' is not a number of papers; use 1 to 99999"),
        (["summarize", "--most", "many"], "'many' is not a number of papers"),
        (["new"], "the following arguments are required: DIR"),
    ],
)
def test_wrong_usage_is_refused(words, message, capsys):
    assert site.command(*words) == 2
    assert message in capsys.readouterr().err

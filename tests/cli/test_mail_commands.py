"""The commands about mail load what they need only when they run."""

import subprocess
import sys

import pytest

from gazette.cli import arguments
from gazette.cli.mail_commands import COMMANDS
from tests import site


def test_a_build_loads_nothing_of_mail():
    code = "import build, sys; print([each for each in sys.modules if each in ('smtplib', 'gazette.mailing.send')])"
    done = subprocess.run([sys.executable, "-c", code], cwd=site.ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_a_command_names_its_options(command, capsys):
    with pytest.raises(SystemExit):
        arguments.parse([command, "--help"])
    out = capsys.readouterr().out
    assert {"digest": "--first-send", "subscribers": "import"}[command] in out


def test_an_unknown_action_is_refused(capsys):
    assert site.command("subscribers", "forget") == 2
    assert "invalid choice: 'forget'" in capsys.readouterr().err

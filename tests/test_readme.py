"""What README says is so: its commands are taken, its listing is one, its keys and settings are all there are."""

import re
import shlex
from pathlib import Path

import pytest

from gazette import config
from gazette.cli import arguments
from gazette.config import topics, values
from gazette.core.errors import Report
from gazette.listings import fields, markdown
from gazette.sources import tree
from tests import site

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8") if (ROOT / "README.md").is_file() else ""
if not README.startswith("# Gazette\n"):
    pytest.skip("README.md is not Gazette's", allow_module_level=True)
COMMANDS = re.findall(r"^ {4}python3 build\.py(.*)$", README, re.MULTILINE)
BLOCKS = {lang: re.findall(rf"```{lang}\n(.*?)```", README, re.DOTALL) for lang in ("markdown", "yaml")}


def block(lang, sign):
    (found,) = [each for each in BLOCKS[lang] if sign in each]
    return "\n".join(line.removeprefix("  ") if lang == "markdown" else line for line in found.split("\n"))


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_readme_is_one(command):
    typed = shlex.split(re.split(r"\s{3,}", command.strip())[0])
    if "--help" in typed:
        with pytest.raises(SystemExit, match="0"):
            arguments.typed(typed)
    else:
        assert arguments.typed(typed).command in arguments.COMMANDS


def test_every_command_is_in_the_readme():
    named = {shlex.split(command.strip() or "build")[0] for command in COMMANDS}
    assert set(arguments.COMMANDS) <= named | {"build"}


def test_the_listing_of_the_readme_is_one():
    report = Report("2025-03-20.md")
    found = markdown.parse(block("markdown", "Bandit Paper"), "2025-03-20.md", report)
    assert ([entry.title for entry in found.entries][1], report.errors + report.warnings) == (
        "Only a Title Is Valid Too",
        [],
    )


def test_the_listing_of_the_readme_gets_the_page_that_the_readme_names(tmp_path):
    (path,) = re.findall(r"\*\*Markdown\*\*, `(content/\S+\.md)`", README)
    (page,) = re.findall(r"`public/(papers/date/\S+\.html)`", README)
    source = site.a_source(tmp_path, {path: block("markdown", "Bandit Paper")})
    assert page in site.build(source).after


def test_the_keys_of_the_readme_are_the_keys():
    (table,) = re.findall(r"^\| key \|.*\n\|---\|---\|\n((?:\|.*\n)+)", README, re.MULTILINE)
    named = [key for row in table.splitlines() for key in re.findall("`([a-z-]+)`", row.split("|")[1])]
    assert sorted(named) == sorted(fields.BY_KEY)


def test_the_keys_that_the_readme_lets_stand_several_times_are_those_that_may():
    (named,) = re.findall(r"\n(`url`[^.]*) may stand several times", README)
    assert set(re.findall("`([a-z]+)`", named)) == {field.key for field in fields.FIELDS if field.many}


def test_the_settings_of_the_readme_are_the_settings():
    (told,) = re.findall(r"The settings in `site\.yaml`: (.*?)\n\n", README, re.DOTALL)
    named = set(re.findall(r"`([a-z._]+)`", told)) - {"gazette"}
    assert set(values.SETTINGS) | {"topics"} <= named


def test_the_topics_of_the_readme_are_read():
    report = Report(config.NAME)
    root = tree.parse(block("yaml", "bandits:"), report, as_json=False)
    assert set(topics.parse(root.items["topics"], report)) == {"bandits", "games"}
    assert not report.errors

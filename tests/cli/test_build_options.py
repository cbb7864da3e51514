"""The options of a build follow from the command line."""

from datetime import date
from pathlib import Path

from gazette.cli import arguments, build_options


def test_paths_are_absolute_and_default_to_folders_of_the_source(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    options = build_options.of(arguments.parse(["--source", "papers"]))
    assert options.source == tmp_path / "papers"
    assert (options.content, options.output) == (options.source / "content", options.source / "public")


def test_content_and_output_are_relative_to_the_current_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    options = build_options.of(arguments.parse(["--source", "papers", "--content", "days", "--output", "../site"]))
    assert (options.content, options.output) == (tmp_path / "days", Path(tmp_path.parent / "site"))


def test_the_options_of_a_build_are_passed_on():
    options = build_options.of(arguments.parse(["build", "--fresh", "--jobs", "3", "--until", "2025-03-12"]))
    assert (options.fresh, options.jobs, options.until) == (True, 3, date(2025, 3, 12))


def test_commands_without_these_options_use_defaults():
    options = build_options.of(arguments.parse(["check"]))
    assert (options.fresh, options.until) == (False, None)
    assert options.jobs >= 1

"""The program is named, and its default source chosen, by how it was started."""

from pathlib import Path

import pytest

from gazette.cli import program
from gazette.core.errors import Report
from tests import site


@pytest.mark.parametrize(
    ("started", "name", "source"),
    [
        ("build.py", "build.py", site.ROOT),
        (str(site.BUILD), "build.py", site.ROOT),
        ("/usr/bin/gazette", "gazette", Path()),
        ("C:/Scripts/gazette.exe", "gazette", Path()),
    ],
)
def test_the_name_and_the_default_source_follow_from_what_was_started(started, name, source, monkeypatch):
    monkeypatch.setattr("sys.argv", [started, "check"])
    assert (program.name(), program.default_source()) == (name, source)


def test_the_build_function_comes_from_build_py(tmp_path):
    source = site.a_source(tmp_path / "source")
    built = program.load_build()(site.options(source), Report())
    assert "index.html" in built.edition.after

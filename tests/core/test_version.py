"""What of the program decides a site's bytes is known by name."""

import tomllib
from pathlib import Path

from gazette.cli import venv
from gazette.core import version

ROOT = Path(__file__).parents[2]


def asked_for(name):
    return {line for line in (ROOT / name).read_text().splitlines() if line and not line.startswith(("#", "-"))}


def test_the_packages_are_the_same_wherever_they_are_asked_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert {name.partition(">=")[0] for name in project["dependencies"]} == asked_for("requirements.in")
    run, _ = venv.MODULES.values()
    assert len(run) == len(asked_for("requirements.in"))


def test_all_that_pages_are_drawn_with_decides_their_bytes():
    """The others read settings and listings, name bytes, or reload a browser; markupsafe comes with jinja2."""
    others = {"pyyaml", "blake3", "livereload"}
    assert set(version.DRAWN_WITH) == asked_for("requirements.in") - others | {"markupsafe"}
    assert [name.partition("-")[0] for name in version.packages()] == sorted(version.DRAWN_WITH)


def test_each_module_counts(tmp_path, monkeypatch):
    def digest():
        version.code.cache_clear()
        return version.code()

    before = digest()
    (tmp_path / "gazette/pages").mkdir(parents=True)
    monkeypatch.setattr(version, "PACKAGE", tmp_path / "gazette")
    digests = {before, digest()}
    for name, text in (("a.py", "1"), ("a.py", "2"), ("pages/a.py", "2")):
        (tmp_path / "gazette" / name).write_text(text)
        digests.add(digest())
    assert len(digests) == 5
    monkeypatch.undo()
    assert digest() == before

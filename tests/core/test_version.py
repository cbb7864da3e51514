"""The version has all that affects the bytes of a site."""

import tomllib
from pathlib import Path

from gazette.cli import venv
from gazette.core import version

ROOT = Path(__file__).parents[2]


def required(name):
    return {
        line.partition(">=")[0]
        for line in (ROOT / name).read_text().splitlines()
        if line and not line.startswith(("#", "-"))
    }


def test_pyproject_and_requirements_name_the_same_packages():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert {name.partition(">=")[0] for name in project["dependencies"]} == required("requirements.in")
    run, _ = venv.MODULES.values()
    assert len(run) == len(required("requirements.in"))


def test_every_package_that_affects_pages_is_part_of_the_version():
    """The others parse YAML or XML, hash files, reload a browser or fetch; markupsafe is required by jinja2."""
    others = {"pyyaml", "blake3", "livereload", "defusedxml", "httpx", "rich"}
    assert set(version.RENDERING_PACKAGES) == required("requirements.in") - others | {"markupsafe"}
    assert [name.partition("-")[0] for name in version.packages()] == sorted(version.RENDERING_PACKAGES)


def test_every_module_and_table_is_part_of_the_digest_of_the_code(tmp_path, monkeypatch):
    def digest():
        version.code.cache_clear()
        return version.code()

    before = digest()
    (tmp_path / "gazette/pages").mkdir(parents=True)
    monkeypatch.setattr(version, "PACKAGE", tmp_path / "gazette")
    digests = {before, digest()}
    for name, text in (("a.py", "1"), ("a.py", "2"), ("pages/a.py", "2"), ("b.tsv", "1"), ("b.tsv", "2")):
        (tmp_path / "gazette" / name).write_text(text)
        digests.add(digest())
    assert len(digests) == 7
    monkeypatch.undo()
    assert digest() == before

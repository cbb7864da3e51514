"""The same source gives the same bytes on every machine, in every locale and time zone, without a network."""

import os
import shutil
import socket
import subprocess
from datetime import date

import pytest

from tests import site

ENVIRONMENTS = {
    "east": {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1", "LC_ALL": "C"},
    "west": {"TZ": "Etc/GMT+11", "PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8", "umask": "077"},
    "other folder": {"PYTHONHASHSEED": "3", "folder": "an other/place ü", "relative": "yes"},
    "ascii": {"LC_ALL": "POSIX", "PYTHONIOENCODING": "ascii", "PYTHONHASHSEED": "4"},
    "half-hour zone": {"TZ": "Asia/Kathmandu", "LANG": "C", "PYTHONHASHSEED": "5", "umask": "022"},
    "odd locale": {"LC_ALL": "locale -a", "LANGUAGE": "tr:de", "PYTHONHASHSEED": "6"},
    "empty": {"empty": "yes", "umask": "027"},
    "strict": {"PYTHONWARNINGS": "error", "PYTHONDEVMODE": "1", "TZ": "America/St_Johns", "PYTHONHASHSEED": "0"},
}
QUICK = ("east", "west", "other folder")
LISTINGS = {
    **site.LISTINGS,
    "content/2025-03-14.md": "## Ünïcode: π₀ and Ωmega\n- authors: Ólafur Æ; 王\n- tags: Théory; π; tags, of; İ\n",
    "content/2025-03-15.yaml": "papers:\n- title: I\n  tags: [i, ı, theory]\n",
    "static/data/ünï.txt": "plain",
}


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_the_bytes_are_the_same_in_every_environment(name, tmp_path, in_full):
    if name not in QUICK and not in_full:
        pytest.skip("runs only with --slow")
    variables = dict(ENVIRONMENTS[name])
    source = site.a_source(tmp_path / variables.pop("folder", "source"), LISTINGS)
    output = tmp_path / "out"
    umask = int(variables.pop("umask", "022"), 8)
    process = {"cwd": source.parent, "umask": umask, "env": environment(variables)}
    argument = source.name if "relative" in variables else source
    done = site.run("--source", argument, "--output", output, **process)
    assert (done.returncode, done.stderr) == (0, "")
    assert site.differences(site.clean_build(source), site.files(output)) == []


def environment(variables):
    inherited = {} if "empty" in variables else dict(os.environ)
    if variables.get("LC_ALL") == "locale -a":
        variables["LC_ALL"] = max(locales())
    return inherited | {key: value for key, value in variables.items() if key not in ("empty", "relative")}


def locales():
    """The locales of this machine; it may have only C."""
    if not shutil.which("locale"):
        return ["C"]
    return subprocess.run(["locale", "-a"], capture_output=True, text=True, check=True).stdout.split()


def test_no_file_of_the_site_contains_a_path_of_the_machine(tmp_path):
    source = site.a_source(tmp_path / "source")
    for body in site.clean_build(source).values():
        assert str(tmp_path).encode() not in body
        assert str(site.ROOT).encode() not in body


def test_a_build_never_uses_the_network(tmp_path, monkeypatch):
    def forbidden(*_, **__):
        raise AssertionError("a build used the network")

    source = site.a_source(tmp_path / "source")
    for name in ("socket", "create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, name, forbidden)
    assert "index.html" in site.build(source).after


@pytest.mark.parametrize("until", ["2025-03-09", "2025-03-11", "2025-03-12", "2026-01-01"])
def test_with_until_the_site_is_that_of_the_listings_up_to_that_day(until, tmp_path):
    source = site.a_source(tmp_path / "source", LISTINGS)
    earlier = {path: body for path, body in LISTINGS.items() if not path[8:].startswith("2025") or path[8:18] <= until}
    without = site.a_source(tmp_path / "without", earlier)
    (without / "content").mkdir(exist_ok=True)
    site.build(source)
    site.build(source, until=date.fromisoformat(until))
    assert site.differences(site.clean_build(without), site.files(source / "public")) == []

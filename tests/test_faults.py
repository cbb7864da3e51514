"""A system call of a build may fail at any time: one clear line, a whole site, and the next build completes it."""

import re
import shutil

import pytest

from tests import site
from tests.faults import ERRORS, Faults

OTHER = {
    "content/2025-03-10.md": "## Changed\n- tags: theory\n",
    "content/2025-03-14.md": "## New\n- tags: new\n",
    "static/tags/new.txt": "x",
}


@pytest.fixture
def change(built, tmp_path):
    """A function that gives a source with a built site and then changes, the files of the old site and of the new."""
    site.write(tmp_path / "changed", site.files(built))
    site.write(tmp_path / "changed", OTHER)
    (tmp_path / "changed/content/2025-03-12.md").unlink()
    old, new = site.files(built / "public"), site.clean_build(tmp_path / "changed")

    def begin():
        source = tmp_path / "again"
        shutil.rmtree(source, ignore_errors=True)
        shutil.copytree(built, source)
        site.write(source, OTHER)
        (source / "content/2025-03-12.md").unlink()
        return source

    return begin, old, new


def visible(source):
    return {path: body for path, body in site.files(source / "public").items() if path[-1] != "/"}


@pytest.mark.parametrize("forever", [False, True], ids=["once", "from then on"])
def test_a_call_that_fails_leaves_a_whole_site_and_one_clear_line(change, forever, capsys, in_full):
    begin, old, new = change
    faults = Faults()
    with faults.injected():
        assert site.command("--source", begin()) == 0
    assert faults.count > 100
    for number in range(1, faults.count + 1, 1 if in_full else faults.count // 4):
        source, code = begin(), ERRORS[number % len(ERRORS)]
        capsys.readouterr()
        with Faults(number, code, forever).injected():
            status = site.command("--source", source)
        check(status, capsys.readouterr().err, visible(source), old, new)
        assert site.command("--source", source) == 0
        assert site.differences(new, site.files(source / "public")) == []


def check(status, err, found, old, new):
    """Check what a build said, and what it left."""
    lines = [line for line in err.splitlines() if not re.match("warning: |  ", line)]
    assert len(lines) == (status != 0) or status == 1, err
    assert "Traceback" not in err
    if "could not be undone; the site is between two editions" in err:
        assert status == 2
        assert all(body in (old.get(path), new.get(path)) for path, body in found.items() if path != ".gazette-site")
    elif status:
        assert pages(found) == pages(old), err
    else:
        assert pages(found) == pages(new)


def pages(files):
    return {path: body for path, body in files.items() if path != ".gazette-site"}

"""Golden files: what Gazette builds from small sources, and what it prints about broken ones.

tests/sites/NAME            a source, and in expected/ some of the files that a build of it writes
tests/sites/broken/NAME     a source, and in message.txt everything that a build of it prints

After an intended change, run `build.py test tests/test_sites.py --regold` to overwrite the
expected files, and read the diff.  To compare another file, create an empty one of its name
in expected/ first.
"""

import shutil

import pytest

from tests import site

SITES = site.ROOT / "tests" / "sites"
GOOD = sorted(path.parent.name for path in SITES.glob("*/site.yaml"))
BROKEN = sorted(path.parent.name for path in SITES.glob("broken/*/site.yaml"))


@pytest.fixture
def regold(request):
    return request.config.getoption("--regold")


@pytest.mark.parametrize("name", GOOD)
def test_a_site_has_the_expected_files(name, tmp_path, regold):
    source = shutil.copytree(SITES / name, tmp_path / name)
    site.build(source)
    expected = SITES / name / "expected"
    wanted = site.files(expected)
    built = {path: body for path, body in site.files(source / "public").items() if path in wanted}
    if regold:
        site.write(expected, built)
        wanted = site.files(expected)
    assert {path: body.decode() for path, body in built.items()} == {
        path: body.decode() for path, body in wanted.items()
    }


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_site_gets_the_expected_message(name, tmp_path, capsys, regold):
    source = shutil.copytree(SITES / "broken" / name, tmp_path / name)
    assert site.command("--source", source) == 1
    printed = capsys.readouterr()
    message = SITES / "broken" / name / "message.txt"
    if regold:
        message.write_bytes(printed.err.encode())
    assert printed.err == message.read_bytes().decode()
    assert printed.out == ""
    assert not (source / "public").exists()
    assert str(tmp_path) not in printed.err

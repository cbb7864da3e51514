"""Small sites that show what Gazette makes of a source, and what it says of a broken one.

tests/sites/NAME            a source, and in expected/ some of the files that it gives
tests/sites/broken/NAME     a source, and in message.txt all that a build of it prints

After a change that is meant to show, `build.py test tests/test_sites.py --regold` writes
what is there now over what was expected; the diff then says what visitors will see.
To keep another file, put an empty one of its name into expected/ first.
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
def test_a_good_site_gives_what_is_expected(name, tmp_path, regold):
    source = shutil.copytree(SITES / name, tmp_path / name)
    site.build(source)
    expected = SITES / name / "expected"
    wanted = site.files(expected)
    made = {path: body for path, body in site.files(source / "public").items() if path in wanted}
    if regold:
        site.write(expected, made)
        wanted = site.files(expected)
    assert {path: body.decode() for path, body in made.items()} == {
        path: body.decode() for path, body in wanted.items()
    }


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_site_is_told_of_in_these_words(name, tmp_path, capsys, regold):
    source = shutil.copytree(SITES / "broken" / name, tmp_path / name)
    assert site.command("--source", source) == 1
    told = capsys.readouterr()
    message = SITES / "broken" / name / "message.txt"
    if regold:
        message.write_bytes(told.err.encode())
    assert told.err == message.read_bytes().decode()
    assert told.out == ""
    assert not (source / "public").exists()
    assert str(tmp_path) not in told.err

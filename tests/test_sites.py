"""Small sources, with the pages or the messages that a build of each must produce.

tests/sites/NAME            a source; expected/ has some of the files of its site
tests/sites/broken/NAME     a source with mistakes; message.txt has everything that a build prints

After an intended change, `build.py test tests/test_sites.py --regold` rewrites the expected files; the diff
then shows what visitors will see. To check another file, create an empty one of its name in expected/ first.
"""

import re
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
def test_site_has_the_expected_files(name, tmp_path, regold):
    source = shutil.copytree(SITES / name, tmp_path / name)
    site.build(source)
    expected = SITES / name / "expected"
    expected_files = site.files(expected)
    built = {path: body for path, body in site.files(source / "public").items() if path in expected_files}
    if regold:
        site.write(expected, built)
        expected_files = site.files(expected)
    assert texts(built) == texts(expected_files)


def texts(files):
    """The text of each file, without what depends on static/: a fork may edit its files and add scripts."""
    added = re.compile(r'<script defer src="[^"]*assets/scripts-[^"]*"></script>\n')
    digest = re.compile(r"(?<=\.)[0-9a-f]{10}(?=\.(css|js|woff2)\b)")
    return {path: digest.sub("DIGEST", added.sub("", body.decode())) for path, body in files.items()}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_site_is_reported_with_the_expected_messages(name, tmp_path, capsys, regold):
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

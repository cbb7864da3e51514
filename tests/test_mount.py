"""A site can be built into an output that is a mount point, such as a volume of a container."""

import shutil
import subprocess
import sys

import pytest

from tests import site

MOUNTS = ("tmpfs -t tmpfs", "--bind {spare}")
"""A file system of its own, and a folder of the same file system."""


def in_own_mounts(script, *words):
    """Run a shell script in which mounts are not seen by others."""
    return subprocess.run(
        ["unshare", "--mount", "sh", "-ec", script, "sh", *words], capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module", autouse=True)
def _may_mount(tmp_path_factory):
    folder = str(tmp_path_factory.mktemp("may-mount"))
    if not shutil.which("unshare") or in_own_mounts('mount tmpfs -t tmpfs "$1"', folder).returncode:
        pytest.skip("mounting needs Linux and root")


@pytest.fixture
def build(tmp_path):
    source, output, spare = tmp_path / "source", tmp_path / "output", tmp_path / "spare"
    site.a_source(source)
    output.mkdir()
    spare.mkdir()

    def run(mount, script):
        command = f'"{sys.executable}" "{site.BUILD}" build --source "{source}" --output "{output}"'
        line = f'mount {mount.format(spare=spare)} "{output}"\nbuild() {{ {command}; }}\n{script}\n'
        return in_own_mounts(line, str(source), str(output), str(tmp_path))

    run.source, run.copy = source, tmp_path / "copy"
    return run


@pytest.mark.parametrize("mount", MOUNTS)
def test_an_empty_mount_point_gets_the_site_and_then_its_changes(mount, build):
    new_day = 'printf \'## New\\n\' > "$1/content/2030-01-01.md"; rm "$1/content/2025-03-12.md"'
    done = build(mount, f'build; {new_day}; build; build --fresh; cp -a "$2" "$3/copy"')
    assert (done.returncode, done.stdout.count("built ")) == (0, 3), done.stderr
    assert site.differences(site.clean_build(build.source), site.files(build.copy)) == []


def test_a_read_only_mount_point_is_an_error_and_the_site_is_said_to_be_whole(build):
    new_day = "printf '## New\\n' > \"$1/content/2030-01-01.md\""
    read_only = 'mount -o remount,ro,bind "$2"'
    done = build(MOUNTS[1], f'build; cp -a "$2" "$3/copy"; {read_only}; {new_day}; build')
    assert done.returncode == 2
    [line] = [line for line in done.stderr.splitlines() if line.startswith("gazette:")]
    assert "Read-only file system" in line
    assert line.endswith("The published site was not changed.")
    assert site.files(build.copy)

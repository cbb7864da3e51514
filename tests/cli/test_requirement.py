"""Where this Gazette comes from."""

import json

import pytest

import gazette
from gazette.cli import requirement
from tests import site
from tests.cli.archives import git


def package(**origin):
    return requirement.of_package(json.dumps(origin))


def clone(folder, remote):
    """A repository with a commit that its remote has."""
    git(folder, "init", "--quiet")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "One")
    git(folder, "remote", "add", "origin", remote)
    commit = git(folder, "rev-parse", "HEAD").strip()
    git(folder, "update-ref", "refs/remotes/origin/main", commit)
    return commit


def test_a_package_from_an_index_has_its_version():
    assert requirement.of_package(None) == f"gazette=={gazette.__version__}"


def test_a_package_from_a_repository_has_its_commit():
    vcs = {"vcs": "git", "commit_id": "a" * 40, "requested_revision": "main"}
    found = package(url="https://code.example/o/gazette", vcs_info=vcs)
    assert found == f"gazette @ git+https://code.example/o/gazette@{'a' * 40}"


@pytest.mark.parametrize("url", ["ssh://git@code.example/o/gazette.git", "git@code.example:o/gazette.git"])
def test_a_package_that_was_installed_over_ssh_needs_no_key(url):
    found = package(url=url, vcs_info={"vcs": "git", "commit_id": "a" * 40})
    assert found == f"gazette @ git+https://code.example/o/gazette.git@{'a' * 40}"


def test_a_package_from_a_file_has_its_address():
    found = package(url="https://files.example/gazette-1.whl", archive_info={})
    assert found == "gazette @ https://files.example/gazette-1.whl"
    assert not requirement.is_local(found)
    assert requirement.is_local(package(url="file:///tmp/gazette-1.whl", archive_info={}))


@pytest.mark.parametrize(
    "remote",
    [
        "https://code.example/o/gazette.git",
        "https://ada:secret@code.example/o/gazette.git",
        "git@code.example:o/gazette.git",
        "ssh://git@code.example/o/gazette.git",
    ],
)
def test_a_clone_has_its_commit_and_no_password(remote, tmp_path):
    commit = clone(tmp_path, remote)
    assert requirement.of_clone(tmp_path) == f"gazette @ git+https://code.example/o/gazette.git@{commit}"
    assert package(url=tmp_path.as_uri(), dir_info={}) == requirement.of_clone(tmp_path)


def test_a_clone_whose_commit_no_other_machine_has_is_local(tmp_path):
    clone(tmp_path, "https://code.example/o/gazette.git")
    git(tmp_path, "commit", "--quiet", "--allow-empty", "--message", "Two")
    assert requirement.of_clone(tmp_path) == f"gazette @ {tmp_path.as_uri()}"
    assert requirement.is_local(requirement.of_clone(tmp_path))
    (tmp_path / "other").mkdir()
    clone(tmp_path / "other", "/srv/gazette.git")
    assert requirement.is_local(requirement.of_clone(tmp_path / "other"))


@pytest.mark.skipif(not (site.ROOT / ".git").exists(), reason="needs a clone")
def test_a_clone_is_where_its_gazette_comes_from():
    assert requirement.current() == requirement.of_clone(site.ROOT)

"""The TypeScript compiler checks the types in the comments of the scripts."""

import subprocess

import pytest

from .tools import ROOT, need

PROJECTS = ("tsconfig.json", "tsconfig.search.json", "tsconfig.ranking.json", "tsconfig.worker.json")


def compiled(*words: str) -> str:
    done = subprocess.run(["node", need("tsc"), *words], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


@pytest.mark.parametrize("project", PROJECTS)
def test_the_types_in_the_scripts_are_correct(project: str):
    assert compiled("--project", f".ci/{project}") == ""


def test_every_script_is_type_checked():
    seen = "".join(compiled("--listFilesOnly", "--project", f".ci/{project}") for project in PROJECTS).split()
    scripts = sorted(str(path) for path in (ROOT / "static").rglob("*.js"))
    assert scripts
    assert sorted({path for path in seen if path.startswith(str(ROOT / "static"))}) == scripts

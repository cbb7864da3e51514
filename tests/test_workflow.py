"""The workflow of a new archive: its steps run as GitHub runs them, in clones of a repository with a local server."""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml

from gazette.cli import new
from tests import site
from tests.cli.archives import GIT, commits, git
from tests.fetching.conftest import rows
from tests.fetching.upstream import Upstream
from tests.test_package import build

pytestmark = pytest.mark.skipif(not (site.ROOT / "README.md").is_file(), reason="the package needs README.md")
WORKFLOW = yaml.load((new.STARTER / "publish.yml").read_text("utf-8"), yaml.BaseLoader)
JOBS = WORKFLOW["jobs"]
STEPS = [step for job in JOBS.values() for step in job["steps"]]
GH = """#!/bin/sh
echo "$*" >> "$GH_STUB/calls"
case "$1 $2" in
"issue list") cat "$GH_STUB/open" 2> /dev/null || true ;;
"issue create") echo 7 > "$GH_STUB/open"; cp "$RUNNER_TEMP/report.md" "$GH_STUB/body" ;;
"issue comment") cp "$RUNNER_TEMP/report.md" "$GH_STUB/body" ;;
esac
"""


# What the file says.


def test_actions_are_pinned_by_digest_and_name_their_version():
    uses = [line for line in (new.STARTER / "publish.yml").read_text().splitlines() if "uses:" in line]
    assert len(uses) == sum("uses" in step for step in STEPS) > 5
    for line in uses:
        assert re.search(r"uses: actions/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line), line


def test_permissions_are_the_least():
    assert WORKFLOW["permissions"] == {}
    assert JOBS["build"]["permissions"] == {"contents": "write", "issues": "write"}
    assert JOBS["deploy"]["permissions"] == {"pages": "write", "id-token": "write"}


def test_runs_are_scheduled_started_by_hand_and_never_at_the_same_time():
    assert {*WORKFLOW["on"]} == {"schedule", "workflow_dispatch", "push"}
    assert re.fullmatch(r"\d+ \d+ \* \* \*", WORKFLOW["on"]["schedule"][0]["cron"])
    assert WORKFLOW["concurrency"] == {"group": "publish", "cancel-in-progress": "false"}
    assert all("timeout-minutes" in job for job in JOBS.values())


def test_no_script_contains_an_expression():
    """A value that GitHub puts into a script could be a command."""
    assert not [step for step in STEPS if "${{" in step.get("run", "")]


def test_the_cache_is_kept_also_after_a_failure():
    (restore,) = [step for step in STEPS if "cache/restore" in step.get("uses", "")]
    (save,) = [step for step in STEPS if "cache/save" in step.get("uses", "")]
    assert restore["with"]["path"] == save["with"]["path"] == ".gazette"
    assert restore["with"]["key"] == save["with"]["key"]
    assert save["with"]["key"].startswith(restore["with"]["restore-keys"])
    assert save["if"] == "${{ !cancelled() }}"


# What its steps do.


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    return build(site.ROOT, tmp_path_factory.mktemp("wheel"), "wheel")


@pytest.fixture(scope="module")
def python(tmp_path_factory):
    """The folder of programs of an environment that has the packages which Gazette needs, but not Gazette."""
    folder = tmp_path_factory.mktemp("python") / "env"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    (packages,) = folder.glob("lib/python*/site-packages")
    (packages / "tests.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return folder / "bin"


@pytest.fixture
def upstream():
    last = date.today() + timedelta(1)  # it may be midnight while the test runs
    days = [last - timedelta(number) for number in range(9)]
    with Upstream({day: rows(3, day) for day in days}) as found:
        yield found


class Runner:
    """Runs the workflow's job `build` in a fresh clone, with what the cache kept."""

    def __init__(self, folder, origin, python):
        self.folder, self.origin, self.python = folder, origin, python
        self.stub = folder / "stub"
        site.write(self.stub, {"gh": GH})
        (self.stub / "gh").chmod(0o755)
        self.runs = 0

    def run(self, before_push=lambda: None):
        """The outcome of each step with a script, and the outputs; as GitHub, it skips steps after a failure."""
        self.runs += 1
        self.workspace, self.temp = self.folder / f"run-{self.runs}", self.folder / f"temp-{self.runs}"
        git(self.folder, "clone", "--quiet", "--depth", "1", f"file://{self.origin}", self.workspace)
        if (self.folder / "cache").exists():
            shutil.copytree(self.folder / "cache", self.workspace / ".gazette")
        self.temp.mkdir()
        (self.temp / "output").touch()
        outcomes = {}
        for step in JOBS["build"]["steps"]:
            if "run" in step and self._is_due(step.get("if", ""), "failure" in outcomes.values()):
                if "git push" in step["run"]:
                    before_push()
                outcomes[step["name"]] = self._run(step)
        if (self.workspace / ".gazette").exists():
            shutil.copytree(self.workspace / ".gazette", self.folder / "cache", dirs_exist_ok=True)
        return outcomes, (self.temp / "output").read_text()

    @staticmethod
    def _is_due(condition, failed):
        return {"": not failed, "${{ !cancelled() }}": True, "${{ failure() }}": failed}[condition]

    def _run(self, step):
        env = {
            name: value for name, value in (JOBS["build"]["env"] | step.get("env", {})).items() if "${{" not in value
        }
        env |= {
            "PATH": f"{self.stub}:{self.python}:{os.environ['PATH']}",
            "HOME": str(self.temp),
            "RUNNER_TEMP": str(self.temp),
            "GITHUB_OUTPUT": str(self.temp / "output"),
            "GITHUB_SERVER_URL": "https://code.example",
            "GITHUB_REPOSITORY": "o/papers",
            "GITHUB_RUN_ID": "99",
            "GH_STUB": str(self.stub),
            "PIP_NO_INDEX": "1",
        }
        script = self.temp / "script"
        script.write_text(step["run"])
        done = subprocess.run(
            ["bash", "-e", script], cwd=self.workspace, env=env, capture_output=True, text=True, check=False
        )
        self.said = done.stdout + done.stderr
        return "success" if done.returncode == 0 else "failure"

    @property
    def calls(self):
        """The subcommands of `gh issue` that were called."""
        path = self.stub / "calls"
        return re.findall(r"^issue (\w+)", path.read_text(), re.MULTILINE) if path.exists() else []

    @property
    def body(self):
        return (self.stub / "body").read_text()


@pytest.fixture
def runner(tmp_path, upstream, wheel, python):
    """A new archive in a bare repository, which fetches from the local server."""
    started, origin = tmp_path / "started", tmp_path / "origin.git"
    words = ["--title", "My papers", "--url", "https://papers.example.org/", "--gazette", f"gazette @ {wheel.as_uri()}"]
    assert site.command("new", started, "-q", *words) == 0
    path = started / "site.yaml"
    local = f"fetch:\n  huggingface: {{url: {upstream.url}}}\n  enrich: false\n"
    path.write_text(path.read_text().replace("fetch:\n", local))
    git(started, "init", "--quiet")
    for name, value in GIT.items():
        git(started, "config", name, value)
    git(started, "add", ".")
    git(started, "commit", "--quiet", "--message", "Start")
    git(tmp_path, "clone", "--quiet", "--bare", started, origin)
    git(started, "remote", "add", "origin", origin)
    found = Runner(tmp_path, origin, python)
    found.started = started
    return found


def edit(runner, files):
    """Push a commit, as a person does."""
    git(runner.started, "pull", "--quiet", "--rebase", "origin", "main")
    site.write(runner.started, files)
    git(runner.started, "add", ".")
    git(runner.started, "commit", "--quiet", "--message", "Edit")
    git(runner.started, "push", "--quiet", "origin", "main")


def test_two_mornings_publish_and_the_second_has_nothing_new(runner, upstream):
    outcomes, output = runner.run()
    assert {*outcomes.values()} == {"success"}, runner.said
    assert output == "built=true\n"
    first, last = date.today() - timedelta(6), date.today()
    assert commits(runner.origin) == [f"Listings of {first} to {last}", "Start"]
    assert git(runner.origin, "log", "-1", "--format=%an <%ae>") == "Gazette <gazette@users.noreply.github.com>\n"
    assert (runner.workspace / f"public/papers/date/{first}.html").is_file()
    built = site.files(runner.workspace / "public")
    outcomes, output = runner.run()
    assert ({*outcomes.values()}, output) == ({"success"}, "built=true\n")
    assert len(commits(runner.origin)) == 2
    assert upstream.conditional > 0  # the cache has what the server said
    assert site.files(runner.workspace / "public") == built
    assert runner.calls == []


def test_a_source_that_is_down_is_reported_once_and_the_site_is_published(runner, upstream):
    runner.run()
    for number in (1, 2):
        upstream.faults = ["403"]
        outcomes, output = runner.run()
        failed = [name for name, outcome in outcomes.items() if outcome == "failure"]
        assert (failed, output) == (["Fetch, check, commit and build"], "built=true\n")
        assert runner.calls[-2:] == ["list", "create" if number == 1 else "comment"]
    assert runner.body.startswith("https://code.example/o/papers/actions/runs/99\n\n    # fetch\n")
    assert "answered 403 Forbidden; wait a day" in runner.body
    assert len(commits(runner.origin)) == 2


def test_a_listing_with_an_error_is_reported_and_nothing_is_published(runner):
    day = date.today() - timedelta(2)  # every day after it is fetched
    path = f"content/{day.year}/{day}.md"
    edit(runner, {path: "## A\n- votes: many\n"})
    outcomes, output = runner.run()
    assert (outcomes["Fetch, check, commit and build"], output) == ("failure", "")
    assert f"{path}:2: votes: 'many' is not a count" in runner.body
    assert commits(runner.origin) == ["Edit", "Start"]


def test_a_commit_that_is_pushed_meanwhile_stays(runner):
    outcomes, output = runner.run(lambda: edit(runner, {"content/pages/about.md": "About us.\n"}))
    assert ({*outcomes.values()}, output) == ({"success"}, "built=true\n"), runner.said
    assert [commits(runner.origin)[0][:11], *commits(runner.origin)[1:]] == ["Listings of", "Edit", "Start"]


def test_a_conflict_with_what_is_pushed_meanwhile_is_reported(runner):
    today = date.today()
    mine = {f"content/{today.year}/{today}.md": "## Mine\n"}
    outcomes, _ = runner.run(lambda: edit(runner, mine))
    assert outcomes["Push the new listings"] == "failure"
    assert commits(runner.origin) == ["Edit", "Start"]
    assert "CONFLICT" in runner.body
    outcomes, _ = runner.run()
    assert {*outcomes.values()} == {"success"}, runner.said
    assert "## Mine" in git(runner.origin, "show", f"main:content/{today.year}/{today}.md")


def test_gazette_that_cannot_be_installed_is_reported(runner):
    edit(runner, {"requirements.txt": "gazette @ file:///none.whl\n"})
    outcomes, output = runner.run()
    assert (outcomes["Install Gazette"], "Fetch, check, commit and build" in outcomes, output) == ("failure", False, "")
    assert runner.calls == ["list", "create"]


def test_the_step_that_publishes_needs_a_site_and_not_success():
    assert JOBS["deploy"]["if"] == "${{ !cancelled() && needs.build.outputs.built == 'true' }}"
    assert JOBS["deploy"]["needs"] == "build"
    (upload,) = [step for step in STEPS if "upload-pages" in step.get("uses", "")]
    assert upload["if"] == "${{ !cancelled() && steps.site.outputs.built == 'true' }}"
    assert upload["with"] == {"path": "public"}
    assert Path(new.FILES["publish.yml"]).parts[:2] == (".github", "workflows")

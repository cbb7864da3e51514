"""How much is tested: a little at every run, all that a promise names with --slow.

--slow     the full figures of the promises: thousands of edits, hundreds of kills
--regold   write what the golden sites give now over what is expected of them; then read the diff
"""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

PLAIN = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("default", derandomize=True, database=None, **PLAIN)
settings.register_profile("slow", max_examples=2_000, database=None, **PLAIN)


def pytest_addoption(parser):
    parser.addoption("--slow", action="store_true", help="run each promise in full")
    parser.addoption("--regold", action="store_true", help="rewrite what the golden sites are expected to give")


def pytest_configure(config):
    settings.load_profile("slow" if config.getoption("--slow") else "default")


def pytest_collection_modifyitems(config, items):
    if not config.getoption("--slow"):
        for item in items:
            if item.get_closest_marker("slow"):
                item.add_marker(pytest.mark.skip(reason="a full run of a promise, behind --slow"))


@pytest.fixture(scope="session")
def in_full(request):
    """Whether this run is to show the whole figure of a promise."""
    return request.config.getoption("--slow")


@pytest.fixture(scope="session")
def shared():
    """Finds real data by its name in ../shared; skips where it is absent, but not in CI."""

    def find(name):
        path = Path(__file__).parents[2] / "shared" / name
        if not path.exists():
            assert os.environ.get("CI") != "true", f"{path} must be there in CI"
            pytest.skip(f"no {name} in ../shared")
        return path

    return find


@pytest.fixture(scope="session")
def built_once(tmp_path_factory):
    """A small source that has been built; to be copied, not to be touched."""
    from tests import site

    source = site.a_source(tmp_path_factory.mktemp("built") / "source")
    site.build(source)
    return source


@pytest.fixture
def built(built_once, tmp_path):
    """A small source that has been built, with its site and what was remembered."""
    return shutil.copytree(built_once, tmp_path / "source")

"""Options and fixtures of all tests.

--slow     run everything in full: thousands of edits, hundreds of kills; without it, a small part
--regold   write what the golden sites give now over what is expected of them; then read the diff
"""

import gc
import os
import re
import shutil
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent
COMMON = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
MEMORY = Path("/dev/shm")
"""Tests write many small files; without --slow, they are here if there is such a folder with enough space."""

# Processes that tests start would otherwise compile Gazette each time.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

settings.register_profile("default", max_examples=50, derandomize=True, database=None, **COMMON)
settings.register_profile("slow", max_examples=2_000, database=None, **COMMON)


def pytest_addoption(parser):
    parser.addoption("--slow", action="store_true", help="run every test in full")
    parser.addoption("--regold", action="store_true", help="rewrite the expected files of the golden sites")


def pytest_configure(config):
    settings.load_profile("slow" if config.getoption("--slow") else "default")
    if not config.getoption("--slow") and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > 4 << 30:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


def pytest_ignore_collect(collection_path):
    """Leave out the tests of bench/ if this copy of Gazette has no such folder."""
    return (not (ROOT / "bench").is_dir() and _needs_bench(collection_path)) or None


def _needs_bench(path):
    if path.suffix == ".py":
        return bool(re.search(r"^(from|import) bench\b", path.read_text("utf-8"), re.MULTILINE))
    return path == ROOT / "tests" / "bench"


def pytest_collection_modifyitems(config, items):
    if not config.getoption("--slow"):
        slow = [item for item in items if item.get_closest_marker("slow")]
        items[:] = [item for item in items if not item.get_closest_marker("slow")]
        config.hook.pytest_deselected(items=slow)


def pytest_collection_finish():
    """The garbage collector need not look at thousands of tests again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


@pytest.fixture(scope="session")
def in_full(request):
    """Whether the tests run in full."""
    return request.config.getoption("--slow")


@pytest.fixture(scope="session")
def shared():
    from tests import make

    return make.shared


@pytest.fixture(scope="session")
def built_once(tmp_path_factory):
    """A small source with its built site, made once. Copy it; do not change it."""
    from tests import site

    source = site.a_source(tmp_path_factory.mktemp("built") / "source")
    site.build(source)
    return source


@pytest.fixture
def built(built_once, tmp_path):
    """A copy of a small source with its built site and its cache."""
    return shutil.copytree(built_once, tmp_path / "source")

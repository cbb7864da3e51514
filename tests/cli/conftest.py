"""A served source that tests can edit."""

import shutil

import pytest

from tests import site
from tests.serving import Server, until

ORIGINAL = {"site.yaml": site.SETTINGS, **site.LISTINGS}


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """A source, its server, and the home page before any change."""
    source = site.a_source(tmp_path_factory.mktemp("edited") / "source")
    with Server(source) as server:
        yield source, server, server.page()


@pytest.fixture
def edited(served):
    """A source and its server; changes to the source are undone after the test."""
    source, server, first = served
    yield source, server
    for name in ("templates", "static", "content/2025-03-13.md", "public"):
        path = source / name
        path.unlink() if path.is_file() else shutil.rmtree(path, ignore_errors=True)
    site.write(source, {name: body for name, body in ORIGINAL.items() if (source / name).read_text("utf-8") != body})
    assert until(lambda: server.page() == first and server.messages[-1].startswith("built"))

"""Compiled templates are cached by name."""

import sqlite3

import pytest

from gazette.cache import templates
from gazette.cache.templates import CachedTemplates


@pytest.fixture
def base():
    found = sqlite3.connect(":memory:", isolation_level=None)
    found.executescript(templates.SCHEMA)
    yield found
    found.close()


def test_a_template_is_returned_before_and_after_it_is_written(base):
    cached = CachedTemplates(base)
    cached.put("a", b"code")
    assert (cached.get("a"), cached.get("b")) == (b"code", b"")
    assert CachedTemplates(base).get("a") == b""
    cached.flush()
    assert CachedTemplates(base).get("a") == b"code"


def test_a_template_can_be_replaced(base):
    cached = CachedTemplates(base)
    for body in (b"one", b"two"):
        cached.put("a", body)
        cached.flush()
    assert CachedTemplates(base).get("a") == b"two"

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


@pytest.mark.parametrize("change", ["body = x'00'", "body = digest", "digest = x'00'", "digest = null", "name = 'b'"])
def test_a_row_that_was_changed_is_not_cached(base, change):
    cached = CachedTemplates(base)
    cached.put("a", b"code")
    cached.flush()
    base.execute(f"update templates set {change}")
    assert [CachedTemplates(base).get(name) for name in "ab"] == [b"", b""]


def test_only_a_build_that_used_all_templates_removes_what_it_did_not_use(base):
    first = CachedTemplates(base)
    for name in "abc":
        first.put(name, b"code")
    first.flush()
    for complete, left in ((False, "abcd"), (True, "ad")):
        cached = CachedTemplates(base)
        cached.get("a")
        cached.put("d", b"code")
        if complete:
            cached.forget_unused()
        cached.flush()
        assert "".join(name for (name,) in base.execute("select name from templates order by name")) == left

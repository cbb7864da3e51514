import pytest

from gazette.cache.database import Memory


@pytest.fixture
def folder(tmp_path):
    with Memory(tmp_path / "memory.sqlite") as memory:
        memory.templates.put("a", b"code")
        memory.keep(1)
    return tmp_path


def held(folder, name="a"):
    with Memory(folder / "memory.sqlite") as memory:
        return memory.templates.get(name)


def test_what_was_put_is_held(folder):
    assert held(folder) == b"code"
    assert held(folder, "b") == b""


@pytest.mark.parametrize("change", [
    "update templates set body = x'00'",
    "update templates set body = 1",
    "update templates set body = substr(body, 1, length(body) - 1)",
    "update templates set name = 'b'",
    "delete from templates",
    "drop table templates",
])  # fmt: skip
def test_what_is_damaged_is_not_there(change, folder):
    with Memory(folder / "memory.sqlite") as memory:
        memory._base.execute(change)
        assert [memory.templates.get(name) for name in "ab"] == [b"", b""]


def test_what_was_forgotten_is_not_there(folder):
    with Memory(folder / "memory.sqlite") as memory:
        memory.templates.forget()
        memory.keep(1)
    assert held(folder) == b""


def test_where_nothing_can_be_put_the_build_goes_on(folder):
    with Memory(folder / "memory.sqlite") as memory:
        memory._base.execute("drop table templates")
        memory.templates.put("a", b"code")
        assert not memory.keep(1)

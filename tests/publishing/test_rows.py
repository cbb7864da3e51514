"""Rows of a record, looked up where they stand, are what a table of them would be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.publishing import rows as module
from gazette.publishing.rows import Rows

PATHS = st.text(alphabet="ab/. π-", min_size=1, max_size=6)
MARKS = st.sampled_from(["-", "0f-7", "1e-23"])
TABLES = st.dictionaries(PATHS, MARKS, max_size=12)


def rows(table):
    return Rows([f"{table[path]} {path}" for path in sorted(table)])


@pytest.mark.parametrize("stride", [1, 2, 3, module.STRIDE])
@given(TABLES, PATHS)
def test_rows_are_a_table(stride, table, path):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "STRIDE", stride)
        found = rows(table)
        assert {each: found[each] for each in table} == table
        assert (len(found), list(found)) == (len(table), sorted(table))
        assert (found.get(path), path in found) == (table.get(path), path in table)
    assert "".join(found.lines) == "".join(f"{table[path]} {path}\n" for path in sorted(table))


@given(TABLES, TABLES, st.sets(PATHS))
def test_changed_rows_are_a_changed_table(table, marks, gone):
    kept = {path: mark for path, mark in table.items() if path not in gone}
    assert [*rows(table).changed(marks, gone).lines] == [*rows({**kept, **marks}).lines]

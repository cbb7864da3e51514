"""Deeply nested Markdown does not hang the converter or change what it converts next."""

import time

import pytest

from tests.rendering.test_markup import assert_inert, html

NESTS = {
    "quotations": "> " * 20_000,
    "quotations without spaces": ">" * 20_000,
    "deeper and deeper quotations": "\n".join(">" * n for n in range(200)),
    "lists": "- " * 20_000 + "x",
    "numbers": "1. " * 20_000 + "x",
    "deeper and deeper lists": "\n".join(" " * 4 * n + "- a" for n in range(200)),
    "stars": "*a **b " * 10_000,
    "brackets": "[" * 100_000,
    "images": "![a](" * 20_000,
    "backticks": "".join("a" + "`" * n for n in range(200)),
    "angles": "<a " * 30_000,
    "entities": "&#x" * 30_000,
    "backslashes": "\\" * 50_000,
    "a table": "|" * 20_000 + "\n" + "|-" * 20_000,
}


@pytest.mark.parametrize("nest", NESTS)
def test_a_hostile_nest_is_converted_in_time_and_is_inert(nest):
    started = time.process_time()
    page = html(NESTS[nest])
    assert time.process_time() - started < 3
    assert_inert(page)


@pytest.mark.parametrize("nest", NESTS)
def test_a_hostile_nest_does_not_change_what_is_converted_next(nest):
    html(NESTS[nest])
    assert html("one\n\n- two") == "<p>one</p>\n<ul>\n<li>two</li>\n</ul>"


def test_the_html_of_a_nest_does_not_depend_on_the_depth_of_the_call_stack():
    def deeper(steps: int) -> str:
        return deeper(steps - 1) if steps else html(source)

    source = "\n".join(">" * n + " a" for n in range(1, 60))
    assert deeper(600) == deeper(0)

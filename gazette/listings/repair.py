"""Answers of an API that a program spoilt on the way to the disk, as they were.

Seen in the wild: rows as Python prints them, each a string in a JSON list; and the list
wrapped in a mapping, under `data`.  Only `import` mends them; a build says what is wrong.
"""

from __future__ import annotations

import ast
import json

LARGEST_ROW = 1_000_000


def mend(written: str) -> str:
    """The answer as the API gave it; `written` itself if nothing is wrong with it, or nothing can be done."""
    try:
        answer = json.loads(written)
        rows = answer["data"] if isinstance(answer, dict) and isinstance(answer.get("data"), list) else answer
        if not isinstance(rows, list) or not (rows is not answer or any(isinstance(row, str) for row in rows)):
            return written
        return json.dumps([_row(row) for row in rows], indent=1)
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return written


def _row(row: object) -> object:
    return ast.literal_eval(row) if isinstance(row, str) and len(row) < LARGEST_ROW else row

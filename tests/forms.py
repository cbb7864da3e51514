"""A listing in every format, for tests that damage it."""

import json

MARKDOWN = """\
---
date: 2025-03-12
source: A Test
---

An introduction to the day.

## A Small Bandit Paper
- arxiv: 2503.00001
- authors: Ada Example; Bo van Sample
- published: 2025-03-10
- votes: 12

We show a regret.

And more.

> A note.

## Another
- votes: 3
- code: https://example.org/a

Text.
"""
YAML = """\
date: 2025-03-12
source: A Test
note: An introduction.
papers:
- title: A Small Bandit Paper
  arxiv: "2503.00001"
  authors: [Ada Example, Bo van Sample]
  votes: 12
  abstract: |
    We show a regret.

    And more.
- title: Another
  votes: 3
  code:
  - https://example.org/a
"""
OWN_JSON = json.dumps(
    {
        "date": "2025-03-12",
        "papers": [{"title": "A", "votes": 1, "tags": ["x"]}, {"title": "B", "abstract": ["one", "two"]}],
    },
    indent=1,
)
RESPONSE = json.dumps(
    [
        {
            "paper": {
                "id": f"2503.0000{n}",
                "title": f"A\n  {n}",
                "upvotes": n,
                "authors": [{"name": "Ada", "hidden": False}],
            }
        }
        for n in range(4)
    ],
    indent=1,
)

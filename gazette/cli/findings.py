"""What `check` prints about problems: a line for each, or JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import NamedTuple

from gazette.core.errors import Problem

ERROR, WARNING = "error", "warning"
GENERAL = "general"
"""The kind of problems that are not hints."""


class Finding(NamedTuple):
    severity: str
    problem: Problem


def ordered(errors: Iterable[Problem], warnings: Iterable[Problem]) -> list[Finding]:
    """Each problem once, by file and line; on one line, errors first."""
    found = dict.fromkeys([Finding(ERROR, each) for each in errors] + [Finding(WARNING, each) for each in warnings])
    return sorted(found, key=lambda each: (each.problem.path.split("/"), each.problem.line, each.severity))


def line(finding: Finding) -> str:
    """`path:line: severity: what; fix`."""
    problem = finding.problem
    where = f"{problem.path}:{problem.line}" if problem.line else problem.path
    words = f"{finding.severity}: {problem.what}" + (f"; {problem.way_out}" if problem.way_out else "")
    return f"{where}: {words}" if where else words


def as_json(findings: Iterable[Finding]) -> str:
    return json.dumps([_record(*each) for each in findings], ensure_ascii=False, indent=1)


def _record(severity: str, problem: Problem) -> dict[str, object]:
    return {
        "path": problem.path,
        "line": problem.line,
        "severity": severity,
        "kind": problem.kind or GENERAL,
        "what": problem.what,
        "fix": problem.way_out,
    }

"""A damaged file is read, or its problems are reported with path and line; it never causes an exception."""

import random
import time
from collections.abc import Callable
from pathlib import Path

from gazette.core.errors import Report
from gazette.listings import importers, markdown
from gazette.sources.files import SourceFile
from tests import foreign
from tests.forms import MARKDOWN, OWN_JSON, RESPONSE, YAML
from tests.make import merged, shared, times

OURS = Path(__file__).parents[3] / "content"


def samples() -> list[tuple[str, bytes]]:
    made = [("md", MARKDOWN), ("yaml", YAML), ("json", OWN_JSON), ("json", RESPONSE)]
    return [(suffix, text.encode()) for suffix, text in [*made, *foreign.SAMPLES]]


def real_samples() -> list[tuple[str, bytes]]:
    responses = [*shared("listings/hf/2024").glob("*-0[1-3].json"), *shared("fixtures/hf_api").rglob("*.json")]
    return [
        ("md", next(OURS.glob("2*/*.md")).read_bytes()),
        *(("json", path.read_bytes()) for path in sorted(responses)),
        *(("xml", path.read_bytes()[:30_000]) for path in sorted(shared("fixtures").rglob("*.xml"))[::4]),
    ]


# Damage.


def cut(chance: random.Random, body: bytes) -> bytes:
    start, end = sorted(chance.choices(range(len(body) + 1), k=2))
    return body[:start] + (body[end:] if chance.random() < 0.7 else b"")


def flip(chance: random.Random, body: bytes) -> bytes:
    flipped = bytearray(body)
    for _ in range(chance.randrange(1, 6)):
        flipped[chance.randrange(len(body))] ^= 1 << chance.randrange(8)
    return bytes(flipped)


FRAGMENTS = [
    *(b"\n", b"\n\n", b"## ", b"---\n", b"- votes: x\n", b"> ", b'"', b"{", b"]", b"\\", b"\t", b"\x00", b"&a ", b"*a"),
    *(b"\xff", b"\xe2\x80\xae", b"\xed\xa0\x80", b"\\ud800", b": ", b"- ", b"null", b"9" * 5000, b"[" * 500),
    *(b"<<: *a\n", b"%", b"!!x ", b"<", b"&", b"<p>", b"]]>", b"<!--", b"@misc{", b"#", b"$", b"|", b"](", b"ER  - \n"),
]


def insert(chance: random.Random, body: bytes) -> bytes:
    at = chance.randrange(len(body) + 1)
    return body[:at] + b"".join(chance.choices(FRAGMENTS, k=chance.randrange(1, 4))) + body[at:]


def double_lines(chance: random.Random, body: bytes) -> bytes:
    lines = body.split(b"\n")
    start = chance.randrange(len(lines))
    some = lines[start : start + chance.randrange(1, 4)]
    at = chance.randrange(len(lines) + 1)
    return b"\n".join([*lines[:at], *some, *lines[at:]])


def noise(chance: random.Random, body: bytes) -> bytes:
    at = chance.randrange(len(body) + 1)
    return body[:at] + chance.randbytes(chance.randrange(1, 40)) + body[at + chance.randrange(40) :]


DAMAGE: list[Callable[[random.Random, bytes], bytes]] = [cut, flip, insert, double_lines, noise]


def assert_reported(suffix: str, body: bytes) -> None:
    """The file is read, or its problems are reported, each with its path and an existing line."""
    path = f"content/2025-03-12.{suffix}"
    text = body.decode("utf-8-sig", "replace")
    report = Report(path)
    started = time.process_time()
    found = importers.parse(SourceFile(path, text, b""), report)
    assert time.process_time() - started < 2
    lines = max(text.count("\n"), text.count("\r")) + 2
    for problem in (*report.errors, *report.warnings):
        assert problem.path == path
        assert 0 <= problem.line <= lines
        assert str(problem).isprintable() and len(str(problem)) < 1000
    assert found or report.errors
    if found and not report.errors:
        merged([found])
        assert markdown.parse(markdown.dump(found), "2025-03-12.md", Report()) == found


def damage(bodies: list[tuple[str, bytes]], count: int, seed: int) -> None:
    chance = random.Random(seed)
    for number in range(count):
        suffix, body = chance.choice(bodies)
        for change in chance.choices(DAMAGE, k=chance.choice((1, 1, 1, 3))):
            body = change(chance, body) or b"x"
        try:
            assert_reported(suffix, body)
        except Exception as error:
            error.add_note(f"damage {number}: {suffix}, {body[:3000]!r}")
            raise


def test_damage_to_any_format_is_read_or_reported():
    damage(samples(), times(300, 10_000), seed=1)


def test_damage_to_formats_of_others_is_read_or_reported():
    damage([(suffix, text.encode()) for suffix, text in foreign.SAMPLES], times(600, 20_000), seed=3)


def test_damage_to_markdown_lists_is_read_or_reported():
    chance = random.Random(4)
    for _ in range(times(300, 10_000)):
        body = chance.choice((foreign.TABLE, foreign.BULLETS)).encode()
        for change in chance.choices(DAMAGE, k=chance.choice((1, 1, 3))):
            body = change(chance, body) or b"x"
        report = Report("2025-03-12.md")
        found = importers.parse_days(SourceFile("2025-03-12.md", body.decode("utf-8", "replace"), b""), report)
        assert found or report.errors, body
        for listing in found if not report.errors else ():
            assert markdown.parse(markdown.dump(listing), "x.md", Report()) == listing, body


def test_damage_to_real_listings_is_read_or_reported():
    damage(real_samples(), times(60, 2_000), seed=2)

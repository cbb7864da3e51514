"""The sites that are tested: the sample, real days, and hostile listings."""

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

from gazette.sources import assets

from .payloads import PAYLOADS, TEX, seen
from .tools import ROOT

BELOW = "some/sub/path"
FIRST = date(2025, 3, 3)
_WIDE = r"\\ud[89ab]..\\ud[c-f].."
PLAIN = {"title": "Judged", "url": f"https://judged.example/{BELOW}/", "description": "On trial."}
TWINS = {"twins": ["md", "bib", "json"]}
FULL = TWINS | {"repository": "https://git.example/a", "subscribe": {"form": "https://mail.example/to"}}
FULL |= {"digests": True}
URLS = ("url", "pdf", "code", "project", "media", "see")
MOVED = "old.html"
SAMPLE = ROOT / "tests/fixtures/sample"
ADDED_SCRIPTS = sorted({path.stem for path in (ROOT / "static/scripts").glob("*.js")} - set(assets.SCRIPTS))
"""Scripts that a fork added to static/scripts/; each is a file and an element of every page."""
PAPERS = 30
ABSTRACT = "We describe a method that reads tables of tides and tells where a kite may fly. " * 18
TEXTS = ("venue", "by", "org", "license", "summary", "summary-by")
# `build.py` without escaping, Markdown sanitising or safe JSON: only the policy of the browser is left.
WITHOUT_ESCAPING = """
import json, runpy, sys
from markupsafe import Markup
from gazette.rendering import renderer as render
real = render.FastEnvironment
render.FastEnvironment = lambda **settings: real(**(settings | {"autoescape": False}))
render.markup.markdown = lambda source, resolve: Markup(source)
render.markup.data = lambda value: Markup(json.dumps(value))
sys.argv[0] = "build.py"
runpy.run_path("build.py", run_name="__main__")
"""


@dataclass(frozen=True)
class Built:
    """A site in `folder`, which is in the `root` folder of a host or below it."""

    root: Path
    folder: Path

    def pages(self) -> list[str]:
        """All pages but redirects that nobody wrote: those leave before a test can look at them."""
        paths = [path for path in self.folder.rglob("*.html") if path == self.folder / MOVED or not _redirects(path)]
        return sorted(path.relative_to(self.folder).as_posix() for path in paths)

    def kinds(self) -> list[str]:
        """One page of each kind, the first by name."""
        return list({_kind(page): page for page in reversed(self.pages())}.values())

    def staying(self) -> list[str]:
        """The same without the page that redirects."""
        return [page for page in self.kinds() if page != MOVED]


def _redirects(path: Path) -> bool:
    return b'<meta http-equiv="refresh"' in path.read_bytes()


def _kind(page: str) -> str:
    """The kind of a page: its folder.  Pages at the root, indexes and the trending page are kinds of their own."""
    if re.fullmatch(r"[^/]*|[^/]*/(index|trending|[0a-z])\.html", page):
        return re.sub("[0-9]+", "", page)
    return re.sub("[^/]+$", "", page)


def built(source: Path, root: Path, below: str = BELOW, code: str = "") -> Built:
    """Build the site in `source` into the folder `below` of `root`."""
    site = Built(root, root / below)
    python = [sys.executable, "-c", code] if code else [sys.executable, "build.py"]
    words = ["--source", source, "--output", site.folder, "-q"]
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    done = subprocess.run([*python, *words], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return site


def sample(folder: Path, code: str = "") -> Built:
    """The sample site of Gazette, from a copy, because a build writes its cache next to the settings."""
    shutil.copytree(SAMPLE, folder / "source")
    return built(folder / "source", folder / "root", below="", code=code)


def real(folder: Path, every: int = 1) -> Built:
    """Every `every`th of the real days that are next to the checkout."""
    listings = Path(os.environ.get("GAZETTE_LISTINGS", ROOT.parent / "shared/listings/hf"))
    found = sorted(listings.rglob("*.json"))[::every]
    if not found:
        give_up = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        give_up(f"there are no real listings in {listings}")
    for path in found:
        write(folder / "source/content" / path.name, path.read_text("utf-8"))
    write(folder / "source/content/redirects.yaml", f"{MOVED}: index.html\nlost.html: {{gone: lost}}\n")
    write(folder / "source/site.yaml", settings(PLAIN | FULL | {"page": {"length": 20}}))
    return built(folder / "source", folder / "root")


def long(folder: Path) -> Built:
    """Three days of thirty papers, each with more authors, facts and abstract than the median real paper."""
    papers = [
        {
            "title": f"Paper {number} on the Reading of Tables of Tides by Machines",
            "arxiv": f"2503.{number:05}",
            "authors": [f"Author {number} {letter}" for letter in "ABCDEFGH"],
            "tags": ["Tides", "Kites and strings"],
            "votes": str(60 - number),
            "code": "https://code.example/tides",
            "abstract": [f"{number}. {ABSTRACT}"],
        }
        for number in range(PAPERS)
    ]
    write(folder / "source/site.yaml", settings(PLAIN | {"tags": {"minimum": 1}}))
    for day in (12, 13, 14):
        write(folder / f"source/content/2025-03-{day}.json", json.dumps({"papers": papers}))
    return built(folder / "source", folder / "root")


def hostile(folder: Path, payloads: tuple[str, ...] = PAYLOADS, code: str = "") -> Built:
    """A day, a paper, a subject and a standalone page for each payload, with the payload in every field."""
    source = folder / "source"
    lengths = {"tags": {"minimum": 1}, "authors": {"minimum": 1}, "page": {"length": 20}, "feed": {"length": 999}}
    lengths |= TWINS
    gone = {f"gone-{number}.html": {"gone": payload} for number, payload in enumerate(payloads) if seen(payload)}
    write(source / "site.yaml", settings(PLAIN | FULL | lengths))
    write(source / "content/redirects.yaml", settings(gone))
    for number, payload in enumerate(payloads):
        day = str(FIRST + timedelta(number))
        paper = entry(number, payload)
        words = {key: f"{payload} {key}" for key in ("source", "curator", "order", "note")}
        listing = {"date": day, "url": payload, **words, "papers": [paper]}
        write(source / f"content/{day}.json", json.dumps(listing))
        write(source / f"content/pages/page-{number}.md", standalone(payload))
    return built(source, folder / "root", code=code)


def entry(number: int, payload: str) -> dict[str, object]:
    """A paper with `payload` in every field; each text ends with the name of its field."""
    bare = re.sub(r"\s", "", payload)
    return {
        "title": f"{payload} title",
        "id": f"{payload} {number}",
        "doi": f"10.1000/{bare}{number}",
        "openreview": f"r{number}&{bare}",
        "authors": [f"{payload} author", "Ada Example", f"{payload} last author"],
        "tags": [f"{payload} tag", "shared"],
        "keywords": [f"{payload} keyword"],
        "published": "2025-03-01",
        "votes": "12",
        **{key: f"{payload} {key}" for key in TEXTS},
        **dict.fromkeys(URLS, payload),
        "changed": f"2025-03-02: {payload} changed",
        "withdrawn": f"2025-03-02: {payload} withdrawn",
        "remark": f"{payload} remark",
        "k" * 200: "a key of one's own",
        "abstract": [f"{payload} abstract", f"{payload} second"],
        "note": f"{payload} note",
    }


def standalone(payload: str) -> str:
    line = re.sub(r"\s", " ", payload)
    return f"---\ntitle: {line} heading\ndescription: {line} description\n---\n\n{payload} body\n\n> {line} quotation\n"


def formulas(folder: Path) -> Built:
    """The same with hostile and ordinary TeX in every field."""
    return hostile(folder, TEX)


def boastful(folder: Path) -> Built:
    """A site with every payload in its settings."""
    source, every = folder / "source", " ".join(PAYLOADS)
    own = {key: f"{every} {key}" for key in ("title", "description", "author")}
    links = {f"{payload[:100]} label {number}": "index.html" for number, payload in enumerate(PAYLOADS)}
    write(source / "site.yaml", settings(PLAIN | TWINS | own | {"navigation": links}))
    paper = {"title": "An ordinary paper", "arxiv": "2503.00001", "tags": ["one"], "abstract": "Plain."}
    write(
        source / "content/2025-03-12.json",
        json.dumps({"papers": [paper, paper | {"title": "Another", "arxiv": "2503.00002"}]}),
    )
    write(source / "content/pages/about.md", "An ordinary page.\n")
    return built(source, folder / "root")


def settings(values: dict[str, object]) -> str:
    """The settings as JSON, which is YAML, except that wide characters may not be split into surrogates."""
    return re.sub(_WIDE, lambda pair: json.loads(f'"{pair[0]}"'), json.dumps(values))


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")

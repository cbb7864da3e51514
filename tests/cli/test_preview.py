"""The preview of `serve` shows every save completely, shows errors, and leaves the deployed site alone."""

import html
import shutil
import subprocess
import time
from hashlib import blake2b
from itertools import cycle, islice
from types import SimpleNamespace

import pytest

from gazette.cli import preview
from gazette.core.errors import Refusal
from gazette.core.model import Page
from tests import serving, site
from tests.serving import Server, until

# Preview


NO_LINKS: dict[str, bool] = {}


class StubRenderer:
    """Draws the path of a page; the site's URL has the path /sub/."""

    site = SimpleNamespace(base="/sub/")
    links = NO_LINKS

    def key(self, page):
        return b"key"

    def links_unchanged(self, links):
        return links == {}

    def draw(self, page):
        return page.path.encode()


def a_preview(*paths, error=""):
    pages = {path: Page(path, "template", {}) for path in paths}
    return preview.Preview(1, pages, StubRenderer(), error)


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("", "index.html"),
        ("tags/", "tags/index.html"),
        ("feed.xml", "feed.xml"),
        ("sub/feed.xml", "feed.xml"),
        ("sub/", "index.html"),
    ],
)
def test_an_address_leads_to_the_planned_page(address, path):
    shown = a_preview("index.html", "tags/index.html", "feed.xml", "404.html")
    assert shown.respond(address) == (200, path, path.encode())


def test_an_address_without_a_page_is_answered_with_the_404_page():
    assert a_preview("index.html", "404.html").respond("none.html") == (404, "404.html", b"404.html")
    assert a_preview("index.html").respond("none.html") == (404, "404.html", b"There is no such page.")
    assert preview.Preview().respond("") == (404, "404.html", b"There is no such page.")


def test_an_error_replaces_pages_but_not_other_files():
    broken = a_preview("index.html", "style.css", error="site.yaml: unreadable")
    assert broken.respond("style.css")[0] == 200
    for address in ("", "none.html"):
        with pytest.raises(Refusal, match=r"site\.yaml: unreadable"):
            broken.respond(address)


def test_an_interruptible_renderer_checks_before_each_page():
    def check():
        if drawn:
            raise preview.FilesChanged

    drawn, page = [], Page("a.html", "template", {})
    renderer = preview.InterruptibleRenderer(StubRenderer(), check)
    assert (renderer.key(page), renderer.draw(page), renderer.links) == (b"key", b"a.html", {})
    assert renderer.links_unchanged({})
    drawn.append(page)
    with pytest.raises(preview.FilesChanged):
        renderer.draw(page)
    with pytest.raises(preview.FilesChanged):
        renderer.key(page)


def test_the_message_about_many_saved_files_names_three():
    assert preview._names(["/a/x.md", "/a/y.md"]) == "x.md, y.md"
    assert preview._names([f"/a/{number}.md" for number in range(1_003)]) == "0.md, 1.md, 2.md, and 1,000 more"


# Saves


def test_every_way_to_save_is_shown_and_never_half(edited, in_full):
    source, server = edited
    with serving.Poller(server) as poller:
        ways = zip(cycle(serving.WAYS), serving.states(), strict=False)
        for way, (number, body) in islice(ways, 100 if in_full else len(serving.WAYS)):
            way(source / serving.LISTING, body)
            assert server.shows(f"State {number}", serving.DAY), (way, number)
    assert poller.partial == []


def test_after_several_quick_saves_the_last_is_shown(edited, in_full):
    source, server = edited
    with serving.Poller(server) as poller:
        for pause in (0.005, 0.05, 0.12, 0.3) if in_full else (0.02, 0.15):
            for number, body in islice(serving.states(), 20 if in_full else 5):
                (source / serving.LISTING).write_bytes(body)
                time.sleep(pause)
            assert server.shows(f"State {number}", serving.DAY), pause
    assert poller.partial == []


def test_a_git_checkout_is_shown_as_one_change(tmp_path, in_full):
    source = site.a_source(tmp_path / "source", {".gitignore": "/.gazette/\n"})

    def git(*words):
        subprocess.run(["git", "-C", source, "-c", "user.name=A", "-c", "user.email=a@b.c", *words], check=True)

    git("init", "-q", "-b", "one")
    for branch, number in (("one", 1111), ("two", 2222)):
        if branch == "two":
            git("checkout", "-q", "-b", branch)
            shutil.rmtree(source / "content/2024")
        more = {"content/2023-12-31.md": f"## State {number}\n- tags: all\n\n## End of {number}\n- tags: all\n"}
        site.write(source, {**serving.daily_listings(number, 100 if branch == "one" else 90), **more})
        git("add", "-A")
        git("commit", "-q", "-m", branch)
    with Server(source) as server, serving.Poller(server, "/tags/all.html") as poller:
        for number, branch in islice(cycle([(1111, "one"), (2222, "two")]), 20 if in_full else 2):
            git("checkout", "-q", branch)
            assert server.shows(f"State {number}", "/tags/all.html")
        for number in (3333, 4444) if in_full else (3333,):
            for name, text in serving.daily_listings(number).items():
                site.write(source, {name: text})
                time.sleep(0.004)  # a slow disk
            assert server.shows(f"State {number}", "/tags/all.html")
    assert poller.partial == []


@pytest.mark.parametrize(
    ("name", "body", "shown"),
    [
        ("site.yaml", site.SETTINGS.replace("Small", "Renamed"), "A Renamed Site"),
        ("templates/home.html", "<p>a custom home page</p>", "a custom home page"),
        ("static/style.css", "p { color: red }", "/assets/style.{digest}.css"),
        ("content/pages/colophon.md", "---\ntitle: Colophon\n---\n\nHow it is made.", "Colophon"),
        ("content/2025-03-13.md", "## Newest Paper\n", "Newest Paper"),
    ],
)
def test_changes_to_all_kinds_of_files_are_shown_and_so_is_their_removal(edited, name, body, shown):
    source, server = edited
    shown = shown.format(digest=blake2b(body.encode(), digest_size=5).hexdigest()).removeprefix("/")
    address = "/colophon.html" if "colophon" in name else "/"
    before = server.page(address)
    assert shown not in before
    site.write(source, {name: body})
    assert server.shows(shown, address)
    if name == "site.yaml":
        site.write(source, {name: site.SETTINGS})
    else:
        (source / name).unlink()
    assert until(lambda: server.page(address) == before)


def test_the_deployed_site_is_not_touched(edited):
    source, server = edited
    site.build(source)
    before = site.stamps(source / "public")
    site.write(source, {serving.LISTING: "## Another\n"})
    assert server.shows("Another", serving.DAY)
    server.wait_until_built()
    assert site.stamps(source / "public") == before


# Errors


@pytest.mark.parametrize(
    ("name", "body", "words"),
    [
        (
            serving.LISTING,
            "## One\n- votes: <b>many</b>\n",
            "content/2025-03-10.md:2: votes: '<b>many</b>' is not a count; ",
        ),
        ("site.yaml", site.SETTINGS + "titel: x\n", f"site.yaml:{site.SETTINGS.count(chr(10)) + 1}: "),
        ("templates/_base.html", "\n{% if %}", "templates/_base.html:2: "),
        ("templates/paper.html", "\n\n{{ nothing.there }}", "templates/paper.html:3: "),
    ],
)
def test_an_error_is_shown_until_it_is_fixed(edited, name, body, words):
    source, server = edited
    path, before = source / name, server.page(serving.DAY)
    original = path.read_bytes() if path.exists() else None
    site.write(source, {name: body})
    assert until(lambda: server.get(serving.DAY)[0] == 500)
    shown = server.get(serving.DAY)[1]
    assert words in html.unescape(shown)
    assert "<b>" not in shown
    assert until(lambda: any(line.startswith(words) for line in server.messages))
    path.write_bytes(original) if original else path.unlink()
    assert until(lambda: server.page(serving.DAY) == before)


def test_the_server_starts_even_if_the_site_has_an_error(tmp_path):
    source = site.a_source(tmp_path / "source", {serving.LISTING: "## One\n- votes: many\n"})
    with Server(source) as server:
        assert "is not a count" in server.get()[1]
        site.write(source, {serving.LISTING: "## Fixed\n"})
        assert server.shows("Fixed")


def test_changed_code_restarts_the_server_and_its_errors_are_shown(tmp_path):
    """Uses a copy of Gazette, whose code the test can change."""
    own = tmp_path / "gazette"
    for name in ("gazette", "templates", "static"):
        shutil.copytree(site.ROOT / name, own / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(site.BUILD, own)
    source, code = site.a_source(tmp_path / "source"), own / "gazette/core/security.py"
    text = code.read_text("utf-8")
    with Server(source, build=own / "build.py") as server:
        code.write_text(text.replace("base-uri", "media-src 'self'; base-uri"), "utf-8")
        assert until(lambda: shows(server, "media-src"))
        code.write_text(f"{text})(", "utf-8")
        assert until(lambda: shows(server, "SyntaxError"))
        code.write_text(text, "utf-8")
        assert until(lambda: shows(server, "A Small Site") and not shows(server, "media-src"))


def shows(server, words):
    """Whether the home page contains `words`; False while the server restarts."""
    try:
        return words in server.get()[1]
    except OSError:
        return False

"""The local server is local, shows every save whole, and touches nothing that is deployed."""

import html
import os
import re
import shutil
import signal
import socket
import subprocess
import time
from hashlib import blake2b
from itertools import cycle, islice
from threading import Event, Thread

import pytest

from tests import serving, site
from tests.judges.tools import need
from tests.serving import SCRIPT, Server, until

DAY = "/papers/date/2025-03-10.html"
LISTING = "content/2025-03-10.md"
PRISTINE = {"site.yaml": site.SETTINGS, **site.LISTINGS}
SECRET = "nobody-may-read-this"


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    """A small source, built to be deployed, with secrets all around."""
    folder = site.a_source(tmp_path_factory.mktemp("served") / "source", settings=site.SETTINGS + "# " + SECRET)
    site.build(folder)
    site.write(folder, {".gazette/secret.txt": SECRET, "secret.txt": SECRET, "../secret.txt": SECRET})
    return folder


@pytest.fixture(scope="module")
def server(source):
    with Server(source) as server:
        server.settled()
        (source / ".gazette/serve/secret.txt").write_text(SECRET)
        (source / ".gazette/serve/link").symlink_to(source)
        yield server


@pytest.fixture(scope="module")
def writing(tmp_path_factory):
    """A source that is being written, its server, and what its first page is at first."""
    source = site.a_source(tmp_path_factory.mktemp("written") / "source")
    with Server(source) as server:
        yield source, server, server.page()


@pytest.fixture
def written(writing):
    """A source that is being written, as it was at first, and its server."""
    source, server, first = writing
    yield source, server
    for name in ("templates", "static", "content/2025-03-13.md", "public"):
        path = source / name
        path.unlink() if path.is_file() else shutil.rmtree(path, ignore_errors=True)
    site.write(source, {name: body for name, body in PRISTINE.items() if (source / name).read_text("utf-8") != body})
    assert until(lambda: server.page() == first and server.told[-1].startswith("built"))


# Local.


def test_it_listens_on_the_loopback_alone(server):
    assert server.get()[0] == 200
    for other in {"127.0.0.2", *socket.gethostbyname_ex(socket.gethostname())[2]} - {"127.0.0.1"}:
        with pytest.raises(OSError):
            socket.create_connection((other, server.port), timeout=2).close()


@pytest.mark.parametrize("host", ["127.0.0.1:{port}", "localhost:{port}", "LocalHost:{port}"])
def test_it_answers_to_its_names(server, host):
    assert server.get(host=host.format(port=server.port))[0] == 200


OTHERS = ["evil.example", "evil.example:{port}", "127.0.0.1", "localhost", "127.0.0.1:1", "[::1]:{port}"]
OTHERS += ["0.0.0.0:{port}", "127.0.0.1:{port}.evil.example", "127.0.0.1.evil.example:{port}", "user@127.0.0.1:{port}"]


@pytest.mark.parametrize("address", ["/", "/livereload.js", "/1/livereload", "/nothing", "/feed.xml"])
@pytest.mark.parametrize("host", OTHERS)
def test_it_answers_to_no_other_name(server, host, address):
    assert server.get(address, host=host.format(port=server.port))[0] in (400, 403, 421)


def test_a_page_from_elsewhere_gets_no_line(server):
    upgrade = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec_WebSocket_Version": "13"}
    upgrade["Sec_WebSocket_Key"] = "AAAAAAAAAAAAAAAAAAAAAA=="
    assert server.get("/1/livereload", Origin="http://evil.example", **upgrade)[0] == 403


UPS = ["..", "%2e%2e", "%2E.", ".%2e", "..;", "%252e%252e", "..%00", "%c0%ae%c0%ae", "..%5c..", "%2e%2e%5c"]
UPS += ["....", "%uff0e%uff0e"]
ATTEMPTS = [f"/{up}/secret.txt" for up in UPS] + [f"/papers/{up}/{up}/secret.txt" for up in UPS]
ATTEMPTS += ["//secret.txt", "/./secret.txt", "/secret.txt", "/link/secret.txt", "/link/site.yaml", "/.gazette-site"]
ATTEMPTS += ["/{source}/secret.txt", "//{source}/secret.txt", "/file://{source}/secret.txt", "/%2f{source}/secret.txt"]
ATTEMPTS += ["/..\\secret.txt", "/..%2fsecret.txt", "/..%2f..%2fsecret.txt", "/%2e%2e%2f%2e%2e%2fsite.yaml"]
ATTEMPTS += [
    "/site.yaml",
    "/../site.yaml",
    "/papers/..%2f..%2f..%2fsite.yaml",
    "/?/../secret.txt",
    "/index.html/../../secret.txt",
]
ATTEMPTS += ["/memory.sqlite", "/../memory.sqlite", "/%00", "/secret.txt%00.html", "http://127.0.0.1/../secret.txt"]


def test_no_address_leads_out_of_the_site(server, source):
    assert len(ATTEMPTS) >= 40
    leaks = {}
    for attempt in ATTEMPTS:
        status, body = server.get(attempt.format(source=source))
        if (
            SECRET in body
            or "SQLite" in body
            or "gazette-site 1" in body
            or (status == 200 and "Small Site" not in body)
        ):
            leaks[attempt] = status
    assert leaks == {}


# What is shown.


def test_every_page_is_as_it_will_be_deployed_but_for_the_script(server, source):
    for path, body in site.files(source / "public").items():
        if path == ".gazette-site":
            continue
        status, shown = server.get(f"/{path}")
        if path.endswith(".html"):
            assert len(SCRIPT.findall(shown)) == 1, path
            shown = SCRIPT.sub("", shown).replace(f" ws://127.0.0.1:{server.port}", "", 1)
        assert (status, shown) == (200, body.decode("utf-8", "replace")), path


def test_the_deployable_site_and_the_one_behind_are_alike_and_without_the_script(server, source):
    behind = site.files(source / ".gazette/serve")
    behind = {name: body for name, body in behind.items() if name not in ("secret.txt", "link") and "link/" not in name}
    assert behind == site.files(source / "public")
    assert not [name for name, body in behind.items() if b"livereload" in body]


def test_a_missing_page_is_told_with_the_page_for_it(server):
    for address in ("/nowhere.html", "/papers/deep/nowhere.html", "/nowhere", "/tags/../nowhere/"):
        status, body = server.get(address)
        assert (status, "Page not found" in body, len(SCRIPT.findall(body))) == (404, True, 1)


def test_below_a_path_the_missing_page_finds_its_style(tmp_path):
    source = site.a_source(tmp_path / "s", settings="title: A Small Site\nurl: https://small.example.org/sub/path/\n")
    with Server(source) as server:
        style = re.search('rel="stylesheet" href="([^"]+)"', server.get("/nowhere")[1])[1]
        assert style.startswith("/sub/path/")
        assert server.get(style)[0] == 200


# Saves.


def states():
    """The same listing again and again, each time as another whole."""
    for number in range(1000, 10_000):
        lines = "\n\n".join(f"Line {line} of the abstract." for line in range(40))
        yield number, f"## State {number}\n\n{lines}\n\n## End of {number}\n".encode()


class Onlooker(Thread):
    """Asks for a page all the time, and keeps what is not one whole state."""

    def __init__(self, server, address=DAY):
        super().__init__()
        self.server, self.address, self.halves, self.over = server, address, [], Event()

    def run(self):
        while not self.over.wait(0.02):
            status, body = self.server.get(self.address)
            states = set(re.findall("(?:State|End of) ([0-9]{4})", body))
            ends = ("State" in body, "End of" in body)
            if status != 200 or len(states) > 1 or ends not in ((True, True), (False, False)):
                self.halves.append((status, states, ends))

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        self.join()


def test_no_way_to_save_is_lost_or_shown_half(written, in_full):
    source, server = written
    with Onlooker(server) as onlooker:
        ways = zip(cycle(serving.WAYS), states(), strict=False)
        for way, (number, body) in islice(ways, 100 if in_full else 10):
            way(source / LISTING, body)
            assert server.holds(f"State {number}", DAY), (way, number)
    assert onlooker.halves == []


def test_saves_that_follow_on_each_other_end_with_the_last(written, in_full):
    source, server = written
    with Onlooker(server) as onlooker:
        for pause in (0.005, 0.05, 0.12, 0.3) if in_full else (0.02, 0.15):
            for number, body in islice(states(), 20 if in_full else 5):
                (source / LISTING).write_bytes(body)
                time.sleep(pause)
            assert server.holds(f"State {number}", DAY), pause
    assert onlooker.halves == []


def a_branch(number, days=100):
    """A listing a day, all of one state."""
    text = f"## State {number} of {{0}}\n- tags: all\n\n## End of {number}, {{0}}\n- tags: all\n"
    names = [f"content/2024/2024-{day // 25 + 1:02}-{day % 25 + 1:02}.md" for day in range(days)]
    return {name: text.format(name) for name in names}


def test_a_checkout_of_another_branch_is_shown_at_once(tmp_path, in_full):
    source = site.a_source(tmp_path / "source", {".gitignore": "/.gazette/\n"})

    def git(*words):
        subprocess.run(["git", "-C", source, "-c", "user.name=A", "-c", "user.email=a@b.c", *words], check=True)

    git("init", "-q", "-b", "one")
    for branch, number in (("one", 1111), ("two", 2222)):
        if branch == "two":
            git("checkout", "-q", "-b", branch)
            shutil.rmtree(source / "content/2024")
        more = {"content/2023-12-31.md": f"## State {number}\n- tags: all\n\n## End of {number}\n- tags: all\n"}
        site.write(source, {**a_branch(number, 100 if branch == "one" else 90), **more})
        git("add", "-A")
        git("commit", "-q", "-m", branch)
    with Server(source) as server, Onlooker(server, "/tags/all.html") as onlooker:
        for number, branch in islice(cycle([(1111, "one"), (2222, "two")]), 20 if in_full else 2):
            git("checkout", "-q", branch)
            assert server.holds(f"State {number}", "/tags/all.html")
        for number in (3333, 4444) if in_full else (3333,):
            for name, text in a_branch(number).items():
                site.write(source, {name: text})
                time.sleep(0.004)  # a slow disk
            assert server.holds(f"State {number}", "/tags/all.html")
    assert onlooker.halves == []


@pytest.mark.parametrize(
    ("name", "body", "shown"),
    [
        ("site.yaml", site.SETTINGS.replace("Small", "Renamed"), "A Renamed Site"),
        ("templates/home.html", "<p>another way to show a day</p>", "another way to show a day"),
        ("static/style.css", "p { color: red }", "/assets/style.{digest}.css"),
        ("content/pages/colophon.md", "---\ntitle: Colophon\n---\n\nHow it is made.", "Colophon"),
        ("content/2025-03-13.md", "## The newest of all\n", "The newest of all"),
    ],
)
def test_a_save_of_any_kind_is_shown_and_a_removal_too(written, name, body, shown):
    source, server = written
    shown = shown.format(digest=blake2b(body.encode(), digest_size=5).hexdigest()).removeprefix("/")
    address = "/colophon.html" if "colophon" in name else "/"
    before = server.page(address)
    assert shown not in before
    site.write(source, {name: body})
    assert server.holds(shown, address)
    if name == "site.yaml":
        site.write(source, {name: site.SETTINGS})
    else:
        (source / name).unlink()
    assert until(lambda: server.page(address) == before)


def test_idle_it_builds_nothing(server, source, in_full):
    told, stamps = list(server.told), site.stamps(source)
    time.sleep(10 if in_full else 1)
    os.utime(source / ".gazette/secret.txt")  # what lies in hidden folders is no save
    time.sleep(0.5)
    stamps.pop((source / ".gazette/secret.txt").as_posix())
    assert server.told == told
    assert {path: each for path, each in site.stamps(source).items() if path in stamps} == stamps


def test_what_is_deployed_is_not_touched(written):
    source, server = written
    site.build(source)
    before = site.stamps(source / "public")
    site.write(source, {LISTING: "## Another\n"})
    assert server.holds("Another", DAY)
    server.settled()
    assert site.stamps(source / "public") == before


# Mistakes.


@pytest.mark.parametrize(
    ("name", "body", "words"),
    [
        (LISTING, "## One\n- votes: <b>many</b>\n", "content/2025-03-10.md:2: votes: '<b>many</b>' is not a count; "),
        ("site.yaml", site.SETTINGS + "titel: x\n", "site.yaml:4: "),
        ("templates/_base.html", "\n{% if %}", "templates/_base.html:2: "),
        ("templates/paper.html", "\n\n{{ nothing.there }}", "templates/paper.html:3: "),
    ],
)
def test_a_mistake_is_shown_in_its_words_and_heals(written, name, body, words):
    source, server = written
    path, before = source / name, server.page(DAY)
    held = path.read_bytes() if path.exists() else None
    site.write(source, {name: body})
    assert until(lambda: server.get(DAY)[0] == 500)
    sheet = server.get(DAY)[1]
    assert words in html.unescape(sheet)
    assert "<b>" not in sheet
    assert until(lambda: any(told.startswith(words) for told in server.told))
    path.write_bytes(held) if held else path.unlink()
    assert until(lambda: server.page(DAY) == before)


def test_it_begins_with_a_mistake_as_well(tmp_path):
    source = site.a_source(tmp_path / "source", {LISTING: "## One\n- votes: many\n"})
    with Server(source) as server:
        assert "is not a count" in server.get()[1]
        site.write(source, {LISTING: "## Mended\n"})
        assert server.holds("Mended")


def test_new_code_is_taken_up_and_a_mistake_in_it_shown(tmp_path):
    """In a copy of Gazette, where code can be written without harm."""
    own = tmp_path / "gazette"
    for name in ("gazette", "templates", "static"):
        shutil.copytree(site.ROOT / name, own / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(site.BUILD, own)
    source, code = site.a_source(tmp_path / "source"), own / "gazette/policy.py"
    text = code.read_text("utf-8")
    with Server(source, build=own / "build.py") as server:
        code.write_text(text.replace("base-uri", "media-src 'self'; base-uri"), "utf-8")
        assert until(lambda: _or_none(server, "media-src"))
        code.write_text(f"{text})(", "utf-8")
        assert until(lambda: _or_none(server, "SyntaxError"))
        code.write_text(text, "utf-8")
        assert until(lambda: _or_none(server, "A Small Site") and not _or_none(server, "media-src"))


def _or_none(server, words):
    """Whether the page has them; not while the server starts over."""
    try:
        return words in server.get()[1]
    except OSError:
        return False


# Beginning and end.


def test_a_port_that_is_taken_is_told(server, source):
    ended = site.run("serve", "--source", source, "--port", str(server.port))
    assert (ended.returncode, ended.stdout) == (2, "")
    assert re.fullmatch(
        rf"gazette: port {server.port} cannot be had \(.*\); name another with --port.*\n", ended.stderr
    )


@pytest.mark.parametrize("words", [["--port", "65536"], ["--output", "public"]])
def test_what_cannot_be_is_refused(source, words):
    ended = site.run("serve", "--source", source, *words)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "Traceback" not in ended.stderr


def test_an_interrupt_in_the_midst_of_work_ends_it_at_once_and_well(tmp_path):
    source = site.a_source(tmp_path / "source", a_branch(1111))
    with Server(source, "-q") as server:
        site.write(source, a_branch(2222))
        time.sleep(0.3)
        began = time.monotonic()
        server.process.send_signal(signal.SIGINT)
        assert server.process.wait(serving.PATIENCE) == 0
        assert time.monotonic() - began < 5
    assert server.told == []
    site.build(source, source / ".gazette/serve")  # what was left half way is in nobody's way


# In the browser.


@pytest.fixture(scope="module")
def chromium():
    path = need("chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.mark.browser
def test_the_browser_shows_each_save_and_each_mistake_by_itself(written, chromium, in_full):
    source, server = written
    faults, times = [], []
    page = chromium.new_page()
    page.on("console", lambda message: faults.append(message.text))
    page.on("request", lambda request: faults.append(request.url) if server.address not in request.url else None)
    page.goto(server.address + DAY[1:] + "#main")
    ways = cycle(serving.WAYS)
    for way, (number, body) in islice(zip(ways, states(), strict=False), 100 if in_full else 5):
        began = time.monotonic()
        way(source / LISTING, body)
        page.get_by_text(f"State {number}").first.wait_for()
        times.append(time.monotonic() - began)
    assert page.url.endswith("#main")
    assert faults == []
    site.write(source, {LISTING: "## One\n- votes: <b>many</b>\n"})
    page.get_by_text("content/2025-03-10.md:2: votes: '<b>many</b>' is not a count").wait_for()
    site.write(source, {LISTING: body})
    page.get_by_text(f"State {number}").first.wait_for()
    page.close()
    assert not in_full or sorted(times)[len(times) // 2] < 1.5  # a machine that does much else is slower


@pytest.mark.browser
def test_a_page_that_came_too_late_for_a_message_is_fetched_again(written, chromium):
    """The save is shown after the page was fetched, and before it has its line."""
    source, server = written
    page = chromium.new_page()
    waiting = []
    page.route("**/livereload.js**", lambda route: route.fallback() if waiting else waiting.append(route))
    page.goto(server.address, wait_until="commit")
    assert until(lambda: page.wait_for_timeout(10) or waiting)
    site.write(source, {"content/2025-03-13.md": "## The newest of all\n"})
    assert server.holds("The newest of all")
    waiting[0].continue_()
    page.get_by_text("The newest of all").first.wait_for()
    page.close()


@pytest.mark.browser
def test_a_browser_that_stayed_open_finds_the_next_server(tmp_path, chromium):
    source = site.a_source(tmp_path / "source")
    page = chromium.new_page()
    with Server(source) as server:
        page.goto(server.address)
        page.wait_for_timeout(300)
    site.write(source, {LISTING: "## The newest of all\n", "content/2025-03-12.md": "## The newest of all\n"})
    with Server(source, "--port", str(server.port)):
        page.get_by_text("The newest of all").first.wait_for()
    page.close()

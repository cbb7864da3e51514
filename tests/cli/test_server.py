"""The server of `serve` is reachable from this machine only, and serves the pages that will be deployed."""

import os
import re
import signal
import socket
import time
from itertools import cycle, islice

import pytest

from tests import serving, site
from tests.judges.tools import need
from tests.serving import SCRIPT, Server, until

SECRET = "must-not-be-served"


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    """A small source with a built site, and secrets in the folders around it."""
    folder = site.a_source(tmp_path_factory.mktemp("served") / "source", settings=site.SETTINGS + "# " + SECRET)
    site.build(folder)
    site.write(folder, {".gazette/secret.txt": SECRET, "secret.txt": SECRET, "../secret.txt": SECRET})
    return folder


@pytest.fixture(scope="module")
def server(source):
    with Server(source) as server:
        server.wait_until_built()
        (source / ".gazette/serve/secret.txt").write_text(SECRET)
        (source / ".gazette/serve/link").symlink_to(source)
        yield server


# Reachable from this machine only


def test_it_listens_on_the_loopback_interface_only(server):
    assert server.get()[0] == 200
    for other in {"127.0.0.2", *socket.gethostbyname_ex(socket.gethostname())[2]} - {"127.0.0.1"}:
        with pytest.raises(OSError):
            socket.create_connection((other, server.port), timeout=2).close()


@pytest.mark.parametrize("host", ["127.0.0.1:{port}", "localhost:{port}", "LocalHost:{port}"])
def test_it_accepts_its_own_host_names(server, host):
    assert server.get(host=host.format(port=server.port))[0] == 200


OTHER_HOSTS = ["evil.example", "evil.example:{port}", "127.0.0.1", "localhost", "127.0.0.1:1", "[::1]:{port}"]
OTHER_HOSTS += [
    "0.0.0.0:{port}",
    "127.0.0.1:{port}.evil.example",
    "127.0.0.1.evil.example:{port}",
    "user@127.0.0.1:{port}",
]


@pytest.mark.parametrize("address", ["/", "/livereload.js", "/1/livereload", "/nothing", "/feed.xml"])
@pytest.mark.parametrize("host", OTHER_HOSTS)
def test_it_rejects_other_host_names(server, host, address):
    assert server.get(address, host=host.format(port=server.port))[0] in (400, 403, 421)


def test_pages_of_other_origins_cannot_open_the_web_socket(server):
    upgrade = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec_WebSocket_Version": "13"}
    upgrade["Sec_WebSocket_Key"] = "AAAAAAAAAAAAAAAAAAAAAA=="
    assert server.get("/1/livereload", Origin="http://evil.example", **upgrade)[0] == 403


PARENTS = ["..", "%2e%2e", "%2E.", ".%2e", "..;", "%252e%252e", "..%00", "%c0%ae%c0%ae", "..%5c..", "%2e%2e%5c"]
PARENTS += ["....", "%uff0e%uff0e"]
ATTEMPTS = [f"/{up}/secret.txt" for up in PARENTS] + [f"/papers/{up}/{up}/secret.txt" for up in PARENTS]
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
ATTEMPTS += ["/.gazette/cache.sqlite", "/../cache.sqlite", "/../serve.sqlite"]
ATTEMPTS += ["/%00", "/secret.txt%00.html", "http://127.0.0.1/../secret.txt"]


def test_no_address_leads_outside_the_site(server, source):
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


# Pages


def test_pages_equal_the_built_ones_except_for_the_script(server, source):
    for path, body in site.files(source / "public").items():
        if path == ".gazette-site":
            continue
        status, shown = server.get(f"/{path}")
        if path.endswith(".html"):
            assert len(SCRIPT.findall(shown)) == 1, path
            shown = SCRIPT.sub("", shown).replace(f" ws://127.0.0.1:{server.port}", "", 1)
        assert (status, shown) == (200, body.decode("utf-8", "replace")), path


def test_the_background_build_equals_the_deployed_site_and_lacks_the_script(server, source):
    background = site.files(source / ".gazette/serve")
    background = {
        name: body for name, body in background.items() if name not in ("secret.txt", "link") and "link/" not in name
    }
    assert background == site.files(source / "public")
    assert not [name for name, body in background.items() if b"livereload" in body]


def test_an_unknown_address_shows_the_404_page(server):
    for address in ("/nowhere.html", "/papers/deep/nowhere.html", "/nowhere", "/tags/../nowhere/"):
        status, body = server.get(address)
        assert (status, "Page not found" in body, len(SCRIPT.findall(body))) == (404, True, 1)


def test_the_404_page_finds_its_style_sheet_if_the_url_has_a_path(tmp_path):
    source = site.a_source(tmp_path / "s", settings="title: A Small Site\nurl: https://small.example.org/sub/path/\n")
    with Server(source) as server:
        style = re.search('rel="stylesheet" href="([^"]+)"', server.get("/nowhere")[1])[1]
        assert style.startswith("/sub/path/")
        assert server.get(style)[0] == 200


def test_nothing_is_built_while_nothing_changes(server, source, in_full):
    messages, stamps = list(server.messages), site.stamps(source)
    time.sleep(10 if in_full else 1)
    os.utime(source / ".gazette/secret.txt")  # hidden folders are not inputs
    time.sleep(0.5)
    stamps.pop((source / ".gazette/secret.txt").as_posix())
    assert server.messages == messages
    assert {path: each for path, each in site.stamps(source).items() if path in stamps} == stamps


# Start and stop


def test_a_port_in_use_is_refused(server, source):
    ended = site.run("serve", "--source", source, "--port", str(server.port))
    assert (ended.returncode, ended.stdout) == (2, "")
    assert re.fullmatch(
        rf"gazette: port {server.port} is not available \(.*\); choose another with --port.*\n", ended.stderr
    )


@pytest.mark.parametrize("words", [["--port", "65536"], ["--output", "public"]])
def test_options_that_serve_cannot_use_are_refused(source, words):
    ended = site.run("serve", "--source", source, *words)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "Traceback" not in ended.stderr


def test_an_interrupt_during_a_build_stops_the_server_at_once(tmp_path):
    source = site.a_source(tmp_path / "source", serving.daily_listings(1111))
    with Server(source, "-q") as server:
        site.write(source, serving.daily_listings(2222))
        time.sleep(0.3)
        began = time.monotonic()
        server.process.send_signal(signal.SIGINT)
        assert server.process.wait(serving.TIMEOUT) == 0
        assert time.monotonic() - began < 5
    assert server.messages == []
    site.build(source, source / ".gazette/serve")  # the interrupted build does not block the next


# In the browser


@pytest.fixture(scope="module")
def chromium():
    path = need("chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.mark.browser
def test_the_browser_shows_each_save_and_each_error_without_a_manual_reload(edited, chromium, in_full):
    source, server = edited
    unexpected, times = [], []
    page = chromium.new_page()
    page.on("console", lambda message: unexpected.append(message.text))
    page.on("request", lambda request: unexpected.append(request.url) if server.address not in request.url else None)
    page.goto(server.address + serving.DAY[1:] + "#main")
    ways = cycle(serving.WAYS)
    for way, (number, body) in islice(zip(ways, serving.states(), strict=False), 100 if in_full else 5):
        began = time.monotonic()
        way(source / serving.LISTING, body)
        page.get_by_text(f"State {number}").first.wait_for()
        times.append(time.monotonic() - began)
    assert page.url.endswith("#main")
    assert unexpected == []
    site.write(source, {serving.LISTING: "## One\n- votes: <b>many</b>\n"})
    page.get_by_text("content/2025-03-10.md:2: votes: '<b>many</b>' is not a count").wait_for()
    site.write(source, {serving.LISTING: body})
    page.get_by_text(f"State {number}").first.wait_for()
    page.close()
    assert not in_full or sorted(times)[len(times) // 2] < 1.5  # the limit holds on an otherwise idle machine


@pytest.mark.browser
def test_a_page_that_missed_the_message_is_reloaded(edited, chromium):
    """The file is saved after the page was fetched and before it opens its WebSocket."""
    source, server = edited
    page = chromium.new_page()
    waiting = []
    page.route("**/livereload.js**", lambda route: route.fallback() if waiting else waiting.append(route))
    page.goto(server.address, wait_until="commit")
    assert until(lambda: page.wait_for_timeout(10) or waiting)
    site.write(source, {"content/2025-03-13.md": "## Newest Paper\n"})
    assert server.shows("Newest Paper")
    waiting[0].continue_()
    page.get_by_text("Newest Paper").first.wait_for()
    page.close()


@pytest.mark.browser
def test_an_open_browser_reconnects_to_a_new_server(tmp_path, chromium):
    source = site.a_source(tmp_path / "source")
    page = chromium.new_page()
    with Server(source) as server:
        page.goto(server.address)
        page.wait_for_timeout(300)
    site.write(source, {serving.LISTING: "## Newest Paper\n", "content/2025-03-12.md": "## Newest Paper\n"})
    with Server(source, "--port", str(server.port)):
        page.get_by_text("Newest Paper").first.wait_for()
    page.close()


@pytest.mark.parametrize(("words", "first"), [((), ["Press Ctrl-C to stop.\n"]), (("-q",), [])])
def test_the_address_is_printed_first_and_then_how_to_stop(words, first, tmp_path):
    with Server(site.a_source(tmp_path / "source"), *words) as server:
        assert re.fullmatch(r"http://127\.0\.0\.1:[0-9]+/", server.address)
        assert "A Small Site" in server.get()[1]
    assert server.messages[:1] == first

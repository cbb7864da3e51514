"""What is read without a network, how the worker follows an edition, and how it goes."""

import json

import pytest

from .browser import Window, host
from .habits import TITLES, day, open_page, small, told, until
from .sites import Built

pytestmark = pytest.mark.browser

READY = """Promise.race([
  navigator.serviceWorker.ready.then(() => new Promise(done => setTimeout(done, 300))),
  new Promise((_, fail) => setTimeout(fail, 9000, new Error("no worker came"))),
])"""
KEPT = "caches.keys().then(names => names.filter(name => name.startsWith('gazette')))"
LATEST = "caches.keys().then(names => names.filter(name => name.startsWith('gazette latest')))"
WORKERS = "navigator.serviceWorker.getRegistrations().then(all => all.length)"


def visit(window: Window, page: str) -> None:
    open_page(window, page)
    window.page.evaluate(READY)


def test_the_latest_days_and_the_saved_papers_are_read_without_a_network(kites: Built, chromium):
    with host(kites) as address, Window(chromium, address) as window:
        visit(window, day(2))
        window.page.locator("[data-habit=save]").nth(1).click()
        told(window, "Saved")
        until(window, "caches.match(new URL('../2503.20001.html', location)).then(found => !!found)", bool)
        window.context.set_offline(True)
        for page in (day(0), day(1), "index.html", ""):
            window.page.goto(address + page)
            assert window.page.locator("article.paper").count() == len(TITLES)
            assert window.page.evaluate("getComputedStyle(document.body).maxWidth") != "none"
        window.page.goto(address + "papers/2503.20001.html")
        assert window.page.locator("h1").inner_text() == f"{TITLES[1]}, Part 3"
        window.page.goto(address + "tags/water.html")  # not kept: the saved papers stand in
        told(window, "You are offline")
        assert window.page.locator("h1").inner_text() == "Saved papers"
        window.page.get_by_role("button", name="Remove").click()
        until(
            window,
            "caches.match(new URL('papers/2503.20001.html', location)).then(found => !!found)",
            lambda held: not held,
        )


def test_the_manifest_names_the_site_its_start_and_an_icon_that_is_there(kites: Built):
    manifest = json.loads((kites.folder / "manifest.webmanifest").read_text("utf-8"))
    assert (manifest["name"], manifest["start_url"], manifest["scope"]) == ("Judged", "index.html", "./")
    assert [(kites.folder / icon["src"]).is_file() for icon in manifest["icons"]] == [True]


def test_a_new_edition_is_read_at_once_and_kept_in_the_place_of_the_old(tmp_path, chromium):
    site = small(tmp_path, days=2)
    with host(site) as address, Window(chromium, address) as window:
        visit(window, "index.html")
        window.page.locator("[data-habit=save]").first.click()
        told(window, "Saved")
        (before,) = window.page.evaluate(LATEST)
        small(tmp_path, days=3)
        visit(window, "index.html")
        assert window.page.locator("h1 time").get_attribute("datetime") == "2025-03-13"
        until(window, LATEST, lambda now: len(now) == 1 and now != [before])
        window.context.set_offline(True)
        window.page.goto(address + day(2))
        assert window.page.locator("article.paper").count() == len(TITLES)
        window.page.goto(address + "index.html")
        assert window.page.locator("h1 time").get_attribute("datetime") == "2025-03-13"
        open_page(window, "saved.html")
        assert window.page.locator("#saved .papers h2").all_inner_texts() == [f"{TITLES[0]}, Part 2"]


def test_a_changed_style_comes_with_its_pages(tmp_path, chromium):
    site = small(tmp_path)
    with host(site) as address, Window(chromium, address) as window:
        visit(window, "index.html")
        (before,) = window.page.evaluate(LATEST)
        (tmp_path / "source/static").mkdir()
        (tmp_path / "source/static/style.css").write_text("body { max-width: 123px }\n")
        small(tmp_path)
        visit(window, "index.html")
        assert window.page.evaluate("getComputedStyle(document.body).maxWidth") == "123px"
        until(window, LATEST, lambda now: len(now) == 1 and now != [before])
        window.context.set_offline(True)
        window.page.goto(address + "index.html")
        assert window.page.evaluate("getComputedStyle(document.body).maxWidth") == "123px"


def test_a_worker_goes_with_all_it_kept_once_the_site_wants_none(tmp_path, chromium):
    site = small(tmp_path)
    with host(site) as address, Window(chromium, address) as window:
        visit(window, "index.html")
        assert window.page.evaluate(WORKERS) == 1
        small(tmp_path, offline="false")
        window.page.goto(address + "index.html")
        until(window, WORKERS, lambda left: left == 0)
        until(window, KEPT, lambda kept: kept == [])


def test_a_worker_whose_pages_nobody_opens_again_goes_too(tmp_path, chromium):
    """The browser itself asks for the worker's file now and then."""
    site = small(tmp_path)
    with host(site) as address, Window(chromium, address) as window:
        visit(window, "index.html")
        small(tmp_path, offline="false")
        window.page.evaluate("navigator.serviceWorker.getRegistration().then(worker => worker.update())")
        until(window, WORKERS, lambda left: left == 0)
        until(window, KEPT, lambda kept: kept == [])


def test_no_worker_comes_where_none_is_wanted_nor_from_disk(tmp_path, chromium):
    site = small(tmp_path, offline="false")
    for scheme in ("http", "file"):
        with host(site, scheme) as address, Window(chromium, address) as window:
            open_page(window, "index.html")
            assert window.faults == []
            assert window.page.evaluate(WORKERS if scheme == "http" else "0") == 0

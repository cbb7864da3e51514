"""The ledger and the subscribers are never where they would be published, committed or deleted."""

from pathlib import Path

import pytest

from gazette.config import Site
from gazette.core.errors import Refusal, Report
from gazette.core.options import Options
from gazette.mailing import places
from tests.cli.archives import git


@pytest.fixture
def options(tmp_path):
    source = tmp_path / "source"
    for name in ("content", "public", "static", ".gazette"):
        (source / name).mkdir(parents=True)
    return Options(source, source / "content", source / "public")


def a_site(**settings):
    return Site("T", "https://papers.example.org/", **settings)


@pytest.mark.parametrize("name", ["public/a", "content/a", "static/a", "static/b/a", "../source/public/a"])
def test_nothing_is_kept_where_it_would_be_published(name, options):
    with pytest.raises(Refusal, match=r"mail.subscribers: .* is published, .*; name a file outside it"):
        places.subscribers(a_site(mail_subscribers=name), options, Report())
    with pytest.raises(Refusal, match=r"mail.ledger: .*; name a file outside it"):
        places.ledger(a_site(mail_ledger=name), options)


def test_the_ledger_is_not_kept_with_the_cache_which_may_be_deleted(options):
    with pytest.raises(Refusal, match=r"mail.ledger"):
        places.ledger(a_site(mail_ledger=".gazette/mail.sqlite"), options)


def test_a_link_does_not_lead_around_the_check(options, tmp_path):
    (tmp_path / "link").symlink_to(options.output)
    with pytest.raises(Refusal):
        places.ledger(a_site(mail_ledger=str(tmp_path / "link" / "mail.sqlite")), options)


def test_a_path_begins_at_the_folder_of_the_settings_or_at_home(options, monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert places.ledger(a_site(mail_ledger="../l.sqlite"), options) == tmp_path / "l.sqlite"
    assert places.ledger(a_site(mail_ledger="~/l.sqlite"), options) == tmp_path / "home/l.sqlite"
    assert places.subscribers(a_site(mail_subscribers="p.csv"), options, Report()) == options.source / "p.csv"


@pytest.mark.parametrize(
    ("state", "folder"), [("", "home/.local/state"), ("relative", "home/.local/state"), (None, "x")]
)
def test_without_a_setting_the_ledger_is_in_the_users_state_folder(state, folder, options, monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "x") if state is None else state)
    found = places.ledger(a_site(), options)
    assert found == tmp_path / folder / "gazette" / "papers.example.org,2025" / "mail.sqlite"


def test_an_authority_makes_no_path_of_its_own(options, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    found = places.ledger(Site("T", "https://[::1]/", feed_authority="../../a/b"), options)
    assert found.parent.parent == tmp_path / "gazette"


@pytest.fixture
def repository(options):
    git(options.source, "init", "--quiet")
    return options


def test_a_ledger_that_git_would_add_is_refused(repository):
    with pytest.raises(Refusal, match="Git would add"):
        places.ledger(a_site(mail_ledger="mail.sqlite"), repository)
    with pytest.raises(Refusal, match="Git would add"):
        places.ledger(a_site(mail_ledger="new/folder/mail.sqlite"), repository)


def test_a_ledger_that_git_ignores_is_accepted_unless_it_is_tracked(repository):
    path = repository.source / "mail.sqlite"
    (repository.source / ".gitignore").write_text("/mail.sqlite\n")
    assert places.ledger(a_site(mail_ledger="mail.sqlite"), repository) == path
    path.write_bytes(b"")
    git(repository.source, "add", "--force", "mail.sqlite")
    with pytest.raises(Refusal, match="Git would add"):
        places.ledger(a_site(mail_ledger="mail.sqlite"), repository)


def test_subscribers_that_git_would_add_are_a_warning(repository):
    report = Report()
    places.subscribers(a_site(mail_subscribers="people.csv"), repository, report)
    path = repository.source / "people.csv"
    assert [str(each) for each in report.warnings] == [
        f"{path}: Git would publish the addresses with the repository; name it in .gitignore, or move it"
    ]
    (repository.source / ".gitignore").write_text("*.csv\n")
    report.clear()
    places.subscribers(a_site(mail_subscribers="people.csv"), repository, report)
    assert report.warnings == []


def test_a_repository_that_git_cannot_use_is_refused(options):
    (options.source / ".git").write_text("gitdir: /nowhere\n")
    with pytest.raises(Refusal, match="git cannot say whether it would add"):
        places.ledger(a_site(mail_ledger="mail.sqlite"), options)


def test_a_folder_outside_repositories_needs_no_git(options, monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert isinstance(places.ledger(a_site(mail_ledger="mail.sqlite"), options), Path)

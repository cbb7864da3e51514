"""What is said about a run."""

import pytest

from gazette.mailing.summary import Summary, options


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("2025-03-12", "--date 2025-03-12"),
        ("2025-W11", "--weekly --date 2025-03-10"),
        ("2020-W53", "--weekly --date 2020-12-28"),
        ("2025-W01", "--weekly --date 2024-12-30"),
    ],
)
def test_the_options_of_a_digest_name_it(name, words):
    assert options(name) == words


def test_a_summary_counts_and_is_complete_without_failures():
    summary = Summary("2025-03-12", sent=1200, before=3, bounced=["a"], interrupted=2)
    assert str(summary) == "sent 1,200 mails of 2025-03-12, 3 had it before, 1 bounced"
    assert (summary.complete, summary.recipients) == (True, 1204)
    assert not Summary("2025-03-12", failed={"a": "no"}).complete
    assert not Summary("2025-03-12", unknown=["a"]).complete
    assert not Summary("2025-03-12", stopped="no").complete

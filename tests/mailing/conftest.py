"""A mail server for the tests of sending."""

import pytest

from gazette.mailing import run
from tests.mailing.server import serving


@pytest.fixture
def server():
    with serving() as found:
        yield found


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch):
    """Try again at once."""
    monkeypatch.setattr(run, "PAUSES", (0.001, 0.001, 0.001))
    monkeypatch.setattr(run, "RECONNECT", (0.01, 0.01))

"""The sites, each built once for all the tests that judge it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from . import sites
from .sites import Built

MAKERS: dict[str, Callable[[Path], Built]] = {
    "sample": sites.sample,
    "real": lambda folder: sites.real(folder, every=120),
    "hostile": sites.hostile,
    "boastful": sites.boastful,
    "whole": sites.real,
}
NAMES = ["sample", "real", "hostile", "boastful", pytest.param("whole", marks=pytest.mark.slow)]


@pytest.fixture(scope="session")
def made(tmp_path_factory) -> Callable[[str], Built]:
    """The site of that name, built at the first asking."""
    known: dict[str, Built] = {}

    def make(name: str) -> Built:
        if name not in known:
            known[name] = MAKERS[name](tmp_path_factory.mktemp(name))
        return known[name]

    return make


@pytest.fixture(params=NAMES)
def site(request, made) -> Built:
    return made(request.param)


@pytest.fixture
def sample(made) -> Built:
    return made("sample")


@pytest.fixture
def hostile(made) -> Built:
    return made("hostile")

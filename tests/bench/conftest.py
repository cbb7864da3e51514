import pytest

from bench.corpora import synthetic


@pytest.fixture
def corpus(tmp_path):
    """A file of 60 synthetic papers, on three days."""
    synthetic.write(tmp_path / "synthetic.jsonl", 60)
    return tmp_path / "synthetic.jsonl"

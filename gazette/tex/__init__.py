"""TeX in titles and abstracts: mangled mathematics restored."""

from gazette.tex.repair import Restored, restore, restored

__all__ = ["Restored", "restore", "restored"]

"""The structure of the program: which folder may import which, what may touch the system, and how long code may be."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "gazette").rglob("*.py"))

FOLDERS = (
    "core sources config tex listings search archive cache pages rendering publishing fetching mailing cli".split()
)
"""In the order of the stages; a module imports only from its own folder and those before it."""
MAX_FOLDERS = 15
PURE = ("core", "config", "tex", "listings", "archive", "pages", "rendering")
"""Folders whose modules use no files, clock, network or processes, with these exceptions."""
IMPURE = {
    "core/options": "has the paths of a build, and measures how long its stages take",
    "core/parallel": "starts processes",
    "core/version": "reads Gazette's own code",
    "config/site": "reads site.yaml",
    "config/topic_words": "reads the weights of words",
    "archive/related_tables": "reads and writes SQLite tables",
    "archive/remembered_table": "reads and writes an SQLite table",
    "archive/store": "reads and writes SQLite tables",
    "rendering/environment": "compares the paths of templates, for errors",
    "rendering/keys": "gets the folders of templates",
    "rendering/renderer": "gets the folders of templates",
}
SYSTEM = {
    "os",
    "shutil",
    "io",
    "pathlib",
    "sqlite3",
    "socket",
    "urllib.request",
    "http",
    "time",
    "random",
    "subprocess",
}
CLOCKS = {"now", "today", "utcnow", "time_ns", "time.time", "localtime", "gmtime"}
USE_CLOCK = {
    "cache/database": "numbers builds",
    "cache/files": "gives the cache file a time by which to recognise it",
    "cli/clock": "gives the commands below the time",
    "cli/commands": "warns about listings of days to come",
    "cli/daily": "counts the weekdays since the last listing",
    "cli/fetch": "knows which days are missing",
    "cli/new": "dates the sample",
    "cli/preview": "numbers previews",
    "sources/changes": "reads a file again if it was changed a moment ago",
}
"""The modules that use the clock: nothing that they do with it changes a byte of a site."""


@cache
def tree(path):
    return ast.parse(path.read_text("utf-8"))


@cache
def nodes(path):
    return tuple(ast.walk(tree(path)))


def name_of(path):
    return path.relative_to(ROOT / "gazette").with_suffix("").as_posix()


def folder_of(path):
    return path.relative_to(ROOT / "gazette").parts[0]


def imports(path):
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def imported_folders(path):
    return {name.split(".")[1] for name in imports(path) if name.startswith("gazette.")}


def functions(path):
    return [node for node in nodes(path) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


BELOW_INIT = [path for path in MODULES if path != ROOT / "gazette" / "__init__.py"]
FOLDERS_BELOW = {folder: [path for path in BELOW_INIT if folder_of(path) == folder] for folder in FOLDERS}


def test_the_package_has_few_folders_each_with_a_place_in_the_order():
    found = {folder_of(path) for path in BELOW_INIT}
    assert found == set(FOLDERS)
    assert len(found) <= MAX_FOLDERS


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_module_imports_only_from_its_own_folder_and_those_before(folder):
    before = set(FOLDERS[: FOLDERS.index(folder) + 1])
    found = {name_of(path): imported_folders(path) - before for path in FOLDERS_BELOW[folder]}
    assert {name: others for name, others in found.items() if others} == {}


@pytest.mark.parametrize("folder", PURE)
def test_only_the_listed_modules_of_pure_folders_use_the_system(folder):
    allowed = {"pathlib.PurePosixPath"}
    for path in FOLDERS_BELOW[folder]:
        used = {name for name in imports(path) if name not in allowed and SYSTEM & {*prefixes(name)}}
        assert bool(used) == (name_of(path) in IMPURE), (path, used)


def prefixes(name):
    """`a`, `a.b` and `a.b.c` for the name `a.b.c`."""
    parts = name.split(".")
    return [".".join(parts[: end + 1]) for end in range(len(parts))]


@pytest.mark.parametrize("folder", FOLDERS)
def test_only_the_listed_modules_use_the_clock(folder):
    for path in FOLDERS_BELOW[folder]:
        called = {call for call in calls(path) if any(clock in call for clock in CLOCKS)}
        used = {name for call in called for name in (call, call.rpartition(".")[2])} & CLOCKS
        assert bool(used) == (name_of(path) in USE_CLOCK), (path, used)


@cache
def calls(path):
    """What a module calls, as it is written."""
    return {ast.unparse(node.func) for node in nodes(path) if isinstance(node, ast.Call)}


@pytest.mark.parametrize("folder", ["pages", "listings/importers"])
def test_kinds_of_pages_and_importers_do_not_import_each_other(folder):
    for path in (ROOT / "gazette" / folder).glob("*.py"):
        if path.stem != "__init__":
            assert not any(name.startswith(f"gazette.{folder.replace('/', '.')}.") for name in imports(path)), path


def test_a_module_has_a_test_file_of_its_name_in_the_mirrored_folder():
    names = [name_of(path).rpartition("/") for path in MODULES if path.stem != "__init__"]
    expected = [ROOT / "tests" / folder / f"test_{name}.py" for folder, _, name in names]
    assert [path for path in expected if not path.is_file()] == []


def test_a_module_has_at_most_300_lines():
    assert [path for path in [*MODULES, ROOT / "build.py"] if len(path.read_text("utf-8").splitlines()) > 300] == []


def test_a_function_has_at_most_30_lines():
    long = [
        (path, node.name) for path in [*MODULES, ROOT / "build.py"] for node in functions(path) if length(node) > 30
    ]
    assert long == []


def length(function):
    """The lines of a function without its docstring."""
    first = function.body[0]
    documented = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    return function.end_lineno - function.lineno + 1 - (first.end_lineno - first.lineno + 1 if documented else 0)


def test_text_is_marked_as_safe_html_only_in_two_modules_and_in_no_template():
    """In `markup`, and in `renderer` for what Gazette drew itself."""
    named = {"Markup", "markupsafe.Markup"}
    users = set()
    for path in MODULES:
        users |= {name_of(path) for call in calls(path) if call in named}
    assert users == {"rendering/markup", "rendering/renderer"}
    texts = {path.name: path.read_text("utf-8") for path in (ROOT / "templates").iterdir()}
    assert [name for name, text in texts.items() if re.search(r"\|\s*safe\b|autoescape", text)] == []


def test_build_py_imports_nothing_but_the_standard_library_before_it_is_set_up():
    for node in tree(ROOT / "build.py").body:
        if isinstance(node, ast.If) and "venv.ensure" in ast.unparse(node):
            return
        if isinstance(node, ast.ImportFrom):
            assert node.module in ("pathlib", "gazette.cli")
            assert node.module == "pathlib" or [alias.name for alias in node.names] == ["venv"]
    raise AssertionError("venv.ensure is never called")


def test_search_and_the_archive_use_different_names_for_different_things():
    """Except the usual words for the parts of any store."""

    def names(folder):
        modules = [path for path in (ROOT / "gazette" / folder).glob("*.py") if path.stem != "__init__"]
        trees = [ast.parse(path.read_text("utf-8")) for path in modules]
        classes = [node.name for tree in trees for node in tree.body if isinstance(node, ast.ClassDef)]
        return [name for name in [path.stem for path in modules] + classes if not name.startswith("_")]

    assert {*names("search")} & {*names("archive")} <= {"index", "reader", "Row"}
    assert sorted({*names("search")}) == sorted(names("search"))

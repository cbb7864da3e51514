"""The shape of the program, kept by test: who may import whom, and how large a room may be."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "gazette").rglob("*.py"))

ROOMS = "core sources config tex listings archive cache pages rendering publishing cli".split()
"""The folders of gazette/ in the order of the stages; a module imports only from its own folder and those before."""
PURE = ("core", "config", "tex", "listings", "archive", "pages", "rendering")
"""Folders whose modules know neither disk nor clock nor network, except these."""
IMPURE = {"core/parallel", "core/version", "config/site", "archive/store"}
IMPURE |= {"rendering/renderer", "rendering/environment", "rendering/keys"}
WORLD = {"os", "shutil", "io", "pathlib", "sqlite3", "socket", "urllib.request", "http", "time", "random", "subprocess"}
CLOCKS = {"now", "today", "utcnow", "time_ns", "time.time", "localtime", "gmtime"}
ASKING = {"cli/commands", "cli/order", "cli/preview", "sources/changes"}
"""Who asks the clock: for the day of a check, for the age of files, for names of builds and of views."""

UNTESTED = {
    "archive/affected",
    "archive/reader",
    "cache/files",
    "cache/listings",
    "cache/pages",
    "cli/asked",
    "cli/idle",
    "cli/preview",
    "publishing/draft",
    "sources/inputs",
    "sources/node",
}
"""Modules without a test file. Remove a name when you add its file."""


def name_of(path):
    return path.relative_to(ROOT / "gazette").with_suffix("").as_posix()


def room(path):
    return path.relative_to(ROOT / "gazette").parts[0]


def imports(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def ours(path):
    return {name.split(".")[1] for name in imports(path) if name.startswith("gazette.")}


def functions(path):
    tree = ast.parse(path.read_text("utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]


BELOW_INIT = [path for path in MODULES if path != ROOT / "gazette" / "__init__.py"]
IDS = {"ids": lambda path: path.relative_to(ROOT).as_posix()}


@pytest.mark.parametrize("path", BELOW_INIT, **IDS)
def test_a_module_imports_only_from_its_own_folder_and_those_before(path):
    late = {other for other in ours(path) if ROOMS.index(other) > ROOMS.index(room(path))}
    assert not late


@pytest.mark.parametrize("path", [path for path in BELOW_INIT if room(path) in PURE], **IDS)
def test_a_pure_module_does_not_touch_the_world(path):
    if name_of(path) in IMPURE:
        return
    allowed = {"pathlib.PurePosixPath"}
    touched = {name for name in imports(path) if name not in allowed and WORLD & {*ways(name)}}
    assert not touched


def ways(name):
    """`a`, `a.b` and `a.b.c` of the last."""
    parts = name.split(".")
    return [".".join(parts[: end + 1]) for end in range(len(parts))]


@pytest.mark.parametrize("path", BELOW_INIT, **IDS)
def test_the_clock_is_asked_where_no_byte_of_a_site_comes_from(path):
    calls = [node.func for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
    asked = {way for call in calls for way in (ast.unparse(call), ast.unparse(call).rpartition(".")[2])} & CLOCKS
    assert bool(asked) == (name_of(path) in ASKING)


@pytest.mark.parametrize("folder", ["pages", "listings/importers"])
def test_modules_of_a_registry_do_not_know_each_other(folder):
    for path in (ROOT / "gazette" / folder).glob("*.py"):
        if path.stem != "__init__":
            assert not any(name.startswith(f"gazette.{folder.replace('/', '.')}.") for name in imports(path)), path


@pytest.mark.parametrize("path", [path for path in MODULES if path.stem != "__init__"], **IDS)
def test_a_module_has_a_test_file_of_its_name_in_the_mirrored_folder(path):
    folder, _, name = name_of(path).rpartition("/")
    assert (ROOT / "tests" / folder / f"test_{name}.py").is_file() != (name_of(path) in UNTESTED)


@pytest.mark.parametrize("path", [*MODULES, ROOT / "build.py"], **IDS)
def test_a_module_fits_in_one_sitting(path):
    assert len(path.read_text("utf-8").splitlines()) <= 300


@pytest.mark.parametrize("path", [*MODULES, ROOT / "build.py"], **IDS)
def test_a_function_fits_on_a_screen(path):
    long = [node.name for node in functions(path) if statements(node) > 30]
    assert not long


def statements(function):
    """The lines of a function without its docstring."""
    first = function.body[0]
    words = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    return function.end_lineno - function.lineno + 1 - (first.end_lineno - first.lineno + 1 if words else 0)


def test_markup_is_called_safe_in_two_places_and_in_no_template():
    """In `markup`, and in `renderer` for what Gazette wrote or drew itself."""
    named = {"Markup", "markupsafe.Markup"}
    making = set()
    for path in MODULES:
        calls = (node.func for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call))
        making |= {name_of(path) for call in calls if ast.unparse(call) in named}
    assert making == {"rendering/markup", "rendering/renderer"}
    texts = {path.name: path.read_text("utf-8") for path in (ROOT / "templates").iterdir()}
    assert [name for name, text in texts.items() if re.search(r"\|\s*safe\b|autoescape", text)] == []


def test_build_py_imports_nothing_but_the_standard_library_before_it_is_set_up():
    tree = ast.parse((ROOT / "build.py").read_text("utf-8"))
    for node in tree.body:
        if isinstance(node, ast.If) and "venv.ensure" in ast.unparse(node):
            return
        if isinstance(node, ast.ImportFrom):
            assert node.module in ("pathlib", "gazette.cli")
            assert node.module == "pathlib" or [alias.name for alias in node.names] == ["venv"]
    raise AssertionError("set-up is never called")

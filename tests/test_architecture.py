"""The shape of the program, kept by test: who may import whom, and how large a room may be."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "gazette").rglob("*.py"))

# A module imports only from its own line or from lines above it.
LAYERS = [
    {
        "errors",
        "text",
        "model",
        "urls",
        "links",
        "fingerprint",
        "policy",
        "spread",
        "advice",
        "rows",
        "noun",
        "shift",
        "assets",
        "figures",
    },
    {"node", "json_tree", "tree", "fields"},
    {"topics", "settings", "tex", "shown"},
    {"watch", "glance"},
    {"program", "config", "content", "learnt", "holdings", "drawn", "compiled", "memory"},
    {"entry", "listing", "standing", "mending", "redirects", "restoring"},
    {"importers"},
    {"identity", "registers", "archive", "checks", "revise", "periods"},
    {"closure", "tallies", "amend", "recall"},
    {"pages"},
    {"blame", "cite", "twins", "markup", "filters", "templates", "keys", "pieces", "render"},
    {"lock", "record", "press", "publish"},
    {"editing"},
    {"setup", "order", "daily", "commands", "view", "serve", "cli"},
]
IMPURE = {"program", "config", "content", "memory", "blame", "keys", "render", "lock", "record", "spread", "publish"}
IMPURE |= {
    "press",
    "glance",
    "holdings",
    "drawn",
    "compiled",
    "order",
    "daily",
    "editing",
    "setup",
    "advice",
    "commands",
    "cli",
    "watch",
    "view",
    "serve",
}
WORLD = {"os", "shutil", "io", "pathlib", "sqlite3", "socket", "urllib.request", "http", "time", "random", "subprocess"}
TOGETHER = {"model", "urls"}  # the nouns stay in one place, and so do the addresses
CLOCKS = {"now", "today", "utcnow", "time_ns", "time.time", "localtime", "gmtime"}
ASKING = {"commands", "glance", "order", "view"}
"""Who asks the clock: for the day of a check, for the age of files, for names of builds and of views."""


ROOMS = tuple(
    path.name
    for path in (ROOT / "gazette").iterdir()
    if path.is_dir() and path.name not in ("pages", "tex", "importers")
)


def name_of(path):
    parts = path.relative_to(ROOT / "gazette").parts
    return parts[parts[0] in ROOMS].removesuffix(".py")


def layer(name):
    return next(depth for depth, names in enumerate(LAYERS) if name in names)


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
PURE = [path for path in BELOW_INIT if name_of(path) not in IMPURE]
IDS = {"ids": lambda path: path.relative_to(ROOT).as_posix()}


@pytest.mark.parametrize("path", BELOW_INIT, **IDS)
def test_a_module_imports_only_what_stands_in_its_line_or_above(path):
    late = {other for other in ours(path) if layer(other) > layer(name_of(path))}
    assert not late


@pytest.mark.parametrize("path", PURE, **IDS)
def test_a_pure_module_does_not_touch_the_world(path):
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


@pytest.mark.parametrize("folder", ["pages", "importers"])
def test_modules_of_a_registry_do_not_know_each_other(folder):
    for path in (ROOT / "gazette" / folder).glob("*.py"):
        if path.stem != "__init__":
            assert not any(name.startswith(f"gazette.{folder}") for name in imports(path)), path


@pytest.mark.parametrize("path", [*MODULES, ROOT / "build.py"], **IDS)
def test_a_module_fits_in_one_sitting(path):
    assert len(path.read_text("utf-8").splitlines()) <= (300 if path.stem in TOGETHER else 200)


@pytest.mark.parametrize("path", [*MODULES, ROOT / "build.py"], **IDS)
def test_a_function_fits_on_a_screen(path):
    long = [node.name for node in functions(path) if statements(node) > 28]
    assert not long


def statements(function):
    """The lines of a function without its docstring."""
    first = function.body[0]
    words = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    return function.end_lineno - function.lineno + 1 - (first.end_lineno - first.lineno + 1 if words else 0)


def test_markup_is_called_safe_in_two_places_and_in_no_template():
    """In `markup`, and in `render` what Gazette itself wrote or drew; `templates` asks what is markup already."""
    named = {"Markup", "markupsafe.Markup"}
    making = set()
    for path in MODULES:
        calls = (node.func for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call))
        making |= {name_of(path) for call in calls if ast.unparse(call) in named}
    assert making == {"markup", "render"}
    texts = {path.name: path.read_text("utf-8") for path in (ROOT / "templates").iterdir()}
    assert [name for name, text in texts.items() if re.search(r"\|\s*safe\b|autoescape", text)] == []


def test_build_py_imports_nothing_but_the_standard_library_before_it_is_set_up():
    tree = ast.parse((ROOT / "build.py").read_text("utf-8"))
    for node in tree.body:
        if isinstance(node, ast.If) and "setup.ready" in ast.unparse(node):
            return
        if isinstance(node, ast.ImportFrom):
            assert node.module in ("pathlib", "gazette")
            assert node.module == "pathlib" or [alias.name for alias in node.names] == ["setup"]
    raise AssertionError("set-up is never called")

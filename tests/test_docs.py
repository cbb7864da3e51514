"""The documents match the program: their links, commands, options, keys, settings and examples are valid."""

import ast
import io
import re
import shlex
import shutil
from contextlib import redirect_stdout, suppress
from functools import cache
from pathlib import Path

import pytest

import build
from gazette import config, pages
from gazette.cli import arguments
from gazette.config.site import SETTINGS as KNOWN_SETTINGS
from gazette.core.errors import Report
from gazette.core.options import Options
from gazette.listings import fields, markdown, redirects
from gazette.sources.files import SourceFile
from tests import site

ROOT = Path(__file__).parent.parent
if missing := [name for name in ("README.md", "CONTRIBUTING.md", "docs", "bench") if not (ROOT / name).exists()]:
    pytest.skip(f"this copy of Gazette has no {missing[0]}", allow_module_level=True)
if not (ROOT / "README.md").read_text("utf-8").startswith("# Gazette\n"):
    pytest.skip("README.md is not Gazette's", allow_module_level=True)
DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]
PRESENT = [path for path in DOCUMENTS if path.name != "CHANGELOG.md"]  # which also names what is gone
NAMED = {"ids": lambda path: path.relative_to(ROOT).as_posix()}
SITE = "title: T\nurl: https://papers.example.org/\n"
BENCH = ("run", "make", "corpus", "words", "topics", "search", "related", "trends", "maths", "formulas", "screens")
OF_PYTEST = {"-m"}


def text(path):
    return path.read_text("utf-8")


def doc(name):
    return text(ROOT / "docs" / f"{name}.md")


def prose(written):
    """A document without its blocks of code."""
    return re.sub(r"^( *)```.*?^\1```|^ {4}\S.*?$", "", written, flags=re.DOTALL | re.MULTILINE)


def blocks(written, language):
    found = re.findall(rf"^( *)```{language}\n(.*?)^\1```", written, re.DOTALL | re.MULTILINE)
    return [re.sub(f"^{indent}", "", body, flags=re.MULTILINE) for indent, body in found]


def section(written, heading):
    """The text below a heading, up to the next of its level or above."""
    level = heading.index(" ")
    (found,) = re.findall(rf"^{re.escape(heading)}\n(.*?)(?=^#{{1,{level}}} |\Z)", written, re.DOTALL | re.MULTILINE)
    return found


def rows(written):
    """The cells of every row of its tables, without the heads."""
    lines = [line for line in written.splitlines() if line.lstrip().startswith("|")]
    cells = [re.split(r"(?<!\\)\|", line.strip().strip("|")) for line in lines]
    heads = {at for at, row in enumerate(cells) if set("".join(row).strip()) <= {"-", " "}}
    return [[cell.strip() for cell in row] for at, row in enumerate(cells) if not heads & {at, at + 1}]


def code(cell):
    return re.findall("`([^`]+)`", cell)


# Links.


def anchors(path):
    heads = re.findall(
        r"^#+ (.*)$", re.sub(r"^```.*?^```", "", text(path), flags=re.DOTALL | re.MULTILINE), re.MULTILINE
    )
    plain = (re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", head).lower() for head in heads)
    return {re.sub(r"[^\w\- ]", "", head).replace(" ", "-") for head in plain}


@pytest.mark.parametrize("path", DOCUMENTS, **NAMED)
def test_relative_links_and_anchors_exist(path):
    for target in re.findall(r"\]\(([^)\s]+)\)", prose(text(path))):
        name, _, anchor = target.partition("#")
        if ":" in name:
            continue
        place = (path.parent / name).resolve() if name else path
        assert place.exists(), target
        assert not anchor or anchor in anchors(place), target


def test_the_readme_links_to_every_document():
    readme = text(ROOT / "README.md")
    others = {path.relative_to(ROOT).as_posix() for path in DOCUMENTS} - {"README.md", "docs/benchmarks.md"}
    assert others <= set(re.findall(r"\]\(([^)#]+)", readme))


@pytest.mark.parametrize("path", PRESENT, **NAMED)
def test_source_files_that_a_document_names_exist(path):
    named = re.findall(r"`((?:gazette|bench|tests)/[\w./-]+)`", prose(text(path)))
    assert [name for name in named if "NAME" not in name and not (ROOT / name).exists()] == []


def test_contributing_lists_the_folders_of_the_package():
    (layout,) = re.findall(r"^    gazette/\n((?:      .*\n)+)", text(ROOT / "CONTRIBUTING.md"), re.MULTILINE)
    folders = {path.parent.name for path in (ROOT / "gazette").glob("*/*.py")}
    assert set(re.findall(r"^ {6}(\w+)/", layout, re.MULTILINE)) == folders


@pytest.mark.parametrize("path", DOCUMENTS, **NAMED)
def test_no_placeholder_is_left(path):
    assert "@@" not in text(path)


# Commands.


@cache
def options(*words):
    """What `build.py WORDS --help` offers."""
    with redirect_stdout(io.StringIO()) as printed, suppress(SystemExit):
        arguments.main(build.build, [*words, "--help"])
    columns = re.findall(r"^  (-.*?)(?:  |$)", printed.getvalue(), re.MULTILINE)
    return {option for column in columns for option in re.findall(r"(?<![\w-])--?[a-z][a-z-]*", column)}


def typed():
    """The words after `build.py` or `gazette`, wherever a document has them as code, with the document's name."""
    for path in PRESENT:
        written = text(path)
        lines = re.findall(r"^ {3,}(?:\S+=\S+ )?(?:python3 build\.py|gazette(?= |$)) ?(.*)$", written, re.MULTILINE)
        inline = re.findall(r"`(?:\S+=\S+ )?(?:python3 build\.py|build\.py|gazette)(?: ([^`]*))?`", written)
        for command in [*lines, *inline]:
            yield pytest.param(re.split(r"\s{3,}", command)[0], id=f"{path.stem}-{command}")


@pytest.mark.parametrize("command", [*typed()])
def test_a_command_in_a_document_exists(command):
    words = shlex.split(command) or ["build"]
    if words == ["COMMAND", "[OPTIONS]"] or words[0] == "COMMAND":
        return
    name = ["build", *words] if words[0].startswith("-") else words
    assert name[0] in arguments.COMMANDS
    two = name[0] == "bench"
    known = options("bench", name[1] if name[1:] and name[1] in BENCH else "run") if two else options(name[0])
    known = known | (OF_PYTEST | of_tests() if name[0] == "test" else set())
    assert {word.partition("=")[0] for word in words if re.match("--?[a-z]", word)} <= known | {"--help"}


def of_tests():
    return set(re.findall(r'addoption\("(--[a-z]+)"', text(ROOT / "tests" / "conftest.py")))


@pytest.mark.parametrize("path", PRESENT, **NAMED)
def test_an_option_that_is_named_alone_exists(path):
    known = of_tests().union(*map(options, arguments.COMMANDS), *(options("bench", name) for name in BENCH))
    variables = set(re.findall(r"(--[a-z-]+):", text(ROOT / "static/style.css")))
    named = set(re.findall(r"`(--[a-z][a-z-]*)", prose(text(path))))
    assert named <= known | variables


COMMON = section(doc("commands"), "## Options of every command")


@pytest.mark.parametrize("command", arguments.COMMANDS)
def test_commands_md_lists_the_options_of_every_command(command):
    own = section(doc("commands"), f"## {command}").partition("\n### ")[0]
    named = {word.partition(" ")[0] for row in rows(own) for word in code(row[0]) if word.startswith("-")}
    if command == "bench":
        assert not named
    else:
        common = [row for row in rows(COMMON) if row[2] == "all" or command in code(row[2])]
        shared = {word.partition(" ")[0] for row in common for word in code(row[0])}
        assert named | shared == options(command) | (of_tests() if command == "test" else set())


@pytest.mark.parametrize("command", BENCH)
def test_commands_md_lists_the_options_of_bench(command):
    own = section(doc("commands"), f"### bench {command}")
    assert {word.partition(" ")[0] for row in rows(own) for word in code(row[0])} | {"-h", "--help"} == options(
        "bench", command
    )


# Builds.


def reasons():
    """The reasons for a full build, as the code spells them; those with a name or number in them are left out."""
    trees = [ast.parse(text(path)) for path in (ROOT / "gazette").rglob("*.py")]
    calls = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args]
    raised = [call.args[0] for call in calls if ast.unparse(call.func) in ("Unbounded", "NeedsEverything")]
    return sorted({each.value for each in raised if isinstance(each, ast.Constant)})


def a_build(source):
    return Options(source, source / "content", source / "public")


@pytest.mark.skipif(not (ROOT / "content").is_dir(), reason="this copy of Gazette has no listings")
def test_the_last_line_of_a_build_in_commands_md_is_that_of_the_listings_of_gazette(tmp_path, capsys):
    shutil.copytree(ROOT / "content", tmp_path / "content")
    shutil.copy(ROOT / "site.yaml", tmp_path)
    assert site.command("build", "--source", tmp_path) == 0
    line = capsys.readouterr().out.splitlines()[-1]
    assert line.rpartition(", in ")[0] in [each.strip().rpartition(", in ")[0] for each in doc("commands").splitlines()]


def test_builds_md_lists_the_reasons_for_a_full_build():
    written = {reason for row in rows(section(doc("builds"), "## Full builds")) for reason in code(row[0])}
    assert len(reasons()) > 4
    assert {*reasons()} <= written
    found = {reason.partition(" changed")[0] for reason in written}
    assert {*a_build(Path("source")).conditions} <= found


def test_builds_md_describes_the_rows_of_the_table_that_verbose_prints(tmp_path):
    source = site.a_source(tmp_path / "source")
    with redirect_stdout(io.StringIO()) as printed:
        assert arguments.main(build.build, ["-v", "--source", str(source)]) == 0
    stages = re.findall(r"^( *)([a-z]+) +[0-9.]+ s +[0-9,]+$", printed.getvalue(), re.MULTILINE)
    written = rows(section(doc("builds"), "## What a build prints"))
    assert [(code(cell)[0], "indented" in cell) for cell, *_ in written] == [(name, bool(at)) for at, name in stages]


# Listings.


def test_the_listing_in_the_readme_is_valid():
    (written,) = blocks(text(ROOT / "README.md"), "markdown")
    report = Report("2025-03-20.md")
    found = markdown.parse(written, "2025-03-20.md", report)
    assert [entry.title for entry in found.entries][1:] == ["Only a Title Is Valid Too"]
    assert report.errors + report.warnings == []


def test_the_listing_in_the_readme_gets_the_page_that_the_readme_names(tmp_path):
    (path,) = re.findall(r"Create `(content/\S+\.md)`", text(ROOT / "README.md"))
    (page,) = re.findall(r"`public/(papers/date/\S+\.html)`", text(ROOT / "README.md"))
    (written,) = blocks(text(ROOT / "README.md"), "markdown")
    source = site.a_source(tmp_path, {path: written})
    site.build(source)
    assert (source / "public" / page).is_file()


def test_the_listing_in_listings_md_has_every_part():
    written = blocks(doc("listings"), "markdown")[0]
    report = Report("2025-03-12.md")
    found = markdown.parse(written, "2025-03-12.md", report)
    assert (len(found.entries), len(found.entries[0].abstract)) == (2, 2)
    assert found.note and found.entries[0].note and report.errors + report.warnings == []


def test_listings_md_lists_the_keys_of_papers():
    table = rows(section(doc("listings"), "## Keys of a paper"))
    assert sorted(code(row[0])[0] for row in table) == sorted(fields.BY_KEY)


def test_the_examples_of_keys_are_valid():
    report = Report("listings.md")
    for key, _, example in rows(section(doc("listings"), "## Keys of a paper")):
        fields.value(code(key)[0], code(example)[0], 1, report)
    assert report.errors + report.warnings == []


def test_listings_md_lists_the_keys_of_a_listing():
    heads = section(doc("listings"), "## Keys of a listing").partition("\n`trust`")[0]
    assert sorted(code(row[0])[0] for row in rows(heads)) == sorted(fields.LISTING_KEYS)


def test_listings_md_lists_the_keys_that_may_be_repeated():
    (named,) = re.findall(r"(`url`[^.]*) may be repeated", doc("listings"))
    assert set(code(named)) == {field.key for field in fields.FIELDS if field.many}


def test_the_redirects_in_listings_are_valid():
    written = next(block for block in blocks(doc("listings"), "yaml") if "gone:" in block)
    report = Report("redirects.yaml")
    assert len(redirects.parse(SourceFile("redirects.yaml", written, b""), report)) == 4
    assert not report.errors


# Settings.

SETTINGS = [row for row in rows(section(doc("settings"), "# Settings")) if len(row) == 4]


def parsed(written):
    report = Report(config.NAME)
    found = config.parse(written, report)
    assert [str(problem) for problem in report.errors] == []
    return found


def test_settings_md_lists_every_setting():
    assert sorted(code(row[0])[0] for row in SETTINGS) == sorted([*KNOWN_SETTINGS, "topics"])


@pytest.mark.parametrize("row", SETTINGS, ids=lambda row: code(row[0])[0])
def test_the_documented_default_of_a_setting_is_its_default(row):
    key, default = code(row[0])[0], row[1]
    if default.startswith("`"):
        assert parsed(f"{SITE}{key}: {code(default)[0]}\n") == parsed(SITE)
    elif default == "empty":
        assert getattr(parsed(SITE), key.replace(".", "_")) == ""
    else:
        assert key in ("title", "url", "navigation", "topics", "feed.authority")


@pytest.mark.parametrize("row", [row for row in SETTINGS if row[2].startswith("`")], ids=lambda row: code(row[0])[0])
def test_the_example_of_a_setting_is_valid(row):
    key = code(row[0])[0]
    given = {"title": "T", "url": "https://papers.example.org/"} | {key: code(row[2])[0]}
    parsed("".join(f"{name}: {value}\n" for name, value in given.items()))


def test_the_documented_navigation_is_the_default():
    (said,) = [row[1] for row in SETTINGS if row[0] == "`navigation`"]
    assert said.split(", ") == [label for label, _ in config.NAVIGATION]


def test_settings_md_lists_the_kinds_of_pages_that_can_be_left_out():
    table = rows(section(doc("settings"), "## Kinds of pages"))
    names = {kind.__name__.rpartition(".")[2] for kind in pages.kinds()}
    assert {name for row in table for name in code(row[0])} == names - pages.ALWAYS


@pytest.mark.parametrize("name", ["settings", "topics"])
def test_the_site_yaml_of_a_document_is_valid(name):
    for written in blocks(doc(name), "yaml"):
        parsed(written if written.startswith("title:") else SITE + written)


def test_the_site_yaml_of_the_readme_is_valid():
    for written in blocks(text(ROOT / "README.md"), "yaml"):
        parsed(written)

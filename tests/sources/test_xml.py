import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.core.errors import Report
from gazette.sources import xml

ATOM = "http://www.w3.org/2005/Atom"
SAMPLE = f'<?xml version="1.0"?>\n<feed xmlns="{ATOM}"><id>1</id>\n<entry a="b">x &amp; <![CDATA[y]]></entry></feed>'


def parsed(source):
    report = Report("a.xml")
    return xml.parse(source, report), [str(error) for error in report.errors]


def test_names_do_not_depend_on_the_prefixes_of_the_file():
    for source in (f'<feed xmlns="{ATOM}"><id>1</id></feed>', f'<x:feed xmlns:x="{ATOM}"><x:id>1</x:id></x:feed>'):
        root, errors = parsed(source)
        assert (root.name, root.text("atom:id"), errors) == ("atom:feed", "1", [])


def test_a_name_in_an_unknown_namespace_has_no_prefix():
    root, _ = parsed('<a:x xmlns:a="urn:example" a:href="1"/>')
    assert (root.name, root.attributes) == ("x", {"href": "1"})


def test_elements_have_the_lines_of_their_tags():
    root, _ = parsed('\n\n<?xml version="1.0"?>\n<a>\n <b\n x="1">text</b><c/>\n <c>\n</c></a>')
    assert [(each.name, each.line) for each in root.below()] == [("a", 4), ("b", 5), ("c", 6), ("c", 7)]


def test_text_is_cleaned_and_keeps_its_line_ends():
    root, _ = parsed("<a><b> x\u200by &amp; <![CDATA[<z>]]>\r\nw </b><b/></a>")
    assert root.texts("b") == ["xy & <z>\nw"]
    assert root.text("missing") == ""


def test_the_declared_encoding_does_not_matter_because_the_text_is_decoded():
    root, errors = parsed('<?xml version="1.0" encoding="ISO-8859-1"?><a>ü</a>')
    assert (root.content, errors) == ("ü", [])


def test_utf8_that_was_read_as_latin_1_is_repaired_and_reported():
    report = Report("a.xml")
    assert xml.parse("<a>π ω é</a>".encode().decode("latin-1"), report).content == "π ω é"
    assert list(map(str, report.warnings)) == ["a.xml:1: the text is UTF-8 that was read as Latin-1; it is repaired"]


def test_text_with_accents_of_its_own_is_not_repaired():
    for content in ("é", "Ã¼ and π", "É»é"):
        assert parsed(f"<a>{content}</a>")[0].content == content


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE a [<!ENTITY x "y">]>',
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE a [<!ENTITY % x SYSTEM "http://example.org/x.dtd"> %x;]>',
        '<!DOCTYPE a [<!ENTITY l0 "ha">'
        + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
        + "]>",
    ],
)
def test_entities_and_external_files_are_refused(declaration):
    root, errors = parsed(f"\n{declaration}<a>&x;</a>")
    assert root is None
    assert errors == [
        "a.xml:2: the XML has a document type with entities or with an external file; remove the document type"
    ]


def test_an_external_document_type_is_not_read():
    root, errors = parsed('<!DOCTYPE a SYSTEM "http://example.org/x.dtd"><a>1</a>')
    assert (root.content, errors) == ("1", [])


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("<a>\n<b>\n</a>", 3),
        ("<a>\n&nbsp;</a>", 2),
        ("<a>\n<b>cut", 2),
        ("<a>\n\x00</a>", 2),
        ("", 1),
        ("no XML", 1),
        ("<a/>\n<b/>", 2),
        ("\n\n<a>\n&", 4),
    ],
)
def test_what_is_not_complete_xml_is_reported_with_its_line(source, line):
    root, errors = parsed(source)
    assert root is None
    assert len(errors) == 1 and errors[0].startswith(f"a.xml:{line}: invalid XML: "), errors


def test_a_tree_that_is_too_deep_or_too_large_is_refused(monkeypatch):
    deep = xml.MAX_DEPTH + 1
    assert "levels deep" in parsed("<a>" * deep + "</a>" * deep)[1][0]
    assert parsed("<a>" * xml.MAX_DEPTH + "</a>" * xml.MAX_DEPTH)[1] == []
    monkeypatch.setattr(xml, "MAX_ELEMENTS", 3)
    assert parsed("<a><b/><b/></a>")[1] == []
    assert "more than 3 elements" in parsed("<a><b/><b/><b/></a>")[1][0]


@given(st.data())
def test_damaged_xml_is_a_tree_or_an_error(data):
    source = SAMPLE
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(source))] * 2)))
    root, errors = parsed(source[:start] + data.draw(st.text(max_size=20)) + source[end:])
    assert (root is None) == bool(errors)

"""Bytes → nodes: scalars as written, marks, and what a person is told where the file is wrong."""

import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deckgen.errors import DeckgenError, Mark, Problems
from deckgen.fields import MarkedDict, MarkedList, MarkedStr, Node, read_yaml
from deckgen.messages import describe


def read(text: str | bytes) -> Node:
    return read_yaml(text if isinstance(text, bytes) else text.encode(), "deck.yaml", Problems())


def mapping(text: str) -> MarkedDict:
    node = read(text)
    assert isinstance(node, MarkedDict)
    return node


def refused(text: str | bytes) -> str:
    with pytest.raises(DeckgenError) as caught:
        read(text)
    return str(caught.value)


def code(text: str | bytes) -> str:
    with pytest.raises(DeckgenError) as caught:
        read(text)
    assert str(caught.value)
    return caught.value.problems[0].code


@pytest.mark.parametrize(
    "written", ["0301", "1E3", "12_000", "no", "2013-04-08", "1:30", "~", "null", "1.50", "0x10", "-5", ".5"]
)
def test_a_scalar_stays_as_it_is_written(written: str) -> None:
    assert mapping(f"code: {written}") == {"code": written}


def test_an_empty_value_is_an_empty_text_at_its_name() -> None:
    node = mapping("title:\nkind: title")
    assert node["title"] == ""  # type: ignore[index]
    assert node["title"].mark.line == 1  # type: ignore[index]


def test_an_empty_file_is_an_empty_text() -> None:
    assert read("") == ""
    assert read("# a comment alone\n") == ""


def test_quotes_are_known_from_plain_text() -> None:
    node = mapping("a: x\nb: 'x'\nc: |\n  x\n")
    assert [value.plain for value in node.values() if isinstance(value, MarkedStr)] == [True, False, False]


def test_marks_count_from_one_and_show_the_line() -> None:
    node = mapping("slides:\n  - title: Innhold\n    text: |\n      - Nytt\n      - Mer\n")
    slides = node["slides"]  # type: ignore[index]
    assert isinstance(slides, MarkedList)
    slide = slides[0]
    assert isinstance(slide, MarkedDict)
    assert (slide.mark.line, slide.mark.column) == (2, 5)
    title = slide["title"]  # type: ignore[index]
    assert title.mark == Mark("deck.yaml", 2, 12)
    assert title.mark.source == "  - title: Innhold"
    assert slide.key_marks["text"] == Mark("deck.yaml", 3, 5)


def test_a_text_after_a_bar_is_marked_where_its_first_line_stands() -> None:
    text = mapping("text: |\n    - Nytt\n    - Mer\n")["text"]  # type: ignore[index]
    assert text == "- Nytt\n- Mer\n"
    assert text.mark == Mark("deck.yaml", 2, 5)
    assert text.mark.source == "    - Nytt"


def test_windows_line_ends_and_a_byte_order_mark_change_nothing() -> None:
    assert read(b"\xef\xbb\xbfa: x\r\nb: |\r\n  y\r\n  z\r\n") == {"a": "x", "b": "y\nz\n"}


def test_an_alias_repeats_what_its_anchor_holds() -> None:
    assert mapping("a: &place {name: Frøya}\nb: *place")["b"] == {"name": "Frøya"}  # type: ignore[index]


def test_nodes_survive_pickling() -> None:
    node = mapping("a: 'x'")["a"]  # type: ignore[index]
    copy = pickle.loads(pickle.dumps(node))
    assert (copy, copy.mark, copy.plain) == (node, node.mark, False)


def test_all_duplicate_names_are_told_at_once_with_both_lines() -> None:
    assert refused("title: A\nkind: title\ntitle: B\nkind: x\n") == (
        'deck.yaml:3:1: error: "title" is given twice: on line 1, and here [duplicate-key]\n'
        "    title: B\n"
        "    ^\n"
        "  keep one of them\n"
        'deck.yaml:4:1: error: "kind" is given twice: on line 2, and here [duplicate-key]\n'
        "    kind: x\n"
        "    ^\n"
        "  keep one of them"
    )


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("title: {{ place }}", 8),
        ("title: {{ place }} kommune", 8),
        ("- {{ place }}\n- x", 3),
        ("footer: {text: Om {{ deck.title }}}", 19),
        ("footer: {text: {{ deck.title }}}", 16),
        ("{{ place }}: x", 1),
        ("title: {{ a | plural('x', 'y') }}", 8),
    ],
)
def test_a_hole_without_quotes_is_told_to_take_quotes(text: str, column: int) -> None:
    assert refused(text) == (
        f"deck.yaml:1:{column}: error: a text with {{{{ }}}} needs quotes here [hole-needs-quotes]\n"
        f"    {text.splitlines()[0]}\n"
        f"    {' ' * (column - 1)}^\n"
        '  put quotes round it: title: "{{ place }} kommune"'
    )


@pytest.mark.parametrize(
    ("text", "expected", "line"),
    [
        ("slides:\n\t- kind: title", "tab-indent", 2),
        ("a: b\n\tc: d", "tab-indent", 2),
        ("text: |\n  - a\n\t- b", "tab-indent", 3),
        ("- a\nb: c", "yaml-indent", 2),
        ("title: Pulje 2: kommunene", "yaml-colon", 1),
        ("title: A\n  kind: x", "yaml-indent", 2),
        ("a:\n  b: 1\n c: 2", "yaml-indent", 3),
        ("  a: 1\nb: 2", "yaml-indent", 2),
        ("title: A\n- b", "yaml-indent", 2),
        ("kind: title\ntitle Innhold\nx: y", "yaml-no-colon", 2),
        ("title: 'Innhold\nkind: x", "yaml-quote", 1),
        ("title: 'it's'", "yaml-after", 1),
        ('title: "Nye" kommuner', "yaml-after", 1),
        ('file: "C:\\data"', "yaml-escape", 1),
        ("pictures: [a.png, b.png\ntitle: x", "yaml-bracket", 2),
        ("title: @ksordfører", "yaml-start", 1),
        ("title: %", "yaml-start", 1),
        ("title: - x", "yaml-dash", 1),
        ("title: **Viktig** nytt", "yaml-start", 1),
        ("a: *nowhere", "yaml-alias", 1),
        ("a: &a [*a]", "yaml-alias", 1),
        ("a: !!str x", "yaml-tag", 1),
        ("a: !ruby/object x", "yaml-tag", 1),
        ("a: 1\n---\nb: 2", "yaml-documents", 2),
        ("? [a]\n: b", "yaml-key", 1),
        ("a: ]", "yaml-syntax", 1),
        ('"\\U00110000"', "yaml-escape", 1),
        ('a: "\\x07"', "invisible-character", 1),
        ("a: b\x0bc", "invisible-character", 1),
        ("a: b\u2028c", "invisible-character", 1),
    ],
)
def test_each_way_of_going_wrong_has_its_own_message(text: str, expected: str, line: int) -> None:
    with pytest.raises(DeckgenError) as caught:
        read(text)
    (problem,) = caught.value.problems
    assert problem.mark is not None
    assert (problem.code, problem.mark.line) == (expected, line)
    assert describe(problem)


def test_windows_1252_is_told_by_line_and_character() -> None:
    assert refused("title: Ny\nsubtitle: Frøya\n".encode("windows-1252")) == (
        'deck.yaml:2:13: error: the file is not saved as UTF-8: the byte F8 stands here, which is "ø" in Windows-1252 ("ANSI")'
        " [not-utf-8]\n"
        "    subtitle: Frøya\n"
        "                ^\n"
        "  in Notepad: File, Save as, encoding UTF-8; in Excel: save as CSV UTF-8"
    )


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_told_by_its_name(encoding: str) -> None:
    assert code("title: x".encode(encoding)) == "file-utf-16"


def test_text_after_a_number_sign_is_warned_of() -> None:
    problems = Problems()
    assert read_yaml(b"title: Pulje #2 og 3", "deck.yaml", problems) == {"title": "Pulje"}
    (warning,) = problems.warnings
    assert describe(warning) == (
        'deck.yaml:1:8: warning: the text ends before the #: what is read is "Pulje", and "#2 og 3" is taken for a comment'
        " [comment-in-text]\n"
        "    title: Pulje #2 og 3\n"
        "           ^\n"
        "  put quotes round the text if the rest belongs to it; else put the comment on a line of its own"
    )


@pytest.mark.parametrize(
    "text", ["kind: chart  # for Meråker", "- repeat:   # slides 6-9\n  - x", "title: 'A #2'", "a: 'b' # c", "a: b#c"]
)
def test_an_ordinary_comment_is_not_warned_of(text: str) -> None:
    problems = Problems()
    read_yaml(text.encode(), "deck.yaml", problems)
    assert not problems.found


def test_a_file_that_unfolds_without_end_is_refused() -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
    for above, name in zip("abcdefg", "bcdefgh", strict=True):
        lines.append(f"{name}: &{name} [{', '.join([f'*{above}'] * 10)}]")
    assert code("\n".join(lines)) == "yaml-too-large"


@pytest.mark.parametrize(
    "text", ["[" * 60, "- " * 60 + "x", "{a: " * 60, "a: &a " + "[" * 40 + "]" * 40 + "\nb: " + "[" * 20 + "*a" + "]" * 20]
)
def test_a_file_nested_too_deep_is_refused(text: str) -> None:
    assert code(text) == "yaml-too-deep"


def test_a_file_too_large_is_refused_unread() -> None:
    assert code(b"a" * 5_000_001) == "file-too-large"


_WORDS = r"""a: ¤- ¤{¤}¤[¤]¤{{ x }}¤:¤,¤'¤"¤|¤>¤#¤ #¤&a ¤*a¤!t ¤%¤@¤\¤"\U00110000"¤"\ud800"¤---¤...¤? ¤å¤%YAML 1.1¤<<: ¤|9"""
_PIECES = st.sampled_from([*_WORDS.split("¤"), "\n", "\n  ", "\t", "\r", "\0", "\ufeff", "\x85"])


@settings(max_examples=400, deadline=None)
@given(
    st.one_of(st.lists(_PIECES, max_size=14).map(lambda parts: "".join(parts).encode("utf-8", "surrogatepass")), st.binary())
)
def test_no_bytes_give_anything_but_nodes_or_coded_problems(data: bytes) -> None:
    try:
        read_yaml(data, "deck.yaml", Problems())
    except DeckgenError as error:
        str(error)  # whose wording is in the catalogue


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp"), exclude_characters="\ufeff")))
def test_any_text_in_single_quotes_survives(text: str) -> None:
    assert mapping(f"a: '{text.replace(chr(39), chr(39) * 2)}'") == {"a": text}

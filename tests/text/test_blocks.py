"""Lines → groups of paragraphs: levels, gaps, numbers, and the lines that are refused."""

import pytest

from deckgen.errors import DeckgenError, Mark, Problems
from deckgen.fields import MarkedDict, MarkedStr, read_yaml
from deckgen.model import Paragraph
from deckgen.text import Scope, parse_blocks

SCOPE = Scope({"name": "8. april", "empty": "", "list": "- x\n- y"}, "nb")


def paragraphs(source: str, *, numbered: bool = False) -> list[list[tuple[str, int, str | None, float]]]:
    groups = parse_blocks(source, Mark("deck.yaml"), numbered=numbered).render(SCOPE)
    return [[_facts(paragraph) for paragraph in group] for group in groups]


def _facts(paragraph: Paragraph) -> tuple[str, int, str | None, float]:
    return paragraph.text, paragraph.level, paragraph.bullet, paragraph.gap


def refusal(source: str) -> str:
    with pytest.raises(DeckgenError) as caught:
        parse_blocks(source, Mark("deck.yaml")).render(SCOPE)
    assert str(caught.value)
    return caught.value.problems[0].code


def test_each_line_outside_lists_is_a_paragraph_and_a_group() -> None:
    assert paragraphs("Mette Mannsåker, seniorrådgiver\nGardermoen, 8.–9. april\n") == [
        [("Mette Mannsåker, seniorrådgiver", 0, "none", 0.0)],
        [("Gardermoen, 8.–9. april", 0, "none", 0.0)],
    ]


def test_an_item_and_what_is_below_it_are_a_group() -> None:
    assert paragraphs("- Nytt\n  - Strategi\n    - Del\n  - Kommuner\n- Mer\n") == [
        [("Nytt", 0, None, 0.0), ("Strategi", 1, None, 0.0), ("Del", 2, None, 0.0), ("Kommuner", 1, None, 0.0)],
        [("Mer", 0, None, 0.0)],
    ]


def test_levels_may_be_indented_by_more_than_two() -> None:
    assert paragraphs("- a\n    - b\n- c\n  - d") == [
        [("a", 0, None, 0.0), ("b", 1, None, 0.0)],
        [("c", 0, None, 0.0), ("d", 1, None, 0.0)],
    ]


def test_an_empty_line_is_space_before_the_next_paragraph() -> None:
    assert paragraphs("\n- a\n\n- b\n\n\n- c\n  - d\n\ne\nf\n\n") == [
        [("a", 0, None, 0.0)],
        [("b", 0, None, 12.0)],
        [("c", 0, None, 12.0), ("d", 1, None, 0.0)],
        [("e", 0, "none", 12.0)],
        [("f", 0, "none", 0.0)],
    ]


def test_indented_lines_go_on_with_their_item() -> None:
    assert paragraphs("- a\n  b\n  - c\n    d\n") == [[("a b", 0, None, 0.0), ("c d", 1, None, 0.0)]]


def test_an_indented_line_after_an_empty_one_is_a_paragraph_of_the_item() -> None:
    assert paragraphs("- a\n\n  b\n- c") == [[("a", 0, None, 0.0), ("b", 0, "none", 12.0)], [("c", 0, None, 0.0)]]


def test_a_line_back_at_the_edge_ends_the_list() -> None:
    assert paragraphs("- a\nb\n- c") == [[("a", 0, None, 0.0)], [("b", 0, "none", 0.0)], [("c", 0, None, 0.0)]]


def test_a_backslash_at_the_end_breaks_the_line() -> None:
    assert paragraphs("a\\\nb\nc") == [[("a\nb", 0, "none", 0.0)], [("c", 0, "none", 0.0)]]
    assert paragraphs("- a\\\n  - b") == [[("a\n- b", 0, None, 0.0)]]


def test_only_dashes_make_lists() -> None:
    assert [group[0][:3] for group in paragraphs("8. april\n+ b\n-5 grader\n– c\n1. mai\n2. juni\n1) d")] == [
        (text, 0, "none") for text in ("8. april", "+ b", "-5 grader", "– c", "1. mai", "2. juni", "1) d")
    ]


@pytest.mark.parametrize("source", ["* a\n* b", "*  a", "- a\n  * b"])
def test_points_with_a_star_are_sent_to_the_dash(source: str) -> None:
    with pytest.raises(DeckgenError) as caught:
        parse_blocks(source, Mark("deck.yaml"))
    assert str(caught.value).endswith(
        """a point begins with a dash, and this one with "*" [list-marker]
  write - instead of *; for the sign itself, write \\*"""
    )


@pytest.mark.parametrize("source", ["1. Vedta\n2. Følge opp", "  1. en\n  2. to\n  3. tre", "Slik:\n1. en\n2. to"])
def test_lines_that_count_themselves_are_sent_to_the_dash(source: str) -> None:
    with pytest.raises(DeckgenError) as caught:
        parse_blocks(source, Mark("deck.yaml"))
    assert str(caught.value).endswith(
        """these lines count themselves, and would stand as they are typed [list-numbers]
  write a dash before each instead of the number; numbered: yes numbers the points of a bullets slide; \
write 1\\. for a number that is meant"""
    )


@pytest.mark.parametrize("source", ["1. en", "1. en\n3. to", "2. en\n3. to", "8. april\n9. april", "1.\n2.", "1. mai\n2. mai"])
def test_a_number_that_begins_no_list_stands_as_typed(source: str) -> None:
    assert [group[0][0] for group in paragraphs(source)] == source.split("\n")


def test_signs_of_lists_stand_where_they_are_escaped() -> None:
    assert [group[0][0] for group in paragraphs("\\* a\n1\\. en\n2\\. to")] == ["* a", "1. en", "2. to"]


def test_numbers_are_asked_for_and_go_to_the_outermost_items() -> None:
    assert paragraphs("Slik:\n- 8. april\n  - a\n- b", numbered=True) == [
        [("Slik:", 0, "none", 0.0)],
        [("8. april", 0, "number", 0.0), ("a", 1, None, 0.0)],
        [("b", 0, "number", 0.0)],
    ]


def test_what_fills_a_hole_makes_no_list() -> None:
    assert paragraphs("{{ name }}\n- {{ list }}") == [[("8. april", 0, "none", 0.0)], [("- x\n- y", 0, None, 0.0)]]


def test_a_paragraph_that_its_holes_leave_empty_is_left_out() -> None:
    assert paragraphs("- {{ empty }}\n- a{{ empty }}") == [[("a", 0, None, 0.0)]]


def test_nothing_is_no_groups() -> None:
    assert paragraphs(" \n\n") == []


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("# Overskrift", "markdown-not-supported"),
        ("- ## Overskrift", "markdown-not-supported"),
        ("Overskrift\n=====", "markdown-not-supported"),
        ("a\n---\nb", "markdown-not-supported"),
        ("***", "markdown-not-supported"),
        ("> sitat", "markdown-not-supported"),
        ("```\nkode\n```", "markdown-not-supported"),
        ("| a | b |", "markdown-not-supported"),
        ("a | b\n--|--", "markdown-not-supported"),
        ("[a]: http://e.no", "markdown-not-supported"),
        ("**a\nb**", "markdown-unclosed"),
        ("-", "list-item-empty"),
        ("- a\n-", "list-item-empty"),
        ("- a\n - b", "list-indent"),
        ("- a\n    - b\n  - c", "list-indent"),
        ("  - a\n- b", "list-indent"),
        ("- - a", "list-indent"),
        ("\n".join("  " * level + "- a" for level in range(10)), "list-too-deep"),
        ("a\n" * 10_001, "text-too-long"),
    ],
)
def test_lines_that_a_slide_cannot_show_are_refused(source: str, code: str) -> None:
    assert refusal(source) == code


@pytest.mark.parametrize("source", ["#1", "#stortingsvalg", "\\# 1", "\\> 5", "a | b", "--", "\\- a", "== x"])
def test_lines_that_only_look_like_it_stand_as_typed(source: str) -> None:
    assert paragraphs(source) == [[(source.removeprefix("\\"), 0, "none", 0.0)]]


def test_a_refused_line_is_told_by_its_own_line() -> None:
    node = read_yaml(b"slide:\n  text: |\n    - a\n\n    # b\n", "deck.yaml", Problems())
    assert isinstance(node, MarkedDict)
    slide = node["slide"]  # type: ignore[index]
    assert isinstance(slide, MarkedDict)
    text = slide["text"]  # type: ignore[index]
    assert isinstance(text, MarkedStr)
    with pytest.raises(DeckgenError) as caught:
        parse_blocks(text, text.mark)
    assert str(caught.value).startswith(
        "deck.yaml:5:5: error: a heading is not possible in a slide's text [markdown-not-supported]\n    # b\n    ^\n"
    )


def test_the_names_of_a_text_are_those_of_all_its_lines() -> None:
    assert parse_blocks("- {{ a }}\n  - {{ b }}\n{{ c }}", Mark("x")).names == {"a", "b", "c"}

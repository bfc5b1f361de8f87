"""Numbered lists: what is counted, where a list goes on, and how far its text moves in for its numbers."""

from small import BODY, PLACES, RULES, THEME

from deckgen.fit.box import Place, box
from deckgen.fit.numbered import going_on, hung, numbers
from deckgen.model import Group, Paragraph, Run, Text


def point(text: str = "punkt", level: int = 0) -> Paragraph:
    return Paragraph((Run(text, "nb"),), level, None if level else "number")


def words(text: str = "ord") -> Paragraph:
    return Paragraph((Run(text, "nb"),), 0, "none")


def starts(*groups: Group, counted: list[int]) -> list[int]:
    (text,) = going_on((Text(groups),), counted)
    return [paragraph.start for paragraph in text.paragraphs if paragraph.bullet == "number"]


def test_sub_points_and_paragraphs_of_a_point_do_not_end_a_list() -> None:
    text = Text(((point(), point(level=1)), (point(), words()), (point(),)))
    assert numbers(text) == [1, 0, 2, 0, 3]


def test_a_paragraph_by_itself_ends_a_list() -> None:
    assert numbers(Text(((point(),), (words(),), (point(),)))) == [1, 0, 1]


def test_after_a_paragraph_of_its_point_a_list_is_told_to_go_on() -> None:
    assert starts((point(), words()), (point(),), (point(),), counted=[1, 0, 2, 3]) == [1, 2, 2]


def test_each_slide_begins_where_the_one_before_ended() -> None:
    parts = going_on((Text(((point(),), (point(),))), Text(((point(), point(level=1)), (point(),)))), [1, 2, 3, 0, 4])
    assert [[p.start for p in part.paragraphs if p.bullet == "number"] for part in parts] == [[1, 1], [3, 3]]


def test_text_moves_in_as_far_as_its_numbers_need() -> None:
    place = Place(box((0, 0, 0, 0), PLACES[BODY].frame, PLACES[BODY].levels, THEME), RULES["body"])
    (first, *_), (wide, *_) = hung(place.steps, place.box, 9), hung(place.steps, place.box, 120)
    assert (first[0].left, first[0].indent) == (396_000, -396_000)
    assert (wide[0].left or 0) > (first[0].left or 0)
    assert (first[1].left or 0) - (place.box.styles[1].left) == 396_000 - 288_000

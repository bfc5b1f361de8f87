from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small import BODY, PLACES, RULES, THEME, SmallTemplate, body, deck, group, paragraph, slide, title

from deckgen.errors import Mark, Problems
from deckgen.fit import fit
from deckgen.fit.box import Place, box
from deckgen.fit.measure import Level, measure
from deckgen.fit.text import fits
from deckgen.messages import describe
from deckgen.model import Frame, Group, LevelFormat, Paragraph, Run, Shape, Slide, Text

MARK = Mark("deck.yaml", 3, 9)
WORDS = st.lists(
    st.sampled_from(["nye", "kommuner", "og", "fylker", "får", "10\u00a0000", "heltid-deltid", "«prosjekter»"]),
    min_size=1,
    max_size=14,
)
GROUPS = st.lists(st.lists(WORDS.map(" ".join), min_size=1, max_size=6), min_size=1, max_size=14)


def fitted(*slides: Slide, template: SmallTemplate | None = None) -> tuple[Slide, ...]:
    problems = Problems()
    result = fit(deck(*slides), template or SmallTemplate(), problems)
    assert not problems.found, [problem.code for problem in problems.found]
    return result.slides


def wrong(*slides: Slide) -> Problems:
    problems = Problems()
    fit(deck(*slides), SmallTemplate(), problems)
    return problems


def text_of(page: Slide, identity: str = "body") -> Text:
    content = next(shape.content for shape in page.shapes if shape.identity == identity)
    assert isinstance(content, Text)
    return content


def sizes(page: Slide, identity: str = "body") -> tuple[float | None, ...]:
    return tuple(level.size for level in text_of(page, identity).levels)


def test_what_fits_as_the_placeholder_has_it_is_left_alone():
    page = slide(title("Innhold"), body(group("Nytt siden sist", "Nye kommuner")))
    assert fitted(page)[0] is page


def test_a_text_with_a_gap_names_the_space_to_add_to():
    (page,) = fitted(slide(title("Innhold"), body(group("Nytt"), (paragraph("Siste samling", gap=12),))))
    assert text_of(page).levels == (LevelFormat(before=12),)


def test_spacing_is_tightened_before_the_size_goes_down():
    room = {count: fitted(slide(body(*[group("En linje")] * count)))[0] for count in (7, 8)}
    assert text_of(room[7]).levels == ()
    assert text_of(room[8]).levels == (LevelFormat(before=9),)


def test_both_levels_step_down_together():
    (page,) = fitted(slide(body(*[group("En", "to")] * 5)))
    assert sizes(page) == (26, 22)


def test_a_title_steps_down_to_two_lines():
    (page,) = fitted(slide(title("Kommunane sine vurderingar av gevinstrealisering og læring frå årsrapportane")))
    assert sizes(page, "title") == (36,)


def test_a_title_of_three_lines_is_refused_with_the_length_that_fits():
    text = "Kommunane sine vurderingar " * 6
    (problem,) = wrong(slide(title(text.strip(), MARK))).found
    assert (problem.code, problem.mark) == ("title-too-long", MARK)
    fits = dict(problem.data)["fits"]
    assert isinstance(fits, int)
    assert not wrong(slide(title(text[:fits]))).found
    assert wrong(slide(title(text[: fits + 8].strip()))).found


def test_a_word_wider_than_the_title_is_refused():
    (problem,) = wrong(slide(title("Gevinstrealiseringsfase" * 4, MARK))).found
    assert problem.code == "word-too-wide"


def test_a_text_that_may_not_be_split_is_refused_by_how_many_lines():
    (problem,) = wrong(slide(body(*[group("En linje")] * 20, rule="whole", mark=MARK))).found
    assert (problem.code, problem.mark) == ("text-does-not-fit", MARK)
    assert dict(problem.data)["lines"] == 11


def test_a_text_without_a_rule_is_held_to_the_inherited_size():
    assert not wrong(slide(body(*[group("En linje")] * 7, rule=""))).found
    (problem,) = wrong(slide(body(*[group("En linje")] * 8, rule=""))).found
    assert dict(problem.data)["over"] == "1 line"


def test_a_text_in_a_frame_of_its_own_is_measured_there():
    shape = Shape("box", "Box", Text((group("En linje"),)), frame=Frame(0, 0, 1_000_000, 300_000))
    assert not wrong(slide(shape)).found
    assert wrong(slide(replace(shape, frame=Frame(0, 0, 1_000_000, 200_000)))).found


def test_a_long_text_is_split_evenly_and_says_so_in_its_title():
    points = [group(f"Punkt {at}") for at in range(13)]
    first, second = fitted(
        slide(title("Læringspunkter"), body(*points), notes=Text((group("Notat"),)), section="Del 1"), slide(identity="next")
    )[:2]
    assert (first.identity, second.identity) == ("s", "s#2")
    assert (text_of(first, "title").plain, text_of(second, "title").plain) == ("Læringspunkter (1/2)", "Læringspunkter (2/2)")
    assert [len(text_of(page).groups) for page in (first, second)] == [7, 6]
    assert (first.section, second.section) == ("Del 1", "")
    assert first.notes is not None
    assert second.notes is None


def test_a_hidden_title_is_numbered_and_not_measured():
    shape = replace(title("Innhold " * 30), frame=Frame(0, -900_000, 9_044_000, 800_000))
    pages = fitted(slide(shape, body(*[group(f"Punkt {at}") for at in range(18)])))
    assert [text_of(page, "title").plain[-5:] for page in pages] == ["(1/2)", "(2/2)"]


def test_the_project_list_goes_to_two_slides_at_its_own_size():
    lines = [(paragraph(f"Fylke {at}\tMeråker, Grong"),) for at in range(18)]
    pages = fitted(slide(title("Pulje 2"), body(*lines, rule="project_list")))
    assert [len(text_of(page).groups) for page in pages] == [9, 9]
    assert text_of(pages[0]).levels == (
        LevelFormat(size=22, before=9, left=2_592_000, indent=-2_592_000, tab=2_592_000, bullet="none"),
    )


def test_a_group_too_big_for_a_slide_is_split_between_its_paragraphs():
    big = group("Tema", *[f"Punkt {at}" for at in range(40)])
    pages = fitted(slide(title("Tema"), body(big)))
    assert len(pages) > 1
    assert [line for page in pages for line in text_of(page).paragraphs] == list(big)


def test_slides_of_one_kind_take_the_same_size_where_it_costs_one_step():
    short, long = body(group("En")), body(*[group("En", "to")] * 5)
    pages = fitted(slide(short, identity="a"), slide(long, identity="b"), slide(short, identity="c", role="landscape"))
    assert [sizes(page) for page in pages] == [(26,), (26, 22), ()]


def test_slides_two_steps_apart_keep_their_own_sizes():
    pages = fitted(slide(body(group("En")), identity="a"), slide(body(*[group("En", "to")] * 5, group("En")), identity="b"))
    assert [sizes(page) for page in pages] == [(), (22, 18)]


def test_an_unknown_font_is_told_once_a_deck():
    styles = tuple(replace(style, font="Comic Sans MS") for style in PLACES[BODY].levels)
    template = SmallTemplate(places={**PLACES, BODY: replace(PLACES[BODY], levels=styles)})
    problems = Problems()
    fit(deck(slide(body(group("En")), identity="a"), slide(body(group("To")), identity="b")), template, problems)
    assert [problem.code for problem in problems.found] == ["font-not-measured"]


def rendered(groups: list[list[str]]) -> tuple[Group, ...]:
    return tuple(group(*texts) for texts in groups)


@settings(deadline=None, max_examples=60)
@given(GROUPS)
def test_splitting_loses_nothing_and_keeps_the_order(texts):
    groups = rendered(texts)
    pages = fitted(slide(title("Tittel"), body(*groups)))
    said = [line.text for page in pages for line in text_of(page).paragraphs]
    assert said == [line.text for each in groups for line in each]


@settings(deadline=None, max_examples=60)
@given(GROUPS)
def test_a_group_that_fits_on_a_slide_is_never_split(texts):
    groups = rendered(texts)
    pages = fitted(slide(title("Tittel"), body(*groups)))
    shown = [each for page in pages for each in text_of(page).groups]
    for each in groups:
        if len(fitted(slide(title("Tittel"), body(each)))) == 1:
            assert [line.text for line in each] in [[line.text for line in part] for part in shown]


@settings(deadline=None, max_examples=60)
@given(GROUPS)
def test_what_is_said_to_fit_does_at_a_size_that_the_rule_has(texts):
    place = Place(box((0, 0, 0, 0), PLACES[BODY].frame, PLACES[BODY].levels, THEME), RULES["body"])
    for page in fitted(slide(title("Tittel"), body(*rendered(texts)))):
        text = text_of(page)
        chosen = [*text.levels, *[LevelFormat()] * 2][:2]
        resolved = [Level.of(PLACES[BODY].levels[at], given, "Cambria", "Calibri") for at, given in enumerate(chosen)]
        measured = measure(text.paragraphs, resolved, place.box.width)
        assert not measured.too_wide
        assert fits(measured.spans, place.box)
        used = max(line.level for line in text.paragraphs)
        assert any(all(resolved[at].size == step[at].size for at in range(used + 1)) for step in place.steps)


@pytest.mark.parametrize("make", [lambda: Paragraph(()), lambda: Paragraph((Run("", "nb"),))])
def test_a_text_of_nothing_fits(make: Callable[[], Paragraph]):
    page = slide(title(""), body((make(),)))
    assert fitted(page) == (page,)


def test_every_code_of_this_stage_has_its_wording():
    (problem,) = wrong(slide(body(*[group("En linje")] * 20, rule="whole", mark=MARK))).found
    assert describe(problem).splitlines()[0] == (
        'deck.yaml:3:9: error: the text "' + ("En linje " * 20)[:59].rstrip() + '…" is 11 lines too long for its place, '
        "even at the smallest size allowed [text-does-not-fit]"
    )

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckgen.fit.measure import Level, columns_taken, measure, text_width
from deckgen.fit.metrics import face, is_measured, parts
from deckgen.model import Paragraph, Run

BODY = Level("Calibri", 28, 28 * 1.22)
BULLET = Level("Calibri", 28, 28 * 1.22, before=12, left=22.68, indent=-22.68, bullet="•")
WORDS = st.text("abcdefghijklmnopqrstuvwxyzæøåÆØÅ -–\u00a0.,«»0123456789日本語\u0301😀", max_size=80)


def said(text: str, **more) -> list[Paragraph]:
    return [Paragraph((Run(text, "nb"),), **more)]


def test_a_word_is_as_wide_as_the_look_says():
    assert text_width("gevinstrealiseringsfasen", Level("Cambria", 40, 40)) / 1.02 == pytest.approx(395, abs=0.5)


def test_every_office_font_has_its_stand_in_s_widths():
    assert face("Calibri") is not face("Cambria")
    assert face("Calibri") == face("Carlito")
    assert face("Times New Roman")["a"] == face("Liberation Serif")["a"] == 909 / 2048
    assert face("Arial", bold=True)["A"] == 1479 / 2048


def test_an_unknown_font_is_reckoned_as_the_widest():
    assert not is_measured("Comic Sans MS")
    for family in ("Calibri", "Cambria", "Arial", "Times New Roman"):
        assert all(face("Comic Sans MS")[character] >= face(family)[character] for character in "abcæøåABCÆØÅ 0123")


@pytest.mark.parametrize(("character", "width"), [("日", 1.0), ("😀", 1.0), ("\u0301", 0.0), ("\u200d", 0.0), ("ع", 0.7)])
def test_characters_that_the_face_lacks_have_a_width(character, width):
    assert face("Cambria")[character] == width


def test_sami_letters_are_in_every_face():
    for family in ("Calibri", "Cambria", "Arial", "Times New Roman"):
        assert all(letter in face(family) for letter in "áčđŋšŧžÁČĐŊŠŦŽ")


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("heltid-deltid", ["heltid-", "deltid"]),
        ("8.–9.", ["8.–", "9."]),
        ("2012-2013", ["2012-2013"]),
        ("-5", ["-5"]),
        ("og/eller", ["og/eller"]),
        ("10\u00a0000", ["10\u00a0000"]),
        ("a\u2011b", ["a\u2011b"]),
        ("日本語。", ["日", "本", "語。"]),
    ],
)
def test_a_line_breaks_where_powerpoint_breaks_it(word, pieces):
    assert parts(word) == pieces


def test_a_word_of_two_runs_is_not_broken_between_them():
    paragraph = Paragraph((Run("kommune", "nb", bold=True), Run("sektoren", "nb")))
    wide = text_width("kommune", Level("Calibri", 28, 1, bold=True)) + text_width("sektoren", BODY)
    assert measure([paragraph], [BODY], wide + 0.1).lines == (1,)
    assert measure([paragraph], [BODY], wide - 0.1).too_wide == "kommunesektoren"


def test_a_word_wider_than_its_line_is_named():
    assert measure(said("en gevinstrealiseringsfase"), [BODY], 100).too_wide == "gevinstrealiseringsfase"


def test_a_line_break_and_an_empty_paragraph_take_a_line_each():
    assert measure([*said("en\nto\n"), Paragraph(())], [BODY], 300).lines == (3, 1)


def test_the_first_paragraph_has_no_space_before_it():
    measured = measure(said("en") + said("to", gap=12), [BULLET], 300)
    assert measured.height == pytest.approx(2 * 28 * 1.22 + 12 + 12)


def test_a_tab_goes_to_its_stop_and_what_wraps_hangs():
    level = Level("Calibri", 18, 18 * 1.22, left=178.6, indent=-178.6, tab=178.6)
    room = 178.6 + text_width("Meråker, Grong", level)
    assert measure(said("Nord-Trøndelag\tMeråker, Grong"), [level], room + 0.1).lines == (1,)
    assert measure(said("Nord-Trøndelag\tMeråker, Grong"), [level], room - 1).lines == (2,)


def test_a_paragraph_without_its_bullet_has_no_hang():
    room = 22.68 + text_width("ett to", BODY)
    assert measure(said("ett to", bullet="none"), [BULLET], room + 0.1).lines == (1,)
    assert measure(said("ett to", bullet="none"), [BULLET], room - 0.1).lines == (2,)


def test_seventeen_counties_fit_as_the_look_has_measured():
    level = Level("Calibri", 18, 18 * 1.22, before=0.6)
    assert measure(said("Østfold") * 17, [level], 700).height == pytest.approx(382.9, abs=0.1)


def test_lines_flow_from_column_to_column():
    spans = measure(said("en") * 5, [Level("Calibri", 20, 24.4)], 300).spans
    assert [columns_taken(spans, 24.4 * rows + 0.01) for rows in (1, 2, 3, 5)] == [5, 3, 2, 1]


@given(WORDS, st.floats(60, 900), st.floats(0, 300))
def test_more_room_never_takes_more_lines(text, width, more):
    narrow, wide = (measure(said(text), [BULLET], room) for room in (width, width + more))
    if not narrow.too_wide:
        assert not wide.too_wide
        assert wide.lines[0] <= narrow.lines[0]


@given(WORDS, st.floats(8, 40), st.floats(0, 20))
def test_smaller_text_never_takes_more_lines(text, size, more):
    small, large = (measure(said(text), [Level("Calibri", points, points)], 400) for points in (size, size + more))
    if not large.too_wide:
        assert small.lines[0] <= large.lines[0]


@given(WORDS, st.integers(0, 80))
def test_bold_in_the_middle_of_a_text_loses_no_line_break(text, at):
    plain = measure(said(text), [BODY], 300)
    parted = measure([Paragraph((Run(text[:at], "nb"), Run(text[at:], "nb")))], [BODY], 300)
    if not plain.too_wide and not parted.too_wide:
        assert parted.lines[0] >= plain.lines[0]

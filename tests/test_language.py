"""What deckgen writes itself: numbers, dates, lists, order and words, in bokmål, nynorsk and English."""

import doctest
import importlib
import pkgutil
import unicodedata
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import deckgen.language
from deckgen.language import (
    LANGUAGES,
    TAGS,
    explain_symbol,
    format_date,
    format_date_range,
    format_number,
    format_percent,
    join_list,
    missing_note,
    phrase,
    plural,
    quoted,
    round_half_up,
    sort_key,
    word,
)
from deckgen.language.words import _PHRASES, _WORDS
from deckgen.model import CHART_KINDS

finite = st.floats(allow_nan=False, allow_infinity=False)
languages = st.sampled_from(LANGUAGES)
unhurried = settings(deadline=None)  # Babel reads its files at the first call


@pytest.mark.parametrize("module", [name for _, name, _ in pkgutil.iter_modules(deckgen.language.__path__)])
def test_the_examples_in_the_docstrings_hold(module: str):
    found = doctest.testmod(importlib.import_module(f"deckgen.language.{module}"))
    assert found.failed == 0


@pytest.mark.parametrize(
    ("number", "decimals", "shown"),
    [
        (118.5, 0, "119"),
        (2.5, 0, "3"),
        (0.285, 2, "0,29"),
        (1.005, 2, "1,01"),
        (-2.5, 0, "−3"),
        (-0.4, 0, "0"),
        (-0.0, 1, "0,0"),
        (0.49999999999999994, 0, "0"),
        (999.95, 1, "1\xa0000,0"),
        (10000, 0, "10\xa0000"),
        (1234567, 0, "1\xa0234\xa0567"),
        (1250, -2, "1\xa0300"),
        (1e22, 0, "10\xa0000\xa0000\xa0000\xa0000\xa0000\xa0000\xa0000"),
        (5e-324, 2, "0,00"),
    ],
)
def test_a_number_is_rounded_half_up_and_written_as_norwegians_do(number: float, decimals: int, shown: str):
    assert format_number(number, decimals, "nb") == shown
    assert format_number(number, decimals, "nn") == shown


def test_english_numbers_have_commas_and_a_real_minus():
    assert format_number(-1234567.25, 1, "en") == "−1,234,567.3"


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_what_is_no_number_is_never_shown(number: float):
    with pytest.raises(ValueError, match="is no number to be shown"):
        format_number(number, 0, "nb")


@unhurried
@given(finite, st.integers(-3, 20))
def test_rounding_moves_a_number_by_half_a_step_at_most_and_twice_is_once(number: float, decimals: int):
    rounded = round_half_up(number, decimals)
    assert abs(Fraction(rounded) - Fraction(repr(number))) <= Fraction(10) ** -decimals / 2
    assert rounded == round_half_up(int(rounded), 0) or decimals > 0
    assert not (rounded == 0 and rounded.is_signed())


@unhurried
@given(finite, finite, st.integers(-3, 6))
def test_rounding_keeps_order_and_sign(one: float, other: float, decimals: int):
    if one <= other:
        assert round_half_up(one, decimals) <= round_half_up(other, decimals)
    assert round_half_up(-one, decimals) == -round_half_up(one, decimals)


@unhurried
@given(finite, st.integers(0, 6), languages)
def test_a_shown_number_reads_back_as_what_it_was_rounded_to(number: float, decimals: int, language):
    shown = format_number(number, decimals, language)
    group, point = (",", ".") if language == "en" else ("\xa0", ",")
    plain = shown.replace(group, "").replace(point, ".").replace("−", "-")
    assert Decimal(plain) == round_half_up(number, decimals)
    assert all(len(part) <= 3 for part in shown.split(point)[0].lstrip("−").split(group))


@pytest.mark.parametrize(
    ("share", "decimals", "shown"),
    [
        (0.12, 0, "12\xa0%"),
        (0.285, 0, "29\xa0%"),
        (1.0, 0, "100\xa0%"),
        (0, 0, "0\xa0%"),
        (0.005, 0, "1\xa0%"),
        (0.0049, 0, "<\xa01\xa0%"),
        (0.00001, 1, "<\xa00,1\xa0%"),
        (-0.125, 1, "−12,5\xa0%"),
    ],
)
def test_a_share_is_written_in_per_cent(share: float, decimals: int, shown: str):
    assert format_percent(share, decimals, "nn") == shown


@unhurried
@given(st.floats(0, 1, exclude_min=True), st.integers(0, 3), languages)
def test_a_share_above_zero_never_shows_as_zero(share: float, decimals: int, language):
    assert any(digit in "123456789" for digit in format_percent(share, decimals, language))


def test_dates_are_written_out():
    day = date(2013, 4, 8)
    assert [format_date(day, language) for language in LANGUAGES] == ["8. april 2013", "8. april 2013", "8 April 2013"]
    assert [format_date(day, language, "short") for language in LANGUAGES] == ["08.04.2013", "08.04.2013", "08/04/2013"]
    assert format_date(day, "nb", "day_month") == "8. april"
    assert format_date(date(2013, 12, 1), "nn", "month_year") == "desember 2013"


@pytest.mark.parametrize(
    ("start", "end", "norwegian", "english"),
    [
        (date(2013, 4, 8), date(2013, 4, 9), "8.–9. april 2013", "8–9 April 2013"),
        (date(2013, 4, 8), date(2013, 4, 8), "8. april 2013", "8 April 2013"),
        (date(2013, 4, 30), date(2013, 5, 2), "30. april–2. mai 2013", "30 April – 2 May 2013"),
        (date(2013, 12, 30), date(2014, 1, 2), "30. desember 2013–2. januar 2014", "30 December 2013 – 2 January 2014"),
        (date(2013, 4, 8), date(2014, 4, 8), "8. april 2013–8. april 2014", "8 April 2013 – 8 April 2014"),
    ],
)
def test_a_range_of_dates_says_nothing_twice(start: date, end: date, norwegian: str, english: str):
    assert format_date_range(start, end, "nb") == format_date_range(start, end, "nn") == norwegian
    assert format_date_range(start, end, "en") == english


def test_a_range_that_ends_before_it_begins_is_refused():
    with pytest.raises(ValueError, match="ends \\(2013-04-08\\) before it begins \\(2013-04-09\\)"):
        format_date_range(date(2013, 4, 9), date(2013, 4, 8), "nb")


@unhurried
@given(st.dates(), st.integers(0, 800), languages)
def test_no_month_is_ever_abbreviated(start: date, days: int, language):
    end = start + timedelta(min(days, (date.max - start).days))
    shown = format_date_range(start, end, language)
    assert format_date(end, language) in shown
    assert ".." not in shown
    month = format_date(start, language, "day_month").split()[-1]
    assert month in shown


def test_lists_end_with_a_word_and_no_comma_before_it():
    assert join_list([], "nb") == ""
    assert join_list(["Os"], "nb") == "Os"
    assert join_list(["Hamar", "Os"], "nn") == "Hamar og Os"
    assert join_list(["Hamar", "Os", "Tolga"], "en") == "Hamar, Os and Tolga"
    assert join_list(("a", "b", "c"), "nb", "or") == "a, b eller c"


def test_only_one_takes_the_singular():
    assert [plural(count, "prosjekt", "prosjekter") for count in (0, 1, 1.0, 1.5, 2)] == [
        "prosjekter",
        "prosjekt",
        "prosjekt",
        "prosjekter",
        "prosjekter",
    ]


def test_quotations_have_the_marks_of_the_language():
    assert [quoted("x", language) for language in LANGUAGES] == ["«x»", "«x»", "“x”"]


def ordered(texts: list[str], language="nb") -> list[str]:
    return sorted(texts, key=lambda text: sort_key(text, language))


def test_the_ministrys_counties_come_in_its_own_order():
    counties = [
        "Akershus",
        "Buskerud",
        "Finnmark",
        "Hedmark",
        "Hordaland",
        "Møre og Romsdal",
        "Nordland",
        "Nord-Trøndelag",
        "Oppland",
        "Rogaland",
        "Sogn og Fjordane",
        "Sør-Trøndelag",
        "Telemark",
        "Troms",
        "Vest-Agder",
        "Vestfold",
        "Østfold",
    ]
    assert ordered(counties[::-1]) == counties


@pytest.mark.parametrize(
    "right",
    [
        ["Zoo", "Ærø", "Østre Toten", "Ål", "Ås"],
        ["Åfjord", "Aasen", "Åsnes"],
        ["Alta", "Áltá", "Alvdal"],
        ["Deatnu", "Đeatnu", "Dyrøy"],
        ["Nesseby", "Ŋesseby", "Nittedal"],
        ["Tana", "Ŧana", "Tinn"],
        ["Kárášjohka", "Kautokeino", "Kåfjord"],
        ["Os", "os", "OS (Hedmark)", "Os (Hordaland)"],
        ["Nord", "Nord Odal", "Nordre Land", "Nord-Trøndelag"],
        ["1–2 år", "3–5 år", "6–15 år", "67–79 år", "80–89 år"],
        ["uke 2", "uke 10", "uke 10 b"],
        ["0101", "0301", "1121"],
        ["Öland", "Øland", "Ørsta"],
        ["Myra", "Müra", "Myrb"],
    ],
)
def test_texts_are_sorted_as_norwegians_sort_them(right: list[str]):
    assert ordered(right[::-1]) == right
    assert ordered(right[::-1], "nn") == right


def test_english_puts_foreign_letters_with_their_base():
    assert ordered(["Zoo", "Ås", "Bø", "Østre Toten", "Ærø", "Aasen"], "en") == [
        "Aasen",
        "Ærø",
        "Ås",
        "Bø",
        "Østre Toten",
        "Zoo",
    ]


@unhurried
@given(st.lists(st.text(), unique=True), languages, st.randoms())
def test_the_order_does_not_depend_on_the_order_before(texts: list[str], language, random):
    shuffled = texts[:]
    random.shuffle(shuffled)
    assert ordered(texts, language) == ordered(shuffled, language)


@unhurried
@given(st.lists(st.sampled_from("abyzæøåÆØÅ"), min_size=2, max_size=20))
def test_single_letters_follow_the_alphabet(letters: list[str]):
    alphabet = "abyzæøå"
    places = [alphabet.index(letter.lower()) for letter in ordered(letters)]
    assert all(one <= other for one, other in pairwise(places))


@unhurried
@given(st.text(max_size=8))
def test_how_a_letter_is_composed_makes_no_difference_but_to_break_ties(text: str):
    one, other = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
    assert sort_key(one, "nb")[:2] == sort_key(other, "nb")[:2]


def test_every_run_has_a_proofing_language():
    assert TAGS == {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}


def test_every_word_stands_in_three_languages_with_the_same_holes():
    import string

    for key, wording in _WORDS.items():
        assert all(wording), key
        holes = [{name for _, name, _, _ in string.Formatter().parse(text) if name} for text in wording]
        assert holes[0] == holes[1] == holes[2], key
        assert bool(holes[0]) <= (key in _PHRASES), key


def test_every_chart_kind_has_a_name_in_every_language():
    for kind in CHART_KINDS:
        assert all(word(f"chart.{kind}", language) for language in LANGUAGES)


def test_words_of_the_source_line():
    assert [word("source", language) for language in LANGUAGES] == ["Kilde", "Kjelde", "Source"]
    assert word("totals_before_rounding", "nb") == "Summene er regnet før avrunding."
    assert word("totals_before_rounding", "nn") == "Summane er rekna før avrunding."
    assert word("totals_before_rounding", "en") == "Totals are calculated before rounding."


def test_what_fills_a_hole_is_not_read_again():
    assert phrase("value_of", "nb", name="{value}", value="{0}") == "{value} {0}"


def test_symbols_are_explained_once_each_in_their_own_order():
    assert missing_note([], "nb") == ""
    assert missing_note([":", ".", ":", "..."], "nn") == (
        "Manglande tal: . tal kan ikkje førekome; ... talgrunnlag manglar førebels; "
        ": blir ikkje vist av omsyn til konfidensialitet."
    )
    assert missing_note([""], "en") == "Missing figures: missing."
    assert explain_symbol("..", "en") == "data not available"

"""Tables carried from one year's municipalities to another's, against plain arithmetic; and what is refused, word by word."""

# ruff: noqa: E501 - messages stand as they are printed

import csv
import math
from collections import defaultdict
from fractions import Fraction
from pathlib import Path

import pptx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import by_file, made, rows, run

import deckgen.data.geography
from deckgen.build import build_deck
from deckgen.data.dataset import Remark, combined
from deckgen.data.geography import counties, heirs, municipalities
from deckgen.errors import DeckgenError, Problems
from deckgen.kinds.missing import BREVITIES
from deckgen.kinds.remarks import remark_notes
from deckgen.messages import describe

FACTS = Path(deckgen.data.geography.__file__).parent


def told(text: str, dataset, **others) -> list[str]:
    with pytest.raises(DeckgenError) as error:
        run(text, dataset, **others)
    return str(error.value).splitlines()


def warned(text: str, dataset):
    """What comes out, and the warnings' first lines."""
    problems = Problems()
    result = run(text, dataset, problems)
    return result, [describe(problem).splitlines()[0] for problem in problems.found]


# --- what becomes of rows

# 0713 Sande and 0715 Holmestrand became 3802 Holmestrand in 2020, which is 3903 since 2024.
VESTFOLD = made(
    code=["0713", "0715", "0713", "0715"],
    name=["Sande", "Holmestrand", "Sande", "Holmestrand"],
    year=[2018, 2018, 2019, 2019],
    persons=[9500, 14000, 9600, 14100],
)


def test_merged_municipalities_are_added_up_and_get_the_names_and_counties_of_the_year():
    carried = run(
        "municipalities_of: {year: 2024, from: 2019, codes: code, name: name, county_code: no, county: county, by: year, sum: persons}",
        VESTFOLD,
    )
    assert carried.columns == ("code", "name", "year", "persons", "no", "county")
    assert rows(carried) == [
        ("3903", "Holmestrand", 2018, 23500, "39", "Vestfold"),
        ("3903", "Holmestrand", 2019, 23700, "39", "Vestfold"),
    ]


def test_a_municipality_that_was_only_renumbered_keeps_its_figures():
    halden = made(code=["0101"], persons=[29_543.25], rate=[12.3])
    carried = run(
        "municipalities_of: {year: 2020, from: 2013, codes: code, sum: persons, means: {rate: persons}}",
        halden,
    )
    assert rows(carried) == [("3001", 29_543.25, 12.3)]


def test_codes_that_lost_a_zero_are_repaired():
    numbers = made(code=[301, 101], persons=[1, 2])
    assert rows(run("municipalities_of: {year: 2020, from: 2013, codes: code, sum: persons}", numbers)) == [
        ("0301", 1),
        ("3001", 2),
    ]
    texts = made(code=["301", "0101"], persons=[1, 2])
    assert rows(run("municipalities_of: {year: 2013, from: 2013, codes: code, sum: persons}", texts)) == [
        ("0301", 1),
        ("0101", 2),
    ]


def test_a_table_goes_back_in_time_where_nothing_was_merged():
    assert rows(run("municipalities_of: {year: 2013, from: 2024, codes: code, sum: n}", made(code=["3101"], n=[7]))) == [
        ("0101", 7)
    ]
    assert told("municipalities_of: {year: 2013, from: 2024, codes: code, sum: n}", made(code=["3903"], n=[7]))[0] == (
        "deck.yaml:1:20: error: row 2 of data/need.csv, column code: 3903 of 2024 was divided, and is part of several in 2013: "
        "0702 Holmestrand, 0713 Sande (Vestfold), 0714 Hof [division-split]"
    )


def test_pieces_come_together_again_in_their_county():
    split = made(code=["1507", "1505"], name=["Ålesund", "Kristiansund"], n=[66_000, 24_000])
    carried = run(
        "counties_of: {year: 2024, from: 2020, codes: code, into: county_code, name: name, sum: n, absent: nil}", split
    )
    assert carried.columns == ("county_code", "name", "n")
    assert rows(carried) == [("15", "Møre og Romsdal", 90_000)]


def test_all_that_were_split_lie_in_one_county():
    whole = made(code=list(municipalities(2013)), n=[1] * 428)
    carried = run("counties_of: {year: 2024, from: 2013, codes: code, sum: n}", whole)
    assert sum(carried.numbers("n")) == 428
    assert set(carried.cells("code")) == set(counties(2024))


def test_counties_that_were_merged_are_added_up_and_those_that_were_divided_refused():
    trøndelag = made(code=["16", "17"], n=[300, 140])
    assert rows(run("counties_of: {year: 2018, from: 2013, codes: code, name: name, sum: n}", trøndelag)) == [
        ("50", 440, "Trøndelag")
    ]
    assert told("counties_of: {year: 2024, from: 2013, codes: code, sum: n}", made(code=["07"], n=[240]))[0] == (
        "deck.yaml:1:14: error: row 2 of data/need.csv, column code: 07 of 2013 was divided, and is part of several in 2024: "
        "33 Buskerud, 39 Vestfold [division-split]"
    )
    assert told("municipalities_of: {year: 2024, codes: code, sum: n}", trøndelag) == [
        "deck.yaml:1:40: error: the column code holds codes of counties, and a county cannot be divided into municipalities [division-of-counties]",
        "    municipalities_of: {year: 2024, codes: code, sum: n}",
        "                                           ^",
        "  use the step `counties_of`",
    ]


def test_each_row_may_have_the_codes_of_its_own_year():
    series = made(code=["0101", "3001", "3101"], year=[2019, 2020, 2024], n=[1, 2, 3])
    carried = run("municipalities_of: {year: 2024, from: year, codes: code, sum: n}", series)
    assert rows(carried) == [("3101", 2019, 1), ("3101", 2020, 2), ("3101", 2024, 3)]
    assert carried.provenance.remarks == (Remark("each_year_to_municipalities", (("year", "2024"),)),)


def test_codes_tell_their_year_where_they_can():
    assert rows(run("municipalities_of: {year: 2024, codes: code, sum: n}", made(code=["3001"], n=[1]))) == [("3101", 1)]
    whole = made(code=list(municipalities(2013)), n=[1] * 428)
    assert len(run("municipalities_of: {year: 2016, codes: code, sum: n}", whole)) == 428
    assert told("municipalities_of: {year: 2024, codes: code, sum: n}", made(code=["3001", "0101"], n=[1, 2])) == [
        "deck.yaml:1:40: error: no year has all codes of the column code; 2013 has most, but not 3001 [division-untold]",
        "    municipalities_of: {year: 2024, codes: code, sum: n}",
        "                                           ^",
        "  give the year with `from:`; or, where each row has the codes of its own year, the column with the years",
    ]
    # In 2013 Sande was merged, in the end, with 0702 and 0714; in 2018 with 0715, which those two had become.
    assert told("municipalities_of: {year: 2024, codes: code, sum: n}", made(code=["0713"], n=[1]))[0] == (
        "deck.yaml:1:40: error: the codes of the column code are those of several years, which differ in what they are merged with: "
        "2013, 2014, 2015, 2016, 2017, 2018, 2019 [division-several]"
    )


# --- splits

SPLIT = made(code=["1507"], n=[66_000])


def test_a_split_is_refused_and_the_way_on_is_told():
    assert told("municipalities_of: {year: 2024, from: 2020, codes: code, sum: n}", SPLIT) == [
        "deck.yaml:1:20: error: row 2 of data/need.csv, column code: 1507 of 2020 was divided, and is part of several in 2024: "
        "1508 Ålesund, 1580 Haram [division-split]",
        "    municipalities_of: {year: 2024, from: 2020, codes: code, sum: n}",
        "                       ^",
        "  say how with `weights:`, such as weights: {1507: {1508: 70, 1580: 30}}; or use `counties_of`, where the pieces come together again",
    ]


def test_a_split_follows_weights_which_need_not_add_up_to_one():
    step = "municipalities_of: {year: 2024, from: 2020, codes: code, sum: n, weights: {1507: {1508: 3, 1580: 1}}}"
    carried = run(step, SPLIT)
    assert rows(carried) == [("1508", 49_500), ("1580", 16_500)]
    assert carried.provenance.remarks[1:] == (Remark("split_by_weights"),)


def test_weights_are_those_of_each_old_code():
    """Haram was 1534 until 2020: of the five that became Ålesund, it alone became Haram again."""
    five = made(code=["1504", "1523", "1529", "1534", "1546"], n=[47_000, 2_200, 4_600, 9_200, 1_300])
    weights = "1504: {1508: 1, 1580: 0}, 1523: {1508: 1, 1580: 0}, 1529: {1508: 1, 1580: 0}, 1534: {1508: 0, 1580: 1}, 1546: {1508: 1, 1580: 0}"
    carried = run(f"municipalities_of: {{year: 2024, from: 2013, codes: code, sum: n, weights: {{{weights}}}}}", five)
    assert rows(carried) == [("1508", 55_100), ("1580", 9_200)]


@pytest.mark.parametrize("weights", ["{1508: 1}", "{1508: 1, 1579: 1}", "{1508: 0, 1580: 0}", "{1508: 2, 1580: -1}"])
def test_weights_must_be_for_all_that_a_place_was_divided_into(weights: str):
    step = f"municipalities_of: {{year: 2024, from: 2020, codes: code, sum: n, weights: {{1507: {weights}}}}}"
    assert told(step, SPLIT)[0] == (
        "deck.yaml:1:75: error: the weights of 1507 must be one for each of the places that it was divided into, none below zero: "
        "1508 Ålesund, 1580 Haram [division-weights-wrong]"
    )


def test_weights_for_a_place_that_was_not_divided_are_a_slip():
    step = "municipalities_of: {year: 2024, from: 2020, codes: code, sum: n, weights: {1505: {1508: 1, 1580: 0}}}"
    assert told(step, SPLIT)[0] == (
        "deck.yaml:1:75: error: weights are given for 1505, which was not divided on the way to 2024 [division-weights-unneeded]"
    )


# --- rates

RATES = made(code=["0713", "0715"], births=[90, 150], persons=[9_000, 15_000], rate=[10.0, 10.0], share=[20.0, 40.0])


def test_rates_are_worked_out_from_sums_and_means_are_weighted():
    carried = run(
        "municipalities_of: {year: 2020, from: 2019, codes: code, sum: [births, persons], "
        "rates: {rate: {numerator: births, denominator: persons, times: 1000}}, means: {share: persons}}",
        RATES,
    )
    assert rows(carried) == [("3802", 240, 24_000, 10.0, 32.5)]
    assert Remark("merged_rates") in carried.provenance.remarks


def test_a_rate_needs_its_parts_among_the_sums():
    step = "municipalities_of: {year: 2020, from: 2019, codes: code, by: [persons, births, rate], means: {share: persons}}"
    assert told(step, RATES)[0] == (
        "deck.yaml:1:102: error: the column persons is needed for a rate, and is not among those under `sum` [division-not-summed]"
    )


def test_a_rate_with_the_wrong_factor_is_told():
    step = (
        "municipalities_of: {year: 2020, from: 2019, codes: code, sum: [births, persons], "
        "rates: {rate: {numerator: births, denominator: persons, times: 100}}, means: {share: persons}}"
    )
    assert warned(step, RATES)[1] == [
        "deck.yaml:1:20: warning: row 2 of data/need.csv, column rate: 10 is not the rate that the columns give, 1 [division-rate-differs]"
    ]


def test_what_is_kept_stays_where_a_place_was_only_renumbered_and_is_refused_where_parts_differ():
    renumbered = made(code=["3801", "3802"], rate=[62.5, 66.5], region=["Vest", "Vest"])
    carried = run("municipalities_of: {year: 2024, from: 2021, codes: code, keep: [rate, region]}", renumbered)
    assert rows(carried) == [("3901", 62.5, "Vest"), ("3903", 66.5, "Vest")]
    assert by_file(carried.lineage("rate", (1,)).sources()) == {"need": (3,)}
    merged = made(code=["0713", "0715"], rate=[1, 2], region=["Vest", "Vest"])
    carried = run("municipalities_of: {year: 2020, from: 2019, codes: code, by: rate, keep: region, absent: nil}", merged)
    assert rows(carried) == [("3802", 1, "Vest"), ("3802", 2, "Vest")]
    first, *_, last = told("municipalities_of: {year: 2020, from: 2019, codes: code, keep: [rate, region]}", merged)
    assert first == (
        "deck.yaml:1:64: error: the column rate of need is to stay as it is, and differs between what was merged: "
        "3802 Holmestrand [division-keep]"
    )
    assert last == (
        "  a rate becomes a weighted mean under `means`, or is worked out under `rates`; "
        "a text can tell rows apart under `by`, or be left out with `select`"
    )


def test_what_is_kept_is_missing_where_a_part_has_no_row():
    parts = made(code=["0713"], rate=[1.5], region=["Vest"])
    carried, _ = warned("municipalities_of: {year: 2020, from: 2019, codes: code, keep: [rate, region]}", parts)
    assert rows(carried) == [("3802", None, "Vest")]


# --- what is missing


def test_a_sum_over_a_missing_part_is_missing_unless_the_spec_says_otherwise():
    parts = made(code=["0713", "0715"], n=[":", 5])
    step = "municipalities_of: {year: 2020, from: 2019, codes: code, sum: n}"
    assert rows(run(step.replace("n}", "n, missing: skip}"), parts)) == [("3802", 5)]
    carried, warnings = warned(step, parts)
    assert rows(carried) == [("3802", ":")]
    assert warnings == [
        "deck.yaml:1:20: warning: need has no n for what was merged with a part whose number is missing (1): "
        "3802 Holmestrand [division-part-missing]"
    ]


def test_a_part_without_a_row_is_missing_too_unless_that_means_nil():
    parts = made(code=["0713", "0101"], n=[3, 4])
    step = "municipalities_of: {year: 2020, from: 2019, codes: code, sum: n}"
    carried, warnings = warned(step, parts)
    assert rows(carried) == [("3802", None), ("3001", 4)]
    assert warnings == [
        "deck.yaml:1:20: warning: need lacks rows for parts of what was merged, whose figures are missing (1): "
        "3802 Holmestrand (without 0715) [division-part-absent]"
    ]
    nil = run("municipalities_of: {year: 2020, from: 2019, codes: code, sum: n, absent: nil}", parts)
    assert rows(nil) == [("3802", 3), ("3001", 4)]
    assert Remark("absent_is_nil") in nil.provenance.remarks
    skipped = run("municipalities_of: {year: 2020, from: 2019, codes: code, sum: n, missing: skip}", parts)
    assert rows(skipped) == [("3802", 3), ("3001", 4)]
    assert skipped.symbol("n", 0) == "~"


def test_of_many_parts_without_rows_the_first_are_named():
    _, (warning,) = warned("counties_of: {year: 2013, codes: code, sum: n}", made(code=["0101"], n=[3]))
    named = "0104, 0105, 0106, 0111, 0118, 0119, 0121, 0122, 0123, 0124"
    assert warning.endswith(f"01 Østfold (without {named} and 7 more) [division-part-absent]")


def test_a_missing_rate_of_nobody_counts_for_nothing():
    parts = made(code=["0713", "0715"], share=[".", 40.0], persons=[0, 10])
    assert rows(
        run("municipalities_of: {year: 2020, from: 2019, codes: code, sum: persons, means: {share: persons}}", parts)
    ) == [("3802", 40.0, 10)]


# --- what is refused


def test_unknown_codes_are_told_with_the_years_that_have_them_or_the_nearest():
    strange = made(code=["0101", "3001", "0102", "0301 Oslo"], n=[1, 2, 3, 4])
    assert told("municipalities_of: {year: 2024, from: 2013, codes: code, sum: n}", strange) == [
        "deck.yaml:1:52: error: row 3 of data/need.csv, column code: 3001 is not the code of a municipality of 2013; it is one of 2020–2023 [division-unknown-code]",
        "    municipalities_of: {year: 2024, from: 2013, codes: code, sum: n}",
        "                                                       ^",
        "  give the year that the codes are of with `from:`; a row for the whole country or for unknown places can be left out with `unknown: drop`, or kept with `unknown: keep`",
        "deck.yaml:1:52: error: row 4 of data/need.csv, column code: 0102 is not the code of a municipality of 2013 [division-unknown-code]",
        "    municipalities_of: {year: 2024, from: 2013, codes: code, sum: n}",
        "                                                       ^",
        '  did you mean "0101 Halden"?',
        "  give the year that the codes are of with `from:`; a row for the whole country or for unknown places can be left out with `unknown: drop`, or kept with `unknown: keep`",
        'deck.yaml:1:52: error: row 5 of data/need.csv, column code: "0301 Oslo" is not a code [division-not-a-code]',
        "    municipalities_of: {year: 2024, from: 2013, codes: code, sum: n}",
        "                                                       ^",
        '  names get their codes with the step `municipality_code`, "0301 Oslo" is cut by the step `split`; other rows are left out with `unknown: drop`',
    ]


def test_rows_of_no_municipality_are_kept_or_dropped_and_told():
    country = made(code=["0000", "0101"], name=["Hele landet", "Halden"], n=[100, 1])
    step = "municipalities_of: {{year: 2024, from: 2013, codes: code, name: name, sum: n, unknown: {}}}"
    kept, warnings = warned(step.format("keep"), country)
    assert rows(kept) == [("0000", "Hele landet", 100), ("3101", "Halden", 1)]
    assert warnings == [
        "deck.yaml:1:20: warning: rows of need keep their codes, which are none of its year's: 0000 [division-keeps]"
    ]
    dropped, warnings = warned(step.format("drop"), country)
    assert rows(dropped) == [("3101", "Halden", 1)]
    assert warnings == [
        "deck.yaml:1:20: warning: rows of need are left out, whose codes are none of its year's: 0000 [division-drops]"
    ]


def test_a_row_is_not_kept_that_would_be_taken_for_a_place_of_the_year():
    both = made(code=["0101", "3101"], n=[1, 2])
    assert (
        "[division-unknown-code]"
        in told("municipalities_of: {year: 2024, from: 2013, codes: code, sum: n, unknown: keep}", both)[0]
    )


def test_two_rows_of_one_place_are_refused():
    double = made(code=["0713", "0713"], year=[2018, 2018], n=[1, 2])
    assert told("municipalities_of: {year: 2020, from: 2019, codes: code, by: year, sum: n}", double) == [
        "deck.yaml:1:20: error: need has two rows for code = 0713, year = 2018: rows 2, 3 of data/need.csv [division-double]",
        "    municipalities_of: {year: 2020, from: 2019, codes: code, by: year, sum: n}",
        "                       ^",
        "  name the columns that tell them apart under `by`, or add them up first with the step `group`",
    ]


def test_every_column_is_to_be_accounted_for():
    assert told("municipalities_of: {year: 2020, from: 2019, codes: code, sum: persons}", VESTFOLD) == [
        "deck.yaml:1:20: error: nothing is said of what is to become of these columns of need: name, year [division-columns-left]",
        "    municipalities_of: {year: 2020, from: 2019, codes: code, sum: persons}",
        "                       ^",
        "  name them under `by` (they tell rows apart), `sum` (counts), `rates` or `means`; or leave them out first, with the step `select`",
    ]
    assert told(
        "municipalities_of: {year: 2020, from: 2019, codes: code, name: name, by: [year, code], sum: persons}", VESTFOLD
    )[0] == ("deck.yaml:1:81: error: two things are said of the column code, one of which is too many [division-column-twice]")
    assert (
        "[column-not-number]"
        in told("municipalities_of: {year: 2020, from: 2019, codes: code, by: [year, persons], sum: name}", VESTFOLD)[0]
    )
    assert (
        "[column-taken]"
        in told("counties_of: {year: 2020, codes: code, into: name, by: [year, name], sum: persons}", VESTFOLD)[0]
    )


def test_years_without_a_division_are_refused():
    assert told("municipalities_of: {year: 2025, codes: code, sum: n}", SPLIT)[0] == (
        "deck.yaml:1:27: error: 2025 is not between 2013 and 2024 [out-of-range]"
    )
    assert told("municipalities_of: {year: 2024, from: 1999, codes: code, sum: n}", SPLIT)[0] == (
        "deck.yaml:1:39: error: there is no division of 1999 here: those of 2013 to 2024 are known [division-year]"
    )
    series = made(code=["0101"], year=[2012], n=[1])
    assert told("municipalities_of: {year: 2024, from: year, codes: code, sum: n}", series)[0] == (
        'deck.yaml:1:39: error: row 2 of data/need.csv, column year: "2012" is no year whose division is known; those of 2013 to 2024 are [division-year-of-row]'
    )


# --- where figures come from


def test_a_merged_figure_goes_back_to_the_rows_of_its_parts():
    carried = run("municipalities_of: {year: 2024, from: 2019, codes: code, name: name, by: year, sum: persons}", VESTFOLD)
    assert by_file(carried.lineage("persons", (0,)).sources()) == {"need": (2, 3)}
    assert by_file(carried.lineage("persons", (1,)).sources()) == {"need": (4, 5)}
    (source,) = carried.lineage("persons", (0,)).sources()
    assert source.columns == ("persons",)


def test_what_was_done_is_remembered_in_all_that_is_made_of_it():
    carried = run("municipalities_of: {year: 2024, from: 2019, codes: code, name: name, by: year, sum: persons}", VESTFOLD)
    remark = Remark("municipalities_to_municipalities", (("start", "2019"), ("year", "2024")))
    assert run("group: {by: year, sum: persons}", carried).provenance.remarks == (remark,)
    assert combined([VESTFOLD.provenance, carried.provenance, carried.provenance]).remarks == (remark,)
    same = run("municipalities_of: {year: 2019, from: 2019, codes: code, name: name, by: year, sum: persons}", VESTFOLD)
    assert same.provenance.remarks == ()


# --- on the slide

WAYS = [
    ("municipalities", "municipalities"),
    ("municipalities", "counties"),
    ("counties", "counties"),
    ("each_year", "municipalities"),
    ("each_year", "counties"),
]

SPEC = """\
template: DEPMAL
title: Prøve
data:
  then: {file: then.csv, source: SSB}
  now:
    from: then
    steps:
      - municipalities_of:
          year: 2024
          from: 2019
          codes: nr
          name: navn
          sum: [født, folk]
          rates: {rate: {numerator: født, denominator: folk, times: 1000}}
slides:
"""
THEN = "nr;navn;født;folk;rate\n0713;Sande;90;9000;10\n0715;Holmestrand;150;15000;10\n"


def test_the_source_line_says_less_where_there_is_less_room():
    done = [Remark("each_year_to_counties", (("year", "2024"),)), Remark("split_by_weights"), Remark("absent_is_nil")]
    assert remark_notes(done, "nn", 1) == ("Fylke i 2024, rekna om.", "Delte kommunar er vekta.", "Utan tal er null.")
    assert remark_notes(done, "nn", BREVITIES - 1) == ("Fylke i 2024.",)
    every = [Remark(f"{of}_to_{to}", (("start", "2013"), ("year", "2024"))) for of, to in WAYS]
    for language in ("nb", "nn", "en"):
        full, *shorter = ([*remark_notes(every, language, brevity)] for brevity in range(BREVITIES))
        for each in shorter:
            assert all(len(short) < len(whole) and "2024" in short for short, whole in zip(each, full, strict=True))


@pytest.mark.parametrize(
    ("language", "line"),
    [
        (
            "nb",
            "Kilde: SSB. Regnet om fra kommunene i 2019 til kommunene i 2024. Rater er regnet ut på nytt der tall er lagt sammen.",
        ),
        (
            "nn",
            "Kjelde: SSB. Rekna om frå kommunane i 2019 til kommunane i 2024. Ratar er rekna ut på nytt der tal er lagde saman.",
        ),
        (
            "en",
            "Source: SSB. Converted from the municipalities of 2019 to those of 2024. Rates are worked out again where figures are added up.",
        ),
    ],
)
def test_the_source_line_says_what_was_done_in_the_slide_s_language(language, line, project):
    slide = f"  - {{kind: table, title: Tittel, language: {language}, from: now, show: [navn, folk]}}\n"
    spec = project(SPEC + slide, **{"then.csv": THEN})
    made = build_deck(spec, spec.with_suffix(".pptx"))
    assert made.warnings == ()
    (shown,) = pptx.Presentation(str(made.file)).slides
    assert line in [shape.text_frame.text for shape in shown.shapes if shape.has_text_frame]
    assert [[cell.text for cell in row.cells] for shape in shown.shapes if shape.has_table for row in shape.table.rows][1] == [
        "Holmestrand",
        "24,000" if language == "en" else "24\N{NO-BREAK SPACE}000",
    ]


# --- laws

with (FACTS / "municipality-changes.csv").open(encoding="utf-8") as opened:
    CHANGES = [(int(row["date"][:4]), row["old_code"], row["new_code"]) for row in csv.DictReader(opened)]
WHOLE = [code for code, new in heirs(2013, 2024).items() if len(new) == 1]  # that were never split
PLACES = ["0101", "0704", "0713", "0702", "0714", "0706", "0719", "1601", "1612", "1567", "0301"]


def fates(code: str, end: int) -> set[str]:
    """Plainly: the codes that a code of 2013 has in a later year."""
    codes = {code}
    for year in range(2014, end + 1):
        for each in list(codes):
            new = {new for when, old, new in CHANGES if when == year and old == each}
            codes = codes - {each} | new if new else codes
    return codes


def followed(code: str, end: int) -> str:
    (one,) = fates(code, end)
    return one


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(WHOLE), st.integers(2013, 2020), st.floats(0, 1e9)), unique_by=lambda row: row[:2]),
    st.data(),
)
def test_sums_over_mergers_are_those_of_plain_arithmetic_in_whatever_order(listed, data):
    if not listed:
        return
    expected: dict[tuple[str, int], Fraction] = defaultdict(Fraction)
    for code, year, number in listed:
        expected[followed(code, 2024), year] += Fraction(number)
    for order in (listed, data.draw(st.permutations(listed))):
        codes, years, numbers = (list(column) for column in zip(*order, strict=True))
        table = made(code=codes, year=years, n=numbers)
        carried = run("municipalities_of: {year: 2024, from: 2013, codes: code, by: year, sum: n, absent: nil}", table)
        found = {(code, int(year)): number for code, year, number in rows(carried)}
        assert found == {key: float(number) for key, number in expected.items()}  # exact, and rounded once


@settings(max_examples=50, deadline=None)
@given(st.dictionaries(st.sampled_from(PLACES), st.tuples(st.integers(1, 10**6), st.integers(0, 10**6)), min_size=1), st.data())
def test_rates_and_means_are_those_of_plain_arithmetic_in_whatever_order(places, data):
    persons: dict[str, int] = defaultdict(int)
    births: dict[str, int] = defaultdict(int)
    for code, (people, born) in places.items():
        persons[followed(code, 2024)] += people
        births[followed(code, 2024)] += born
    found = []
    for order in (list(places), data.draw(st.permutations(list(places)))):
        table = made(
            code=order,
            persons=[places[code][0] for code in order],
            births=[places[code][1] for code in order],
            rate=[1000 * places[code][1] / places[code][0] for code in order],
            mean=[places[code][1] / places[code][0] for code in order],
        )
        carried = run(
            "municipalities_of: {year: 2024, from: 2013, codes: code, sum: [persons, births], absent: nil, "
            "rates: {rate: {numerator: births, denominator: persons, times: 1000}}, means: {mean: persons}}",
            table,
        )
        found.append({code: tuple(figures) for code, *figures in rows(carried)})
    assert found[0] == found[1]  # to the last bit
    assert set(found[0]) == set(persons)
    for code, (people, born, rate, mean) in found[0].items():
        assert (people, born) == (persons[code], births[code])
        assert math.isclose(rate, 1000 * births[code] / persons[code])
        assert math.isclose(mean, births[code] / persons[code])


@settings(max_examples=50, deadline=None)
@given(st.dictionaries(st.sampled_from(PLACES), st.sampled_from([":", "..", None, 1, 2]), min_size=1))
def test_a_sum_is_there_if_and_only_if_all_its_parts_are(places):
    table = made(code=list(places), n=list(places.values()), weight=[1] * len(places))
    if not table.is_number("n"):
        return
    needed: dict[str, list[str]] = defaultdict(list)
    for code in municipalities(2013):
        for new in fates(code, 2024):
            needed[new].append(code)
    carried, _ = warned("municipalities_of: {year: 2024, from: 2013, codes: code, sum: [n, weight]}", table)
    for code, number, weight in rows(carried):
        parts = [places.get(part) for part in needed[code]]
        if all(isinstance(part, int) for part in parts):
            assert number == sum(parts)
        else:
            assert number in (":", "..", None)
        assert weight == (len(parts) if set(needed[code]) <= set(places) else None)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(0, 10**6), min_size=428, max_size=428), st.sampled_from([2017, 2018, 2019, 2020]))
def test_nobody_is_lost_and_nobody_counted_twice(persons, year):
    table = made(code=list(municipalities(2013)), n=persons)
    by_county = run(f"counties_of: {{year: {year}, from: 2013, codes: code, sum: n}}", table)
    assert sum(by_county.numbers("n")) == sum(persons)
    weights = "{0720: {0704: 3, 0710: 7}, 1850: {1806: 1, 1875: 2}, 1613: {5055: 1, 5056: 1, 5059: 0}}"
    if year < 2020:
        weights = "{0720: {0704: 3, 0710: 7}}"  # the only one that had been divided by then
    step = f"municipalities_of: {{year: {year}, from: 2013, codes: code, sum: n, weights: {weights}}}"
    if year == 2020:
        step = step.replace("0704: 3, 0710: 7", "3803: 3, 3804: 7")
    carried = run(step, table)
    assert math.isclose(sum(carried.numbers("n")), sum(persons))
    assert set(carried.cells("code")) == set(municipalities(year))


CELLS = st.sampled_from(
    ["0101", "301", "0301", "07", "3", "1507", "3001", "0713", "Halden", "0000", "", "9999", "٠١٠١", "K-0301"]
)
FIGURES = st.sampled_from([0, 1, -2.5, ":", None, 1e300])


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(CELLS, st.sampled_from([2012, 2013, 2020, None]), FIGURES, FIGURES, st.sampled_from(["a", ""])), max_size=6
    ),
    st.sampled_from(["municipalities_of", "counties_of"]),
    st.sampled_from([2013, 2019, 2024]),
    st.sampled_from(["", ", from: 2013", ", from: 2020", ", from: year", ", from: nowhere", ", from: text"]),
    st.sampled_from(
        [
            "sum: [n, m]",
            "sum: n, means: {m: n}",
            "sum: m, rates: {n: {numerator: m, denominator: m}}",
            "keep: [n, m]",
            "by: n, sum: m",
        ]
    ),
    st.sampled_from(["", ", missing: skip", ", absent: nil", ", unknown: keep", ", unknown: drop, missing: skip, absent: nil"]),
    st.sampled_from(["", ", weights: {1507: {1508: 1, 1580: 2}}", ", weights: {}", ", weights: {1507: {}}"]),
)
def test_whatever_is_asked_comes_out_as_a_table_or_as_a_message(listed, word, year, since, figures, more, weights):
    codes, years, ns, ms, texts = (list(column) for column in zip(*listed, strict=True)) if listed else ([], [], [], [], [])
    if not all(any(isinstance(cell, int | float) for cell in column) for column in (years, ns, ms)):
        return  # columns of numbers have one
    table = made(code=codes, year=years, n=ns, m=ms, text=texts)
    by = "" if "by:" in figures else "by: [year, text], "
    figures = figures.replace("by: n", "by: [n, year, text]")
    try:
        result = run(f"{word}: {{year: {year}, codes: code, {by}{figures}{since}{more}{weights}}}", table, Problems())
    except DeckgenError as error:
        describe(error.problems[0])  # with all its holes filled
        return
    assert all(len(result.cells(column)) == len(result) for column in result.columns)
    assert all(result.lineage(column, range(len(result))).sources() or not len(result) for column in result.columns)


# --- a published file


def test_a_published_table_of_rates_in_codes_of_2021_is_carried_to_2024(project, shared):
    spec = project(
        """\
title: Prøve
data:
  then:
    file: data/06445.xlsx
    sheet: Sysselsatte
    range: A5:B28
    names: {A: region, B: andel}
    columns: {andel: number}
    source: SSB, tabell 06445
    steps:
      - split: {column: region, into: [nr, navn]}
  now:
    from: then
    steps:
      - municipalities_of: {year: 2024, from: 2021, codes: nr, name: navn, county: fylke, keep: andel}
      - filter: {fylke: Vestfold}
slides:
  - {kind: table, title: Tittel, from: now, show: [nr, navn, andel], decimals: 1}
""",
        data__06445__xlsx="",
    )
    (spec.parent / "data").mkdir(exist_ok=True)
    (spec.parent / "data" / "06445.xlsx").write_bytes(
        (shared / "data" / "published" / "Sysselsettingsandel_per_kommune_06445.xlsx").read_bytes()
    )
    made = build_deck(spec, spec.with_suffix(".pptx"))
    (shown,) = pptx.Presentation(str(made.file)).slides
    (table,) = [shape.table for shape in shown.shapes if shape.has_table]
    assert [[cell.text for cell in row.cells] for row in table.rows][1:4] == [
        ["3901", "Horten", "62,5"],
        ["3903", "Holmestrand", "66,5"],
        ["3905", "Tønsberg", "68,2"],
    ]

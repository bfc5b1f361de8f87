"""JSON-stat 1 and 2 and PC-Axis: the same figures give the same table; what is broken is refused in one message."""

import json
from math import prod

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deckgen.data import SourceSpec, read_dataset
from deckgen.data.columns import type_columns
from deckgen.data.read import read_cells
from deckgen.errors import DeckgenError, Mark, Problems

MARK = Mark("deck.yaml", 7, 9)
REGIONS = {"0301": "Oslo", "1103": "Stavanger"}
MEASURES = {"Pop": "Folkemengde", "Share": "Andel"}


def version_2(value: object, **more: object) -> dict[str, object]:
    """Two regions, two measures and a year; ``more`` changes it."""
    return {
        "version": "2.0",
        "class": "dataset",
        "id": ["Region", "Contents", "Tid"],
        "size": [2, 2, 1],
        "role": {"metric": ["Contents"], "time": ["Tid"], "geo": ["Region"]},
        "dimension": {
            "Region": {"label": "region", "category": {"index": list(REGIONS), "label": REGIONS}},
            "Contents": {"label": "innhold", "category": {"index": {"Share": 1, "Pop": 0}, "label": MEASURES}},
            "Tid": {"label": "år", "category": {"label": {"2013": "2013"}}},
        },
        "value": value,
        **more,
    }


def columns_of(text: str | bytes | object, file: str = "t.json", problems: Problems | None = None, **said: str) -> dict:
    """Each column's cells, a missing number as its symbol or None. What is said on the way is an error, unless asked for."""
    data = text if isinstance(text, bytes) else (text if isinstance(text, str) else json.dumps(text)).encode()
    spec = SourceSpec(file, **said)
    found = Problems() if problems is None else problems
    cells = read_cells(data, spec, MARK, found)
    columns = type_columns(cells, spec, found)
    assert problems is not None or found.found == []
    return {
        name: [cell if cell == cell else column.symbols.get(at) for at, cell in enumerate(column.cells)]
        for name, column in columns.items()
    }


def message(text: str | bytes | object, file: str = "t.json", **said: str) -> str:
    with pytest.raises(DeckgenError) as refused:
        columns_of(text, file, **said)
    (problem,) = refused.value.problems
    assert problem.mark == MARK
    return str(refused.value).splitlines()[0].removeprefix("deck.yaml:7:9: error: ")


def test_a_dataset_of_version_2():
    assert columns_of(version_2([1, 2.5, 3, None])) == {
        "region": ["Oslo", "Stavanger"],
        "region code": ["0301", "1103"],
        "år": [2013, 2013],
        "Folkemengde": [1, 3],
        "Andel": [2.5, None],
    }


@pytest.mark.parametrize("status", [["", "", "", ":"], {"3": ":"}])
@pytest.mark.parametrize("value", [[1, 2.5, 3, None], {"0": 1, "1": 2.5, "2": 3}])
def test_values_and_symbols_as_lists_or_by_place(value, status):
    found = columns_of(version_2(value, status=status))
    assert (found["Folkemengde"], found["Andel"]) == ([1, 3], [2.5, ":"])


def test_one_status_for_all():
    found = columns_of(version_2({}, status=".."))
    assert found["Andel"] == ["..", ".."]


def test_a_symbol_that_is_no_official_one_is_one_and_nil_is_zero():
    found = columns_of(version_2([None, 1, None, None], status={"0": "-", "2": "e", "3": "......"}))
    assert (found["Folkemengde"], found["Andel"]) == ([0, "e"], [1, "......"])


def test_marks_of_numbers_that_are_there_are_told():
    problems = Problems()
    assert columns_of(version_2([1, 2, 3, 4], status={"0": "e", "3": "e"}), problems=problems)["Andel"] == [2, 4]
    (told,) = problems.found
    assert (told.code, dict(told.data)) == ("figures-marked", {"count": 2, "marks": ("e ×2",)})


def test_version_1_a_bundle_and_a_collection_of_one():
    two = version_2([1, 2, 3, 4])
    dimension = {**two["dimension"], "id": two["id"], "size": two["size"], "role": two["role"]}
    one = {"dataset": {"dimension": dimension, "value": [1, 2, 3, 4]}}
    collection = {"version": "2.0", "class": "collection", "link": {"item": [two]}}
    assert columns_of(two) == columns_of(one) == columns_of(collection)
    assert "it holds 2 datasets" in message({"a": one["dataset"], "b": one["dataset"]})


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "it is empty"),
        ("{", "it is not JSON from line 1, column 2 on; it may be cut off"),
        (b"\xff{}", "it is not in UTF-8"),
        ("[" * 100_000, "it is not JSON that can be read"),
        ("1" * 5000, "it is not JSON that can be read"),
        ("[]", "it holds no dataset"),
        ("{}", "it holds no dataset with dimensions and values"),
        (json.dumps(version_2([1, 2, 3, 4])).replace("2.5", "NaN").replace("[1, 2,", "[NaN, 2,"), "NaN is no number in JSON"),
        (json.dumps(version_2([7, 2, 3, 4])).replace("[7,", "[1e999,"), "value 1 is inf, which is no number"),
        (version_2([1, 2, 3]), "there are to be 4 values, and there are 3; it may be cut off"),
        (version_2([1, 2, 3, 10**400]), f"value 4 is 1{'0' * 39}, which is no number"),
        (version_2([1, 2, 3, "4"]), "value 4 is '4', which is no number"),
        (version_2([1, 2, 3, True]), "value 4 is True, which is no number"),
        (version_2({"4": 1}), "`value` has a place '4', and 4 are possible"),
        (version_2({"-1": 1}), "`value` has a place '-1', and 4 are possible"),
        (version_2([1, 2, 3, 4], size=[2, 2, 2]), "`index of Tid` is missing, or no list"),
        (version_2([1, 2, 3, 4], size=[2, 2]), "`id` and `size` do not name the same dimensions, each once"),
        (version_2([1, 2, 3, 4], size=[2, 2, -1]), "`size` holds -1"),
        (version_2([1, 2, 3, 4], version="3.0"), "it says that it is version 3.0 of JSON-stat; 1 and 2 are read"),
        (version_2([1, 2, 3, 4], dimension=[]), "`dimension` is missing, or no object"),
        (version_2(None), "`value` is missing, or no list"),
    ],
)
def test_what_is_not_json_stat_is_refused_in_one_message(text, why):
    assert message(text) == f"t.json is not JSON-stat that can be read: {why} [json-stat-wrong]"


def test_a_table_too_large_to_hold_is_refused_before_it_is_made():
    huge = version_2({"0": 1}, size=[100_000, 100_000, 1])
    assert message(huge) == (
        "t.json says that it holds 10000000000 figures by 3 dimensions, which is more than is read [cube-too-large]"
    )


PX = """CHARSET="ANSI";
LANGUAGE="no";
LANGUAGES="no","en";
DECIMALS=1;
TITLE="Folkemengde, etter "
"region";
STUB="region";
HEADING="år";
CONTENTS="Folkemengde";
VALUES("region")="Oslo","Stav"
"anger";
CODES("region")="0301","1103";
VALUES("år")="2013","2014";
DATASYMBOL2="n/a";
STUB[en]="area";
HEADING[en]="year";
CONTENTS[en]="Population";
VALUES[en]("area")="Oslo","The city; of Stavanger";
CODES[en]("area")="0301","1103";
VALUES[en]("year")="2013","2014";
DATA=
1.5 ".."
"-" -3;
"""


def test_a_px_file_in_its_own_language_and_another():
    assert columns_of(PX.encode("cp1252"), "t.px") == {
        "region": ["Oslo", "Oslo", "Stavanger", "Stavanger"],
        "region code": ["0301", "0301", "1103", "1103"],
        "år": [2013, 2014, 2013, 2014],
        "Folkemengde": [1.5, "n/a", 0, -3],
    }
    english = columns_of(PX.encode("cp1252"), "t.px", language="en")
    assert [*english] == ["area", "area code", "year", "Population"]
    assert english["area"][-1] == "The city; of Stavanger"


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ("-3;", "-3 4;", "DATA is to hold 4 figures, and holds more; it may be cut off"),
        ("-3;", ";", "DATA is to hold 4 figures, and holds 3; it may be cut off"),
        ("-3;", "-3", "DATA is not ended by a semicolon; the file may be cut off"),
        ("-3;", "nan;", "figure 4 of DATA is nan, which is no number"),
        ("-3;", '"x";', 'figure 4 of DATA is "x", which the file explains nowhere'),
        ('STUB="region";\nHEADING="år";', "", "neither STUB nor HEADING names a variable"),
        ('"0301","1103";', '"0301";', "region has 2 VALUES and 1 CODES"),
        ("DATA=", "DETA", "line 21 is no keyword with values"),
        ('DATASYMBOL2="n/a";', 'DATASYMBOL2="n/a', "a text in line 14 has no quote at its end"),
    ],
)
def test_what_is_not_px_is_refused_in_one_message(before, after, why):
    text = PX.replace(before, after, 1).encode("cp1252")
    assert message(text, "t.px") == f"t.px is not a PC-Axis file that can be read: {why} [px-wrong]"


KEYED = (
    PX.replace('HEADING="år";\n', "")
    .replace('STUB="region";', 'STUB="sex","region";\nHEADING="år";')
    .replace("DATA=", 'VALUES("sex")="M","K";\nKEYS("sex")=VALUES;\nKEYS("region")=CODES;\nDATA=')
)
KEYED = KEYED[: KEYED.index("DATA=")]


def test_rows_that_begin_with_keys_are_put_in_their_places_and_those_left_out_are_zero():
    data = 'DATA=\n"K","0301",1.5 ".."\n"M","1103","-" -3;\n'
    found = columns_of((KEYED + data).encode("cp1252"), "t.px")
    assert [*zip(found["sex"], found["region code"], found["år"], found["Folkemengde"], strict=True)] == [
        ("M", "0301", 2013, 0),
        ("M", "0301", 2014, 0),
        ("M", "1103", 2013, 0),
        ("M", "1103", 2014, -3),
        ("K", "0301", 2013, 1.5),
        ("K", "0301", 2014, "n/a"),
        ("K", "1103", 2013, 0),
        ("K", "1103", 2014, 0),
    ]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ('"K","9999",1 2;', 'a row of DATA begins with "9999", which is no key'),
        ('"K","0301",1 2\n"K","0301",1 2;', "two rows of DATA have the keys K, 0301"),
        ('"K","0301",1;', "the last row of DATA is not whole; the file may be cut off"),
        ('"K","0301",1 x;', "figure 6 of DATA is x, which is no number"),
    ],
)
def test_rows_whose_keys_are_wrong_are_told(data, why):
    text = (KEYED + "DATA=\n" + data).encode("cp1252")
    assert message(text, "t.px") == f"t.px is not a PC-Axis file that can be read: {why} [px-wrong]"


def test_a_language_that_the_px_file_lacks_is_refused():
    assert message(PX.encode("cp1252"), "t.px", language="sv") == "t.px has no language sv [px-language]"


def test_a_px_file_that_says_that_it_is_utf_8_and_is_not_is_refused():
    text = b"\xef\xbb\xbf" + PX.encode("cp1252")
    assert message(text, "t.px") == "t.px is not written in utf-8-sig [encoding-wrong]"


def test_quotes_and_brackets_without_end_are_refused_at_once():
    for text in ('A("' * 20_000, "A(" + "a" * 200_000, 'A="' + '"' * 200_000, "=" * 100_000, ""):
        assert "[px-wrong]" in message(text.encode(), "t.px")


# --- the same cube in three forms ---

names = st.text("abcæøå ÅX-1", min_size=1, max_size=6).map(lambda text: " ".join(text.split())).filter(bool)
figure = st.one_of(st.sampled_from([".", "..", "..."]), st.integers(-9999, 9999), st.floats(-1e6, 1e6))


@st.composite
def cubes(draw):
    count = draw(st.integers(1, 3))
    labels = draw(st.lists(names, min_size=count + 2, max_size=count + 2, unique=True))
    sizes = draw(st.lists(st.integers(1, 3), min_size=count, max_size=count))
    categories = [draw(st.lists(names, min_size=size, max_size=size, unique=True)) for size in sizes]
    figures = draw(st.lists(figure, min_size=prod(sizes), max_size=prod(sizes)))
    return labels[:count], categories, figures


def as_version_2(labels, categories, figures):
    dimension = {
        label: {"label": label, "category": {"index": each, "label": {code: f"n{code}" for code in each}}}
        for label, each in zip(labels, categories, strict=True)
    }
    value = [None if isinstance(each, str) else each for each in figures]
    status = {str(at): each for at, each in enumerate(figures) if isinstance(each, str)}
    size = [len(each) for each in categories]
    return {"version": "2.0", "class": "dataset", "id": labels, "size": size, "dimension": dimension, "value": value} | (
        {"status": status} if status else {}
    )


def as_version_1(two):
    dimension = {**two["dimension"], "id": two["id"], "size": two["size"]}
    value = {str(at): each for at, each in enumerate(two["value"]) if each is not None}
    return {"dataset": {"dimension": dimension, "value": value, "status": two.get("status", {})}}


def as_px(labels, categories, figures):
    lines = ['CHARSET="ANSI";', 'CODEPAGE="utf-8";', 'CONTENTS="value";']
    lines.append("HEADING=" + ",".join(f'"{label}"' for label in labels) + ";")
    for label, each in zip(labels, categories, strict=True):
        lines.append(f'VALUES("{label}")=' + ",\n".join(f'"n{code}"' for code in each) + ";")
        lines.append(f'CODES("{label}")=' + ",".join(f'"{code}"' for code in each) + ";")
    data = " ".join(f'"{each}"' if isinstance(each, str) else repr(each) for each in figures)
    return "\n".join([*lines, f"DATA=\n{data};"]).encode()


@given(cubes())
@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.too_slow])
def test_the_same_figures_give_the_same_table_from_each_kind_of_file(cube):
    two = as_version_2(*cube)
    table = columns_of(two)
    labels, categories, figures = cube
    run = len(figures)
    for label, each in zip(labels, categories, strict=True):
        run //= len(each)
        assert table[f"{label} code"] == [each[at // run % len(each)] for at in range(len(figures))]
    if any(not isinstance(each, str) for each in figures):
        assert table["value"] == figures
    assert columns_of(as_version_1(two)) == table
    assert columns_of(as_px(*cube), "t.px") == table


def test_figures_that_a_file_says_to_be_preliminary_or_nil_go_on_saying_so(tmp_path):
    path = tmp_path / "t.json"
    path.write_bytes(json.dumps(version_2([1, 2, None, None], status={"0": "*", "2": "-", "3": ":"})).encode())
    dataset = read_dataset("d", SourceSpec("t.json"), path, Mark(""), Problems())
    assert (dataset.cells("Folkemengde"), dataset.cells("Andel")[0]) == ([1, 0], 2)
    assert dataset.symbols == {"Folkemengde": {1: "*", 2: "-"}, "Andel": {2: ":"}}

"""Questions to a statistics bank of version 1 and 2: what is asked, how large answers are fetched, what is said of slips."""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from bank import Answer, Bank, population, running
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deckgen.data import SourceSpec
from deckgen.data.columns import type_columns
from deckgen.data.read import read_cells
from deckgen.data.remote import pxweb
from deckgen.data.remote.pieces import codes_of, joined, pieces
from deckgen.data.remote.pxweb import PxQuestion, ask_table
from deckgen.data.remote.web import UnansweredError, Web
from deckgen.errors import DeckgenError, Mark, Problems
from deckgen.fields import read_fields, read_yaml
from deckgen.spec.fields import DatasetFields

VERSION_2, VERSION_1 = "/api/v2", "/api/v0/no/table"
REGIONS = ["Hele landet", "Oslo", "Stavanger", "Meråker"]


@pytest.fixture
def bank() -> Iterator[Bank]:
    with running(Bank({"07459": population()})) as started:
        yield started


def fields_of(text: str) -> DatasetFields:
    problems = Problems()
    found = read_fields(read_yaml(text.encode(), "deck.yaml", problems), DatasetFields, problems)
    problems.raise_errors()
    assert found is not None
    return found


def ask(bank: Bank, choose: str, api: str = VERSION_2, table: str = "07459", more: str = "") -> dict:
    """The answer to what a spec asks on its first lines: api, table, choose."""
    fields = fields_of(f'api: {bank.address}{api}\ntable: "{table}"\nchoose: {choose}\n{more}')
    assert fields.api
    assert fields.table
    question = PxQuestion(fields.api, fields.table, fields.choose, fields.marks["choose"], fields.language)
    naps: list[float] = []
    return ask_table(question, Web([bank.host], sleep=naps.append))


def message(bank: Bank, choose: str, api: str = VERSION_2, **more: str) -> str:
    with pytest.raises(DeckgenError) as refused:
        ask(bank, choose, api, **more)
    return "\n".join(
        line for line in str(refused.value).replace(bank.address, "BANK").splitlines() if not line.startswith("    ")
    )


def columns(document: dict) -> dict[str, list]:
    """The table as a deck has it; a missing number as its symbol."""
    spec, mark, problems = SourceSpec("t.json"), Mark("t.json"), Problems()
    cells = read_cells(json.dumps(document).encode(), spec, mark, problems)
    found = type_columns(cells, spec, problems)
    return {
        name: [cell if cell == cell else column.symbols.get(at) for at, cell in enumerate(column.cells)]
        for name, column in found.items()
    }


@pytest.mark.parametrize("api", [VERSION_2, VERSION_1])
def test_the_same_figures_come_of_both_versions(bank: Bank, api: str):
    found = columns(ask(bank, '{Region: ["1711", "0301"], Kjonn: all, Tid: {from: 2011, to: 2012}}', api))
    assert found == {
        "region": ["Oslo"] * 4 + ["Meråker"] * 4,
        "region code": ["0301"] * 4 + ["1711"] * 4,
        "kjønn": ["Menn", "Menn", "Kvinner", "Kvinner"] * 2,
        "kjønn code": ["1", "1", "2", "2"] * 2,
        "år": [2011, 2012] * 4,
        "Personer": [1021, 1022, 1031, 1032, ":", 3022, ":", 3032],
    }


@pytest.mark.parametrize("api", [VERSION_2, VERSION_1])
def test_a_variable_that_is_left_out_is_added_up(bank: Bank, api: str):
    found = columns(ask(bank, '{Region: "0301", Tid: {latest: 1}}', api))
    assert (found["Personer"], "kjønn" in found) == ([1023 + 1033], False)


@pytest.mark.parametrize("api", [VERSION_2, VERSION_1])
@pytest.mark.parametrize(
    ("choose", "expected"),
    [
        ("all", ["2011", "2012", "2013"]),
        ('"*"', ["2011", "2012", "2013"]),
        ("2012", ["2012"]),
        ("[2013, 2011, 2013]", ["2011", "2013"]),
        ('"201?"', ["2011", "2012", "2013"]),
        ('["*1", 2012]', ["2011", "2012"]),
        ("{latest: 2}", ["2012", "2013"]),
        ("{latest: 99}", ["2011", "2012", "2013"]),
        ("{from: 2012}", ["2012", "2013"]),
        ("{to: 2012}", ["2011", "2012"]),
        ("{from: 2012, to: 2012}", ["2012"]),
        ("{codes: all}", ["2011", "2012", "2013"]),
    ],
)
def test_what_is_chosen_is_asked_for_by_code_once_in_the_order_of_the_table(bank: Bank, api: str, choose: str, expected):
    ask(bank, f"{{Tid: {choose}}}", api)
    (body,) = bank.asked
    if api == VERSION_2:
        assert body["selection"][-1] == {"variableCode": "Tid", "valueCodes": expected}
    else:
        assert body["query"][-1] == {"code": "Tid", "selection": {"filter": "item", "values": expected}}


def test_months_are_chosen_by_their_year(bank: Bank):
    table = population()
    table.variables["Tid"] = {f"{year}M{month:02}": f"{year}M{month:02}" for year in (2011, 2012, 2013) for month in (1, 12)}
    table.figure = lambda _: 1
    bank.tables["1"] = table
    found = ask(bank, "{Tid: {from: 2012, to: 2012M12}}", table="1")
    assert list(found["dimension"]["Tid"]["category"]["index"]) == ["2012M01", "2012M12"]


def test_the_latest_are_the_latest_where_a_table_begins_with_them(bank: Bank):
    bank.tables["07459"].variables["Tid"] = {"2013": "2013", "2012": "2012", "2011": "2011"}
    assert list(ask(bank, "{Tid: {latest: 2}}")["dimension"]["Tid"]["category"]["index"]) == ["2013", "2012"]


def test_a_variable_can_be_named_by_its_label(bank: Bank):
    assert ask(bank, "{region: Region, år: 2013}".replace("Region", '"0301"'))["id"] == ["Region", "ContentsCode", "Tid"]


@pytest.mark.parametrize(("api", "codes"), [(VERSION_2, "all"), (VERSION_2, "[N, S]"), (VERSION_1, "[S, N]")])
def test_a_codelist_gives_its_own_groups(bank: Bank, api: str, codes: str):
    found = columns(ask(bank, f"{{Region: {{codelist: agg_Deler, codes: {codes}}}, Kjonn: 1, Tid: 2013}}", api))
    assert dict(zip(found["region code"], found["Personer"], strict=True)) == {"S": 1023 + 2023, "N": 3023}


def test_a_language_is_asked_for(bank: Bank):
    ask(bank, "{Tid: 2013}", more="language: en")
    assert [path for path, _ in bank.calls] == [
        "/api/v2/tables/07459/metadata?lang=en",
        "/api/v2/tables/07459/data?lang=en&outputFormat=json-stat2",
    ]


def test_a_small_question_takes_two_calls(bank: Bank):
    ask(bank, "{Tid: all}")
    assert len(bank.calls) == 2


# --- pieces ---


@pytest.mark.parametrize("api", [VERSION_2, VERSION_1])
def test_an_answer_that_is_too_large_is_fetched_in_pieces_and_joined(bank: Bank, api: str, monkeypatch: pytest.MonkeyPatch):
    choose = "{Region: all, Kjonn: all, Tid: all}"
    whole = columns(ask(bank, choose, api))
    bank.asked.clear()
    bank.calls.clear()
    bank.most = 5
    monkeypatch.setattr(pxweb, "FEW_FIGURES", 1)
    assert columns(ask(bank, choose, api)) == whole
    assert [path for path, _ in bank.calls][1].endswith("config")
    assert len(bank.asked) > 24 // 5


@pytest.mark.parametrize("api", [VERSION_2, VERSION_1])
def test_a_bank_that_gives_out_less_than_it_says_is_asked_for_smaller_pieces(
    bank: Bank, api: str, monkeypatch: pytest.MonkeyPatch
):
    choose = "{Region: all, Kjonn: all, Tid: all}"
    whole = columns(ask(bank, choose, api))
    monkeypatch.setattr(pxweb, "FEWEST_FIGURES", 1)
    monkeypatch.setattr(pxweb, "FEW_FIGURES", 1)
    bank.most, bank.says = 5, 50
    assert columns(ask(bank, choose, api)) == whole


def test_a_bank_of_any_size_is_asked_for_no_more_than_800_000_figures_at_once(bank: Bank, monkeypatch: pytest.MonkeyPatch):
    assert pxweb.MOST_FIGURES == 800_000
    monkeypatch.setattr(pxweb, "MOST_FIGURES", 800)
    monkeypatch.setattr(pxweb, "FEW_FIGURES", 100)
    table = population()
    table.variables["Region"] = {f"{code:04}": f"{code:04}" for code in range(1, 101)}
    table.variables["Tid"] = {str(year): str(year) for year in range(2001, 2010)}
    table.figure = lambda codes: int(codes["Region"]) * 10_000 + int(codes["Tid"])
    bank.tables["2"], bank.most = table, 2_000_000
    found = ask(bank, "{Region: all, Kjonn: 1, Tid: all}", table="2")
    sizes = [len(body["selection"][0]["valueCodes"]) * len(body["selection"][3]["valueCodes"]) for body in bank.asked]
    assert sizes == [88 * 9, 12 * 9]
    assert found["size"] == [100, 1, 1, 9]
    assert found["value"] == [region * 10_000 + year for region in range(1, 101) for year in range(2001, 2010)]


@given(st.lists(st.integers(1, 7), min_size=1, max_size=4), st.integers(1, 60))
def test_pieces_are_the_whole_each_small_enough(sizes: list[int], most: int):
    codes = {f"v{at}": tuple(f"{at}-{place}" for place in range(size)) for at, size in enumerate(sizes)}
    found = list(pieces(codes, most))
    cells = [cell for piece in found for cell in product(*(piece[name] for name in codes))]
    assert sorted(cells) == sorted(product(*codes.values()))
    assert all(len(list(product(*piece.values()))) <= most for piece in found)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(1, 40), st.randoms(use_true_random=False))
def test_answers_are_joined_by_their_codes_whatever_their_order(most: int, random):
    table = population()
    codes = {name: tuple(labels) for name, labels in table.variables.items()}
    wanted = list(pieces(codes, most))
    answers = []
    for piece in wanted:
        chosen = {name: random.sample(each, len(each)) for name, each in piece.items()}
        answers.append(table.document(chosen, {}))
    found = joined(answers, wanted, codes)
    assert columns(found) == columns(table.document({n: list(c) for n, c in codes.items()}, {})) or len(wanted) == 1
    by_code = dict(
        zip(product(*(found["dimension"][n]["category"]["index"] for n in found["id"])), found["value"], strict=True)
    )
    assert by_code == {cell: table.figure(dict(zip(codes, cell, strict=True))) for cell in product(*codes.values())}


# --- slips ---


def test_all_slips_are_told_at_once_in_their_places(bank: Bank):
    assert message(bank, '{Regoin: all, Kjonn: ["1", "kvinner"], Tid: [2013, 2031]}') == (
        'deck.yaml:3:10: error: table 07459 has no variable "Regoin" [choose-unknown]\n'
        '  did you mean "Region"?\n'
        "  variables: Region, Kjonn, ContentsCode, Tid\n"
        'deck.yaml:3:36: error: Kjonn has no value "kvinner" [choose-code-unknown]\n'
        '  did you mean "2"?\n'
        "  values: 1 Menn, 2 Kvinner\n"
        'deck.yaml:3:60: error: Tid has no value "2031" [choose-code-unknown]\n'
        '  did you mean "2013"?\n'
        "  values: 2011, 2012, 2013"
    )
    assert bank.asked == []


@pytest.mark.parametrize(("code", "nearest"), [("301", "0301"), ("Oslo", "0301"), ("stavangr", "1103"), ("1771", "1711")])
def test_the_code_that_may_be_meant_is_named(bank: Bank, code: str, nearest: str):
    said = message(bank, f'{{Region: "{code}", Tid: all}}').splitlines()
    assert said[:2] == [
        f'deck.yaml:3:18: error: Region has no value "{code}" [choose-code-unknown]',
        f'  did you mean "{nearest}"?',
    ]


@pytest.mark.parametrize("api", [VERSION_2, VERSION_1])
def test_what_must_be_chosen_is_asked_for(bank: Bank, api: str):
    assert message(bank, "{Region: all}", api) == (
        "deck.yaml:3:9: error: table 07459 has Tid (år), and of it nothing is chosen [choose-missing]\n"
        "  write under `choose:` Tid: all, or some of: 2011, 2012, 2013"
    )


@pytest.mark.parametrize(
    ("choose", "said"),
    [
        (
            "{Tid: all, år: all}",
            "deck.yaml:3:20: error: Tid is chosen twice [choose-twice]\n  keep one of the two",
        ),
        (
            "{Region: {latest: 2}, Tid: all}",
            "deck.yaml:3:18: error: Region is no variable of time, of which there are latest values [latest-not-time]\n"
            "  write codes, or all",
        ),
        (
            "{Tid: {from: 2013, to: 2011}}",
            "deck.yaml:3:15: error: of Tid nothing is chosen [choose-empty]\n  let `from` come before `to`",
        ),
        (
            "{Region: {codelist: agg_Delar, codes: all}, Tid: all}",
            'deck.yaml:3:29: error: Region has no codelist "agg_Delar" [codelist-unknown]\n'
            '  did you mean "agg_Deler"?\n  codelists: agg_Deler',
        ),
        (
            "{Kjonn: {codelist: agg_Deler, codes: all}, Tid: all}",
            'deck.yaml:3:28: error: Kjonn has no codelist "agg_Deler" [codelist-unknown]\n  codelists: none',
        ),
    ],
)
def test_what_cannot_be_chosen(bank: Bank, choose: str, said: str):
    assert message(bank, choose) == said


def test_a_codelist_of_version_1_needs_its_codes(bank: Bank):
    assert message(bank, "{Region: {codelist: agg_Deler}, Tid: all}", VERSION_1) == (
        "deck.yaml:3:29: error: codes of agg_Deler must be named for Region: version 1 of the API does not tell them "
        "[codelist-codes]\n  write them under `codes:`, or ask version 2 of the API"
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{}", 'error: expected variables, each with what is chosen of it: {Region: ["0301"], Tid: {latest: 5}}'),
        ("all", 'error: expected variables, each with what is chosen of it: {Region: ["0301"], Tid: {latest: 5}}'),
        ("{Tid: {last: 5}}", 'deck.yaml:3:16: error: "last" is not possible here [unknown-field]'),
        ("{Tid: {latest: none}}", "deck.yaml:3:24: error: expected how many of the last there are to be, such as 5"),
        ("{Tid: {latest: 0}}", "deck.yaml:3:24: error: expected how many of the last there are to be, such as 5"),
        ("{Tid: {from: 2011, latest: 2}}", "deck.yaml:3:15: error: of Tid values are chosen in several ways: latest, from"),
        ("{Tid: []}", "deck.yaml:3:15: error: expected all, a code, a list of codes, or one of {latest: 5}"),
        ("{Tid: [[2011]]}", "deck.yaml:3:16: error: expected a code, found a list"),
        ("{Tid: {}}", "deck.yaml:3:15: error: expected all, a code, a list of codes, or one of {latest: 5}"),
    ],
)
def test_how_a_choice_is_written(text: str, said: str):
    with pytest.raises(DeckgenError) as refused:
        fields_of(f'api: https://data.ssb.no/api/pxwebapi/v2\ntable: "07459"\nchoose: {text}')
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "api: https://data.ssb.no/api/pxwebapi/v2",
            "deck.yaml:1:6: error: a dataset that is fetched has `api`, `table` and `choose`; `table` is missing "
            "[api-incomplete]",
        ),
        (
            'api: https://data.ssb.no/api/pxwebapi/v2\ntable: "1"',
            "deck.yaml:1:6: error: a dataset that is fetched has `api`, `table` and `choose`; `choose` is missing "
            "[api-incomplete]",
        ),
        (
            "file: a.csv\nchoose: {Tid: all}",
            'deck.yaml:2:10: error: "choose" belongs to a dataset that is fetched [api-only]',
        ),
        (
            'api: https://data.ssb.no/api/pxwebapi/v2\nfrom: other\ntable: "1"\nchoose: {Tid: all}',
            "deck.yaml:1:1: error: a dataset has one of `file`, `from`, ",
        ),
    ],
)
def test_what_belongs_together(text: str, said: str):
    with pytest.raises(DeckgenError) as refused:
        fields_of(text)
    assert str(refused.value).startswith(said)


@pytest.mark.parametrize(
    ("api", "table", "said"),
    [
        ("/api", "07459", "deck.yaml:1:6: error: the address BANK/api does not say which version of the API it is of"),
        ("/api/v3", "07459", "deck.yaml:1:6: error: the address BANK/api/v3 does not say which version of the API it is of"),
        ("/api/v0", "07459", "deck.yaml:1:6: error: the address BANK/api/v0 does not say which version of the API it is of"),
        ("/api/v2?lang=no", "07459", "deck.yaml:1:6: error: the address BANK/api/v2?lang=no does not say which version"),
        ("/api/v2", "../../x", 'deck.yaml:2:8: error: "../../x" names no table [api-table-unclear]'),
        ("/api/v0/no/table", "a//b", 'deck.yaml:2:8: error: "a//b" names no table [api-table-unclear]'),
        ("/api/v2", "99999", "deck.yaml:2:8: error: BANK/api/v2 has no table 99999 [api-table-missing]"),
        ("/api/v0/no/table", "99999", "deck.yaml:2:8: error: BANK/api/v0/no/table has no table 99999 [api-table-missing]"),
    ],
)
def test_addresses_and_tables_that_are_none(bank: Bank, api: str, table: str, said: str):
    assert message(bank, "{Tid: all}", api, table=table).startswith(said)


def test_version_1_has_its_language_in_its_address(bank: Bank):
    assert message(bank, "{Tid: all}", VERSION_1, more="language: en") == (
        "deck.yaml:4:11: error: language: is not for a statistics bank's API of version 1, whose address holds the language "
        "[option-not-here]\n  take it out"
    )


# --- answers ---

METADATA = Answer(change=lambda data: data)


def last_figure_gone(data: bytes) -> bytes:
    document = json.loads(data)
    return json.dumps({**document, "value": document["value"][:-1]}).encode()


def other_values(data: bytes) -> bytes:
    return data.replace(b'"2013"', b'"2014"')


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda data: data[:-20], "it is not JSON"),
        (lambda data: data.replace(b"Oslo", b"\\ud800"), "it is not JSON"),
        (lambda _: b"", "it is empty"),
        (lambda _: b"<html>Vedlikehold</html>", "it is not JSON"),
        (lambda _: b"[1]", "it is not as PxWeb answers"),
        (lambda _: b'{"columns": [], "data": []}', "it does not hold the figures that were asked for"),
        (other_values, "it does not hold the figures that were asked for"),
        (lambda data: data.replace(b"1022.0", b"true"), "value 3 is True, which is no number"),
        (last_figure_gone, "there are to be 4 values, and there are 3; it may be cut off"),
    ],
)
def test_an_answer_that_is_none(bank: Bank, change, why: str):
    bank.faults = [METADATA, Answer(change=change)]
    with pytest.raises(UnansweredError) as refused:
        ask(bank, '{Region: ["0", "0301"], Kjonn: 1, Tid: [2012, 2013]}')
    assert str(refused.value).replace(bank.address, "BANK") == (
        f"deck.yaml:1:6: error: the answer of BANK/api/v2 cannot be used: {why} [api-answer-wrong]\n"
        f"    api: {bank.address}/api/v2\n         ^\n".replace(bank.address, "BANK")
        + "  build again; if it stays so, look at the address in a browser"
    )


@pytest.mark.parametrize("api", [VERSION_2, VERSION_1])
@pytest.mark.parametrize("wrong", [b"{}", b'{"id": ["Tid"]}', b'{"variables": [{"code": 1}]}', b'{"id": 1, "variables": "x"}'])
def test_variables_that_are_none(bank: Bank, api: str, wrong: bytes):
    bank.always = Answer(body=wrong)
    assert "cannot be used: it does not tell the table's variables [api-answer-wrong]" in message(bank, "{Tid: all}", api)


def test_a_table_that_changes_while_it_is_fetched_is_not_joined(bank: Bank, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pxweb, "FEW_FIGURES", 1)
    bank.most = 12
    bank.faults = [METADATA, METADATA, Answer(change=lambda data: data.replace(b"2013-02-20", b"2013-02-21"))]
    assert "the table was changed while it was being fetched" in message(bank, "{Region: all, Kjonn: all, Tid: all}")


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (
            400,
            b'{"title": "Non-existent value"}',
            "refuses the question (status 400) and says: Non-existent value [api-refused]",
        ),
        (400, b"Bad Request", "refuses the question (status 400) and says: Bad Request [api-refused]"),
        (401, b"", "refuses the question (status 401) and says: nothing more [api-refused]"),
        (400, b'{"title": "Too many cells selected"}', "does not give out so much: Too many cells selected [api-too-many]"),
        (403, b'{"error":"Too many values selected"}', "does not give out so much: Too many values selected [api-too-many]"),
        (403, b"<html>Forbidden</html>", "does not give out so much: status 403 [api-too-many]"),
    ],
)
def test_a_question_that_is_refused(bank: Bank, status: int, body: bytes, said: str):
    bank.faults = [METADATA, Answer(status, body)]
    assert said in message(bank, "{Tid: all}")


@pytest.mark.parametrize("api", [VERSION_2, VERSION_1])
def test_a_bank_that_does_not_let_in(bank: Bank, api: str):
    bank.always = Answer(403, b"<html>Forbidden</html>")
    assert message(bank, "{Tid: all}", api).startswith(
        f"deck.yaml:1:6: error: BANK{api} refuses the question (status 403) and says: nothing more [api-refused]"
    )


# --- whatever comes back ---

JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats()
    | st.sampled_from(["", "Tid", "0301", "\ud800", "\x07"]),
    lambda inside: (
        st.lists(inside, max_size=3) | st.dictionaries(st.sampled_from(["id", "Tid", "0", "-1", "label"]), inside, max_size=3)
    ),
    max_leaves=5,
)


@dataclass
class Answering(Web):
    """A web that gives these answers in turn, the last one again and again."""

    answers: tuple[bytes, ...] = ()
    asked: int = 0

    def ask(self, *_: object) -> bytes:
        self.asked += 1
        return self.answers[min(self.asked, len(self.answers)) - 1]


@pytest.mark.parametrize("file", ["13861.json", "TAB6471_data.json"])
@pytest.mark.parametrize("most", [800_000, 100])
def test_what_banks_really_answered_is_taken_whole_and_in_pieces(shared: Path, file: str, most: int):
    document = json.loads((shared / "data" / "published" / file).read_text("utf-8"))
    codes = {name: codes_of(document["dimension"][name]["category"]) for name in document["id"]}
    choose = ", ".join(f"{name}: all" for name in codes)
    fields = fields_of(f'api: https://data.ssb.no{VERSION_2}\ntable: "1"\nchoose: {{{choose}}}')
    assert fields.api is not None
    assert fields.table is not None
    question = PxQuestion(fields.api, fields.table, fields.choose, fields.marks["choose"])
    told = json.dumps({**document, "value": None}).encode(), json.dumps(document).encode()
    assert ask_table(question, Answering([], answers=told)) == document
    parts = [*pieces(codes, most)]
    whole = joined([part_of(document, piece) for piece in parts], parts, codes)
    assert (len(parts) > 1) == (most == 100 < len(document["value"]))
    assert columns(whole) == columns(document)


def part_of(document: dict, piece: dict) -> dict:
    """What a bank answers when it is asked for a piece."""
    names = document["id"]
    at = [{code: place for place, code in enumerate(codes_of(document["dimension"][name]["category"]))} for name in names]
    places = [0]
    for name, size, where in zip(names, document["size"], at, strict=True):
        places = [place * size + where[code] for place in places for code in piece[name]]
    status = document.get("status", {})
    dimension = {
        name: {
            **document["dimension"][name],
            "category": {**document["dimension"][name]["category"], "index": list(piece[name])},
        }
        for name in names
    }
    return {
        **document,
        "size": [len(piece[name]) for name in names],
        "dimension": dimension,
        "value": [document["value"][place] for place in places],
        "status": {str(here): status[str(place)] for here, place in enumerate(places) if str(place) in status},
    }


def places_of(node: Any, path: tuple = ()) -> Iterator[tuple]:
    yield path
    for key, inside in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        yield from places_of(inside, (*path, key))


def replaced(node: Any, path: tuple, junk: Any) -> Any:
    if not path:
        return junk
    made = dict(node) if isinstance(node, dict) else list(node)
    made[path[0]] = replaced(node[path[0]], path[1:], junk)
    return made


@pytest.mark.parametrize("api", [VERSION_2, VERSION_1])
@pytest.mark.parametrize("which", [0, 1])
@settings(max_examples=150)
@given(st.data())
def test_whatever_a_bank_answers_comes_out_as_a_table_or_as_one_message(api: str, which: int, data: st.DataObject):
    table = population()
    chosen = {name: list(labels) for name, labels in table.variables.items()}
    variables = {**table.head(chosen), "value": None} if api == VERSION_2 else json.loads(Bank({})._version_1(table, None).body)
    answers: list[Any] = [variables, table.document(chosen, {})]
    path = data.draw(st.sampled_from([*places_of(answers[which])]))
    answers[which] = replaced(answers[which], path, data.draw(JUNK))
    fields = fields_of(f'api: https://data.ssb.no{api}\ntable: "1"\nchoose: {{Region: all, Kjonn: all, Tid: all}}')
    assert fields.api is not None
    assert fields.table is not None
    question = PxQuestion(fields.api, fields.table, fields.choose, fields.marks["choose"])
    with suppress(DeckgenError):
        document = ask_table(question, Answering([], answers=tuple(json.dumps(answer).encode() for answer in answers)))
        assert json.dumps(document, ensure_ascii=False, allow_nan=False).encode()

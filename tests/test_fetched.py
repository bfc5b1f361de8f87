"""Figures of a statistics bank: fetched once, kept in the project, built from there; asked for again when somebody wants it."""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pptx import Presentation

from deckgen import DeckgenError, build_deck, build_decks
from deckgen.cli import main
from deckgen.trace.answer import trace

sys.path.insert(0, str(Path(__file__).parent / "data"))
from bank import Answer, Bank, population, running

SPEC = """title: Folk
data:
  people:
    api: {address}/api/v2
    table: "07459"
    choose:
      Region: ["0301", "1711"]
      Tid: {{latest: 2}}
slides:
  - kind: chart
    title: Folk
    from: people
    chart: column
    categories: år
    values: Personer
    series: region
"""
BATCH = """title: Folk
decks: {{one_per: region code, from: people, file: "{{{{ region }}}}.pptx"}}
data:
  people:
    api: {address}/api/v2
    table: "07459"
    choose: {{Region: ["0301", "1103"], Tid: all}}
slides:
  - {{kind: table, title: Folk, from: people, show: [år, Personer]}}
"""
KEPT = "fetched/people.json"


@pytest.fixture
def bank(monkeypatch: pytest.MonkeyPatch) -> Iterator[Bank]:
    monkeypatch.setattr("deckgen.data.remote.web.WAITS", (0.0, 0.0))
    with running(Bank({"07459": population()})) as started:
        yield started


@pytest.fixture
def folder(bank: Bank, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "deckgen.yaml").write_text(f'template: DEPMAL\nhosts: ["{bank.host}"]\n', "utf-8")
    write(tmp_path, SPEC, bank)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(folder: Path, spec: str, bank: Bank) -> None:
    (folder / "deck.yaml").write_text(spec.format(address=bank.address), "utf-8")


def run(*arguments: str, status: int = 0) -> Result:
    ran = CliRunner().invoke(main, [*arguments])
    assert ran.exit_code == status, ran.output
    return ran


def told(bank: Bank, text: str) -> str:
    """Without what differs from run to run: the port and the time."""
    text = text.replace(bank.host, "HOST").replace(bank.host.partition(":")[2], "PORT")
    return re.sub(r"[0-9-]{10}T[0-9:]{8}Z", "TIME", text)


def refused(bank: Bank, **options: bool) -> str:
    """The message of a build that fails, without the line that it shows."""
    with pytest.raises(DeckgenError) as error:
        build_deck("deck.yaml", **options)
    return "\n".join(line for line in told(bank, str(error.value)).splitlines() if not line.startswith("    "))


def set_time(folder: Path, time: str) -> None:
    """As if the figures had been fetched then."""
    file = folder / KEPT
    file.write_text(re.sub(r'"fetched": "[^"]*"', f'"fetched": "{time}"', file.read_text("utf-8")), "utf-8")


def source_line(deck: Path, slide: int = 0) -> str:
    texts = [shape.text_frame.text for shape in Presentation(str(deck)).slides[slide].shapes if shape.has_text_frame]
    return next(text for text in texts if text.startswith(("Kilde", "Source")))


def test_a_deck_is_built_from_what_is_fetched_once(folder: Path, bank: Bank):
    build_deck("deck.yaml")
    assert len(bank.calls) == 2
    first = (folder / "deck.pptx").read_bytes()
    (folder / "deck.pptx").unlink()
    bank.down()
    build_deck("deck.yaml")
    assert (folder / "deck.pptx").read_bytes() == first
    chart = next(shape.chart for shape in Presentation("deck.pptx").slides[0].shapes if shape.has_chart)
    assert {series.name: list(series.values) for series in chart.plots[0].series} == {
        "Oslo": [1022 + 1032, 1023 + 1033],
        "Meråker": [3022 + 3032, 3023 + 3033],
    }


def test_the_file_says_what_was_asked_where_and_when(folder: Path, bank: Bank):
    build_deck("deck.yaml")
    document = json.loads((folder / KEPT).read_text("utf-8"))
    assert json.loads(told(bank, json.dumps(document["extension"]["deckgen"]))) == {
        "fetched": "TIME",
        "url": "http://HOST/api/v2/tables/07459",
        "query": {
            "api": "http://HOST/api/v2",
            "table": "07459",
            "choose": {"Region": ["0301", "1711"], "Tid": {"latest": 2}},
        },
    }
    assert document["extension"]["px"] == {"tableid": "07459"}
    assert [path.name for path in (folder / "fetched").iterdir()] == ["people.json"]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("nb", "Kilde: Statistisk sentralbyrå, tabell 07459. Hentet 8. april 2013."),
        ("en", "Source: Statistisk sentralbyrå, table 07459. Retrieved 8 April 2013."),
    ],
)
def test_the_source_line_says_from_which_table_and_when(folder: Path, bank: Bank, language, line: str):
    build_deck("deck.yaml")
    set_time(folder, "2013-04-08T10:00:00Z")
    build_deck("deck.yaml", language=language)
    assert source_line(folder / "deck.pptx") == line


def test_a_source_of_the_spec_stands_before_the_time(folder: Path, bank: Bank):
    write(folder, SPEC.replace("    choose:", "    source: SSB\n    choose:"), bank)
    build_deck("deck.yaml")
    set_time(folder, "2013-04-08T10:00:00Z")
    build_deck("deck.yaml")
    assert source_line(folder / "deck.pptx") == "Kilde: SSB. Hentet 8. april 2013."


def test_what_is_made_of_fetched_figures_says_when_the_oldest_were_fetched(folder: Path, bank: Bank):
    spec = SPEC.replace("slides:", "  again:\n    from: people\n    steps:\n      - group: {{by: år, sum: Personer}}\nslides:")
    write(folder, spec.replace("from: people\n    chart", "from: again\n    chart").replace("    series: region\n", ""), bank)
    build_deck("deck.yaml")
    set_time(folder, "2013-04-08T10:00:00Z")
    build_deck("deck.yaml")
    assert source_line(folder / "deck.pptx") == "Kilde: Statistisk sentralbyrå, tabell 07459. Hentet 8. april 2013."


def test_data_and_trace_say_when_the_figures_were_fetched(folder: Path, bank: Bank):
    build_deck("deck.yaml")
    set_time(folder, "2013-04-08T10:00:00Z")
    lines = run("data", "deck.yaml", "people").output.splitlines()
    assert lines[:3] == [
        "people: fetched/people.json; 4 rows, 4 columns",
        "  source: Statistisk sentralbyrå, tabell 07459",
        "  fetched: 2013-04-08T10:00:00Z",
    ]
    assert json.loads(run("data", "deck.yaml", "--format", "json").output)["fetched"] == "2013-04-08T10:00:00Z"
    build_deck("deck.yaml")
    found = trace(folder / "deck.pptx")
    assert [(each.shown, found.files[0].numbers(each.sources[0])) for each in found.numbers] == [
        ("2\N{NO-BREAK SPACE}054", (1,)),
        ("2\N{NO-BREAK SPACE}056", (2,)),
        ("6\N{NO-BREAK SPACE}054", (3,)),
        ("6\N{NO-BREAK SPACE}056", (4,)),
    ]
    assert found.files[0].file.told["fetched"] == "2013-04-08T10:00:00Z"
    assert "  fetched: 2013-04-08T10:00:00Z" in run("trace", "deck.pptx").output.splitlines()


def test_asked_again_are_the_figures_new(folder: Path, bank: Bank):
    build_deck("deck.yaml")
    set_time(folder, "2013-04-08T10:00:00Z")
    bank.tables["07459"].figure = lambda _: 7
    build_deck("deck.yaml")
    assert "Hentet 8. april 2013" in source_line(folder / "deck.pptx")
    run("build", "deck.yaml", "--refresh-data")
    assert "Hentet 8. april 2013" not in source_line(folder / "deck.pptx")
    assert "14" in run("data", "deck.yaml").output
    assert len(bank.calls) == 4


def test_data_can_be_asked_for_again_by_itself(folder: Path, bank: Bank):
    build_deck("deck.yaml")
    run("data", "deck.yaml", "--refresh-data")
    assert len(bank.calls) == 4


def test_another_question_is_asked_anew(folder: Path, bank: Bank):
    build_deck("deck.yaml")
    write(folder, SPEC.replace("latest: 2", "latest: 3"), bank)
    build_deck("deck.yaml")
    assert len(bank.asked) == 2
    assert json.loads((folder / KEPT).read_text("utf-8"))["size"] == [2, 1, 3]


def test_the_same_question_in_other_order_is_not_asked_anew(folder: Path, bank: Bank):
    build_deck("deck.yaml")
    spec = SPEC.replace('      Region: ["0301", "1711"]\n      Tid: {{latest: 2}}\n', "")
    write(folder, spec.replace("choose:", 'choose: {{Tid: {{"latest": 2}}, Region: [0301, 1711]}}'), bank)
    build_deck("deck.yaml")
    assert len(bank.asked) == 1


# --- broken banks ---


def test_without_an_answer_there_is_no_deck(folder: Path, bank: Bank):
    bank.down()
    assert refused(bank) == (
        "deck.yaml:4:10: error: HOST cannot be reached: it refuses connections [api-unreachable]\n"
        "  build again when there is a connection; behind a proxy, see that HTTPS_PROXY names it"
    )
    assert not (folder / "fetched").exists()


def down(bank: Bank) -> None:
    bank.down()


def busy(bank: Bank) -> None:
    bank.always = Answer(429, headers={"Retry-After": "0"})


def failing(bank: Bank) -> None:
    bank.always = Answer(503, headers={"Retry-After": "0"})


def cut_off(bank: Bank) -> None:
    bank.always = Answer(change=lambda data: data[:-9])


def a_page(bank: Bank) -> None:
    bank.always = Answer(body=b"<html>Vedlikehold</html>")


def table_gone(bank: Bank) -> None:
    bank.tables.clear()


def code_gone(bank: Bank) -> None:
    del bank.tables["07459"].variables["Region"]["1711"]


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        (down, "HOST cannot be reached: it refuses connections"),
        (busy, "HOST has been asked too often, and wants a pause of 0 s"),
        (failing, "HOST has a fault of its own: status 503"),
        (cut_off, "the answer of http://HOST/api/v2 cannot be used: it is not JSON"),
        (a_page, "the answer of http://HOST/api/v2 cannot be used: it is not JSON"),
        (table_gone, "http://HOST/api/v2 has no table 07459"),
        (code_gone, 'Region has no value "1711"'),
    ],
)
def test_with_figures_at_hand_a_broken_bank_is_warned_of_and_the_deck_says_how_old_they_are(
    folder: Path, bank: Bank, fault, why: str
):
    build_deck("deck.yaml")
    set_time(folder, "2013-04-08T10:00:00Z")
    kept = (folder / KEPT).read_bytes()
    fault(bank)
    (warning,) = build_deck("deck.yaml", refresh_data=True).warnings
    (folder / "deck.pptx").unlink()
    ran = run("build", "deck.yaml", "--refresh-data")
    said = [line for line in told(bank, ran.stderr).splitlines() if not line.startswith("    ")]
    assert (warning.code, said) == (
        "fetched-old",
        [
            "deck.yaml:4:10: warning: the figures of people are those fetched at TIME, since they could not be fetched again: "
            f"{why} [fetched-old]",
            "  build with --refresh-data another time; what is kept is in fetched/people.json",
        ],
    )
    assert "2013-04-08T10:00:00Z" in ran.stderr
    assert source_line(folder / "deck.pptx").endswith("Hentet 8. april 2013.")
    assert (folder / KEPT).read_bytes() == kept


def test_strict_takes_old_figures_for_an_error(folder: Path, bank: Bank):
    build_deck("deck.yaml")
    bank.down()
    run("build", "deck.yaml", "--refresh-data", "--strict", status=1)


def test_old_figures_do_not_stand_in_for_an_answer_to_another_question(folder: Path, bank: Bank):
    build_deck("deck.yaml")
    write(folder, SPEC.replace("latest: 2", "latest: 1"), bank)
    bank.down()
    assert refused(bank) == (
        "deck.yaml:4:10: error: fetched/people.json answers another question than people asks now, and the new one was not "
        "answered: HOST cannot be reached: it refuses connections [fetched-other-query]\n"
        "  build again when there is a connection, or take back the change"
    )


def test_a_slip_in_another_question_is_told_itself(folder: Path, bank: Bank):
    build_deck("deck.yaml")
    write(folder, SPEC.replace('"1711"', '"1771"'), bank)
    assert refused(bank) == (
        'deck.yaml:7:24: error: Region has no value "1771" [choose-code-unknown]\n'
        '  did you mean "1711"?\n'
        "  values: 0 Hele landet, 0301 Oslo, 1103 Stavanger, 1711 Meråker"
    )


@pytest.mark.parametrize("refresh", [False, True])
def test_a_host_that_is_not_declared_is_never_asked(folder: Path, bank: Bank, refresh: bool):
    (folder / "deckgen.yaml").write_text("template: DEPMAL\nhosts: [data.ssb.no]\n", "utf-8")
    assert refused(bank, refresh_data=refresh) == (
        "deck.yaml:4:10: error: HOST is not among the hosts that this project may ask [host-not-declared]\n"
        "  if it is to be asked, write in deckgen.yaml: hosts: [data.ssb.no, HOST]"
    )
    assert bank.calls == []


def test_with_figures_at_hand_an_undeclared_host_is_still_no_warning(folder: Path, bank: Bank):
    build_deck("deck.yaml")
    (folder / "deckgen.yaml").write_text("template: DEPMAL\n", "utf-8")
    build_deck("deck.yaml")
    assert refused(bank, refresh_data=True).startswith("deck.yaml:4:10: error: HOST is not among the hosts")


def test_hosts_are_names_and_no_addresses(folder: Path, bank: Bank):
    (folder / "deckgen.yaml").write_text("template: DEPMAL\nhosts: [https://data.ssb.no/api]\n", "utf-8")
    assert refused(bank) == (
        'deckgen.yaml:2:9: error: "https://data.ssb.no/api" is no name of a host [hosts-unclear]\n'
        "  write the name alone, such as data.ssb.no"
    )


# --- the kept file ---


def test_a_file_that_broke_is_fetched_again(folder: Path, bank: Bank):
    build_deck("deck.yaml")
    (folder / KEPT).write_bytes((folder / KEPT).read_bytes()[:100])
    build_deck("deck.yaml")
    assert (len(bank.calls), json.loads((folder / KEPT).read_text("utf-8"))["size"]) == (4, [2, 1, 2])


def test_a_file_of_somebody_else_is_not_written_over(folder: Path, bank: Bank):
    (folder / "fetched").mkdir()
    (folder / KEPT).write_text('{"class": "dataset"}', "utf-8")
    assert refused(bank) == (
        "deck.yaml:4:10: error: fetched/people.json was not fetched by deckgen, and would be written over by people "
        "[fetched-not-ours]\n  move it, or name another with `file:`"
    )
    assert (bank.calls, (folder / KEPT).read_text("utf-8")) == ([], '{"class": "dataset"}')


def test_the_file_can_be_named(folder: Path, bank: Bank):
    write(folder, SPEC.replace("    choose:", "    file: data/folk i byene.json\n    choose:"), bank)
    build_deck("deck.yaml")
    assert [path.name for path in (folder / "data").iterdir()] == ["folk i byene.json"]


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (
            "data/folk.csv",
            "deck.yaml:6:11: error: what is fetched is kept as JSON-stat, and data/folk.csv does not end in .json ",
        ),
        ("../folk.json", "deck.yaml:6:11: error: ../folk.json "),
    ],
)
def test_the_file_lies_in_the_project_and_is_json(folder: Path, bank: Bank, file: str, said: str):
    write(folder, SPEC.replace("    choose:", f"    file: {file}\n    choose:"), bank)
    message = refused(bank)
    assert message.startswith(said) or "path-outside" in message
    assert bank.calls == []


def test_two_questions_are_not_kept_in_one_file(folder: Path, bank: Bank):
    other = """  People:
    api: {address}/api/v2
    table: "07459"
    choose: {{Tid: all}}
  both:
    from: people
    steps:
      - join: {{with: People, on: år}}
slides:"""
    write(folder, SPEC.replace("slides:", other).replace("from: people\n    chart", "from: both\n    chart"), bank)
    assert refused(bank) == (
        "deck.yaml:10:10: error: fetched/people.json is to keep the answers to two questions, of people and of People "
        "[fetched-twice]\n"
        "  name another file for one of them with `file:`"
    )


def test_a_name_with_other_letters_gives_a_plain_file(folder: Path, bank: Bank):
    write(folder, SPEC.replace("people", "Folk på Ås/Ski"), bank)
    build_deck("deck.yaml")
    assert [path.name for path in (folder / "fetched").iterdir()] == ["folk-pa-as-ski.json"]


def test_a_folder_that_cannot_be_written_is_told_of(folder: Path, bank: Bank):
    (folder / "fetched").write_text("a file", "utf-8")
    assert refused(bank).startswith("deck.yaml:4:10: error: ")
    assert (folder / "fetched").read_text("utf-8") == "a file"


def test_what_was_fetched_is_an_ordinary_file(folder: Path, bank: Bank):
    build_deck("deck.yaml")
    set_time(folder, "2013-04-08T10:00:00Z")
    spec = "\n".join(line for line in SPEC.splitlines() if not re.match(r" +(table:|choose|Region|Tid)", line))
    write(
        folder,
        spec.replace("api: {address}/api/v2", "{{file: fetched/people.json, source: SSB}}").replace(":\n    {{", ": {{"),
        bank,
    )
    bank.down()
    build_deck("deck.yaml")
    assert source_line(folder / "deck.pptx") == "Kilde: SSB. Hentet 8. april 2013."


@pytest.mark.parametrize("option", ["sheet: A", "delimiter: ;", "header_row: 2"])
def test_options_of_other_files_are_refused(folder: Path, bank: Bank, option: str):
    write(folder, SPEC.replace("    choose:", f"    {option}\n    choose:"), bank)
    assert "is not for what a statistics bank answers [option-not-here]" in refused(bank)


# --- a deck for each group ---


def test_a_batch_is_fetched_once_and_made_again_where_it_was_fetched_again(folder: Path, bank: Bank):
    write(folder, BATCH, bank)
    assert [each.status for each in build_decks("deck.yaml", "out")] == ["built", "built"]
    assert len(bank.asked) == 1
    assert [each.status for each in build_decks("deck.yaml", "out")] == ["unchanged", "unchanged"]
    set_time(folder, "2013-04-08T10:00:00Z")
    assert [each.reasons for each in build_decks("deck.yaml", "out")] == [("fetched/people.json: fetched again",)] * 2
    bank.tables["07459"].figure = lambda _: 7
    again = build_decks("deck.yaml", "out", refresh_data=True)
    assert [each.reasons for each in again] == [
        ("fetched/people.json: 3 rows changed (row 1, 2, 3), fetched again",),
        ("fetched/people.json: 3 rows changed (row 4, 5, 6), fetched again",),
    ]


def test_a_strict_batch_takes_old_figures_for_an_error(folder: Path, bank: Bank):
    write(folder, BATCH, bank)
    build_decks("deck.yaml", "out")
    bank.down()
    assert [each.status for each in build_decks("deck.yaml", "out", refresh_data=True)] == ["unchanged", "unchanged"]
    with pytest.raises(DeckgenError) as refused:
        build_decks("deck.yaml", "out", refresh_data=True, strict=True)
    assert [problem.code for problem in refused.value.problems] == ["fetched-old", "strict"]
    output = run("build", "deck.yaml", "-o", "new", "--refresh-data", "--strict", status=2).output
    assert (output.count("[fetched-old]"), output.count("[strict]"), (folder / "new").exists()) == (1, 1, False)


def test_the_command_line_asks_again_though_no_file_changed(folder: Path, bank: Bank):
    write(folder, BATCH, bank)
    run("data", "deck.yaml")
    set_time(folder, "2013-04-08T10:00:00Z")
    run("build", "deck.yaml", "-o", "out")
    run("build", "deck.yaml", "-o", "out")
    assert len(bank.asked) == 1
    output = run("build", "deck.yaml", "-o", "out", "--refresh-data", "--jobs", "2").output
    assert len(bank.asked) == 2
    assert "fetched/people.json: fetched again" in output


# --- drafts ---


def drafted(bank: Bank, path: str) -> list[str]:
    """The lines of the draft for an address at the bank."""
    output = run("data", "--draft", f"{bank.address}{path}").output
    return told(bank, output).splitlines()


def test_a_draft_takes_over_what_an_address_chooses_and_says_what_there_is(folder: Path, bank: Bank):
    query = "lang=no&valueCodes[Region]=0301,11*&valueCodes[Tid]=top(2)&valueCodes[ContentsCode]=Personer1"
    assert drafted(bank, f"/api/v2/tables/07459/data?{query}") == [
        "data:",
        "  table_07459:",
        "    api: http://HOST/api/v2",
        '    table: "07459"',
        "    language: no",
        "    choose:",
        '      Region: ["0301", "11*"]  # region: 0 Hele landet, 0301 Oslo, 1103 Stavanger, 1711 Meråker',
        "      # Kjonn: all  # left out, it is added up; kjønn: 1 Menn, 2 Kvinner",
        '      ContentsCode: ["Personer1"]  # statistikkvariabel: Personer1 Personer',
        "      Tid: {latest: 2}  # år: 2011, 2012, 2013",
    ]


@pytest.mark.parametrize("path", ["/api/v2/tables/07459", "/api/v2/tables/07459/metadata", "/api/v0/no/table/07459"])
def test_a_draft_of_a_table_chooses_what_must_be_chosen(folder: Path, bank: Bank, path: str):
    bank.tables["07459"] = population(years=30)
    assert drafted(bank, path)[4:] == [
        "    choose:",
        "      # Region: all  # left out, it is added up; region: 0 Hele landet, 0301 Oslo, 1103 Stavanger, 1711 Meråker",
        "      # Kjonn: all  # left out, it is added up; kjønn: 1 Menn, 2 Kvinner",
        "      ContentsCode: all  # statistikkvariabel: Personer1 Personer",
        "      Tid: {latest: 5}  # år: 2011, 2012, 2013, 2014, 2015, 2016, 2017, 2018 and 22 more",
    ]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("*", "all"),
        ("TOP(12)", "{latest: 12}"),
        ("from(2012)", '{from: "2012"}'),
        ("to(2012)", '{to: "2012"}'),
        ("[range(2011,2012)]", '{from: "2011", to: "2012"}'),
        ("2011,2013", '["2011", "2013"]'),
        ("201?", '["201?"]'),
        ("2011,top(1)", '["2011"]  # the address chooses 2011,top(1), which has to be written out; år: 2011, 2012, 2013'),
        ("bottom(1)", "all  # the address chooses bottom(1), which has to be written out; år: 2011, 2012, 2013"),
    ],
)
def test_what_an_address_chooses_is_written_as_a_spec_has_it(folder: Path, bank: Bank, written: str, expected: str):
    line = drafted(bank, f"/api/v2/tables/07459/data?valueCodes[Tid]={written}")[-1]
    assert line.startswith(f"      Tid: {expected}")


def test_a_codelist_of_an_address_is_taken_over(folder: Path, bank: Bank):
    lines = drafted(bank, "/api/v2/tables/07459/data?valueCodes[Region]=*&codelist[Region]=agg_Deler&valueCodes[Tid]=2013")
    assert lines[5] == "      Region: {codelist: agg_Deler, codes: all}  # region: S group S, N group N"


@pytest.mark.parametrize("query", ["", "?valueCodes[Region]=0301&valueCodes[Tid]=[range(2012,2013)]"])
def test_a_draft_builds(folder: Path, bank: Bank, query: str):
    output = run("data", "--draft", f"{bank.address}/api/v2/tables/07459{query}").output
    slide = "slides:\n  - {kind: table, title: Folk, from: table_07459, show: [år, Personer]}\n"
    (folder / "deck.yaml").write_text(f"title: Folk\n{output}{slide}", "utf-8")
    (warning,) = build_deck("deck.yaml").warnings or (None,)
    assert warning is None or warning.code == "line-shortened"
    assert source_line(folder / "deck.pptx").startswith("Kilde: Statistisk sentralbyrå, tabell 07459. Hentet ")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("https://www.scb.se/api/v2/tables/1", "error: www.scb.se is not among the hosts that this project may ask"),
        ("{bank}/api/v2/tables/99", "error: {bank}/api/v2 has no table 99 [api-table-missing]"),
        ("{bank}/nothing", "error: the address {bank} does not say which version of the API it is of"),
        ("{bank}", "error: the address {bank} does not say which version of the API it is of"),
    ],
)
def test_a_draft_that_cannot_be_had(folder: Path, bank: Bank, address: str, said: str):
    ran = run("data", "--draft", address.format(bank=bank.address), status=2)
    assert said.format(bank=bank.address) in ran.output

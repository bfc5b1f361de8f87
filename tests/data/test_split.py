"""The step split, and unpivot of all but a few columns."""

import pytest
from making import by_file, made, rows, run

from deckgen.errors import DeckgenError


def refusal(text: str, dataset) -> str:
    with pytest.raises(DeckgenError) as refused:
        run(text, dataset)
    return str(refused.value).splitlines()[0]


def test_a_code_and_a_name_in_one_cell_become_two_columns():
    dataset = run(
        "split: {column: region, into: [code, name]}", made(region=["3801 Horten", "5055 Heim kommune", ""], n=[1, 2, 3])
    )
    assert dataset.columns == ("code", "name", "n")
    assert rows(dataset) == [("3801", "Horten", 1), ("5055", "Heim kommune", 2), ("", "", 3)]
    assert by_file(dataset.lineage("name", [1]).sources()) == {"need": (3,)}


def test_a_part_may_keep_the_columns_name_and_be_cut_elsewhere():
    dataset = run('split: {column: a, into: [a, b, c], at: "|"}', made(a=["x | y | z|"]))
    assert rows(dataset) == [("x", "y", "z|")]


def test_every_cell_with_too_few_parts_is_told():
    dataset = made(region=["3801 Horten", "Uoppgitt", "Rest"])
    with pytest.raises(DeckgenError) as refused:
        run("split: {column: region, into: [code, name]}", dataset)
    assert [dict(problem.data)["row"] for problem in refused.value.problems] == [3, 4]
    assert '"Uoppgitt" has fewer than 2 parts between " "' in str(refused.value)


def test_numbers_and_taken_names_are_refused():
    assert refusal("split: {column: n, into: [a, b]}", made(n=[1, 2])).endswith(
        "the column n of need holds numbers, which are not split [split-number]"
    )
    assert "[column-taken]" in refusal("split: {column: a, into: [a, b]}", made(a=["x y"], b=["z"]))
    assert "[column-taken]" in refusal("split: {column: a, into: [c, c]}", made(a=["x y"]))


def test_unpivot_takes_all_columns_but_those_that_stay():
    dataset = run("unpivot: {except: sted, name: year, values: n}", made(**{"sted": ["Os"], "2020": [1], "2021": [2]}))
    assert rows(dataset) == [("Os", 2020, 1), ("Os", 2021, 2)]
    assert "[unpivot-unclear]" in refusal("unpivot: {name: year, values: n}", made(a=[1]))

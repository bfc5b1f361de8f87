"""What a spec declares of a dataset's columns → the contract that the dataset is held against."""

from deckgen.data import Dataset, require_columns
from deckgen.data.contract import BrokenContractError, ColumnRule, Contract, check_contract, with_units
from deckgen.errors import Problems
from deckgen.fields import Source
from deckgen.spec.fields import ColumnFields, DatasetFields


def contract_of(fields: DatasetFields) -> Contract:
    """What is said of columns, each with its place in the spec."""
    rules = tuple(_rule(name, column) for name, column in fields.columns.items())
    return Contract(rules, fields.key or (), fields.marks.get("key", fields.mark))


def _rule(name: str, fields: ColumnFields) -> ColumnRule:
    def text(source: Source | None) -> str:
        return source.marked if source else ""

    least, most = text(fields.from_), text(fields.to)
    return ColumnRule(
        name, fields.type, text(fields.unit), fields.allowed or (), least, most, bool(fields.required), fields.mark
    )


def held_against(dataset: Dataset, contract: Contract) -> Dataset:
    """A dataset that was made, with the units that are declared. Raises DeckgenError with every breach."""
    require_columns(dataset, contract.columns, contract.mark)
    problems = Problems()
    check_contract(dataset, contract, problems, types=True)
    dataset = with_units(dataset, contract)
    if problems.errors:
        raise BrokenContractError(problems.errors, dataset)
    return dataset

"""The steps of a dataset: ``steps:`` in a spec → a dataset made of others.

Each step is a mapping with one word, and a pure function from datasets to a dataset: ``rows`` chooses and orders rows,
``columns`` makes and names columns, ``split`` cuts texts, ``aggregate`` groups, ``reshape`` pivots, ``join`` puts two
datasets beside each other, ``divisions`` carries municipalities from year to year, ``municipality`` finds their codes,
``need`` projects the need for services. What a step makes knows which rows of its inputs each row came from
(``data/table.py``).
"""

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field, create_model

from deckgen.data.steps import aggregate, columns, divisions, join, municipality, need, reshape, rows, split
from deckgen.data.steps.registry import OneStep, StepFields, steps

_BUILT_IN = (rows, columns, split, aggregate, reshape, join, divisions, municipality, need)

if TYPE_CHECKING:

    class DatasetStep(OneStep): ...

else:
    _words: dict[str, Any] = {
        word: (Annotated[each.takes | None, Field(description=each.about)], None) for word, each in steps().items()
    }
    DatasetStep = create_model("DatasetStep", __base__=OneStep, __doc__=OneStep.__doc__, **_words)

__all__ = ["DatasetStep", "OneStep", "StepFields", "steps"]

"""A small CSV file is read by Python's own reader, a large one by pandas: whichever reads it, the cells are the same."""

import subprocess
import sys

from hypothesis import given, settings
from hypothesis import strategies as st

from deckgen.data import SourceSpec, csv_file
from deckgen.errors import DeckgenError

SPEC = SourceSpec("data/need.csv")


def outcome(reader, text: str, delimiter: str) -> object:
    try:
        return reader(text, delimiter, 0, SPEC)
    except DeckgenError as error:
        return [(problem.code, problem.mark) for problem in error.problems]


@settings(deadline=None)  # the first example imports pandas
@given(st.text('ab1; ,"\t\n\u00a0', min_size=1, max_size=25).filter(str.strip), st.sampled_from(csv_file.DELIMITERS))
def test_both_readers_give_the_same_cells_or_the_same_fault(text: str, delimiter: str):
    assert outcome(csv_file._columns, text, delimiter) == outcome(csv_file._columns_by_pandas, text, delimiter)


def test_a_small_regular_file_does_without_pandas():
    code = (
        "import sys; from deckgen.data import SourceSpec, csv_file; from deckgen.errors import Mark, Problems;"
        "csv_file.read_csv(b'a;b\\n1;2\\n', SourceSpec('t.csv'), Mark('deck.yaml'), Problems());"
        "sys.exit('pandas' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

"""The text of a large CSV file → its columns, as what differs in each. By numpy, several times as fast as a cell at a time.

Five million cells cost Python seconds, to make and then to look at, though few of them differ. Here they stay bytes: a cell is
a whole number of eight of them, or several such words, and only what differs among those is made a text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from deckgen.data.coded import Coded, in_order, numbered
from deckgen.data.files.csv_cells import Column, blocks, split_lines

if TYPE_CHECKING:
    from numpy.typing import NDArray

Words: TypeAlias = "NDArray[np.uint64]"

LONGEST = 64  # bytes of a cell; columns of longer ones are quicker read one by one
_WORD = 8  # bytes
_ONLY = np.array([(1 << 8 * count) - 1 for count in range(_WORD + 1)], np.uint64)  # the first bytes of a word, by how many
MOST = 0.9  # of a column's first cells may differ; as many do where each is there ten times in a million
_LOOKED_AT = 1_000_000  # characters, how many differ
_AT_ONCE = 300_000  # characters


def split_large(text: str, delimiter: str) -> list[Column] | None:
    """The columns: those of few different cells by these, others as lists.

    None where not all lines have equally many cells, or one is too long or holds NUL, of which the rest of a word is made; and
    where most columns are of the others, as in a register, for which this way is none too fast.
    """
    if "\0" in text or not delimiter.isascii():
        return None
    first = split_lines(next(blocks(text, _LOOKED_AT)), delimiter)
    few = [len({*cells}) <= MOST * len(cells) for cells in first or ()]
    if sum(few) < len(few) / 2 or (columns := _in_words(text, ord(delimiter))) is None:
        return None
    return [_coded(words) if is_few else _texts(words) for words, is_few in zip(columns, few, strict=True)]


def _in_words(text: str, delimiter: int) -> list[list[Words]] | None:
    """For each column the first words of all its cells, the second words, and so on; zeros where a cell has ended."""
    width = text.partition("\n")[0].count(chr(delimiter)) + 1
    columns: list[list[Words]] = [[] for _ in range(width)]
    rows = text.count("\n", 0, -1) + 1
    row = 0
    for block in blocks(text, _AT_ONCE):
        data = np.frombuffer(f"\n{block}\n".encode("utf-8", "surrogatepass") + bytes(LONGEST), np.uint8)
        breaks = data == ord("\n")
        edges = np.flatnonzero(breaks | (data == delimiter))  # before and after each cell
        end = row + np.count_nonzero(breaks) - 1
        if len(edges) - 1 != width * (end - row) or not breaks[edges[::width]].all() or np.diff(edges).max() > LONGEST + 1:
            return None
        eights = sliding_window_view(data, _WORD)
        for place, words in enumerate(columns):
            starts = edges[place:-1:width] + 1
            lengths = edges[place + 1 :: width] - starts
            for at in range(0, max(int(lengths.max()), 1), _WORD):
                if at == _WORD * len(words):
                    words.append(np.zeros(rows, np.uint64))
                eight = eights[starts + at].view("<u8")[:, 0]
                words[at // _WORD][row:end] = eight & _ONLY[np.clip(lengths - at, 0, _WORD)]
        row = end
    return columns


def _coded(words: Sequence[Words]) -> Coded[str]:
    count, codes = numbered(words[0])
    for word in words[1:]:
        longer = np.flatnonzero(word)
        more, others = numbered(word[longer])
        new, found = numbered(codes[longer] * more + others)
        codes[longer] = count + found
        count += new
    firsts, codes = in_order(codes, count)
    return Coded(_texts([word[firsts] for word in words]), codes)


def _texts(words: Sequence[Words]) -> list[str]:
    cells = np.stack(words, axis=1).astype("<u8").view(f"S{_WORD * len(words)}")
    return b"\n".join(cells[:, 0].tolist()).decode("utf-8", "surrogatepass").split("\n")

"""What the YAML parser complains of → what the writer of the file did, and the way on."""

import re
from collections.abc import Sequence
from typing import Any, NoReturn

from deckgen.errors import Datum, Mark, fail

_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'[^']*'")
_HOLE_BEGINS = re.compile(r"(?:^\s*|:\s+|-\s+|,\s*|[\[{]\s*)\{\{")
# Which is no colon, or no dash, to YAML; and the no-break spaces that look like blanks.
_WITHOUT_BLANK = re.compile(r"\s*(?:- +)*(?:(-)(?=[^\W\d])|[^\W\d]\w*(:)(?=[^\s/\\]))")
_NO_BREAK = re.compile("[ -]*([\xa0\u202f])|\\s*(?:- +)*\\w+:([\xa0\u202f])")
_TEXT_BEGINS = re.compile(r"(?:^\s*|:\s+|-\s+|,\s*|[\[{]\s*)([*&!%@`|>])")


def refuse_syntax(error: Any, file: str, lines: Sequence[str]) -> NoReturn:
    """Raise DeckgenError for a ``MarkedYAMLError`` of the parser."""
    places = [mark for mark in (error.problem_mark, error.context_mark) if mark is not None]
    marks = [_mark(place.line, place.column, file, lines) for place in places] or [Mark(file)]
    in_brackets = "flow" in (error.context or "")
    for mark in marks:
        bare = _QUOTED.sub(lambda quoted: "'" * len(quoted[0]), mark.source)
        hole = _HOLE_BEGINS.search(bare)
        if hole or (in_brackets and "{{" in bare):
            column = (hole.end() - 2 if hole else bare.index("{{")) + 1
            fail("hole-needs-quotes", Mark(file, mark.line, column, mark.source))
    if in_brackets and marks[-1].source[marks[-1].column - 1 :][:1] not in ("[", "{"):
        marks.append(_last_opened(marks[0], file, lines) or marks[0])
    code, mark, data = _diagnose(error.problem or "", error.context or "", marks)
    if code in ("yaml-indent", "yaml-no-colon"):
        code, mark, data = _missing_blank(mark, file, lines) or (code, mark, data)
    fail(code, mark, **data)


def _diagnose(problem: str, context: str, marks: Sequence[Mark]) -> tuple[str, Mark, dict[str, Datum]]:
    """The code, the place and the data, from the parser's wording."""
    mark, opened = marks[0], marks[-1]
    before, here = mark.source[: max(mark.column - 1, 0)], mark.source[mark.column - 1 :][:1]
    if here == "\t" or "found a tab" in problem:
        return "tab-indent", mark, {}
    if "quoted scalar" in context:
        escape = "escape" in problem or "hexdecimal" in problem
        return (
            ("yaml-escape", mark, {}) if escape else ("yaml-quote", opened, {"quote": opened.source[opened.column - 1 :][:1]})
        )
    if "flow" in context:
        return "yaml-bracket", mark, {"bracket": opened.source[opened.column - 1 :][:1], "line": opened.line}
    if "mapping values are not allowed" in problem:
        return ("yaml-colon" if re.search(r":\s", before) else "yaml-indent"), mark, {}
    if "sequence entries are not allowed" in problem:
        return "yaml-dash", mark, {}
    if "expected ':'" in problem:
        return "yaml-no-colon", opened, {}
    if begins := _TEXT_BEGINS.search(_QUOTED.sub(lambda quoted: "x" * len(quoted[0]), mark.source)):
        return "yaml-start", Mark(mark.file, mark.line, begins.start(1) + 1, mark.source), {"character": begins[1]}
    if "did not find expected" in problem and here not in ("]", "}"):
        if before.rstrip()[-1:] in ("'", '"', "]", "}"):
            return "yaml-after", mark, {"character": before.rstrip()[-1:]}
        return "yaml-indent", mark, {}
    return "yaml-syntax", mark, {}


def _missing_blank(mark: Mark, file: str, lines: Sequence[str]) -> tuple[str, Mark, dict[str, Datum]] | None:
    """A blank that is left out, or is none, in the line of a complaint or in the one above, which it then belongs to."""
    said = [number for number, line in enumerate(lines[: mark.line], 1) if line.strip()]
    for number in reversed(said[-2:]):
        source = lines[number - 1]
        for code, pattern in (("yaml-no-break-space", _NO_BREAK), ("yaml-blank", _WITHOUT_BLANK)):
            if found := pattern.match(source):
                at = found.start(found.lastindex or 0)
                return code, Mark(file, number, at + 1, source), {"character": source[at]}
    return None


def _last_opened(end: Mark, file: str, lines: Sequence[str]) -> Mark | None:
    """The last bracket before ``end`` that nothing closes."""
    opened: list[Mark] = []
    for number, line in enumerate(lines[: end.line], 1):
        bare = _QUOTED.sub(lambda quoted: "x" * len(quoted[0]), line)
        for column, character in enumerate(bare, 1):
            if character in "[{":
                opened.append(Mark(file, number, column, line))
            elif character in "]}" and opened:
                opened.pop()
    return opened[-1] if opened else None


def _mark(line: int, column: int, file: str, lines: Sequence[str]) -> Mark:
    """Counted from 1. A complaint about the file's end is shown at its last line that says something."""
    if line >= len(lines) or (line == len(lines) - 1 and not lines[line]):
        said = [number for number, text in enumerate(lines) if text.strip()]
        line = said[-1] if said else 0
        column = len(lines[line])
    return Mark(file, line + 1, column + 1, lines[line])

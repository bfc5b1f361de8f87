"""One line of Markdown with holes → runs. Markdown first, holes second: what fills a hole is a run of its own, never parsed.

Bold, italic, links ``[text](address)``, addresses in ``<…>``, escapes with a backslash, and entities such as ``&nbsp;`` work.
Other Markdown is refused, never printed raw; signs that are no Markdown stand as typed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from deckgen.errors import Mark, fail, made_of_all
from deckgen.fields.decode import DIRECTIONS
from deckgen.model import Run
from deckgen.text.expressions import Expression
from deckgen.text.holes import split_signs, take_out_holes
from deckgen.text.links import address
from deckgen.text.scope import Scope

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

MAX_TEXT = 20_000

_MARKUP = re.compile(r"[\\`*_\[\]<&]")
_WEB_ADDRESS = re.compile(r"<(www\.[^<>\s]+)>")
_CONTROL = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f{DIRECTIONS}\ud800-\udfff\ufffe\uffff]")
_REFUSED = {"code_inline": ("code in `", "\\`"), "image": ("a picture", "\\!["), "html_inline": ("HTML", "\\<")}

Parts = tuple[str | Expression, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters, or a hole, that look alike."""

    content: str | Expression
    bold: bool = False
    italic: bool = False
    link: Parts = ()


@dataclass(frozen=True, slots=True)
class Inline:
    """Parsed text of one paragraph."""

    pieces: tuple[Piece, ...]
    mark: Mark = field(compare=False)

    @property
    def expressions(self) -> tuple[Expression, ...]:
        return tuple(part for piece in self.pieces for part in (piece.content, *piece.link) if isinstance(part, Expression))

    @property
    def names(self) -> frozenset[str]:
        """The names that its holes ask the scope for."""
        return frozenset[str]().union(*(expression.names for expression in self.expressions))

    def render(self, scope: Scope) -> tuple[Run, ...]:
        """The runs. Raises DeckgenError with all holes that cannot be filled."""
        return tuple([run for run in made_of_all(lambda piece: self._run(piece, scope), self.pieces) if run.text])

    def _run(self, piece: Piece, scope: Scope) -> Run:
        link = address(piece.link, scope, self.mark) if piece.link else ""
        if isinstance(piece.content, str):
            return Run(piece.content, scope.language, piece.bold, piece.italic, link)
        printed = piece.content.print(scope)
        text = printed.text.replace("\r\n", "\n").replace("\r", "\n")
        control = _CONTROL.search(text)
        if control:
            fail("control-character", piece.content.mark, hole=piece.content.source, character=f"U+{ord(control[0]):04X}")
        return Run(text, scope.language, piece.bold, piece.italic, link, value=printed.value)


@lru_cache(4096)
def parse_inline(source: str, mark: Mark) -> Inline:
    """Parse one text, a title for instance; a line break in it stays one. Raises DeckgenError."""
    text, holes = take_out_holes(source, mark)
    return parse_signed("\n".join(line.strip() for line in text.strip().split("\n")), holes, mark)


def parse_signed(text: str, holes: tuple[Expression, ...], mark: Mark) -> Inline:
    """Parse a text whose holes are signs."""
    if len(text) > MAX_TEXT:
        fail("text-too-long", mark, most=MAX_TEXT)
    if not _MARKUP.search(text):
        return Inline(tuple(Piece(part) for part in split_signs(text, holes)), mark)
    tokens = _parser().parseInline(text)[0].children or []
    _refuse_raw(tokens, mark)
    return Inline(tuple(_pieces(tokens, holes, mark)), mark)


def _pieces(tokens: Sequence["Token"], holes: tuple[Expression, ...], mark: Mark) -> Iterator[Piece]:
    """The tokens' characters with the formatting that surrounds them, neighbours that look alike as one."""
    strong = emphasized = 0
    link: Parts = ()
    characters = linked = ""
    for token in tokens:
        if token.type in ("text", "text_special"):
            characters += token.content
            continue
        if token.type in ("softbreak", "hardbreak"):
            characters += "\n"
            continue
        yield from _alike(characters, holes, Piece("", strong > 0, emphasized > 0, link))
        linked += characters
        characters = ""
        if token.type in ("strong_open", "strong_close"):
            strong += token.nesting
        elif token.type in ("em_open", "em_close"):
            emphasized += token.nesting
        elif token.type == "link_open":
            link, linked = _address(token, holes, mark), ""
        elif token.type == "link_close":
            if not linked.strip():
                fail("link-without-text", mark)
            link = ()
        else:
            what, escape = _REFUSED.get(token.type, (token.type, "\\"))
            fail("markdown-not-supported", mark, what=what, escape=escape)
    yield from _alike(characters, holes, Piece("", strong > 0, emphasized > 0, link))


def _alike(characters: str, holes: tuple[Expression, ...], look: Piece) -> Iterator[Piece]:
    for part in split_signs(characters, holes):
        yield replace(look, content=part)


def _address(token: "Token", holes: tuple[Expression, ...], mark: Mark) -> Parts:
    if "title" in token.attrs:
        fail("markdown-not-supported", mark, what="a link's title", escape="\\[")
    parts = split_signs(str(token.attrs["href"]), holes)
    if not parts:
        fail("link-address", mark, address="")
    return parts


def _refuse_raw(tokens: Sequence["Token"], mark: Mark) -> None:
    """Refuses what was meant as Markdown and would be printed raw: ** that nothing closes, a link whose address is none."""
    typed = "".join(token.content if token.type == "text" else "\0" for token in tokens)
    stars = (token.type == "text" and token.content == "*" for token in tokens)
    if any(first and second for first, second in pairwise(stars)):
        fail("markdown-unclosed", mark)
    if "](" in typed.partition("[")[2]:
        fail("link-broken", mark)
    if any(token.type == "text_special" and token.content == "\ufffd" for token in tokens):
        fail("invisible-character", mark, character="written with & and #")


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    class Parser(MarkdownIt):
        """Leaves addresses as written: they are judged and encoded when their holes are filled."""

        def normalizeLink(self, url: str) -> str:  # noqa: N802
            return url

        def normalizeLinkText(self, link: str) -> str:  # noqa: N802
            return link

        def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802
            return True

    parser = Parser("commonmark")
    parser.core.ruler.disable("text_join")  # so that escaped signs are told from typed ones
    parser.inline.ruler2.disable("fragments_join")
    parser.inline.ruler.before("autolink", "web_address", _web_address)
    return parser


def _web_address(state: "StateInline", silent: bool) -> bool:
    """``<www.ks.no>`` is a link too."""
    match = _WEB_ADDRESS.match(state.src, state.pos)
    if match is None:
        return False
    if not silent:
        state.push("link_open", "a", 1).attrs = {"href": f"https://{match[1]}"}
        state.push("text", "", 0).content = match[1]
        state.push("link_close", "a", -1)
    state.pos = match.end()
    return True

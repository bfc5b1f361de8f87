"""The addresses of links: what a spec writes, with holes, → an address that a presentation can hold."""

import re
from collections.abc import Sequence
from urllib.parse import quote

from deckgen.errors import Mark, fail
from deckgen.text.expressions import Expression
from deckgen.text.scope import Scope

_ADDRESS = re.compile(r"(?:https?://[^\s/?#<>\"\\^`{|}]+(?:[/?#][^\t\r\n]*)?|mailto:[^\s@]+@[^\s@]+)", re.IGNORECASE)
_HOST = re.compile(r"(https?://(?:[^/?#@]*@)?)([^/?#:]+)", re.IGNORECASE)
_KEPT = "!#$%&'()*+,/:;=?@[]~-._"  # reserved in addresses, or written already with a percent sign

MAX_ADDRESS = 2_000


def address(parts: Sequence[str | Expression], scope: Scope, mark: Mark) -> str:
    """The address. A hole at its beginning may be an address itself; one further on is one word of it, percent-encoded.

    Raises DeckgenError for what leads nowhere: only http, https and mailto are possible.
    """
    texts = [
        part if isinstance(part, str) else (part.print(scope).text if number == 0 else quote(part.print(scope).text, safe=""))
        for number, part in enumerate(parts)
    ]
    text = "".join(texts).strip().replace(" ", "%20")  # Markdown allows blanks between < and >
    if not _ADDRESS.fullmatch(text) or len(text) > MAX_ADDRESS:
        fail("link-address", mark, address=text[:200])
    return quote(_HOST.sub(_ascii_host, text, count=1), safe=_KEPT)


def _ascii_host(match: re.Match[str]) -> str:
    """``blåbær.no`` as the name system has it."""
    try:
        return match[1] + match[2].encode("idna").decode("ascii")
    except UnicodeError:
        return match[0]

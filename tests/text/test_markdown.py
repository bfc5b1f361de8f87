"""Markdown first, holes second: runs that look as asked for, and nothing printed raw."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deckgen.errors import DeckgenError, Mark
from deckgen.model import Run, Value
from deckgen.text import Scope, parse_blocks, parse_inline

SCOPE = Scope(
    {
        "name": "1. mai",
        "link": "[b](http://e)",
        "hole": "{{ 7*7 }}",
        "bold": "**x**",
        "word": "æ/ø å",
        "url": "https://www.ks.no/å?q=1",
        "script": "javascript:alert(1)",
        "n": Value(59.0),
        "lines": "a\r\nb",
        "control": "a\x0bb",
        "deck": {"title": "Saman"},
    },
    "nn",
)


def runs(source: str) -> tuple[Run, ...]:
    return parse_inline(source, Mark("deck.yaml", 3, 8, f"title: {source}")).render(SCOPE)


def look(source: str) -> list[tuple[str, str]]:
    return [(run.text, "b" * run.bold + "i" * run.italic) for run in runs(source)]


def refusal(source: str) -> str:
    with pytest.raises(DeckgenError) as caught:
        runs(source)
    assert str(caught.value)
    return caught.value.problems[0].code


def text(source: str) -> str:
    return "".join(run.text for run in runs(source))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a **b** c", [("a ", ""), ("b", "b"), (" c", "")]),
        ("a *b* _c_", [("a ", ""), ("b", "i"), (" ", ""), ("c", "i")]),
        ("***a***", [("a", "bi")]),
        ("**a __b__ c**", [("a ", "b"), ("b", "b"), (" c", "b")]),
        ("**a *b* c**", [("a ", "b"), ("b", "bi"), (" c", "b")]),
        ("**kommune**sektoren", [("kommune", "b"), ("sektoren", "")]),
    ],
)
def test_stars_and_underscores_make_bold_and_italic(source: str, expected: list[tuple[str, str]]) -> None:
    assert look(source) == expected


@pytest.mark.parametrize("source", ["name", "link", "hole", "bold"])
def test_what_fills_a_hole_stands_as_it_is(source: str) -> None:
    value = SCOPE.names[source]
    assert runs(f"{{{{ {source} }}}}") == (Run(str(value), "nn"),)


def test_a_hole_takes_the_look_of_what_surrounds_it_and_keeps_its_value() -> None:
    made = runs("Til **{{ n | plural('kommune', 'kommunar') }}**!")
    assert made == (Run("Til ", "nn"), Run("59 kommunar", "nn", bold=True), Run("!", "nn"))
    assert made[1].value == Value(59.0)


def test_letters_may_touch_the_stars_after_a_hole() -> None:
    assert look("**{{ name }}**s") == [("1. mai", "b"), ("s", "")]
    assert look("for**{{ name }}**") == [("for", ""), ("1. mai", "b")]
    assert look("*{{ name }}*-feiring") == [("1. mai", "i"), ("-feiring", "")]


def test_each_hole_is_a_run_of_its_own() -> None:
    assert [run.text for run in runs("{{ n }}{{ n }}")] == ["59", "59"]


def test_a_link_carries_its_address_on_all_its_runs() -> None:
    made = runs("Sjå [**{{ n }}** stader](https://www.ks.no/a).")
    assert [(run.text, run.link) for run in made] == [
        ("Sjå ", ""),
        ("59", "https://www.ks.no/a"),
        (" stader", "https://www.ks.no/a"),
        (".", ""),
    ]


@pytest.mark.parametrize(
    ("source", "address"),
    [
        ("[a](http://e.no/{{ word }}?x=1)", "http://e.no/%C3%A6%2F%C3%B8%20%C3%A5?x=1"),
        ("[a]({{ url }})", "https://www.ks.no/%C3%A5?q=1"),
        ("[a](https://blåbær.no/å%20b)", "https://xn--blbr-roah.no/%C3%A5%20b"),
        ("[a](http://e.no/(x))", "http://e.no/(x)"),
        ("<https://e.no/å>", "https://e.no/%C3%A5"),
        ("<www.ks.no>", "https://www.ks.no"),
        ("<post@ks.no>", "mailto:post@ks.no"),
    ],
)
def test_addresses_are_encoded(source: str, address: str) -> None:
    assert runs(source)[0].link == address


def test_a_bare_address_is_text() -> None:
    assert runs("Sjå www.ks.no og https://ks.no") == (Run("Sjå www.ks.no og https://ks.no", "nn"),)


@pytest.mark.parametrize(
    "source",
    [
        "8. april",
        "2 * 3 < 4 & 5 > 3",
        "[1] # 1",
        "* foreløpige tall",
        "1. mai",
        "- Innleiing",
        "# 1",
        "> 5 år",
        "R&D",
        "a_b_c",
        "a <b",
        "100 %",
        "(se [1])",
        "C:\\data",
        "«Nye vegar»",
        '"rett"',
        "!",
        "{ a }",
        "\\",
        "--- og ---",
    ],
)
def test_signs_that_are_no_markdown_stand_as_typed(source: str) -> None:
    assert runs(source) == (Run(source, "nn"),)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("\\*\\*a\\*\\*", "**a**"),
        ("\\[a](http://e.no)", "[a](http://e.no)"),
        ("\\<b>", "<b>"),
        ("\\`a\\`", "`a`"),
        ("\\{\\{ a \\}\\}", "{{ a }}"),
        ("&nbsp;&amp;&lt;", "\N{NO-BREAK SPACE}&<"),
        ("a\\\nb", "a\nb"),
        ("a\nb", "a\nb"),
        ("  a \n", "a"),
        ("{{ lines }}", "a\nb"),
        ("{{ '}}' }}", "}}"),
        ("{{ '' }}", ""),
    ],
)
def test_escapes_entities_and_line_breaks_work(source: str, expected: str) -> None:
    assert text(source) == expected


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("`a`", "markdown-not-supported"),
        ("![a](b.png)", "markdown-not-supported"),
        ("a <b>c</b>", "markdown-not-supported"),
        ("<!-- a -->", "markdown-not-supported"),
        ("[a](http://e.no 'title')", "markdown-not-supported"),
        ("a **b", "markdown-unclosed"),
        ("a ** b **", "markdown-unclosed"),
        ("[a](http://e.no/a b)", "link-broken"),
        ("[a](http://e.no/{{ word }} b)", "link-broken"),
        ("[](http://e.no)", "link-without-text"),
        ("[a]()", "link-address"),
        ("[a](javascript:alert)", "link-address"),
        ("[a](file:///etc/passwd)", "link-address"),
        ("[a](kapittel2)", "link-address"),
        ("[a]({{ script }})", "link-address"),
        ("[a](java{{ word }})", "link-address"),
        ("{{ n", "hole-open"),
        ("{{ it's }}", "hole-open"),
        ("{{ a\n}}", "hole-open"),
        ("n }}", "hole-close"),
        ("{% if n %}", "hole-statement"),
        ("{# n #}", "hole-statement"),
        ("{{ control }}", "control-character"),
        ("a\x0bb", "invisible-character"),
        ("&#1;", "invisible-character"),
        ("\ufdd00\ufdd1", "invisible-character"),
        ("{{ m }}", "unknown-name"),
        ("a" * 20_001, "text-too-long"),
    ],
)
def test_what_cannot_be_shown_is_refused(source: str, code: str) -> None:
    assert refusal(source) == code


def test_a_refusal_says_how_the_sign_itself_is_written() -> None:
    with pytest.raises(DeckgenError) as caught:
        runs("Bruk `a`")
    assert str(caught.value) == (
        "deck.yaml:3:8: error: code in ` is not possible in a slide's text [markdown-not-supported]\n"
        "    title: Bruk `a`\n"
        "           ^\n"
        "  possible: **bold**, *italic*, [text](address), and lists with dashes; write \\` for the sign itself"
    )


def test_a_hole_is_told_by_its_own_column() -> None:
    with pytest.raises(DeckgenError) as caught:
        runs("Om **dei** {{ m }}")
    assert caught.value.problems[0].mark == Mark("deck.yaml", 3, 19)


def test_the_names_of_a_text_are_those_of_its_holes_and_addresses() -> None:
    assert parse_inline("{{ a }} **{{ b.c }}** [{{ d }}](http://e.no/{{ e }})", Mark("x")).names == {"a", "b", "d", "e"}


@pytest.mark.parametrize(
    "sign", ["*", "_", "[", "![", "<", "&", "`", "\\", "[](", "**a ", "*a_", "](", "[a](", "<a ", "{", "a{{n}}"]
)
def test_hostile_texts_take_no_time(sign: str) -> None:
    """Eight times the text takes eight times as long, not sixty-four times."""
    _work(sign, 1_999)  # whatever has to be imported; another text, for a text that was read is remembered
    assert _work(sign, 16_000) < 25 * max(_work(sign, 2_000), 0.02)


def _work(sign: str, length: int) -> float:
    """Seconds of this process' own that the text takes, however busy the machine is with others."""
    began = time.process_time()
    for parse in (parse_inline, parse_blocks):
        try:
            parse((sign * length)[:length], Mark("x")).render(SCOPE)
        except DeckgenError as error:
            str(error)
    return time.process_time() - began


_TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_PLAIN = st.characters(exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp"), exclude_characters=f"\ufeff{_TURNING}")


@settings(max_examples=300, deadline=None)
@given(
    st.text(_PLAIN, min_size=1),
    st.sampled_from(["{}", "**{}**", "a*{}*b", "[{}](http://e.no)", "- {}", "__{}__", "({})", "*{}"]),
)
def test_any_text_in_a_hole_survives(value: str, around: str) -> None:
    scope = Scope({"x": value}, "nb")
    source = around.format("{{ x }}")
    assert value in [run.text for run in parse_inline(source, Mark("d")).render(scope)]
    groups = parse_blocks(source, Mark("d")).render(scope)
    assert not value.strip() or value in [run.text for group in groups for p in group for run in p.runs]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.from_regex(r"\A[a-zæøåA-ZÆØÅ0-9.,;?()%«»–\"']+\Z"), min_size=1))
def test_plain_words_survive(words: list[str]) -> None:
    assert text(" ".join(words)) == " ".join(words)


_MARKUP = "**¤*¤_¤__¤[¤]¤](¤)¤(http://e.no)¤`¤<¤>¤&amp;¤&#¤\\¤!¤{{ n }}¤{{ bold }}¤{{¤}}¤{%¤a¤ ¤- ¤# ¤|¤---¤http://¤www.¤@¤1. "


@settings(max_examples=500, deadline=None)
@given(st.lists(st.sampled_from([*_MARKUP.split("¤"), "\n", "  ", "\t", "\0", "\ufdd0"]), max_size=14).map("".join))
def test_any_markup_gives_runs_or_coded_problems_and_nothing_else(source: str) -> None:
    for parse in (parse_inline, parse_blocks):
        try:
            parse(source, Mark("d")).render(SCOPE)
        except DeckgenError as error:
            str(error)  # whose wording is in the catalogue

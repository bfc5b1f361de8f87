"""Random texts in every text placeholder of DEPMAL: what fits stays in its box, at PowerPoint's line height and drawn."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random

import pytest
from drawn_texts import Word, can_draw, draw, ink_bottom
from PIL import Image
from random_texts import Author
from written_texts import WrittenParagraph, WrittenText, written_texts

from deckgen.errors import Mark, Problems
from deckgen.fit import fit
from deckgen.fit.metrics import face
from deckgen.model import Deck, Language, Paragraph, Properties, Run, Shape, Slide, Text
from deckgen.powerpoint.write import Writer
from deckgen.template import Template, load_template

BATCHES = (  # roles that are drawn together
    ("bullets", "bullets_note", "bullets_portrait", "bullets_four"),
    ("landscape", "chart", "table", "definition"),
    ("title", "title_picture", "closing", "section"),
    ("quotation", "project_list", "blank", "full_picture"),
)
ROLES = tuple(role for batch in BATCHES for role in batch)
TEXTS: dict[Language, int] = {"nb": 200, "en": 10}  # both masters have the same boxes, so the second is but sampled
TRIES = 500
REACH = {"Calibri": (0.86, 0.172), "Cambria": (0.86, 0.22)}  # em above and below what letters stand on: Å and g
HAIR = 0.25  # points: rounding on the way to the page


@pytest.fixture(scope="module")
def template(root: Path) -> Template:
    return load_template(root / "templates" / "DEPMAL", Problems())


@dataclass(frozen=True)
class Written:
    deck: Deck
    file: bytes
    texts: list[list[WrittenText]]  # of each slide


def written(slides: list[Slide], template: Template) -> Written:
    """The slides fitted and written, on the template without its pictures, which take LibreOffice long."""
    problems = Problems()
    deck = fit(Deck("d", "DEPMAL", "nb", Properties(), tuple(slides)), template, problems)
    assert not problems.found
    file = Writer(without_pictures(template.file)).write(deck)
    return Written(deck, file, list(written_texts(file, [slide.layout for slide in deck.slides], template)))


def without_pictures(file: Path) -> bytes:
    pixel, packed = io.BytesIO(), io.BytesIO()
    Image.new("RGB", (1, 1)).save(pixel, "PNG")
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, pixel.getvalue() if name.endswith(".png") else source.read(name))
    return packed.getvalue()


def random_slides(role: str, language: Language, template: Template, chance: Random) -> Iterator[Slide]:
    """Slides with a random text in each of a role's placeholders, of those that fit sees no problem with."""
    layout = template.layout(role, language)
    rules = template.roles[role].rules
    first = {rule.place: name for name, rule in reversed(rules.items())}
    sets = [tuple(reversed(first.values())), *((name,) for name in rules if name not in first.values())]

    def shape(number: int, name: str) -> Shape:
        idx = template.roles[role].places[rules[name].place]
        place = layout.placeholder(idx)
        assert place
        author = Author(chance, place, language)
        text = author.text("project_list" if (role, name) == ("project_list", "body") else name)
        found = template.place(role, rules[name].place)
        return Shape(rules[name].place, place.name, text, found, fit=name, mark=Mark(name, number))

    for at in range(1_000_000):
        for names in sets:
            shapes = [shape(number, name) for number, name in enumerate(names)]
            for _ in range(TRIES):
                slide = Slide(f"{role} {language} {at} {names[0]}", role, layout.part, tuple(shapes), language)
                problems = Problems()
                fit(Deck("d", "DEPMAL", language, Properties(), (slide,)), template, problems)
                refused = {problem.mark.line for problem in problems.found if problem.mark}
                if not refused:
                    break
                shapes = [shape(n, each.fit) if n in refused else each for n, each in enumerate(shapes)]
            else:
                raise AssertionError(f"no text fits: {role} {names}")
            yield slide


def count_for(role: str, template: Template, texts: int) -> int:
    """How many slides hold so many texts of each rule."""
    rules = template.roles[role].rules.values()
    return texts * (1 + len(rules) - len({rule.place for rule in rules}))


@pytest.mark.parametrize("role", ROLES)
def test_what_fits_stays_in_its_box_at_powerpoints_line_height(role: str, template: Template):
    slides = islice(random_slides(role, "nb", template, Random(2013)), count_for(role, template, 10))
    for text in (text for texts in written(list(slides), template).texts for text in texts):
        lines = [lines_of(paragraph, text.edges()[2] - text.edges()[0]) for paragraph in text.paragraphs]
        assert text.height(lines) <= text.edges()[3] - text.edges()[1] + 1e-6, text


def lines_of(paragraph: WrittenParagraph, width: float) -> int:
    """Its lines by the advance widths of its letters, broken at blanks, hyphens and dashes."""
    letters = [(letter, *look) for text, *look in paragraph.runs for letter in text]
    words = re.findall(r"[\t\n]|[^\t\n –-]*(?:[–-]| *)", paragraph.text)
    lines, x, at = 1, paragraph.first + (paragraph.size if paragraph.bullet else 0), 0
    x = max(x, paragraph.left) if paragraph.bullet else x
    for word in words:
        widths = [face(paragraph.font, bold, italic)[letter] for letter, bold, italic in letters[at : at + len(word)]]
        wide, bare = (paragraph.size * sum(widths[:end]) for end in (None, len(word.rstrip(" "))))
        at += len(word)
        if word == "\t":
            x = max(x, paragraph.tab or 0)
        elif word == "\n" or x + bare > width:
            lines, x = lines + 1, paragraph.left + (0 if word == "\n" else wide)
        else:
            x += wide
    return lines


def test_split_texts_go_on_whole_under_titles_that_count(template: Template):
    slides = list(islice(random_slides("bullets", "nb", template, Random(1884)), 60))
    parts: dict[str, list[list[WrittenText]]] = {}
    made = written(slides, template)
    for slide, texts in zip(made.deck.slides, made.texts, strict=True):
        parts.setdefault(slide.identity.partition("#")[0], []).append(texts)
    assert any(len(each) > 2 for each in parts.values())
    for slide in slides:
        title, body = (shape.content for shape in slide.shapes)
        assert isinstance(title, Text)
        assert isinstance(body, Text)
        made_of = parts[slide.identity]
        counts = [f" ({at}/{len(made_of)})" for at in range(1, len(made_of) + 1)] if len(made_of) > 1 else [""]
        assert [texts[0].paragraphs[0].text for texts in made_of] == [title.plain + count for count in counts]
        assert [each.text for _, text in made_of for each in text.paragraphs] == [each.text for each in body.paragraphs]


def test_both_masters_give_texts_the_same_boxes(template: Template):
    for role in template.roles.values():
        for idx in {role.places[rule.place] for rule in role.rules.values()}:
            one, other = (template.layout(role.name, language).placeholder(idx) for language in TEXTS)
            assert one
            assert other
            assert (one.frame, one.insets, one.levels) == (other.frame, other.insets, other.levels), (role.name, one.name)


@pytest.mark.long
@pytest.mark.skipif(not can_draw(), reason="LibreOffice, or the fonts with the metrics of Office's, are not here")
@pytest.mark.parametrize("roles", BATCHES, ids=" ".join)
def test_what_fits_is_drawn_in_its_box(roles: tuple[str, ...], template: Template, tmp_path: Path):
    slides: list[Slide] = []
    for role in roles:
        for number, (language, count) in enumerate(TEXTS.items()):
            layout = template.layout(role, language).part
            slides.append(Slide(f"{role} {language}", role, layout, (), language))  # what the layout itself draws
            texts = random_slides(role, language, template, Random(number))
            slides += islice(texts, count_for(role, template, count))
    made = written([gauge(template), *slides], template)
    pages = draw(made.file, tmp_path)
    assert len(pages) == len(made.deck.slides)
    stands = standing(pages[0], made.texts[0], tmp_path)
    own: dict[str, str] = {}
    wrong: list[str] = []
    for slide, texts, words in list(zip(made.deck.slides, made.texts, pages, strict=True))[1:]:
        layout_says = own.setdefault(slide.layout, joined(words) if not texts else "")
        wrong += [f"{slide.identity}: {fault}" for fault in faults(texts, words, layout_says, stands)]
    assert wrong == []


def gauge(template: Template) -> Slide:
    """A slide by which to find where in a word's box its letters stand: an H in the major face, and one in the minor."""
    shapes = [
        Shape(name, name, Text(((Paragraph((Run("H", "nb"),)),),)), template.place("title", name))
        for name in ("title", "subtitle")
    ]
    return Slide("gauge", "title", template.layout("title", "nb").part, tuple(shapes), "nb")


def standing(words: list[Word], texts: list[WrittenText], folder: Path) -> dict[str, float]:
    """By face: how far above the bottom of a word's box its letters stand, in em."""
    fonts = [text.paragraphs[0] for text in texts]
    gauges = [word for word in words if word.text == "H"]
    return {
        font.font: (word.bottom - ink_bottom(word, 1, folder)) / font.size for font, word in zip(fonts, gauges, strict=True)
    }


def joined(words: list[Word]) -> str:
    return "".join(without_blanks(word.text) for word in words)


def without_blanks(text: str) -> str:
    return re.sub(r"\s", "", text)


def faults(texts: list[WrittenText], words: list[Word], layout_says: str, stands: dict[str, float]) -> Iterator[str]:
    """What is wrong with a slide as drawn."""
    paragraphs = [paragraph for text in texts for paragraph in text.paragraphs]
    expected = "".join(f"{each.bullet}({re.escape(without_blanks(each.text))})" for each in paragraphs)
    drawn = joined(words)
    found = re.fullmatch(re.escape(layout_says) + expected, drawn)
    if not found:
        yield f"not all is drawn: {drawn[len(layout_says) :]}"
        return
    ends = [0]
    for word in words:
        ends.append(ends[-1] + len(without_blanks(word.text)))
    spans = iter(found.regs[1:])
    for text in texts:
        lines = [_lines(words, ends, next(spans)) for _ in text.paragraphs]
        yield from _outside(text, lines, stands)


def _lines(words: list[Word], ends: list[int], span: tuple[int, int]) -> list[list[Word]]:
    """The words whose letters lie in a span of the page's text, line by line."""
    lines: list[list[Word]] = []
    for word, start, end in zip(words, ends, ends[1:], strict=False):
        if max(start, span[0]) < min(end, span[1]):
            if not lines or abs(word.bottom - lines[-1][-1].bottom) > 2:
                lines.append([])
            lines[-1].append(word)
    return lines


def _outside(text: WrittenText, lines: list[list[list[Word]]], stands: dict[str, float]) -> Iterator[str]:
    left, top, right, bottom = text.edges()
    for paragraph, drawn in zip(text.paragraphs, lines, strict=True):
        for line in drawn:
            stand = line[0].bottom - stands[paragraph.font] * paragraph.size
            above, below = (reach * paragraph.size for reach in REACH[paragraph.font])
            beyond = (
                left - min(word.left for word in line),
                top - (stand - above),
                max(word.right for word in line) - hanging(line[-1], paragraph) - right,
                stand + below - bottom,
            )
            if max(beyond) > HAIR:
                yield f"{text.name}: {' '.join(word.text for word in line)} stands out by {[round(each, 2) for each in beyond]}"
    over = text.height([len(drawn) for drawn in lines]) - (bottom - top)
    if over > 1e-6:
        yield f"{text.name}: {over:.2f} points too high at PowerPoint's line height"


def hanging(word: Word, paragraph: WrittenParagraph) -> float:
    """LibreOffice breaks a line after a hyphen or dash that fits by half."""
    last = word.text[-1]
    return paragraph.size * face(paragraph.font)[last] / 2 if last in "-–" else 0.0

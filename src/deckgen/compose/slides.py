"""One slide of the spec → slides: its kind's pages, with the title, symbol, footer and notes that all slides share."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from deckgen.compose.datasets import Datasets
from deckgen.compose.identity import base_identity, numbered
from deckgen.data import Dataset
from deckgen.errors import Mark, Problem, Problems, fail, made_of_all
from deckgen.kinds import Context, DataFields, FooterFields, Page
from deckgen.kinds.common import NumberFields
from deckgen.kinds.missing import number_notes
from deckgen.language import format_date, word
from deckgen.model import Footer, Frame, Language, Paragraph, Picture, Shape, Slide, Text, visible
from deckgen.pictures import Library
from deckgen.project import Project
from deckgen.spec import SlideSpec
from deckgen.template import Template
from deckgen.text import Datum, parse_inline

NO_SYMBOL = "none"


@dataclass(frozen=True)
class Setting:
    """What slides of one deck stand in.

    ``group`` are the names and values that data are cut by: the deck's own, and those of the repetition that the slides are
    in. ``repeated`` are the latter alone, by which slides of one deck are told apart. ``one_per`` is the column of the deck's
    own group. ``numbers`` are those that any slide may name.
    """

    template: Template
    project: Project
    library: Library
    datasets: Datasets
    language: Language
    names: Mapping[str, Datum]
    problems: Problems
    numbers: Mapping[str, NumberFields] = field(default_factory=dict[str, NumberFields])
    footer: FooterFields | None = None
    symbol: str = NO_SYMBOL
    symbol_mark: Mark = field(default_factory=lambda: Mark(""))
    group: Mapping[str, str] = field(default_factory=dict[str, str])
    repeated: Mapping[str, str] = field(default_factory=dict[str, str])
    one_per: str = ""
    identities: Counter[str] = field(default_factory=Counter[str])
    common: "Common | None" = None

    def cut(self, columns: Collection[str]) -> Mapping[str, str]:
        """What a dataset of these columns is cut by: the deck's key where it has it, for names change and keys do not."""
        if self.one_per and self.one_per in columns:
            return {self.one_per: self.group[self.one_per], **self.repeated}
        return self.group


class Common:
    """The slides that are the same in every deck of a batch, but for what stands at their foot: made once, then kept.

    ``varying`` are the names whose values differ from deck to deck.
    """

    def __init__(self, varying: Iterable[str]) -> None:
        self._varying = frozenset(varying)
        self._known: dict[Mark, bool] = {}
        self._kept: dict[tuple[Mark, str, int], _Kept] = {}

    def __reduce__(self) -> tuple[type["Common"], tuple[frozenset[str]]]:
        return Common, (self._varying,)  # each process makes its own

    def has(self, spec: SlideSpec, setting: Setting) -> bool:
        """Whether what the slide of the spec makes depends on nothing that differs: no hole, no rows that are cut."""
        if spec.mark not in self._known:
            self._known[spec.mark] = self._is_common(spec, setting)
        return self._known[spec.mark]

    def _is_common(self, spec: SlideSpec, setting: Setting) -> bool:
        fields = spec.fields
        named = set(spec.hole_names)
        if not named.isdisjoint(setting.numbers) or any(number.from_ for number in fields.numbers.values()):
            return False
        if isinstance(fields, DataFields):
            if not fields.whole or fields.when_empty == "skip":
                return False
            setting.datasets.dataset(fields.from_)  # raises where there is none, as making the slide does
            source = setting.datasets.source(fields)
            named.update(*(parse_inline(text.text, text.mark).names for text in (source.sources if source else ())))
        return self._varying.isdisjoint(named)

    def slides(self, spec: SlideSpec, setting: Setting) -> Iterator[Slide]:
        """The slides that a common one of the spec makes in a deck, with what it uses and warns of."""
        identity = base_identity(spec.kind.name, spec.fields, setting.repeated)
        before = setting.identities[identity]
        key = (spec.mark, identity, before)
        if key not in self._kept:
            alone = replace(
                setting, datasets=setting.datasets.for_deck(), problems=Problems(), identities=Counter({identity: before})
            )
            slides = tuple(_made(spec, alone))
            alone.problems.raise_errors()
            self._kept[key] = _Kept(slides, alone.datasets, alone.problems.warnings)
        kept = self._kept[key]
        setting.identities[identity] += 1
        setting.datasets.note_all(kept.used)
        setting.problems.found += kept.warnings
        footer = _footer(spec.fields.footer or setting.footer, _context(spec, setting))
        return (replace(slide, footer=footer) for slide in kept.slides)


@dataclass(frozen=True)
class _Kept:
    slides: tuple[Slide, ...]
    used: Datasets
    warnings: tuple[Problem, ...]


def slides_of(spec: SlideSpec, setting: Setting) -> Iterator[Slide]:
    """The slides that one slide of the spec makes; none where it has no rows and is to be skipped then."""
    if setting.common and setting.common.has(spec, setting):
        return setting.common.slides(spec, setting)
    return _made(spec, setting)


def _context(spec: SlideSpec, setting: Setting) -> Context:
    language = spec.fields.language or setting.language
    names = {**setting.group, **setting.names, **setting.repeated}
    return Context(setting.template, setting.project, setting.library, language, names, setting.problems)


def _made(spec: SlideSpec, setting: Setting) -> Iterator[Slide]:
    fields = spec.fields
    context = _context(spec, setting)
    if isinstance(fields, DataFields):
        cut = setting.cut(setting.datasets.dataset(fields.from_).columns)
        dataset = setting.datasets.rows(fields, cut, context.language)
        if dataset is None and fields.when_empty == "skip":
            return
        context = replace(context, source=setting.datasets.source(fields), headers=setting.datasets.headers(fields))
        context = context.knowing(_numbers(spec, setting, dataset))
        if dataset is not None:
            worded = setting.datasets.worded(dataset, context.language)
            context = replace(context, rows=worded.rows, words=worded.words)
            # What a repetition names stands in the spec as it stands in the data; dates are for the filter ``date``.
            named = {name: value for name, value in setting.repeated.items() if name in worded.words}
            repeated = {name: context.word(name, value) for name, value in named.items() if not dataset.is_date(name)}
            context = context.knowing(repeated)
    else:
        context = context.knowing(_numbers(spec, setting))
    identity = numbered(base_identity(spec.kind.name, fields, setting.repeated), setting.identities)
    section = _section(spec, context)
    for page in spec.kind.pages(fields, context):
        key = f"{identity}/{page.key}" if page.key else identity
        yield _slide(spec, page, context.knowing(page.names), setting, key, section)
        section = ""


def _numbers(spec: SlideSpec, setting: Setting, rows: Dataset | None = None) -> dict[str, Datum]:
    """The deck's numbers that the slide's holes name, and the slide's own. ``rows`` are the slide's, where it takes data."""
    fields = spec.fields
    for name, number in {**setting.numbers, **fields.numbers}.items():
        if name in setting.names or not name.isidentifier():
            fail("number-name", number.mark, name=name)
    asked = {name: number for name, number in setting.numbers.items() if name in spec.hole_names} | fields.numbers
    has_rows = isinstance(fields, DataFields)
    says_so = isinstance(fields, DataFields) and setting.datasets.example(fields.from_)  # that its figures are examples

    def worked_out(name: str) -> Datum:
        number = asked[name]
        if number.from_ is None and not (has_rows and name in fields.numbers):
            fail("number-without-data", number.mark, name=name)
        if number.from_ and not says_so and setting.datasets.example(number.from_):
            setting.problems.warning("number-example", spec.mark, name=name)
        return setting.datasets.number(name, number, rows, setting.cut)

    return dict(zip(asked, made_of_all(worked_out, asked), strict=True))


def _slide(spec: SlideSpec, page: Page, context: Context, setting: Setting, identity: str, section: str) -> Slide:
    fields = spec.fields
    layout = setting.template.layout(page.role, context.language)
    shapes = (_title(spec, page, context), *page.shapes, *_symbol(spec, page, context, setting))
    if not page.explains:
        _warn_of_numbers(shapes, setting.problems, spec.mark)
    notes = Text(context.groups(fields.notes)) if fields.notes else None
    footer = _footer(fields.footer or setting.footer, context)
    return Slide(identity, page.role, layout.part, shapes, context.language, footer, notes, section, spec.mark)


def _warn_of_numbers(shapes: Iterable[Shape], problems: Problems, mark: Mark) -> None:
    """A slide without a chart or table has no line that says of numbers what must be said of them."""
    texts = [shape.content for shape in shapes if isinstance(shape.content, Text)]
    runs = [run for text in texts for paragraph in text.paragraphs for run in paragraph.runs]
    if notes := number_notes([run.value for run in runs if run.value is not None], None, "en"):
        problems.warning("number-unexplained", mark, why=" ".join(notes))


def _title(spec: SlideSpec, page: Page, context: Context) -> Shape:
    """The title in its placeholder; a hidden one stands above the slide, as PowerPoint's own hidden titles do."""
    fields = spec.fields
    if fields.title and fields.hidden_title:
        fail("fields-exclude", context.said(fields.hidden_title).mark, first="title", second="hidden_title")
    text = fields.title or fields.hidden_title
    if text is None:
        fail("title-missing", fields.mark)
    mark = context.said(text).mark
    runs = context.runs(text)
    if not visible("".join(run.text for run in runs)):
        fail("title-missing", mark)
    content = Text(((Paragraph(runs),),))
    if fields.title:
        return context.text_shape(page.role, "title", content, mark)
    placeholder = context.place(page.role, "title", mark)
    width, height = context.template.view.width, context.template.view.height // 8
    return Shape(
        "title", word("title", context.language), content, placeholder, Frame(0, -height - 180_000, width, height), mark=mark
    )


def _section(spec: SlideSpec, context: Context) -> str:
    fields = spec.fields
    name = fields.section or (fields.title if spec.kind.name == "section" else None)
    return "".join(run.text for run in context.runs(name)) if name else ""


def _symbol(spec: SlideSpec, page: Page, context: Context, setting: Setting) -> tuple[Shape, ...]:
    name, mark = (
        (spec.fields.symbol.text, spec.fields.symbol.mark) if spec.fields.symbol else (setting.symbol, setting.symbol_mark)
    )
    placeholder = setting.template.place(page.role, "symbol")
    if name == NO_SYMBOL or placeholder is None:
        return ()
    symbol = setting.template.symbol(name, mark)
    frame = context.frame(page.role, placeholder)
    file = symbol.dark if setting.template.role(page.role).dark else symbol.light
    media = replace(setting.library.media(file, frame, file.name, mark, setting.problems), file="")  # it is the template's
    alt = symbol.alt.get(context.language, "")
    return (Shape("symbol", word("symbol", context.language), Picture(media), placeholder, alt=alt, mark=mark),)


def _footer(fields: FooterFields | None, context: Context) -> Footer:
    if fields is None:
        return Footer()
    date = format_date(fields.date, context.language) if fields.date else None
    text = "".join(run.text for run in context.runs(fields.text)) if fields.text else None
    return Footer(date, text, bool(fields.slide_number))

"""The reference deck as one would write it by hand with python-pptx and pandas: what deckgen is measured against.

``read`` reads the data files and gives the slides as plain values; ``build`` makes a presentation of them. What python-pptx
has no call for is done as its users do it: footers are copied from the layout, a chart takes the place of its placeholder, the
totals are a last series of the stack without colour, and texts are not measured. Run it from anywhere:

    python benchmarks/peer.py -o deck.pptx
"""

import argparse
import io
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.util import Emu, Pt

PROJECT = Path(__file__).resolve().parent.parent
TITLE = "Saman om ein betre kommune"
DATE = "8. april 2013"
SYMBOLS = PROJECT / "templates/DEPMAL/symbols"
LANGUAGES = {"nb": MSO_LANGUAGE_ID.NORWEGIAN_BOKMOL, "nn": MSO_LANGUAGE_ID.NORWEGIAN_NYNORSK}
COLORS = (
    (MSO_THEME_COLOR.ACCENT_1, MSO_THEME_COLOR.BACKGROUND_1),
    (MSO_THEME_COLOR.ACCENT_2, MSO_THEME_COLOR.BACKGROUND_1),
    (MSO_THEME_COLOR.ACCENT_3, MSO_THEME_COLOR.TEXT_1),
)
FOOTERS = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)


@dataclass
class ChartContent:
    categories: list[str]
    series: dict[str, list[float]]
    alt: str
    stacked: bool = True  # with totals above the stacks; else columns side by side

    @property
    def totals(self) -> list[float]:
        return [sum(values) for values in zip(*self.series.values(), strict=True)]


@dataclass
class SlideContent:
    """``texts`` by placeholder: paragraphs of level and text, or of level and runs (text, address, bold)."""

    layout: str
    title: str
    texts: dict[int, list] = field(default_factory=dict)
    pictures: list[tuple[bytes, str]] = field(default_factory=list)
    chart: ChartContent | None = None
    language: str = "nb"
    hidden: bool = False
    dark: bool = False


def read() -> list[SlideContent]:
    """The slides, the data files read with pandas."""
    import pandas as pd

    need = pd.read_csv(PROJECT / "data/service-need.csv", sep=";", decimal=",", dtype={"municipality_code": str, "year": str})
    projects = pd.read_excel(PROJECT / "data/projects.xlsx", sheet_name="Pulje 2", dtype=str, engine="openpyxl")
    learning = pd.read_csv(PROJECT / "data/learning-points.csv", sep=";", dtype=str, keep_default_na=False)
    bullets, four = "Tekst med kulepunkter", "Tekst med kulepunkter – 4 vertikale bilder"
    return [
        SlideContent(
            "Startside",
            TITLE,
            {1: [(0, "Mette Mannsåker, seniorrådgiver"), (0, "Gardermoen, 8.–9. april")]},
            language="nn",
            dark=True,
        ),
        SlideContent(
            bullets,
            "Innhold",
            {
                1: [
                    (0, "Nytt siden sist"),
                    (1, "Regjeringens innovasjonsstrategi for kommunesektoren"),
                    (1, "Nye kommuner"),
                    (0, "Læringspunkter fra årsrapportering"),
                    (0, "Gevinstrealisering?"),
                    (0, "Siste samling – hva nå?"),
                ]
            },
        ),
        SlideContent(
            "Helbilde",
            "Nytt siden sist",
            pictures=[
                _picture(
                    "skog-dag-helbilde", "To personer går på en sti gjennom granskogen mens sola står lavt over tretoppene."
                )
            ],
            hidden=True,
        ),
        SlideContent(
            "Tekst med liggende bilde",
            "Nye vegar til framtidas velferd",
            {
                1: [
                    (
                        0,
                        "«Utfordringane vi står over vil variere mellom ulike typar kommunar og på tvers av regionar. Store "
                        "bykommunar får andre utfordringar enn små øykommunar eller distriktskommunar med stor utstrekning "
                        "og få folk. Innovasjon kan bidra til at me når målet om gode tenester til alle også i framtida.»",
                    ),
                    (1, "Innovasjonsstrategi for kommunesektoren"),
                ]
            },
            [
                _picture(
                    "kyst-kveld-liggende", "Eit raudt og kvitt fyr på eit skjer i kveldssol, med ein liten seglbåt lenger ute."
                )
            ],
            language="nn",
        ),
        SlideContent(
            bullets,
            "Innovasjon",
            {
                1: [
                    (0, "Tenke nytt og smartere"),
                    (0, "Finne nye løsninger på gamle problemer"),
                    (0, "Nytt, nyttig og nyttiggjort"),
                ]
            },
        ),
        *_charts(need),
        SlideContent(
            four,
            "Mål for strategien",
            {
                1: [
                    (0, "Fremme innovasjonskultur"),
                    (0, "Motivere til innovasjonsarbeid"),
                    (1, "Integrert og kontinuerlig del av virksomheten"),
                    (0, "Systematisk erfaringsspredning"),
                    (0, "Innbyggere er ressurser"),
                    (1, "Ikke minst de eldre"),
                    (0, "Samarbeid innbyggere og frivillige"),
                ]
            },
            [
                _picture("fjord-dag", "En seilbåt på en stille fjord mellom høye fjell i sol."),
                _picture("omsorg-kveld", "To eldre sitter på en benk foran omsorgsboliger med blomster i vinduene."),
                _picture("skog-kveld", "To personer går på en sti gjennom granskogen om kvelden."),
                _picture("vinter-dag", "En skiløper i skisporet ved en rød hytte under et høyt, snødekt fjell."),
            ],
        ),
        SlideContent(
            four,
            "Tiltak",
            {
                1: [
                    (0, "Kommunevise framskrivinger"),
                    (0, "Skjønnsmidler fylkesmann rettes mot innovasjon"),
                    (0, "Kompetansesenter"),
                    (0, "Samarbeidsavtale med KS"),
                    (0, "Innovasjonsstudium"),
                    (0, "Nasjonalt program for leverandørutvikling"),
                    (1, "Videreutvikle IKT-tiltak"),
                    (0, "Innovasjonspris"),
                ]
            },
            [
                _picture("skole-dag", "Elever på vei til en skole med klokke på gavlen."),
                _picture("nordlys-natt", "En voksen og et barn ser på nordlyset over snødekte fjell ved en opplyst hytte."),
                _picture("havn-kveld", "En fiskebåt ved kaia foran en rekke fargerike hus i kveldssol."),
                _picture("barnehage-dag", "Barn leker i sandkassa og på sklia foran en oransje barnehage."),
            ],
        ),
        _project_list(projects),
        SlideContent(
            "Tekst med kulepunkter - 1 vertikalt bilde",
            "Kunnskapsstatuser",
            {
                1: [
                    (0, "FAFO:"),
                    (0, "Sykefravær, kompetanse, rekruttering og omdømme"),
                    (0, "Heltid-deltid kommer senere"),
                    (0, "AgendaKaupang"),
                    (0, "Årsrapportering"),
                    (1, "Hver enkelt vurdere eventuelle egne justeringer"),
                ]
            },
            [_picture("omsorg-kveld-staaende", "To eldre sitter på en benk foran et rødt og et hvitt hus i kveldssol.")],
        ),
        *_learning_points(learning),
        SlideContent(
            "Definisjon",
            "Definisjon",
            {
                1: [
                    (
                        0,
                        [
                            ("Gevinstrealisering er noe mer enn initielle ", None, False),
                            ("kost/nytteberegninger", "http://en.wikipedia.org/wiki/Cost_/_benefit_analysis", False),
                            (" og utarbeidelse av ", None, False),
                            ("business case", "http://no.wikipedia.org/wiki/Business_case", False),
                            (
                                " (selv om dette gjerne er viktige elementer i en gevinstrealiseringsprosess). "
                                "Gevinstrealisering er også noe mer enn evaluering i etterkant av et prosjekt.",
                                None,
                                False,
                            ),
                        ],
                    ),
                    (
                        1,
                        "Gevinstrealisering er en ledelsesoppgave og er en prosess som løper fra prosjektidé til man har tatt "
                        "ut ønskede gevinster.",
                    ),
                ]
            },
        ),
        SlideContent(
            bullets,
            "Prosessen",
            {
                1: [
                    (0, "Fordrer tydelige effektmål"),
                    (0, "Flere evalueringspunkter"),
                    (0, "Justering"),
                    (0, "Kan vi unngå å rykke tilbake til 0?"),
                    (0, "Prosjekteier har hovedansvar for at dette gjennomføres"),
                ]
            },
        ),
        SlideContent(
            bullets,
            "Fallgruver i gevinstrealiseringsfasen",
            {
                1: [
                    (0, "Manglende eller mangelfull gevinstrealiseringsplan"),
                    (0, "Motstand mot forandring"),
                    (0, "Manglende måltall – hva og hvor mye skal endres/måles"),
                    (0, "Ledelsen tar ikke ansvar for videreføringen – gevinstrealiseringen!"),
                    (0, "Hvor ble det av prosjektledelsen – de som kunne alt?"),
                    (0, "Hvordan skal frigitt tid utnyttes"),
                    (0, "Mangelfull individuell og organisasjonsmessig læring"),
                ]
            },
        ),
        SlideContent(
            "Tekst med kulepunkter og merknad",
            "Ressurser i prosjektet",
            {
                1: [
                    (0, "Nettverk"),
                    (0, "Temadager"),
                    (0, "Rapportering"),
                    (0, "Individuell oppfølging – etterspørselsbasert/eks temadager"),
                    (0, "Prosjektledersamlinger"),
                    (0, "Temaverksted dypdykk i problemstillinger"),
                    (1, "Innspill"),
                ],
                16: [(0, "Egenregi")],
            },
        ),
        SlideContent(
            "Avslutning",
            TITLE,
            {1: [(0, [("www.samanom.no", "http://www.samanom.no/", False)])]},
            language="nn",
        ),
        SlideContent(
            "Helbilde",
            "Takk for oppmerksomheten",
            pictures=[
                _picture(
                    "nordlys-natt-helbilde",
                    "Nordlys over snødekte fjell, med en opplyst hytte der en voksen og et barn står ute og ser.",
                )
            ],
            hidden=True,
        ),
    ]


def _picture(name: str, alt: str) -> tuple[bytes, str]:
    return (PROJECT / f"decks/pictures/{name}.png").read_bytes(), alt


def _charts(need) -> list[SlideContent]:
    slides = []
    for code, place in (("1711", "Meråker"), ("1121", "Time kommune")):
        rows = need[need["municipality_code"] == code]
        for column, heading in (
            ("man_years", "Behov for årsverk samlet"),
            ("per_1000", "Behov for årsverk per 1000 innbyggere 20–66 år"),
        ):
            table = rows.pivot(index="year", columns="service", values=column)[list(rows["service"].unique())]
            series = {name: table[name].tolist() for name in table.columns}
            lines = [
                f"{year}: " + ", ".join(f"{name} {values[at]:.0f}" for name, values in series.items())
                for at, year in enumerate(table.index)
            ]
            chart = ChartContent(list(table.index), series, f"Stablet stolpediagram: {heading}. {'. '.join(lines)}.")
            shown = [[round(value) for value in values] for values in series.values()]
            summed = [sum(values) for values in zip(*shown, strict=True)]
            source = "Kilde: Kommunevise framskrivinger, KRD"
            if summed != [round(value) for value in chart.totals]:
                source += ". Summene er regnet før avrunding."
            texts = {13: [(0, heading)], 15: [(0, source)]}
            slides.append(SlideContent("Tabell", place, texts, chart=chart))
    return slides


def _project_list(projects) -> SlideContent:
    lines = []
    for county, rows in projects.groupby("Fylke", sort=False):
        names = []
        for project, members in rows.groupby("Prosjekt", sort=False)["Kommune"]:
            listed = list(members.unique())
            names.append(project if listed == [project] else f"{project} ({', '.join(listed)})")
        lines.append((0, [(county, None, True), ("\t" + ", ".join(names), None, False)]))
    title = f"Pulje 2 – {projects['Prosjekt'].nunique()} prosjekt, {projects['Kommunenummer'].nunique()} kommuner"
    return SlideContent("Prosjektliste", title, {1: lines})


def _learning_points(learning) -> list[SlideContent]:
    slides = []
    for theme, rows in learning.groupby("Tema", sort=False):
        body = []
        for point, under in rows.groupby("Læringspunkt", sort=False)["Underpunkt"]:
            body.append((0, point))
            body += [(1, text) for text in under if text]
        slides.append(SlideContent("Tekst med kulepunkter", theme, {1: body}))
    return slides


def build(
    slides: list[SlideContent], template: bytes, symbols: tuple[bytes, bytes], title: str = TITLE, date: str = DATE
) -> bytes:
    """The file. ``symbols`` are the department's, for light and for dark grounds; ``date`` "" leaves dates out."""
    presentation = Presentation(io.BytesIO(template))
    master = next(master for master in presentation.slide_masters if master.name == "DEPMAL")
    layouts = {layout.name: layout for layout in master.slide_layouts}
    for content in slides:
        _slide(presentation, layouts[content.layout], content, symbols[content.dark], title, date)
    properties = presentation.core_properties
    properties.title, properties.author, properties.language = title, "Mette Mannsåker", "nb-NO"
    buffer = io.BytesIO()
    presentation.save(buffer)
    return buffer.getvalue()


def _slide(presentation, layout, content: SlideContent, symbol: bytes, title: str, date: str) -> None:
    slide = presentation.slides.add_slide(layout)
    places = {placeholder.placeholder_format.idx: placeholder for placeholder in slide.placeholders}
    language = LANGUAGES[content.language]
    _fill(places[0], [(0, content.title)], language)
    if content.hidden:
        height = presentation.slide_height // 8
        title = places[0]
        title.left, title.top, title.width, title.height = Emu(0), -height - 180_000, presentation.slide_width, height
    for idx, paragraphs in content.texts.items():
        _fill(places[idx], paragraphs, language)
    if content.chart:
        _chart(slide, places[14], content.chart)
    pictures = zip((21, 22, 23, 24), content.pictures, strict=False)
    for idx, (data, alt) in (*pictures, (20, (symbol, "Kommunalavdelingen"))):
        picture = places[idx].insert_picture(io.BytesIO(data))
        picture._element.nvPicPr.cNvPr.set("descr", alt)
    if content.layout == "Avslutning":  # its picture is built into the layout, the placeholder above it stays unused
        places[21]._element.getparent().remove(places[21]._element)
    if content.layout != "Startside":
        _footers(slide, layout, language, title, date)


def _fill(placeholder, paragraphs, language) -> None:
    frame = placeholder.text_frame
    for number, (level, said) in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        if level:
            paragraph.level = level
        for text, address, bold in [(said, None, False)] if isinstance(said, str) else said:
            run = paragraph.add_run()
            run.text = text
            run.font.language_id = language
            if bold:
                run.font.bold = True
                run.font.color.theme_color = MSO_THEME_COLOR.TEXT_2
            if address:
                run.hyperlink.address = address


def _chart(slide, placeholder, content: ChartContent) -> None:
    data = CategoryChartData(number_format="#,##0")
    data.categories = content.categories
    for name, values in content.series.items():
        data.add_series(name, values)
    if content.stacked:
        data.add_series("Sum", content.totals)
    place = placeholder.left, placeholder.top, placeholder.width, placeholder.height
    kind = XL_CHART_TYPE.COLUMN_STACKED if content.stacked else XL_CHART_TYPE.COLUMN_CLUSTERED
    shape = slide.shapes.add_chart(kind, *place, data)
    placeholder._element.getparent().remove(placeholder._element)
    shape._element.nvGraphicFramePr.cNvPr.set("descr", content.alt)
    chart = shape.chart
    chart.font.size = Pt(20)
    chart.has_title = False
    chart.has_legend = True
    chart.legend.position = XL_LEGEND_POSITION.RIGHT
    chart.legend.include_in_layout = False
    chart.value_axis.visible = False
    chart.value_axis.has_major_gridlines = False
    chart.value_axis.minimum_scale = 0
    chart.value_axis.maximum_scale = 1.14 * (max(content.totals) if content.stacked else max(map(max, content.series.values())))
    axis = chart.category_axis
    axis.major_tick_mark = XL_TICK_MARK.NONE
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    axis.format.line.color.rgb = RGBColor(0xC3, 0xCD, 0xD1)
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = (55, 100) if content.stacked else (45, 0)
    parts = list(plot.series)
    total = parts.pop() if content.stacked else None
    for series, (fill, label) in zip(parts, COLORS, strict=True):
        series.format.fill.solid()
        series.format.fill.fore_color.theme_color = fill
        series.format.line.width = Pt(1.5)
        series.format.line.color.theme_color = MSO_THEME_COLOR.BACKGROUND_1
        if content.stacked:
            _labels(series, label, 20, False, XL_LABEL_POSITION.CENTER)
        else:
            _labels(series, MSO_THEME_COLOR.TEXT_1, 20, False, XL_LABEL_POSITION.OUTSIDE_END)
    if total is not None:
        total.format.fill.background()
        _labels(total, MSO_THEME_COLOR.TEXT_1, 24, True, XL_LABEL_POSITION.INSIDE_BASE)


def _labels(series, color, size: int, bold: bool, position) -> None:
    labels = series.data_labels
    labels.show_value = True
    labels.number_format, labels.number_format_is_linked = "#,##0", False
    labels.position = position
    labels.font.size, labels.font.bold = Pt(size), bold
    labels.font.color.theme_color = color


def _footers(slide, layout, language, title: str, date: str) -> None:
    """python-pptx leaves them out of new slides: copies of the layout's, with their text."""
    for placeholder in layout.placeholders:
        kind = placeholder.placeholder_format.type
        if kind in FOOTERS and (date or kind != PP_PLACEHOLDER.DATE):
            element = deepcopy(placeholder._element)
            slide.shapes._spTree.append(element)
            if kind != PP_PLACEHOLDER.SLIDE_NUMBER:
                text = date if kind == PP_PLACEHOLDER.DATE else title
                frame = slide.shapes[-1].text_frame
                frame.text = text
                frame.paragraphs[0].runs[0].font.language_id = language


def ready() -> tuple[bytes, tuple[bytes, bytes]]:
    """The template and the symbols, read."""
    template = (PROJECT / "templates/DEPMAL/DEPMAL.pptx").read_bytes()
    return template, ((SYMBOLS / "kommune.png").read_bytes(), (SYMBOLS / "kommune-dark.png").read_bytes())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-o", "--output", type=Path, required=True)
    output = parser.parse_args().output
    output.write_bytes(build(read(), *ready()))


if __name__ == "__main__":
    main()

"""Every word of the template, in Norwegian and in English: names, labels, prompts, tips."""

from typing import NamedTuple

from depmal.grid import Language


class Words(NamedTuple):
    nb: str
    en: str

    def of(self, language: Language) -> str:
        return getattr(self, language)


class Tip(NamedTuple):
    """A box of advice beside the slide. ``lines`` is how many the text takes at 14 pt, for the height of the box."""

    heading: Words
    text: Words
    lines: tuple[int, int]  # nb, en


MASTERS = Words("DEPMAL", "DEPMAL – engelsk")
MINISTRY = Words("Kommunal- og regionaldepartementet", "Ministry of Local Government and Regional Development")
QUOTATION_MARK = Words("«", "“")

LAYOUTS = {
    "title": Words("Startside", "Title slide"),
    "title_picture": Words("Startside med bilde", "Title slide with picture"),
    "section": Words("Seksjon", "Section"),
    "bullets": Words("Tekst med kulepunkter", "Text with bullets"),
    "bullets_note": Words("Tekst med kulepunkter og merknad", "Text with bullets and note"),
    "bullets_portrait": Words("Tekst med kulepunkter - 1 vertikalt bilde", "Text with bullets - 1 portrait picture"),
    "bullets_four": Words("Tekst med kulepunkter – 4 vertikale bilder", "Text with bullets – 4 portrait pictures"),
    "landscape": Words("Tekst med liggende bilde", "Text with landscape picture"),
    "chart": Words("Tabell", "Chart"),
    "table": Words("Datatabell", "Data table"),
    "definition": Words("Definisjon", "Definition"),
    "quotation": Words("Sitat", "Quotation"),
    "project_list": Words("Prosjektliste", "Project list"),
    "blank": Words("Kun tittel", "Title only"),
    "full_picture": Words("Helbilde", "Full picture"),
    "closing": Words("Avslutning", "Closing"),
}

_PREFIX = Words("Norsk mal: ", "English template: ")
# The department's own deck has no space here, and its labels are kept letter for letter.
_WITHOUT_SPACE = ("bullets", "nb")


def label(layout: str, language: Language) -> str:
    prefix = _PREFIX.of(language)
    if (layout, language) == _WITHOUT_SPACE:
        prefix = prefix.rstrip()
    return prefix + LAYOUTS[layout].of(language)


NAMES = {  # of shapes, as the selection pane shows them
    "title": Words("Tittel", "Title"),
    "subtitle": Words("Undertittel", "Subtitle"),
    "body": Words("Tekst", "Text"),
    "quotation": Words("Sitat", "Quotation"),
    "projects": Words("Prosjektliste", "Project list"),
    "heading": Words("Overskrift", "Heading"),
    "chart": Words("Diagram", "Chart"),
    "table": Words("Tabell", "Table"),
    "source": Words("Kilde", "Source"),
    "note": Words("Merknad", "Note"),
    "section_number": Words("Seksjonsnummer", "Section number"),
    "symbol": Words("Symbol", "Symbol"),
    "picture": Words("Bilde", "Picture"),
    "picture 1": Words("Bilde 1", "Picture 1"),
    "picture 2": Words("Bilde 2", "Picture 2"),
    "picture 3": Words("Bilde 3", "Picture 3"),
    "picture 4": Words("Bilde 4", "Picture 4"),
    "date": Words("Dato", "Date"),
    "footer": Words("Bunntekst", "Footer"),
    "number": Words("Lysbildenummer", "Slide number"),
    "ministry": Words("Departementets navn", "Name of the ministry"),
    "quotation_mark": Words("Anførselstegn", "Quotation mark"),
    "harbour": Words("Innebygd bilde: havn", "Built-in picture: harbour"),
    "sun": Words("Sol", "Sun"),
    "mountains_light": Words("Fjell, lys side", "Mountains, light side"),
    "mountains_dark": Words("Fjell, mørk side", "Mountains, dark side"),
    "mountains_near": Words("Åser i forgrunnen", "Hills in the foreground"),
    "facet_light": Words("Fjellside, lys", "Mountain face, light"),
    "facet_dark": Words("Fjellside, mørk", "Mountain face, dark"),
    "label": Words("Malens navn", "Name of the layout"),
    "tip": Words("Tips", "Tip"),
    "header": Words("Topptekst", "Header"),
    "slide_image": Words("Lysbilde", "Slide image"),
    "notes": Words("Notater", "Notes"),
}

ALTERNATIVE_TEXTS = {
    "harbour": Words(
        "Tegning: en rekke fargerike trehus ved en brygge, og en fiskebåt på vannet foran.",
        "Drawing: a row of colourful wooden houses on a quay, and a fishing boat on the water in front.",
    ),
}

PROMPTS: dict[str, tuple[Words, ...]] = {  # a paragraph a level
    "title": (Words("Klikk for å legge til tittel", "Click to add title"),),
    "rail_title": (Words("Kort tittel", "Short title"),),
    "subtitle": (
        Words("Klikk for å legge til navn og stilling", "Click to add name and position"),
        Words("Sted og dato på nivå 2", "Place and date on level 2"),
    ),
    "address": (Words("Klikk for å legge til nettadresse eller kontakt", "Click to add web address or contact"),),
    "body": (
        Words("Klikk for å legge til tekst", "Click to add text"),
        Words("Andre nivå", "Second level"),
        Words("Tredje nivå", "Third level"),
        Words("Fjerde nivå", "Fourth level"),
        Words("Femte nivå", "Fifth level"),
    ),
    "definition": (
        Words("Klikk for å legge til tekst", "Click to add text"),
        Words("Det viktigste, på nivå 2", "What matters most, on level 2"),
    ),
    "quotation": (
        Words("Klikk for å legge til sitat, og avslutt med »", "Click to add a quotation, and end it with ”"),
        Words("Kilden, på nivå 2", "The source, on level 2"),
    ),
    "projects": (Words("Fylke\tKommune, kommune", "County\tMunicipality, municipality"),),
    "heading": (Words("Klikk for å legge til overskrift", "Click to add heading"),),
    "chart": (Words("Klikk på ikonet for å sette inn et diagram", "Click the icon to insert a chart"),),
    "table": (Words("Klikk på ikonet for å sette inn en tabell", "Click the icon to insert a table"),),
    "source": (Words("Kilde: klikk for å legge til kilde", "Source: click to add source"),),
    "note": (Words("Kort merknad", "Short note"),),
    "section_number": (Words("Nr.", "No."),),
    "symbol": (Words("Symbol", "Symbol"),),
    "picture": (Words("Klikk på ikonet for å sette inn et bilde", "Click the icon to insert a picture"),),
    "date": (Words("dd.mm.åååå", "dd/mm/yyyy"),),
    # PowerPoint copies a layout's footer onto new slides, so it must say nothing; but LibreOffice sets the footers of slides
    # in a face of its own where the layout's has no run.
    "footer": (Words(" ", " "),),
    "number": (Words("‹#›", "‹#›"),),
}

TIPS = {
    "language": Tip(
        Words("Tips engelsk mal", "Tip: Norwegian template"),
        Words(
            "Velg «DEPMAL – engelsk» på fanen Utforming, eller under Oppsett.",
            "Choose “DEPMAL” on the Design tab, or under Layout.",
        ),
        (2, 2),
    ),
    "footer": Tip(
        Words("Tips bunntekst", "Tip: footer"),
        Words(
            "Sidenummer, dato og presentasjonstittel: velg Sett inn, så Topp- og bunntekst, og huk av for det du vil vise.",
            "Slide number, date and presentation title: choose Insert, then Header & Footer, and tick what to show.",
        ),
        (4, 3),
    ),
    "spelling": Tip(
        Words("Tips nynorsk stavekontroll", "Tip: English spelling"),
        Words(
            "Klikk i tekstfeltet. Velg Se gjennom, så Språk, og huk av for nynorsk.",
            "Click in the text box. Choose Review, then Language, and pick English (United Kingdom).",
        ),
        (2, 3),
    ),
    "symbol": Tip(
        Words("Tips symbol", "Tip: symbol"),
        Words(
            "Velg symbolet til avdelingen du snakker om, og lim det inn (Ctrl+V) på hver side, så havner det på samme sted.",
            "Choose the symbol of the department you speak about, and paste it (Ctrl+V) on every slide, so that it sits in the"
            " same place.",
        ),
        (3, 4),
    ),
    "picture_size": Tip(
        Words("Tips bilde", "Tip: picture"),
        Words(
            "Bildet beskjæres så det fyller rammen. Flytt utsnittet med Bildeformat, så Beskjær.",
            "The picture is cropped to fill its frame. Move the crop with Picture Format, then Crop.",
        ),
        (3, 3),
    ),
    "picture_format": Tip(
        Words("Tips bilde", "Tip: picture"),
        Words(
            "For best oppløsning anbefales jpg og png. Gi bildet alternativ tekst: høyreklikk, velg Rediger alternativ tekst.",
            "Jpg and png give the best resolution. Give the picture alternative text: right-click and choose Edit Alt Text.",
        ),
        (3, 3),
    ),
    "built_in_picture": Tip(
        Words("Tips bilde", "Tip: picture"),
        Words(
            "Bildet er innebygd. Vil du bytte det, sett inn et annet i rammen; jpg og png gir best oppløsning.",
            "The picture is built in. To replace it, insert another in the frame; jpg and png give the best resolution.",
        ),
        (3, 3),
    ),
    "colors": Tip(
        Words("Tips farger", "Tip: colours"),
        Words(
            "KRDs fargepalett er lagt inn i malen og brukes automatisk i diagrammer og grafer.",
            "The ministry’s palette is part of the template and is used automatically in charts and graphs.",
        ),
        (3, 3),
    ),
    "table": Tip(
        Words("Tips tabell", "Tip: table"),
        Words(
            "Nye tabeller får stilen DEPMAL. Huk av for Overskriftsrad, og for Totalrad når siste rad er en sum.",
            "New tables take the style DEPMAL. Tick Header Row, and Total Row when the last row is a sum.",
        ),
        (3, 3),
    ),
    "levels": Tip(
        Words("Tips nivå", "Tip: levels"),
        Words(
            "Trykk Tab først i avsnittet for nivå 2, og Skift+Tab for å gå tilbake.",
            "Press Tab at the start of the paragraph for level 2, and Shift+Tab to go back.",
        ),
        (2, 2),
    ),
    "projects": Tip(
        Words("Tips prosjektliste", "Tip: project list"),
        Words(
            "Skriv fylket, trykk Ctrl+Tab, og skriv kommunene. Ett fylke på hver linje, fylkets navn i halvfet.",
            "Type the county, press Ctrl+Tab, and type the municipalities. One county a line, its name in bold.",
        ),
        (3, 3),
    ),
}

"""Random texts as decks have them, for every text placeholder of a template: from one word to more than a box holds."""

from itertools import pairwise
from random import Random
from typing import Literal

from deckgen.model import Group, Language, Paragraph, Run, Text
from deckgen.powerpoint.view import PlaceholderView

WORDS = {
    "nb": """
        og i av for til med som på en det ikke når også fra ved om etter kommunene fylkene har fått tjenester skoler barnehager
        brukere ansatte ledere årsverk læring støtte prosjektet målet å øve ærlig tiltak «Sammen» Tromsø Ås Øksnes Møre Sogn
        Nord-Trøndelag heltid-deltid og/eller (medregnet helse- og omsorg) e-post 2012–2013 2006-2009 10\u00a0000 12,5\u00a0% –
        § 3-1 8.–9. april, www.kommune.no/heltid WiFi VÅR fjellfiske affiser""",
    "en": """
        the and of for to with which on it not when also from by about after municipalities counties have been given services
        schools kindergartens users staff leaders man-years learning support well-being decision-making part-time “Together”
        Tromsø Møre 2012–2013 2006-2009 10,000 12.5% – section 3-1 8–9 April, www.regjeringen.no/en office difficult fluffy""",
}
COMPOUNDS = "gevinst realiserings innovasjons samhandlings kommune tjeneste forvaltnings utviklings miljø prosjekt lærings"
LABELS = ("Østfold", "Oslo", "Hedmark", "Sør-Trøndelag", "Nord-Trøndelag", "Finnmark", "Sogn og Fjordane", "Møre og Romsdal")
ONE_LINE = ("title", "heading", "source", "note")
MOST = 1.35  # of what fills a box


class Author:
    """Writes texts for a placeholder, as the kinds make them for a rule of that name."""

    def __init__(self, chance: Random, place: PlaceholderView, language: Language) -> None:
        style = place.levels[0]
        self.chance, self.language = chance, language
        self.width = place.frame.width / 12_700 / (style.size * 0.5)  # characters on a line, about
        self.lines = place.frame.height / 12_700 / (style.size * 1.22)
        self.bullets = bool(style.bullet)
        self.vocabulary = WORDS["en" if language == "en" else "nb"].replace("\n", " ").split(" ")
        self.vocabulary = [word for word in self.vocabulary if word]

    def text(self, rule: str) -> Text:
        room = self.chance.random() ** 1.5 * MOST * self.width * self.lines  # characters
        if rule == "section_number":
            return Text(((Paragraph((Run(str(self.chance.randint(1, 99)), self.language),)),),))
        if rule == "project_list":
            return Text(self.project_list(room))
        if rule in ONE_LINE:
            return Text(((self.paragraph(room),),))
        if rule == "body" and self.bullets:
            return Text(self.points(room * self.chance.choice((1, 1, 1, 1, 1, 3))))
        return Text(self.running(room, together=rule == "quote"))

    def project_list(self, room: float) -> tuple[Group, ...]:
        groups: list[Group] = []
        while room > 0 or not groups:
            label = Run(self.chance.choice(LABELS), self.language, bold=True, color="tx2")
            names = self.words(self.chance.uniform(1, 2.5 * self.width))
            groups.append((Paragraph((label, Run(f"\t{names}", self.language))),))
            room -= len(names) + 0.4 * self.width
        return tuple(groups)

    def points(self, room: float) -> tuple[Group, ...]:
        """Bullets with sub-points down to the fourth level, numbered ones, and paragraphs without a bullet."""
        numbered = self.chance.random() < 0.2
        groups: list[list[Paragraph]] = []
        level = 0
        while room > 0 or not groups:
            level = self.chance.randint(0, min(level + 1, 3)) if groups else 0
            bullet = "number" if numbered and not level else "none" if self.chance.random() < 0.08 else None
            gap = 12.0 if groups and not level and self.chance.random() < 0.15 else 0.0
            length = self.chance.choice((0.3, 0.9, 0.9, 1.8, 4)) * self.width
            made = self.paragraph(self.chance.uniform(1, max(min(length, room), 1)), level, bullet, gap)
            if level:
                groups[-1].append(made)
            else:
                groups.append([made])
            room -= max(len(made.text), self.width * 0.7)
        return tuple(map(tuple, groups))

    def running(self, room: float, *, together: bool) -> tuple[Group, ...]:
        """Paragraphs of the first level and a last one of the second, as quotations, definitions and subtitles have them."""
        paragraphs = [self.paragraph(room * self.chance.random())]
        while self.chance.random() < 0.3:
            paragraphs.append(self.paragraph(room * 0.3, gap=self.chance.choice((0.0, 12.0))))
        if self.chance.random() < 0.7:
            paragraphs.append(self.paragraph(room * 0.2 * self.chance.random(), 1))
        return (tuple(paragraphs),) if together else tuple((each,) for each in paragraphs)

    def paragraph(
        self, room: float, level: int = 0, bullet: Literal["none", "number"] | None = None, gap: float = 0.0
    ) -> Paragraph:
        """Words in bold and italic runs; looks may change within a word."""
        text = self.words(room)
        cuts = {self.chance.randrange(len(text)) for _ in range(self.chance.choice((0, 0, 2, 4)))}
        runs = [
            Run(text[start:end], self.language, bold=self.chance.random() < 0.3, italic=self.chance.random() < 0.2)
            for start, end in pairwise(sorted({0, *cuts, len(text)}))
        ]
        return Paragraph(tuple(runs), level, bullet, gap)

    def words(self, room: float) -> str:
        text = self.word()
        while len(text) < room:
            text += ("\n" if self.chance.random() < 0.01 else " ") + self.word()
        return text

    def word(self) -> str:
        if self.language != "en" and self.chance.random() < 0.15:
            return "".join(self.chance.choices(COMPOUNDS.split(), k=self.chance.choice((2, 2, 3))))
        return self.chance.choice(self.vocabulary)

"""What is measured against what is drawn: random Norwegian texts in LibreOffice, with the stand-ins for Office's fonts."""

import random
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from pptx import Presentation
from pptx.util import Emu, Pt

from deckgen.fit.measure import Level, measure
from deckgen.model import Paragraph, Run

TEXT = """
    kommunar og fylke får støtte til heltid-deltid gevinstrealisering i 2012–2013 «Saman om ein betre kommune» på 10\u00a0000
    kroner innovasjonsstrategien årsrapporteringa læringspunkt erfaringsspredning for dei eldre ved Nord-Trøndelag å øve
"""
WORDS = re.split(r"[ \n]+", TEXT.strip())
FONTS = (("Calibri", 24.0), ("Calibri", 18.0), ("Cambria", 28.0))
WIDTH = 5_520_000
TEXTS = 24

needed = pytest.mark.skipif(not (shutil.which("soffice") and shutil.which("pdftotext")), reason="LibreOffice is not here")


@pytest.mark.long
@needed
def test_no_text_is_drawn_on_more_lines_than_were_measured(tmp_path: Path):
    chance = random.Random(2013)
    texts = [
        (font, size, " ".join(chance.choices(WORDS, k=chance.randint(4, 40)))) for font, size in FONTS for _ in range(TEXTS)
    ]
    drawn = drawn_lines(texts, tmp_path)
    measured = [
        measure([Paragraph((Run(text, "nn"),))], [Level(font, size, size * 1.22)], WIDTH / 12_700).lines[0]
        for font, size, text in texts
    ]
    assert len(drawn) == len(measured)
    assert [each for each in zip(drawn, measured, texts, strict=True) if each[0] > each[1]] == []
    assert sum(map(int.__eq__, drawn, measured)) > 0.8 * len(texts)


def drawn_lines(texts: list[tuple[str, float, str]], folder: Path) -> list[int]:
    """How many lines LibreOffice draws each text on, a slide a text."""
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = Emu(12_192_000), Emu(6_858_000)
    for font, size, text in texts:
        box = presentation.slides.add_slide(presentation.slide_layouts[6]).shapes.add_textbox(0, 0, WIDTH, 6_000_000)
        frame = box.text_frame
        frame.word_wrap = True
        frame.margin_left = frame.margin_right = 0
        run = frame.paragraphs[0].add_run()
        run.text, run.font.name, run.font.size = text, font, Pt(size)
    presentation.save(str(folder / "texts.pptx"))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(folder / "texts.pptx")]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    subprocess.run(["pdftotext", "-bbox", "texts.pdf", "texts.html"], check=True, cwd=folder)
    pages = (folder / "texts.html").read_text("utf-8").split("<page ")[1:]
    return [len({round(float(y)) for y in re.findall(r'yMax="([\d.]+)"', page)}) for page in pages]

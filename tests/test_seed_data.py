"""The files in data/ hold what the seminar of 2013 showed, by the package's own reading and rounding."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from deckgen.data import Dataset, SourceSpec, distinct, filter_rows, group, pivot, read_dataset, texts
from deckgen.errors import Mark, Problems
from deckgen.language import format_number, sort_key

MARK = Mark("test.yaml", 1)
SERVICES = ("Pleie og omsorg", "Grunnskole", "Barnehage")

SHOWN = {
    ("1711", "man_years"): ("48 45 63", "44 40 43", "27 40 34", "118 124 141"),
    ("1711", "per_1000"): ("65 60 94", "30 27 31", "19 27 25", "113 114 150"),
    ("1121", "man_years"): ("128 155 269", "207 241 287", "288 328 354", "623 724 910"),
    ("1121", "per_1000"): ("24 26 43", "20 21 21", "28 28 26", "73 75 89"),
}


def read(root: Path, file: str, **said: str) -> Dataset:
    problems = Problems()
    dataset = read_dataset(file, SourceSpec(f"data/{file}", **said), root / "data" / file, MARK, problems)
    assert problems.found == []
    return dataset


@pytest.fixture(scope="module")
def projects(root: Path) -> Dataset:
    return read(root, "projects.xlsx", sheet="Pulje 2")


@pytest.mark.parametrize(("code", "values"), SHOWN)
def test_labels_and_totals_come_out_as_they_were_shown(root: Path, code: str, values: str):
    need = filter_rows(read(root, "service-need.csv"), {"municipality_code": code}, MARK)
    cube = pivot(need, "year", "service", values, MARK)
    assert cube.categories == ("2012", "2020", "2040")
    assert cube.series == SERVICES
    shown = [" ".join(format_number(value.number, 0, "nb") for value in line) for line in (*cube.values, cube.totals())]
    assert tuple(shown) == SHOWN[code, values]


def test_six_totals_differ_from_the_sum_of_the_labels_shown():
    differing = 0
    for *parts, totals in SHOWN.values():
        columns = zip(*(map(int, part.split()) for part in parts), strict=True)
        differing += sum(sum(column) != int(total) for column, total in zip(columns, totals.split(), strict=True))
    assert differing == 6


def test_every_row_says_that_its_decimals_are_reconstructed(root: Path):
    assert set(texts(read(root, "service-need.csv"), "note", MARK)) == {"Desimalene er rekonstruerte"}
    assert "rekonstruerte" in (root / "data" / "README.md").read_text("utf-8")


def test_there_are_52_projects_in_60_municipalities_in_17_counties(projects: Dataset):
    assert distinct(projects, "Prosjekt", MARK) == 52
    assert distinct(projects, "Kommunenummer", MARK) == len(projects) == 60
    counties = group(projects, "Fylke", MARK)
    assert [distinct(county, "Prosjekt", MARK) for _, county in counties] == [3, 2, 1, 4, 4, 6, 3, 4, 4, 2, 2, 5, 1, 6, 1, 2, 2]
    assert [len(county) for _, county in counties] == [3, 2, 1, 4, 4, 6, 6, 5, 4, 2, 2, 5, 1, 6, 5, 2, 2]


def test_counties_and_municipalities_stand_in_the_order_of_the_slide(projects: Dataset):
    counties = [name for name, _ in group(projects, "Fylke", MARK)]
    assert counties == sorted(counties, key=lambda name: sort_key(name, "nb"))
    nordland = dict(group(projects, "Fylke", MARK))["Nordland"]
    assert texts(nordland, "Prosjekt", MARK) == ("Andøy", "Dønna", *("Lofotsamarbeid",) * 4)
    assert texts(nordland, "Kommune", MARK) == ("Andøy", "Dønna", "Værøy", "Moskenes", "Flakstad", "Røst")


def test_every_project_has_the_code_of_its_own_county(root: Path, projects: Dataset):
    known = read(root, "municipalities-2013.csv")
    assert (len(known), distinct(known, "county_code", MARK)) == (428, 19)
    names = zip(*(texts(known, column, MARK) for column in ("municipality", "county")), strict=True)
    facts = dict(zip(texts(known, "municipality_code", MARK), names, strict=True))
    for county, name, code in zip(*(texts(projects, c, MARK) for c in ("Fylke", "Kommune", "Kommunenummer")), strict=True):
        assert facts[code] == (name, county)
    assert texts(filter_rows(projects, {"Kommune": "Os"}, MARK), "Kommunenummer", MARK) == ("0441",)


def test_the_workbook_is_what_its_script_writes(root: Path):
    script = "import sys; sys.path.insert(0, 'tools'); import make_projects_xlsx as m; sys.stdout.buffer.write(m.workbook())"
    written = subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, check=True).stdout
    kept = (root / "data" / "projects.xlsx").read_bytes()
    import io
    import zipfile

    # Compared member by member: deflate differs between builds of zlib.
    one, other = zipfile.ZipFile(io.BytesIO(written)), zipfile.ZipFile(io.BytesIO(kept))
    assert one.namelist() == other.namelist()
    assert all(one.read(name) == other.read(name) for name in one.namelist())


def test_learning_points_keep_the_order_of_the_slides(root: Path):
    learning = read(root, "learning-points.csv")
    assert learning.columns[:4] == ("Nr", "Tema", "Læringspunkt", "Underpunkt")
    themes = group(learning, "Tema", MARK)
    assert [name for name, _ in themes] == ["Generelle læringspunkter fra årsrapporteringen", "Heltid/deltid"]
    points = [[name for name, _ in group(theme, "Læringspunkt", MARK)] for _, theme in themes]
    sub_points = [[text for text in texts(theme, "Underpunkt", MARK) if text] for _, theme in themes]
    assert [len(found) for found in points] == [5, 3]
    assert [len(found) for found in sub_points] == [4, 7]


def slides_of(seed: str) -> list[str]:
    """The seed's text slide by slide, blanks and line breaks as one blank."""
    return [" ".join(part.split()) for part in re.split("Kommunal- og regionaldepartementet", seed)[1:]]


def test_every_correction_starts_from_what_the_seed_says(root: Path, shared: Path):
    slides = slides_of(next((shared / "seed").glob("*.txt")).read_text("utf-8"))
    assert len(slides) == 21
    corrections = read(root, "corrections.csv")
    assert corrections.columns == ("slide", "seed_text", "deck_text", "reason")
    columns = (texts(corrections, column, MARK) for column in corrections.columns)
    for slide, seed_text, deck_text, reason in zip(*columns, strict=True):
        assert slides[int(slide) - 1].count(seed_text) == 1, (slide, seed_text)
        assert deck_text
        assert deck_text != seed_text
        assert reason


def test_the_lists_say_what_the_corrected_seed_says(root: Path, shared: Path, projects: Dataset):
    slides = slides_of(next((shared / "seed").glob("*.txt")).read_text("utf-8"))
    corrections = read(root, "corrections.csv")
    columns = (texts(corrections, column, MARK) for column in ("slide", "seed_text", "deck_text"))
    for slide, seed_text, deck_text in zip(*columns, strict=True):
        slides[int(slide) - 1] = slides[int(slide) - 1].replace(seed_text, deck_text)
    lines = []
    for county, rows in group(projects, "Fylke", MARK):
        written = []
        for project, members in group(rows, "Prosjekt", MARK):
            names = texts(members, "Kommune", MARK)
            written.append(project if names == (project,) else f"{project} ({', '.join(names)})")
        lines.append(f"{county} {', '.join(written)}")
    assert " ".join(lines) in slides[11]
    learning = read(root, "learning-points.csv")
    for slide, (theme, rows) in zip((13, 14), group(learning, "Tema", MARK), strict=True):
        said = theme
        for point, under in group(rows, "Læringspunkt", MARK):
            said += f" • {point}" + "".join(f" – {text}" for text in texts(under, "Underpunkt", MARK) if text)
        assert slides[slide].endswith(said)

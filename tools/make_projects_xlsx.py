"""Writes data/projects.xlsx, the projects of Pulje 2 as an adviser keeps them: a row a municipality. The same bytes each time.

Run from the project's folder: python tools/make_projects_xlsx.py
"""

import csv
import io
import re
import sys
import zipfile
from datetime import datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

DATA = Path(__file__).resolve().parent.parent / "data"
HEADER = ("Fylke", "Prosjekt", "Kommune", "Kommunenummer")
WIDTHS = (20, 24, 20, 18)
WRITTEN = datetime(2013, 4, 8)

# County, then its projects in the order of the seminar's slide. A joint project: its name, a colon, its municipalities.
PROJECTS = """
Akershus; Oppegård; Rælingen; Sørum
Buskerud; Ringerike; Øvre Eiker
Finnmark; Båtsfjord
Hedmark; Hamar; Os; Tolga; Åsnes
Hordaland; Austrheim; Etne; Stord; Vaksdal
Møre og Romsdal; Fræna; Kristiansund; Stordal; Sunndal; Surnadal; Ørsta
Nordland; Andøy; Dønna; Lofotsamarbeid: Værøy, Moskenes, Flakstad, Røst
Nord-Trøndelag; Grong; Høylandet; Inderøy; Innherred samkommune: Levanger, Verdal
Oppland; Nordre Land; Sel; Vågå; Østre Toten
Rogaland; Eigersund; Haugesund
Sogn og Fjordane; Høyanger; Sogndal
Sør-Trøndelag; Frøya; Midtre Gauldal; Oppdal; Rissa; Åfjord
Telemark; Porsgrunn
Troms; Ibestad; Kvæfjord; Lenvik; Salangen; Skånland; Sørreisa
Vest-Agder; Listerregionen: Flekkefjord, Hægebostad, Kvinesdal, Lyngdal, Sirdal
Vestfold; Andebu; Nøtterøy
Østfold; Sarpsborg; Spydeberg
"""


def rows() -> list[tuple[str, str, str, str]]:
    """County, project, municipality, code; the code is found by county and name, since names alone are ambiguous."""
    codes = municipality_codes()
    table: list[tuple[str, str, str, str]] = []
    for line in PROJECTS.strip().splitlines():
        county, *projects = line.split("; ")
        for project in projects:
            name, _, members = project.partition(": ")
            table += [(county, name, member, codes[county, member]) for member in (members or name).split(", ")]
    return table


def municipality_codes() -> dict[tuple[str, str], str]:
    """(county, municipality) → code."""
    with (DATA / "municipalities-2013.csv").open(encoding="utf-8", newline="") as file:
        return {(row["county"], row["municipality"]): row["municipality_code"] for row in csv.DictReader(file)}


def workbook() -> bytes:
    book = Workbook()
    book.properties.creator = "Kommunal- og regionaldepartementet"
    book.properties.title = "Prosjekt i pulje 2"
    book.properties.created = book.properties.modified = WRITTEN
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # a new workbook has a sheet
    sheet.title = "Pulje 2"
    sheet.append(HEADER)
    for row in rows():
        sheet.append(row)
    for column, width in zip("ABCD", WIDTHS, strict=True):
        sheet.column_dimensions[column].width = width
        sheet[f"{column}1"].font = Font(bold=True)
        sheet[f"{column}1"].alignment = Alignment(vertical="center")
    for (code,) in sheet["D2" : f"D{sheet.max_row}"]:
        code.number_format = "@"
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "portrait"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    written = io.BytesIO()
    book.save(written)
    return stamped(written.getvalue())


def stamped(data: bytes) -> bytes:
    """The same archive with fixed times: openpyxl writes the clock's into each member, and into the core properties."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for member in source.infolist():
            content = source.read(member)
            if member.filename == "docProps/core.xml":
                content = re.sub(
                    rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + WRITTEN.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), content
                )
            info = zipfile.ZipInfo(member.filename, WRITTEN.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            info.create_system = 0
            target.writestr(info, content)
    return out.getvalue()


if __name__ == "__main__":
    target = DATA / "projects.xlsx"
    target.write_bytes(workbook())
    sys.stdout.write(f"{target.name}: {len(rows())} rows\n")

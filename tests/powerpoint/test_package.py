"""Packages: what is opened, what is refused and in which words, and that packing is always the same."""

import io
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckgen.errors import DeckgenError
from deckgen.powerpoint.package import Limits, Member, Package, deflate, pack, stored

TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="{}"/>'
    '<Override PartName="/ppt/Presentation.xml" ContentType="application/vnd.x.presentationml.presentation.main+xml"/></Types>'
)
RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://x/officeDocument" Target="ppt/presentation.xml"/></Relationships>'
)
GOOD = {"[Content_Types].xml": TYPES.format("application/xml"), "_rels/.rels": RELS, "ppt/presentation.xml": "<p/>"}


def zipped(members: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def refusal(data: bytes | Path, limits: Limits | None = None) -> str:
    """The first line of the message with which a file is refused, on opening or on reading everything in it."""
    with pytest.raises(DeckgenError) as caught:
        read_all(data, limits)
    return str(caught.value).splitlines()[0]


def read_all(data: bytes | Path, limits: Limits | None) -> str:
    package = Package.open(data, "a.pptx", limits)
    for part in package.names:
        package.read(part)
    return package.main


def patched(data: bytes, offset: int, value: bytes) -> bytes:
    return data[:offset] + value + data[offset + len(value) :]


def test_parts_are_found_whatever_their_case() -> None:
    package = Package.open(zipped(GOOD))
    assert package.names == ("/[Content_Types].xml", "/_rels/.rels", "/ppt/presentation.xml")
    assert package.main == "/ppt/presentation.xml"
    assert package.read("/PPT/Presentation.XML") == b"<p/>"
    assert "/ppt/PRESENTATION.xml" in package
    assert package.content_type("/ppt/presentation.xml") == "application/vnd.x.presentationml.presentation.main+xml"
    assert package.content_type("/other.xml") == "application/xml"
    assert package.content_type("/other.bin") == ""


def test_relationships_lead_from_their_part() -> None:
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="a" Type="http://x/slide" Target="../slides/slide%201.xml"/>'
        '<Relationship Id="b" Type="http://x/theme" Target="/ppt/theme/theme1.xml"/>'
        '<Relationship Id="c" Type="http://x/hyperlink" Target="https://a/../b" TargetMode="External"/>'
        '<Relationship Id="d" Type="http://x/image" Target="../../../../etc/passwd"/></Relationships>'
    )
    package = Package.open(zipped(GOOD | {"ppt/layouts/_rels/l.xml.rels": rels}))
    found = package.relationships("/ppt/layouts/l.xml")
    assert {r.id: (r.kind, r.target, r.external) for r in found.values()} == {
        "a": ("slide", "/ppt/slides/slide 1.xml", False),
        "b": ("theme", "/ppt/theme/theme1.xml", False),
        "c": ("hyperlink", "https://a/../b", True),
        "d": ("image", "/etc/passwd", False),
    }
    assert package.relationships("/ppt/presentation.xml") == {}


def test_a_program_is_noticed() -> None:
    assert not Package.open(zipped(GOOD)).macros
    assert Package.open(zipped(GOOD | {"ppt/vbaProject.bin": b"x"})).macros


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "a.pptx: error: the file is no PowerPoint presentation [package-not-zip]"),
        (b"Fylke;Folketal\n", "a.pptx: error: the file is no PowerPoint presentation [package-not-zip]"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "a.pptx: error: the file is protected by a password or a sensitivity label [package-encrypted]",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "PowerPoint Document".encode("utf-16-le"),
            "a.pptx: error: the file is in PowerPoint's format from before 2007 (.ppt) [package-old-format]",
        ),
        (zipped({"a.txt": "x"}), "a.pptx: error: the file is a zip, but no PowerPoint presentation [package-not-office]"),
        (
            zipped(GOOD | {"[Content_Types].xml": TYPES.format("x").replace("presentationml", "wordprocessingml")}),
            "a.pptx: error: the file is an Office file, but no PowerPoint presentation [package-not-powerpoint]",
        ),
        (
            zipped(GOOD)[:-30],
            "a.pptx: error: the file is cut short or damaged: its table of contents does not fit [package-truncated]",
        ),
        (
            zipped(GOOD | {"../../evil.xml": "x"}),
            'a.pptx: error: the file holds a part with the name "../../evil.xml", which leads out of it [package-name]',
        ),
        (
            zipped(GOOD | {"ppt\\evil.xml": "x"}),
            'a.pptx: error: the file holds a part with the name "ppt\\evil.xml", which leads out of it [package-name]',
        ),
        (
            zipped(GOOD | {"/etc/passwd": "x"}),
            'a.pptx: error: the file holds a part with the name "/etc/passwd", which leads out of it [package-name]',
        ),
        (
            zipped(GOOD | {"ppt/Presentation.xml": "<q/>"}),
            "a.pptx: error: the file holds the part ppt/Presentation.xml twice [package-duplicate]",
        ),
        (
            zipped(GOOD | {"ppt/media/a.bmp": bytes(5 << 20)}),
            "a.pptx: error: the part ppt/media/a.bmp is packed so tightly that it looks made to exhaust the machine "
            "[package-bomb]",
        ),
        (
            zipped(GOOD, zipfile.ZIP_BZIP2),
            "a.pptx: error: the part [Content_Types].xml is packed in a way that PowerPoint does not use [package-packing]",
        ),
    ],
)
def test_what_is_no_sound_presentation_is_refused_in_words(data: bytes, says: str) -> None:
    assert refusal(data) == says


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DeckgenError) as caught:
        Package.open(tmp_path / "no.pptx")
    assert [problem.code for problem in caught.value.problems] == ["package-missing"]
    assert refusal(tmp_path).endswith("[package-unreadable]")


def test_the_bounds_are_the_callers() -> None:
    data = zipped(GOOD | {"ppt/a.xml": bytes(2 << 20)})
    assert (
        refusal(data, Limits(members=3))
        == "a.pptx: error: the file holds 4 parts, and 3 is the most that deckgen opens [package-members]"
    )
    assert refusal(data, Limits(size=1 << 20)) == (
        "a.pptx: error: the file is larger than 1 MB unpacked, the most that deckgen opens [package-size]"
    )
    assert refusal(data, Limits(free=1000)).endswith("[package-bomb]")
    Package.open(data)


def test_a_size_that_lies_is_found_without_unpacking_more() -> None:
    data = zipped(GOOD | {"ppt/z.xml": b" " * 100_000})
    record = data.rindex(b"PK\1\2")
    assert refusal(patched(data, record + 24, struct.pack("<I", 10))) == (
        "a.pptx (/ppt/z.xml): error: the part /ppt/z.xml is damaged [package-broken]"
    )
    assert refusal(patched(data, record + 16, b"\0\0\0\0")).endswith("[package-broken]")


def test_members_that_share_their_bytes_are_refused() -> None:
    data = zipped(GOOD | {"ppt/a.xml": "<a>first of two</a>", "ppt/b.xml": "<a>first of two</a>"})
    first, second = (data.index(f"ppt/{name}.xml".encode()) - 30 for name in "ab")
    record = data.rindex(b"PK\1\2")
    assert struct.unpack_from("<I", data, record + 42) == (second,)
    assert refusal(patched(data, record + 42, struct.pack("<I", first))).endswith("[package-bomb]")


def test_a_password_on_a_member_is_noticed() -> None:
    data = zipped(GOOD)
    assert refusal(patched(data, data.rindex(b"PK\1\2") + 8, b"\1\0")).endswith("[package-encrypted]")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused(encoding: str) -> None:
    entities = '<!DOCTYPE p [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><p x="&b;">&b;</p>'
    package = Package.open(zipped(GOOD | {"ppt/presentation.xml": entities.encode(encoding)}), "a.pptx")
    with pytest.raises(DeckgenError) as caught:
        package.xml("/ppt/presentation.xml")
    assert str(caught.value).splitlines()[0] == (
        "a.pptx (/ppt/presentation.xml): error: the part /ppt/presentation.xml cannot be read: "
        "it declares a document type [package-xml]"
    )


@pytest.mark.parametrize("xml", ["", "<p>", "text", "<p>&nbsp;</p>", "<a:p/>x"])
def test_what_is_not_well_formed_is_refused(xml: str) -> None:
    package = Package.open(zipped(GOOD | {"ppt/presentation.xml": xml}))
    with pytest.raises(DeckgenError, match="package-xml"):
        package.xml("/ppt/presentation.xml")


def test_a_part_that_is_not_there_is_named() -> None:
    with pytest.raises(DeckgenError) as caught:
        Package.open(zipped(GOOD), "a.pptx").read("/ppt/slides/slide1.xml")
    assert str(caught.value).startswith("a.pptx: error: the part /ppt/slides/slide1.xml is missing [package-part-missing]")


@given(st.integers(0, len(zipped(GOOD)) - 1))
def test_a_file_cut_anywhere_is_refused(length: int) -> None:
    with pytest.raises(DeckgenError):
        Package.open(zipped(GOOD)[:length])


@given(st.integers(0, len(zipped(GOOD)) - 1), st.binary(min_size=1, max_size=8))
def test_a_damaged_file_is_refused_or_read_but_never_crashes(offset: int, noise: bytes) -> None:
    try:
        package = Package.open(patched(zipped(GOOD), offset, noise))
        for part in package.names:
            package.read(part)
            package.relationships(part)
    except DeckgenError:
        pass


NAMES = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="/\\"), min_size=1, max_size=20
)


@given(st.dictionaries(NAMES.map(str.lower), st.binary(max_size=2000), max_size=5))
def test_what_is_packed_is_read_again_by_others(contents: dict[str, bytes]) -> None:
    contents = {name: data for name, data in contents.items() if len({n.lower() for n in contents}) == len(contents)}
    data = pack(deflate(name, data) if n % 2 else stored(name, data) for n, (name, data) in enumerate(contents.items()))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert {info.filename: archive.read(info) for info in archive.infolist()} == contents
        assert all(info.date_time == (1980, 1, 1, 0, 0, 0) and not info.extra for info in archive.infolist())


def test_raw_members_are_copied_as_they_lie() -> None:
    source = zipped(GOOD)
    package = Package.open(source)
    copy = Package.open(pack(map(package.raw, package.names)))
    assert [copy.raw(part) for part in copy.names] == [package.raw(part) for part in package.names]
    assert copy.read("/_rels/.rels") == RELS.encode()


def test_the_same_members_give_the_same_bytes() -> None:
    expected = pack([deflate("a.xml", b"<a/>"), stored("b.png", b"x")])
    assert expected == pack([deflate("a.xml", b"<a/>"), stored("b.png", b"x")])
    assert zlib.crc32(b"<a/>") == deflate("a.xml", b"<a/>").crc


def test_what_a_zip_cannot_hold_is_refused() -> None:
    with pytest.raises(ValueError, match="two parts have the same name"):
        pack([stored("a.xml", b""), stored("A.xml", b"")])
    with pytest.raises(ValueError, match="4 GiB"):
        pack([Member("a.xml", 0, b"", 0xFFFFFFFF, 8)])
    with pytest.raises(ValueError, match="65535 parts"):
        pack(stored(f"{n}.xml", b"") for n in range(0xFFFF))

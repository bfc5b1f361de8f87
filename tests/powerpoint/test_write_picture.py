"""Pictures: in placeholders and loose, cropped, described or decorative, and each file once."""

import io

import pptx
import pytest
from writing import FRAME, PICTURE, audit, deck, found, media, parts, slide, title, writer

from deckgen.model import Media, Picture, Placeholder, Shape, Slide

IN_PLACEHOLDER = Placeholder(1, "pic")


def page(picture: Picture, alt: str = "Et bilde", identity: str = "s", loose: bool = False) -> Slide:
    shape = Shape("picture", "Bilde 1", picture, None if loose else IN_PLACEHOLDER, FRAME if loose else None, alt)
    return slide(title(), shape, layout=PICTURE, identity=identity)


def test_a_picture_in_a_placeholder_takes_its_place_and_crop(tmp_path) -> None:
    data = writer().write(deck(page(Picture(media(), (0.125, 0, 0.25, -0.1)))))
    shape = pptx.Presentation(io.BytesIO(data)).slides[0].placeholders[1]
    assert shape.image.blob == media().data
    assert (shape.crop_left, shape.crop_top, shape.crop_right, shape.crop_bottom) == (0.125, 0, 0.25, -0.1)
    assert not found(data, "//p:pic/p:spPr/*")
    assert shape.width == pptx.Presentation(io.BytesIO(data)).slides[0].slide_layout.placeholders[1].width
    assert audit(data, tmp_path) == []


def test_a_loose_picture_has_a_frame(tmp_path) -> None:
    data = writer().write(deck(page(Picture(media()), loose=True)))
    shape = pptx.Presentation(io.BytesIO(data)).slides[0].shapes[1]
    assert (shape.left, shape.top, shape.width, shape.height) == (FRAME.x, FRAME.y, FRAME.width, FRAME.height)
    assert not found(data, "//a:srcRect")
    assert audit(data, tmp_path) == []
    with pytest.raises(ValueError, match='the shape "x" has neither'):
        writer().write(deck(slide(Shape("x", "Bilde", Picture(media())))))


def test_a_picture_is_described_or_decorative() -> None:
    data = writer().write(deck(page(Picture(media()), 'Hus & "hage"'), page(Picture(media()), "", "t")))
    assert found(data, "//p:pic//@descr") == ['Hus & "hage"']
    assert not found(data, "//adec:decorative")
    assert not found(data, "//p:pic//@descr", "ppt/slides/slide2.xml")
    assert found(data, "//p:pic//adec:decorative/@val", "ppt/slides/slide2.xml") == ["1"]


def test_a_picture_is_stored_once_however_often_it_is_shown() -> None:
    twice = Picture(media()), Picture(media(), (0.1, 0, 0, 0))
    data = writer().write(
        deck(*(page(picture, identity=f"{n}") for n, picture in enumerate((*twice, Picture(media("other"))))))
    )
    stored = {name: content for name, content in parts(data).items() if name.startswith("ppt/media/image-")}
    assert sorted(stored.values()) == sorted([media().data, media("other").data])
    assert f"ppt/media/image-{media().digest[:24]}.png" in stored


@pytest.mark.parametrize(
    "wrong",
    [Media("abc", "image/svg+xml", 1, 1, b""), Media("../../x", "image/png", 1, 1, b""), Media('"/>', "image/png", 1, 1, b"")],
)
def test_what_powerpoint_does_not_show_is_refused(wrong: Media) -> None:
    with pytest.raises(ValueError, match="cannot be written"):
        writer().write(deck(page(Picture(wrong))))

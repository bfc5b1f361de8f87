"""A picture → p:pic, and where its file lies in the package: once a deck, however often it is shown."""

from deckgen.model import Media, Picture
from deckgen.powerpoint.write.shape import RECTANGLE, Identified, frame_of, transform
from deckgen.powerpoint.xml import Xml

EXTENSIONS = {"image/png": "png", "image/jpeg": "jpeg", "image/gif": "gif"}


def media_name(media: Media) -> Xml:
    """The file's name in ppt/media, by the picture's digest. Raises ValueError for what PowerPoint does not show."""
    extension = EXTENSIONS.get(media.content_type)
    if extension is None or not media.digest.isalnum() or not media.digest.isascii():
        raise ValueError(f"a picture of type {media.content_type!r} and digest {media.digest!r} cannot be written")
    return Xml(f"image-{media.digest[:24]}.{extension}")


def picture_shape(identified: Identified, picture: Picture, placeholder: Xml, relationship: str) -> Xml:
    """A p:pic, in a placeholder's own place where the shape has no frame. ``relationship`` leads to the file."""
    shape = identified.shape
    if placeholder:
        place = Xml(f"{transform(shape.frame)}{RECTANGLE}") if shape.frame else Xml("")
    else:
        place = Xml(f"{transform(frame_of(shape))}{RECTANGLE}")
    group = ' noGrp="1"' if placeholder else ""
    properties = f"<p:spPr>{place}</p:spPr>" if place else "<p:spPr/>"
    return Xml(
        f"<p:pic><p:nvPicPr>{identified.properties(described=True)}"
        f'<p:cNvPicPr><a:picLocks{group} noChangeAspect="1"/></p:cNvPicPr><p:nvPr>{placeholder}</p:nvPr></p:nvPicPr>'
        f'<p:blipFill><a:blip r:embed="{relationship}"/>{_source(picture)}<a:stretch><a:fillRect/></a:stretch></p:blipFill>'
        f"{properties}</p:pic>"
    )


def _source(picture: Picture) -> Xml:
    """What is cut off, in thousandths of a per cent; negative where room is left."""
    parts = [(side, round(part * 100_000)) for side, part in zip("ltrb", picture.crop, strict=True)]
    attributes = "".join([f' {side}="{part}"' for side, part in parts if part])
    return Xml(f"<a:srcRect{attributes}/>") if attributes else Xml("")

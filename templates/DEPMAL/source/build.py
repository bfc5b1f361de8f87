"""Write the template: `python templates/DEPMAL/source/build.py`. The same source gives the same bytes."""

from pathlib import Path

from depmal.package import template_bytes

HOME = Path(__file__).resolve().parents[1]
CLOSING_PICTURE = HOME / "pictures" / "avslutning.png"
TEMPLATE = HOME / "DEPMAL.pptx"


def build() -> bytes:
    return template_bytes(CLOSING_PICTURE.read_bytes())


if __name__ == "__main__":
    TEMPLATE.write_bytes(build())

"""The drawn pictures and symbols: the same bytes from the same seed, the right frames, and no colour from outside the look."""

import hashlib
import io
import os
import re
import struct
import subprocess
import sys
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import PIL
import pytest
from PIL import Image, ImageChops, ImageStat

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = ROOT / "templates" / "DEPMAL"
PICTURES = ROOT / "decks" / "pictures"
DRAWN_WITH = "13"  # Pillow's major version when the committed files were drawn

sys.path.insert(0, str(TEMPLATE / "illustrations"))
import draw  # noqa: E402
import symbols  # noqa: E402
import tones  # noqa: E402

sys.path.remove(str(TEMPLATE / "illustrations"))

POINT = 12700
# The two slides with four pictures each, line by line.
BLOCKS = (
    ("fjord-dag", "omsorg-kveld", "skog-kveld", "vinter-dag"),
    ("skole-dag", "nordlys-natt", "havn-kveld", "barnehage-dag"),
)
FRAMES = {
    "decks/pictures/skog-dag-helbilde.png": (9_692_000, 6_858_000),
    "decks/pictures/nordlys-natt-helbilde.png": (9_692_000, 6_858_000),
    "decks/pictures/kyst-kveld-liggende.png": (5_062_000, 3_796_500),
    "decks/pictures/omsorg-kveld-staaende.png": (4_136_000, 6_858_000),
    "decks/pictures/fjord-dag-startside.png": (9_692_000, 3_780_000),
    "templates/DEPMAL/pictures/avslutning.png": (9_692_000, 3_780_000),
} | {f"decks/pictures/{name}.png": (2_032_000, 3_393_000) for block in BLOCKS for name in block}
# The look's tones, as its recipe lists them.
RECIPE = re.findall(
    r"\w{6}",
    """
    DCE9E8 E2EDEB EAF2F0 F0F6F4 F3DDBD F5E3C7 F7E8D0 FAF1E2 082B37 0B3A49 0F4757
    155565 B4CECC 9DBDBC 6FA3A2 57908F 2A7F7E 1C6668 F8FBFA CFE0DE A7C6C6 86AFB0
    DC7420 F2B35C F6D5A0 A5482A 863820 FBF4E6 E9DCC3 A9BC7C B7C78D 6A3B22 6B3F63
    """,
)
SYMBOLS = ("kommune", "region", "bolig_og_bygg", "plan", "demokrati", "okonomi")
GROUNDS = {"": symbols.ON_LIGHT, "-dark": symbols.ON_DARK}


def frame_named(name: str) -> draw.Frame:
    return next(frame for frame in draw.FRAMES if frame.file.name == name)


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGBA")


def assert_same_picture(drawn: bytes, committed: Path) -> None:
    difference = ImageChops.difference(opened(drawn), opened(committed.read_bytes()))
    if PIL.__version__.split(".")[0] == DRAWN_WITH:
        assert difference.getbbox(alpha_only=False) is None, f"run templates/DEPMAL/illustrations/draw.py: {committed.name}"
    else:  # another Pillow may round an edge differently, but must not draw another picture
        assert max(ImageStat.Stat(difference).mean) < 1


@pytest.mark.parametrize("name", ["omsorg-kveld.png", "havn-kveld.png", "nordlys-natt.png", "vinter-dag.png"])
def test_a_scene_gives_the_same_bytes_twice_and_is_the_committed_file(name: str) -> None:
    frame = frame_named(name)
    first = draw.picture(frame)
    assert draw.picture(frame) == first
    assert_same_picture(first, frame.file)


@pytest.mark.parametrize("suffix", GROUNDS)
@pytest.mark.parametrize("name", SYMBOLS)
def test_a_symbol_gives_the_same_bytes_twice_and_is_the_committed_file(name: str, suffix: str) -> None:
    first = symbols.symbol_png(name, GROUNDS[suffix])
    assert symbols.symbol_png(name, GROUNDS[suffix]) == first
    assert_same_picture(first, TEMPLATE / "symbols" / f"{name}{suffix}.png")


def test_pictures_do_not_depend_on_the_hash_seed() -> None:
    program = (
        "import draw, hashlib, dataclasses as d;"
        "print(hashlib.sha256(draw.picture(d.replace(draw.FRAMES[2], size=(112, 188)))).hexdigest())"
    )
    folder = TEMPLATE / "illustrations"
    seen = {
        subprocess.run(
            [sys.executable, "-B", "-c", program],
            cwd=folder,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    small = replace(draw.FRAMES[2], size=(112, 188))
    assert seen == {hashlib.sha256(draw.picture(small)).hexdigest() + "\n"}


def test_another_seed_gives_another_picture() -> None:
    for scene in draw.SCENES:
        frame = draw.Frame(Path("x.png"), scene, "dag", (120, 90))
        assert draw.picture(frame) != draw.picture(replace(frame, seed=2)), scene


def test_every_frame_is_drawn_and_every_drawn_picture_has_a_frame() -> None:
    assert {frame.file for frame in draw.FRAMES} == {ROOT / name for name in FRAMES}
    assert {path for path in PICTURES.iterdir() if path.suffix == ".png"} == {ROOT / name for name in FRAMES if "decks" in name}


@pytest.mark.parametrize(("name", "extent"), FRAMES.items())
def test_a_picture_has_its_frames_proportions_and_pixels_enough(name: str, extent: tuple[int, int]) -> None:
    with Image.open(ROOT / name) as image:
        width, height = image.size
    assert width / height == pytest.approx(extent[0] / extent[1], rel=0.002)
    assert width >= 1.5 * extent[0] / POINT
    assert height >= 1.5 * extent[1] / POINT


@pytest.mark.parametrize(
    "path", [*(ROOT / name for name in FRAMES), *sorted((TEMPLATE / "symbols").glob("*.png"))], ids=lambda p: p.name
)
def test_a_file_is_small_and_holds_no_metadata(path: Path) -> None:
    data = path.read_bytes()
    assert len(data) < 150_000
    assert set(chunk_types(data)) <= {b"IHDR", b"PLTE", b"IDAT", b"IEND"}


def chunk_types(png: bytes) -> list[bytes]:
    types, at = [], 8
    while at < len(png):
        (length,) = struct.unpack_from(">I", png, at)
        types.append(png[at + 4 : at + 8])
        at += length + 12
    return types


def is_blend(tone: str) -> bool:
    """Whether a tone lies between two of the recipe's, to within rounding."""
    colour = tuple(bytes.fromhex(tone))
    for first, second in combinations(RECIPE, 2):
        start, end = tuple(bytes.fromhex(first)), tuple(bytes.fromhex(second))
        widest = max(range(3), key=lambda channel: abs(end[channel] - start[channel]))
        share = (colour[widest] - start[widest]) / (end[widest] - start[widest])
        if 0 <= share <= 1 and all(abs(start[i] + (end[i] - start[i]) * share - colour[i]) <= 2 for i in range(3)):
            return True
    return False


@pytest.mark.parametrize("mood", tones.MOODS)
def test_every_scene_in_every_mood_keeps_to_the_recipes_colours(mood: str) -> None:
    used = {
        tone
        for scene in draw.SCENES
        for size in ((60, 100), (133, 100))
        for tone in draw.painted(draw.Frame(Path("x.png"), scene, mood, size)).tones
    }
    mixed = used - set(RECIPE)
    assert [tone for tone in sorted(mixed) if not is_blend(tone)] == []
    assert len(mixed) < len(RECIPE)


@pytest.mark.parametrize("name", ["skog-dag-helbilde.png", "kyst-kveld-liggende.png", "havn-kveld.png", "omsorg-kveld.png"])
def test_the_planes_of_a_committed_picture_are_in_the_tones_it_was_drawn_with(name: str) -> None:
    frame = frame_named(name)
    drawn = set(draw.painted(replace(frame, size=(frame.size[0] // 8, frame.size[1] // 8))).tones)
    with Image.open(frame.file) as image:
        counts = image.convert("RGB").getcolors(1 << 24) or []
    area = frame.size[0] * frame.size[1]
    planes = {"{:02X}{:02X}{:02X}".format(*colour): count / area for count, colour in counts if count > area / 50}
    halo = {tone for tone in planes if tone not in drawn and is_blend(tone)}
    assert planes.keys() - drawn - halo == set()
    assert sum(planes[tone] for tone in halo) < 0.12


def test_of_four_pictures_on_a_slide_at_most_one_shows_a_sun_and_at_most_one_is_night() -> None:
    for names in (
        ("fjord-dag", "omsorg-kveld", "skog-kveld", "vinter-dag"),
        ("skole-dag", "nordlys-natt", "havn-kveld", "barnehage-dag"),
    ):
        frames = [frame_named(f"{name}.png") for name in names]
        suns = sum(frame.sun and tones.MOODS[frame.mood].sun is not None for frame in frames)
        assert suns == 1
        assert sum(frame.mood == "natt" for frame in frames) <= 1
        first, second, third, fourth = (frame.mood for frame in frames)  # two by two, line by line
        assert first not in (second, third)
        assert fourth not in (second, third)


@pytest.mark.parametrize("suffix", GROUNDS)
@pytest.mark.parametrize("name", SYMBOLS)
def test_a_symbol_is_square_and_of_two_colours_with_edges_of_opacity_alone(name: str, suffix: str) -> None:
    image = opened((TEMPLATE / "symbols" / f"{name}{suffix}.png").read_bytes())
    assert image.size == (512, 512)
    visible = {"{:02X}{:02X}{:02X}".format(*colour[:3]) for _, colour in image.getcolors(1 << 20) or [] if colour[3]}
    assert visible == set(GROUNDS[suffix])


@pytest.mark.parametrize(
    ("name", "at", "part"),
    [
        ("kommune", (1.9, 8.55), None),  # the left house's window is cut out
        ("kommune", (6.0, 4.75), None),
        ("kommune", (6.0, 10.0), "accent"),
        ("kommune", (1.9, 11.0), "body"),
        ("kommune", (1.9, 5.0), None),  # above the left apex
        ("region", (2.0, 2.0), "body"),
        ("region", (8.0, 2.0), "accent"),
        ("region", (11.8, 5.6), None),  # outside the quarter disc
        ("bolig_og_bygg", (6.0, 10.0), "accent"),
        ("bolig_og_bygg", (4.5, 10.0), None),
        ("bolig_og_bygg", (2.0, 10.0), "body"),
        ("plan", (10.2, 1.8), None),  # the top right square is left out
        ("plan", (6.0, 6.0), "accent"),
        ("plan", (3.9, 1.8), None),
        ("demokrati", (2.0, 6.0), "body"),
        ("demokrati", (10.0, 6.0), "accent"),
        ("demokrati", (6.0, 6.0), None),
        ("okonomi", (1.7, 6.5), None),
        ("okonomi", (1.7, 7.5), "body"),
        ("okonomi", (10.3, 1.7), "accent"),
        ("okonomi", (10.3, 4.0), None),
    ],
)
def test_a_symbol_follows_its_grid(name: str, at: tuple[float, float], part: str | None) -> None:
    image = opened((TEMPLATE / "symbols" / f"{name}.png").read_bytes())
    red, green, blue, opacity = image.getpixel((round(at[0] * 512 / 12), round(at[1] * 512 / 12)))
    if part is None:
        assert opacity == 0
    else:
        assert (f"{red:02X}{green:02X}{blue:02X}", opacity) == (symbols.ON_LIGHT[part == "accent"], 255)

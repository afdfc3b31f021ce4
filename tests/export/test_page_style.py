"""The page's colours: every text has contrast enough, and colour-blind readers tell sources apart."""

import itertools
import math
import re
from importlib.resources import files

import pytest

from sayso.codebook.event_types import SECTIONS
from sayso.export.page import COLOURS
from sayso.export.views import SECTION_NAMES

CSS = files("sayso.export").joinpath("page.css").read_text(encoding="utf-8")
LIGHT, DARK = (
    dict(re.findall(r"--([\w]+): (#[0-9a-f]{6});", block))
    for block in re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)[:2]
)
PRINT = dict(re.findall(r"--([\w]+): (#[0-9a-f]{6});", re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)[2]))
THEMES = {"light": LIGHT, "dark": DARK, "print": LIGHT | PRINT}
SECTION_COLOURS = len(SECTIONS)
LEAST_CONTRAST = 4.5  # WCAG 2.2, AA, text of normal size
LEAST_DISTANCE = 0.045  # in Oklab; about twice what is just seen side by side

# Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB.
SIGHTS = {
    "all colours": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "no green": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "no blue": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def _linear(colour: str) -> list[float]:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def _contrast(one: str, other: str) -> float:
    light = [
        sum(a * b for a, b in zip((0.2126, 0.7152, 0.0722), _linear(colour), strict=True)) for colour in (one, other)
    ]
    return (max(light) + 0.05) / (min(light) + 0.05)


def _oklab(colour: str, sight: str) -> list[float]:
    rgb = [max(0.0, sum(a * b for a, b in zip(row, _linear(colour), strict=True))) for row in SIGHTS[sight]]
    cones = [
        sum(a * b for a, b in zip(row, rgb, strict=True)) ** (1 / 3)
        for row in (
            (0.4122214708, 0.5363325363, 0.0514459929),
            (0.2119034982, 0.6806995451, 0.1073969566),
            (0.0883024619, 0.2817188376, 0.6299787005),
        )
    ]
    return [
        sum(a * b for a, b in zip(row, cones, strict=True))
        for row in (
            (0.2104542553, 0.7936177850, -0.0040720468),
            (1.9779984951, -2.4285922050, 0.4505937099),
            (0.0259040371, 0.7827717662, -0.8086757660),
        )
    ]


@pytest.mark.parametrize("theme", THEMES)
def test_all_text_stands_out_from_its_ground(theme: str) -> None:
    colours = THEMES[theme]
    grounds = ["paper", *(f"{kind}{n}" for kind in "tl" for n in range(COLOURS + 1))]
    texts = ["ink", *(f"c{n}" for n in range(COLOURS + 1))]
    pairs = [*itertools.product(texts, grounds), ("link", "paper"), ("quiet", "paper"), ("faint", "paper")]
    pairs += [(f"k{n}", "paper") for n in range(1, SECTION_COLOURS + 1)]  # a trigger, filled or not
    pairs += [(text, f"l{n}") for text in ("quiet",) for n in range(COLOURS + 1)]  # a lit row beside the text
    weak = {pair: round(_contrast(colours[pair[0]], colours[pair[1]]), 2) for pair in pairs}
    assert {pair: contrast for pair, contrast in weak.items() if contrast < LEAST_CONTRAST} == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize(("letter", "number"), [("c", COLOURS), ("k", SECTION_COLOURS)])
def test_sources_and_sections_differ_for_every_eye(letter: str, number: int, theme: str, sight: str) -> None:
    names = [f"{letter}{n}" for n in range(1, number + 1)]
    near = {
        (one, other): round(math.dist(_oklab(THEMES[theme][one], sight), _oklab(THEMES[theme][other], sight)), 3)
        for one, other in itertools.combinations(names, 2)
    }
    assert {pair: distance for pair, distance in near.items() if distance < LEAST_DISTANCE} == {}


def test_no_colour_is_written_beside_the_variables() -> None:
    rules = re.sub(r"--[\w]+: #[0-9a-f]{6};", "", CSS)
    assert re.findall(r"#[0-9a-f]{3,6}\b|\brgb\((?!0 0 0 / 0\.18)", rules) == []


def test_both_themes_name_the_same_colours() -> None:
    assert LIGHT.keys() == DARK.keys()
    assert PRINT.keys() <= LIGHT.keys()


def test_every_section_has_a_name_and_a_colour() -> None:
    assert SECTION_NAMES.keys() == set(SECTIONS)
    assert {name for name in LIGHT if name.startswith("k")} == {f"k{n}" for n in range(1, SECTION_COLOURS + 1)}

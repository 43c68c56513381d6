"""Themes: readable, told apart without colour, and inert."""

import math
from itertools import combinations, product

import pytest
from rich.color import Color
from rich.style import Style

from tui.views.line import Span
from tui.views.paint import THEMES, Paint, next_theme

ROLES = tuple(name.removeprefix("zb-") for name in THEMES["zb-dark"].variables if name.startswith("zb-"))
INK = tuple(role for role in ROLES if role not in {"ground", "band", "cursor", "rest"})
COLOURED = [name for name, theme in THEMES.items() if not theme.ansi]


EYES = {
    "full": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}
"""What eyes make of linear red, green and blue (Machado, Oliveira and Fernandes 2009)."""
TO_XYZ = (
    (0.412453 / 0.950456, 0.357580 / 0.950456, 0.180423 / 0.950456),
    (0.212671, 0.715160, 0.072169),
    (0.019334 / 1.088754, 0.119193 / 1.088754, 0.950227 / 1.088754),
)


def luminance(color: Color | None) -> float:
    """Relative luminance (WCAG 2.2)."""
    assert color is not None
    shares = (part / 255 for part in color.get_truecolor())
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def seen_by(eye: str, color: Color | None) -> tuple[float, float, float]:
    """A colour as an eye sees it, in CIE Lab."""
    assert color is not None
    shares = [part / 255 for part in color.get_truecolor()]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in shares]
    seen = [sum(map(float.__mul__, row, linear)) for row in EYES[eye]]
    xyz = [sum(map(float.__mul__, row, seen)) for row in TO_XYZ]
    x, y, z = (math.cbrt(part) if part > 0.008856 else 7.787 * part + 16 / 116 for part in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def contrast(style: Style) -> float:
    light, dark = sorted((luminance(style.color), luminance(style.bgcolor)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("name", "role"), list(product(COLOURED, INK)))
def test_all_ink_is_readable(name: str, role: str) -> None:
    """7:1 on the ground (WCAG AAA; no yellow of the common 256 reaches it on white), 4.5:1 on the selected line."""
    paint = Paint(THEMES[name])
    assert contrast(paint.style(role)) >= (5.5 if role in {"yellow", "note"} else 7)
    assert contrast(paint.style(role, selected=True)) >= 4.5


@pytest.mark.parametrize("role", INK)
def test_high_contrast_is_high_everywhere(role: str) -> None:
    """7:1 for every ink, also on the selected line and on the band; a bar's empty part can still be seen."""
    paint = Paint(THEMES["zb-contrast"])
    assert contrast(paint.style(role)) >= 7
    assert contrast(paint.style(role, selected=True)) >= 7
    assert contrast(paint.style(f"{role}!")) >= 7
    assert contrast(paint.style("rest")) >= 4.5


@pytest.mark.parametrize("eye", EYES)
def test_colour_blind_eyes_tell_good_from_bad(eye: str) -> None:
    """Good, doubtful, bad, unknown and invalid differ for every eye by far more than one can just notice."""
    paint = Paint(THEMES["zb-safe"])
    lights = [seen_by(eye, paint.style(role).color) for role in ("green", "yellow", "red", "grey", "invalid")]
    assert min(math.dist(one, other) for one, other in combinations(lights[:3], 2)) >= 40
    assert min(math.dist(lights[0], other) for other in lights[1:]) >= 20


@pytest.mark.parametrize(("name", "role"), list(product(COLOURED, ("title", "bar", "key", "strong", "note"))))
def test_the_band_is_readable(name: str, role: str) -> None:
    assert contrast(Paint(THEMES[name]).style(f"{role}!")) >= 4.5


@pytest.mark.parametrize("name", COLOURED)
def test_a_palette_of_256_colours_keeps_the_colours(name: str) -> None:
    """Every colour is one of the 240 that all such terminals share, so nothing drifts into something else."""
    steps = {0, 95, 135, 175, 215, 255}
    greys = {8 + 10 * step for step in range(24)}
    for role, color in THEMES[name].variables.items():
        red, green, blue = Color.parse(color).get_truecolor()
        assert {red, green, blue} <= steps or (red == green == blue and red in greys), role


def test_all_themes_know_all_roles() -> None:
    assert {tuple(theme.variables) for theme in THEMES.values()} == {tuple(THEMES["zb-dark"].variables)}


def test_sixteen_colours_tell_the_lights_apart() -> None:
    paint = Paint(THEMES["zb-ansi"])
    lights = [paint.style(light).color for light in ("green", "yellow", "red", "grey")]
    assert len({str(light) for light in lights}) == 4


def test_sixteen_colours_leave_the_ground_to_the_terminal() -> None:
    """Black or white, as its owner set it; the selected line exchanges paper and ink."""
    paint = Paint(THEMES["zb-ansi"])
    assert all(paint.style(role).bgcolor is None for role in ROLES)
    assert paint.style("text", selected=True).reverse
    assert paint.style("bar!").reverse


def test_without_colours_weight_and_reversal_are_left() -> None:
    """No colour of the terminal's either; the selected line, the bands and the heads still stand out."""
    paint = Paint(THEMES["zb-mono"])
    for role in ROLES:
        assert paint.style(role).color is None
        assert paint.style(role).bgcolor is None
    assert paint.style("text", selected=True).reverse
    assert paint.style("bar!").reverse
    assert paint.style("section").bold
    assert paint.style("dim").dim


@pytest.mark.parametrize("text", ["\x1b[2J", "\x9b31m", "a\x07b", "a\nb\tc", "\u202eabc", "\x7f", "\ud800"])
def test_nothing_that_moves_a_cursor_passes(text: str) -> None:
    """The last gate before the terminal, whoever forgot to clean the text before."""
    strip = Paint(THEMES["zb-dark"]).strip((Span(text),), 20)
    assert strip.cell_length == 20
    assert not any(ord(char) < 32 or 0x7F <= ord(char) < 0xA0 or char in "\u202e\ud800" for char in strip.text)


@pytest.mark.parametrize("markup", ["[bold]x[/]", "[/x]", "[@click=app.quit]x[/]", "[link=http://x]x[/link]"])
def test_markup_is_text(markup: str) -> None:
    assert Paint(THEMES["zb-dark"]).strip((Span(markup),), 40).text.rstrip() == markup


def test_themes_follow_one_another_in_a_circle() -> None:
    name, seen = "zb-dark", []
    for _ in THEMES:
        seen.append(name)
        name = next_theme(name)
    assert name == "zb-dark"
    assert set(seen) == set(THEMES)

"""Colours: whether text can be read on one, by WCAG's measure of contrast, and the shades that pages make of it."""

from __future__ import annotations

import re

HEX = re.compile(r"#[0-9a-fA-F]{6}")
READABLE = 4.5  # WCAG 2.2, 1.4.3: the least contrast of text of ordinary size
WHITE = "#ffffff"
SOFT = "#cfdde9"  # of the small line below the name, and of the footer
DEEPER = 0.72  # how much of its light the footer keeps


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 (none) to 21 (black on white).

    >>> contrast("#000000", "#ffffff"), round(contrast("#777777", "#ffffff"), 2)
    (21.0, 4.48)
    """
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance of an sRGB colour, 0 to 1 (WCAG 2.2, "relative luminance")."""
    red, green, blue = (linear(part / 255) for part in parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(part: float) -> float:
    """A channel of sRGB without its gamma."""
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def parts(colour: str) -> tuple[int, int, int]:
    """Red, green and blue of "#123250".

    >>> parts("#123250")
    (18, 50, 80)
    """
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def deeper(colour: str) -> str:
    """The same hue with less light.

    >>> deeper("#123250")
    '#0c2439'
    """
    return "#" + "".join(f"{int(part * DEEPER):02x}" for part in parts(colour))


def carries_text(colour: str) -> bool:
    """Whether what stands on the head and foot of a page can be read on a colour.

    >>> carries_text("#123250"), carries_text("#f2b84b")
    (True, False)
    """
    return min(contrast(colour, WHITE), contrast(colour, SOFT)) >= READABLE

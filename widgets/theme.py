"""The course's one theme: tokens for light and dark, as CSS custom properties and as hex for tests and prints.

Hues are those of Okabe and Ito (made to be told apart with any colour vision), shifted per theme until each reaches
4.5:1 on both grounds, so that one token serves a line, a bar and the label at the line's end. A test computes all.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal

Theme = Literal["light", "dark"]

GROUNDS: Final = ("ground", "panel")
HUES: Final = ("blue", "sky", "green", "yellow", "orange", "vermilion", "purple")
TEXTS: Final = ("ink", "ink-soft", *HUES)

TOKENS: Final[Mapping[Theme, Mapping[str, str]]] = MappingProxyType(
    {
        "light": MappingProxyType(
            {
                "ground": "#ffffff",
                "panel": "#f5f6f7",
                "ink": "#1b1f24",
                "ink-soft": "#50575f",
                "edge": "#868d95",
                "grid": "#dfe2e6",
                "rest": "#80878f",
                "ghost": "#767d85",
                "focus": "#0060a0",
                "blue": "#0069a5",
                "sky": "#1b72a6",
                "green": "#00765a",
                "yellow": "#7a6a00",
                "orange": "#9a5f00",
                "vermilion": "#b84a00",
                "purple": "#a04678",
            }
        ),
        "dark": MappingProxyType(
            {
                "ground": "#111111",
                "panel": "#1c1e21",
                "ink": "#eceff2",
                "ink-soft": "#b4bac1",
                "edge": "#7d848c",
                "grid": "#34383d",
                "rest": "#8a9199",
                "ghost": "#99a0a8",
                "focus": "#7cc4f5",
                "blue": "#5aaae6",
                "sky": "#7cc7f2",
                "green": "#35bf94",
                "yellow": "#e6da4f",
                "orange": "#eda929",
                "vermilion": "#f2803f",
                "purple": "#dd94ba",
            }
        ),
    }
)

# The same thing has the same colour in every picture of the course; the second channel (dash, marker, label) is the
# drawing's own business. A role is an alias, so a picture names what it shows and not how it looks.
ROLES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "subtype-hr": "blue",
        "subtype-her2": "purple",
        "subtype-tnbc": "vermilion",
        "animals": "orange",
        "people": "blue",
        "benefit": "green",
        "harm": "vermilion",
    }
)


def resolve(token: str, theme: Theme = "light") -> str:
    """The hex colour of a token or role ("@blue", "@subtype-hr"), for tests and for print.

    Raises KeyError for an unknown name.
    """
    name = token.removeprefix("@")
    return TOKENS[theme][ROLES.get(name, name)]


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two hex colours by WCAG 2.2, from 1 to 21."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def css() -> str:
    """The tokens as custom properties: light, dark where JupyterLab or the system says so, and light on paper."""
    light, dark = (_declarations(theme) for theme in ("light", "dark"))
    return (
        f".mbc {{ {light} }}\n"
        f"@media (prefers-color-scheme: dark) {{ body:not([data-jp-theme-light]) .mbc {{ {dark} }} }}\n"
        f'body[data-jp-theme-light="false"] .mbc {{ {dark} }}\n'
        f"@media print {{ body .mbc.mbc {{ {light} }} }}\n"
    )


def _declarations(theme: Theme) -> str:
    colours = {**TOKENS[theme], **{role: TOKENS[theme][hue] for role, hue in ROLES.items()}}
    return f"color-scheme: {theme}; " + " ".join(f"--mbc-{name}: {colour};" for name, colour in colours.items())


def _luminance(colour: str) -> float:
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

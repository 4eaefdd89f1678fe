"""The theme, computed: contrast of every token, and colours that everybody can tell apart."""

import re
from importlib.resources import files
from itertools import combinations

import numpy as np
import pytest
from cases import singles, strings

from widgets import explorers, theme
from widgets.framework import Plot, bundle

THEMES = ("light", "dark")
GRAPHICS = ("edge", "rest", "ghost", "focus")  # lines and shapes that have to be seen; `grid` is only a help
NEITHER = {"grid", *theme.GROUNDS}
DRAWINGS = [path.name.removesuffix(".svg") for path in (files("widgets") / "drawings").iterdir()]

# Machado, Oliveira and Fernandes, "A physiologically-based model for simulation of color vision deficiency",
# IEEE Trans. Vis. Comput. Graph. 15 (2009) 1291, doi 10.1109/TVCG.2009.113: linear RGB, severity 1.0.
EYES = {
    "usual": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
}
SRGB_TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
D65 = np.array([0.95047, 1.0, 1.08883])
APART = 15.0  # in CIELAB, where about 2 is just seen side by side: areas some way apart need several times that


def lab(colour, eye):
    """A hex colour in CIELAB (1976), as seen by one of EYES."""
    channels = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    xyz = SRGB_TO_XYZ @ np.clip(EYES[eye] @ linear, 0, 1) / D65
    x, y, z = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def looks_alike(first, second):
    """Where two tokens look much the same: the themes and eyes in which they are nearer than APART."""
    found = []
    for one in THEMES:
        for eye in EYES:
            distance = np.linalg.norm(lab(theme.resolve(first, one), eye) - lab(theme.resolve(second, one), eye))
            if distance < APART:
                found.append(f"{one} theme, {eye}: {distance:.1f}")
    return found


class TestContrast:
    @pytest.mark.parametrize(("first", "second", "ratio"), [("#000000", "#ffffff", 21), ("#777777", "#ffffff", 4.48)])
    def test_it_is_that_of_wcag(self, first, second, ratio):
        assert theme.contrast(first, second) == pytest.approx(ratio, abs=0.01)
        assert theme.contrast(second, first) == theme.contrast(first, second)

    @pytest.mark.parametrize("ground", theme.GROUNDS)
    @pytest.mark.parametrize("one", THEMES)
    @pytest.mark.parametrize("token", theme.TEXTS)
    def test_a_text_reaches_4_5_to_1(self, token, one, ground):
        assert theme.contrast(theme.resolve(token, one), theme.resolve(ground, one)) >= 4.5

    @pytest.mark.parametrize("ground", theme.GROUNDS)
    @pytest.mark.parametrize("one", THEMES)
    @pytest.mark.parametrize("token", GRAPHICS)
    def test_a_graphic_reaches_3_to_1(self, token, one, ground):
        assert theme.contrast(theme.resolve(token, one), theme.resolve(ground, one)) >= 3

    @pytest.mark.parametrize("one", THEMES)
    def test_the_words_on_a_filled_button_reach_4_5_to_1(self, one):
        assert theme.contrast(theme.resolve("ground", one), theme.resolve("blue", one)) >= 4.5

    def test_no_token_is_left_out(self):
        for one in THEMES:
            assert {*theme.TEXTS, *GRAPHICS, *NEITHER} == set(theme.TOKENS[one])

    def test_every_colour_is_six_hex_digits(self):
        for one in THEMES:
            assert all(re.fullmatch(r"#[0-9a-f]{6}", colour) for colour in theme.TOKENS[one].values())


class TestNames:
    def test_a_role_is_an_alias_of_a_hue(self):
        assert set(theme.ROLES.values()) <= set(theme.HUES)
        assert not set(theme.ROLES) & set(theme.TOKENS["light"])
        for role, hue in theme.ROLES.items():
            assert theme.resolve(f"@{role}", "dark") == theme.resolve(hue, "dark")

    def test_an_unknown_token_is_an_error(self):
        with pytest.raises(KeyError):
            theme.resolve("@pink")

    def test_the_style_sheet_declares_each_name_in_both_themes_and_light_on_paper(self):
        css = theme.css()
        for name in (*theme.TOKENS["light"], *theme.ROLES):
            light, dark = theme.resolve(name), theme.resolve(name, "dark")
            assert css.count(f"--mbc-{name}: {light};") + css.count(f"--mbc-{name}: {dark};") == 4
        assert f"--mbc-ink: {theme.TOKENS['light']['ink']}" in css.split("@media print")[1]

    def test_the_front_end_uses_only_names_that_exist(self):
        known = {*theme.TOKENS["light"], *theme.ROLES}
        script = bundle.front()["code"]
        set_by_script = set(re.findall(r'setProperty\("--mbc-([a-z0-9-]+)"', script))
        used = set(re.findall(r"var\(--mbc-([a-z0-9-]+)", bundle.css() + svgs())) - set_by_script
        used |= set(re.findall(r'look\("([^"]+)"\)', script)) | set(re.findall(r'"@([a-z][a-z0-9-]*)"', script))
        assert used and used <= known

    def test_python_uses_only_names_that_exist(self):
        paths = [path for folder in ("widgets", "widgets.explorers") for path in files(folder).iterdir()]
        sources = [path.read_text(encoding="utf-8") for path in paths if path.name.endswith(".py")]
        used = {name for source in sources for name in re.findall(r'"@([a-z][a-z0-9-]*)"', source)}
        assert used
        for name in used:
            theme.resolve(name)

    def test_no_file_but_the_theme_names_a_colour(self):
        named = r"#[0-9a-fA-F]{6}\b|#[0-9a-fA-F]{3}\b|\bhsla?\("
        style = "".join((files("widgets") / "front" / name).read_text(encoding="utf-8") for name in bundle.SHEETS)
        assert not re.findall(named, style)
        assert not re.findall(rf'"(?:{named})', bundle.front()["code"])
        assert not re.findall(r'(?:fill|stroke|color)="#[0-9a-fA-F]{3,6}"', svgs())


class TestToldApart:
    """Colours that stand in one picture differ for every eye, or something else than colour differs as well."""

    def test_the_measure_knows_what_is_alike(self):
        assert np.linalg.norm(lab("#ffffff", "usual") - lab("#000000", "usual")) == pytest.approx(100, abs=0.1)
        red, green = (np.array(lab(colour, "deuteranopia")) for colour in ("#c04000", "#7a6a00"))
        assert np.linalg.norm(red - green) < APART  # brick and olive, the classic pair
        assert looks_alike("blue", "vermilion") == []
        assert looks_alike("blue", "sky")

    @pytest.mark.parametrize(
        "roles", [("subtype-hr", "subtype-her2", "subtype-tnbc"), ("animals", "people"), ("benefit", "harm")]
    )
    def test_roles_that_are_compared(self, roles):
        found = {pair: alike for pair in combinations(roles, 2) if (alike := looks_alike(*pair))}
        assert not found

    @pytest.mark.parametrize("name", explorers.names())
    def test_the_traces_of_each_figure(self, name):
        explorer = explorers.load(name)
        for one in singles(explorer):
            for plot in explorer(**one).pictures:
                if isinstance(plot, Plot):
                    for first, second in combinations(plot.data, 2):
                        alike = [a for pair in hue_pairs(first, second) for a in looks_alike(*pair)]
                        assert not alike or second_channel(first) != second_channel(second), f"{plot.title}: {alike}"

    @pytest.mark.parametrize("name", DRAWINGS)
    def test_the_states_of_each_drawing(self, name):
        looks = drawing_looks(name)
        assert looks, f"the style sheet says nothing about the drawing {name}"
        for (one, first), (other, second) in combinations(looks.items(), 2):
            alike = looks_alike(first["hue"], second["hue"]) if first["hue"] != second["hue"] else ["the same hue"]
            assert not alike or first["rest"] != second["rest"], f"{name}: {one} and {other} look alike: {alike}"


def hue_pairs(first, second):
    def hues(trace):
        named = {theme.ROLES.get(text[1:], text[1:]) for path, text in strings(trace) if "color" in str(path)}
        return named & set(theme.HUES)

    return [(one, other) for one in hues(first) for other in hues(second) if one != other]


def second_channel(trace):
    """What tells a trace from another apart from its colour."""
    line, marker = trace.get("line", {}), trace.get("marker", {})
    return trace.get("type"), trace.get("mode"), line.get("dash"), str(marker.get("symbol")), str(marker.get("pattern"))


def drawing_looks(name):
    """Each state of a drawing: the hue of its fill, and everything else that the style sheet says about it."""
    looks = {}
    for rule, body in re.findall(r"([^{}]+)\{([^{}]*)\}", bundle.css()):
        for state in re.findall(r'data-state="([^"]+)"', rule if f'[data-drawing="{name}"]' in rule else ""):
            said = dict(re.findall(r"([a-z-]+):\s*([^;]+?)\s*(?:;|$)", body))
            look = looks.setdefault(state, {"hue": "ink", "rest": {}})
            for key, value in said.items():
                if match := re.fullmatch(r"var\(--mbc-([a-z-]+)\)", value):
                    look["hue"] = match[1] if key == "fill" or look["hue"] == "ink" else look["hue"]
                else:
                    look["rest"][key] = value
    return looks


def svgs():
    return "".join(map(bundle.drawing, DRAWINGS))

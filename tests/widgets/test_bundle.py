"""What the page is sent is whole: our front end in its order, plotly.js as it was installed, everything in a wheel."""

import fnmatch
import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import tomllib
from importlib.resources import files
from pathlib import Path
from xml.etree import ElementTree

import plotly
import pytest

from content.inputs import Refusal
from widgets.framework import bundle

HOUSE = Path(__file__).parents[2]
FRONT = files("widgets") / "front"
ROOMS = ("content", "widgets")


def test_every_file_of_the_front_end_is_joined_once():
    assert len(set(bundle.FRONT)) == len(bundle.FRONT)
    assert {*bundle.FRONT, *bundle.SHEETS, "entrance.js"} == {path.name for path in FRONT.iterdir()}
    joined = bundle.front()["code"]
    for name in bundle.FRONT:
        assert joined.count((FRONT / name).read_text(encoding="utf-8")) == 1


def test_the_joined_module_has_one_entrance_and_no_neighbours():
    joined = bundle.front()["code"]
    assert len(re.findall(r"^export\b", joined, re.M)) == 1
    assert not re.findall(r"^\s*import\b|\brequire\(|\bimport\(", joined, re.M)


def test_no_name_is_declared_twice_in_the_joined_module():
    names = re.findall(
        r"^(?:const|let|var|function|async function|class)\s+([A-Za-z_$][\w$]*)", bundle.front()["code"], re.M
    )
    assert len(names) == len(set(names)), sorted({name for name in names if names.count(name) > 1})


@pytest.mark.parametrize("name", bundle.FRONT)
def test_a_file_of_the_front_end_stays_short(name):
    assert len((FRONT / name).read_text(encoding="utf-8").splitlines()) < 200


def test_the_joined_module_is_javascript(tmp_path):
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not on this machine, so the syntax of the front end is only seen by the browser ring")
    (tmp_path / "front.mjs").write_text(bundle.front()["code"], encoding="utf-8")
    done = subprocess.run([node, "--check", "front.mjs"], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr


def test_it_is_loaded_once_in_a_page_however_many_widgets_bring_it(tmp_path):
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not on this machine, so this is only seen by the browser ring")
    (tmp_path / "entrance.mjs").write_text(bundle.entrance(), encoding="utf-8")
    front = (
        "globalThis.loads = (globalThis.loads ?? 0) + 1;"
        "export const begin = (model) => ({ end() {}, show: () => model.n });"
    )
    code = f"""
    import {{ gzipSync }} from "node:zlib";
    import entrance from "./entrance.mjs";
    URL.createObjectURL = (blob) => "data:text/javascript," + encodeURIComponent(blob.words);
    const Packed = globalThis.Blob;
    globalThis.Blob = class extends Packed {{ constructor(parts) {{ super(parts); this.words = String(parts[0]); }} }};
    const begun = async (n, id) => {{
      const life = entrance();
      const front = {{ id, gzip: gzipSync({front!r}) }};
      life.initialize({{ model: {{ n, get: () => front }} }});
      return life.render({{ el: null }});
    }};
    const shown = await Promise.all([begun(1, "a"), begun(2, "a"), begun(3, "a")]);
    const once = globalThis.loads;
    const unfit = entrance();
    unfit.initialize({{ model: {{ get: () => ({{ id: "c", gzip: gzipSync("(") }}) }} }});
    const broken = await unfit.render({{ el: null }}).catch(() => "refused");
    console.log(JSON.stringify([shown, once, broken, Object.keys(globalThis).filter((name) => /mbc/i.test(name))]));
    """
    (tmp_path / "page.mjs").write_text(code, encoding="utf-8")
    done = subprocess.run([node, "page.mjs"], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [[1, 2, 3], 1, "refused", []]


def test_another_version_of_the_front_end_has_another_name():
    assert hashlib.sha256(bundle.front()["code"].encode()).hexdigest().startswith(bundle.front()["id"])
    assert len(bundle.front()["id"]) >= 16


@pytest.mark.parametrize("sheet", bundle.SHEETS)
def test_a_style_sheet_touches_nothing_but_ours(sheet):
    rules = re.sub(r"/\*.*?\*/", "", (FRONT / sheet).read_text(encoding="utf-8"), flags=re.S)
    for selectors in re.findall(r"(?:^|[{}])\s*([^{}@]+)\{", rules):
        for selector in re.split(r",(?![^()]*\))", selectors):
            assert re.search(r"\.mbc\b|\.mbc-", selector), f"{selector.strip()!r} would change the rest of the page"
    assert rules.count("{") == rules.count("}")
    assert "url(" not in rules and "@import" not in rules  # nothing is fetched


class TestPlotly:
    def test_zipped_and_unzipped_it_is_the_installed_file(self):
        installed = (Path(plotly.__file__).parent / "package_data" / "plotly.min.js").read_bytes()
        assert bundle.plotly_plain() == installed
        assert gzip.decompress(bundle.plotly_gzipped()) == installed
        assert len(bundle.plotly_gzipped()) < 1_700_000

    def test_the_same_file_gives_the_same_bytes(self):
        assert bundle.plotly_gzipped() is bundle.plotly_gzipped()
        assert bundle.plotly_gzipped()[4:8] == bytes(4)  # no time of day in it

    def test_explorers_that_begin_together_pack_it_once(self, monkeypatch):
        begun, go_on, packed = threading.Event(), threading.Event(), []

        def slow(plain, **_):
            packed.append(plain)
            begun.set()
            assert go_on.wait(30)
            return b"zipped"

        monkeypatch.setattr(bundle.gzip, "compress", slow)
        monkeypatch.setattr(bundle, "plotly_plain", lambda: b"plain")
        bundle._packed_plotly.cache_clear()
        try:
            threads = [threading.Thread(target=bundle.plotly_gzipped) for _ in range(4)]
            for thread in threads:
                thread.start()
            assert begun.wait(30)
            go_on.set()
            for thread in threads:
                thread.join(timeout=30)
            assert packed == [b"plain"]
        finally:
            bundle._packed_plotly.cache_clear()

    def test_without_plotly_there_is_a_sentence(self, monkeypatch):
        monkeypatch.setattr(bundle.importlib.util, "find_spec", lambda _: None)
        with pytest.raises(FileNotFoundError, match="the plotly package is not installed in this environment"):
            bundle.plotly_plain()

    def test_nothing_of_plotly_lies_in_the_house(self):
        ours = [path for room in ROOMS for path in (HOUSE / room).rglob("*.js")]
        assert ours and all(path.stat().st_size < 50_000 for path in ours)


class TestDrawings:
    def test_each_is_well_formed_and_says_what_it_shows(self):
        for path in (files("widgets") / "drawings").iterdir():
            root = ElementTree.fromstring(bundle.drawing(path.name.removesuffix(".svg")))
            assert root.tag == "{http://www.w3.org/2000/svg}svg" and root.get("viewBox")
            parts = [node.get("data-part") for node in root.iter() if node.get("data-part")]
            assert len(parts) == len(set(parts)), "two parts of one name"
            ids = [node.get("id") for node in root.iter() if node.get("id")]
            assert all(name.startswith("mbc-") for name in ids), "an id could meet that of another drawing in the page"

    def test_an_unknown_one_is_refused_with_the_known(self):
        with pytest.raises(Refusal, match=r"there is no drawing 'nothing'; there are .*people"):
            bundle.drawing("nothing")


class TestWheel:
    """A wheel holds what package-data names; a file that no pattern fits would be missing there."""

    def test_every_file_that_is_no_python_is_packed(self):
        setuptools = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
        for room in ROOMS:
            suffixes = [pattern.removeprefix("**/") for pattern in setuptools["package-data"][room]]
            lost = [
                path
                for path in (HOUSE / room).rglob("*")
                if path.is_file()
                and path.suffix not in {".py", ".pyc"}
                and not any(part.startswith(".") for part in path.relative_to(HOUSE).parts)
                and not any(fnmatch.fnmatch(path.name, suffix) for suffix in suffixes)
            ]
            assert not lost, f"no pattern of package-data in pyproject.toml fits {lost}"

    def test_nothing_is_read_by_a_path_of_the_source_tree(self):
        for room in ROOMS:
            for path in (HOUSE / room).rglob("*.py"):
                if "publish" in path.parts or "dress" in path.parts:
                    continue  # tools of the house itself, not of a lesson
                assert "__file__" not in path.read_text(encoding="utf-8"), f"{path}: use importlib.resources"

    def test_it_all_works_from_a_zip(self, tmp_path):
        """importlib.resources finds everything even where there are no files: the house in a zip on the path."""
        archive = shutil.make_archive(str(tmp_path / "house"), "zip", HOUSE, "widgets")
        code = (
            "import sys, widgets; assert 'house.zip' in widgets.__file__;"
            "from widgets.framework.bundle import front, css, drawing; from widgets.explorers import names, load;"
            "print(len(front()['code']), len(css()), len(drawing('people')), *[load(name).name for name in names()])"
        )
        done = subprocess.run(
            [sys.executable, "-c", f"import sys; sys.path[:0] = [{archive!r}]; {code}"],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(HOUSE)},
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr
        front, style, drawing, *explorers = done.stdout.split()
        assert (int(front), int(style)) == (len(bundle.front()["code"]), len(bundle.css()))
        assert int(drawing) == len(bundle.drawing("people"))
        assert "cascade" in explorers


def test_importing_widgets_is_light():
    code = "import sys, json, widgets; print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))"
    done = subprocess.run([sys.executable, "-c", code], cwd=HOUSE, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    heavy = {"plotly", "scipy", "pandas", "lifelines", "matplotlib", "polars", "sklearn"}
    assert not heavy & set(json.loads(done.stdout))


def test_content_knows_neither_jupyter_nor_plotly():
    code = (
        "import sys, json, pkgutil, importlib, content\n"
        "for m in pkgutil.walk_packages(content.__path__, 'content.'):\n"
        "    if not m.name.endswith('__main__'): importlib.import_module(m.name)\n"
        "print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=HOUSE, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    upstairs = {"plotly", "IPython", "ipykernel", "ipywidgets", "anywidget", "traitlets", "widgets"}
    assert not upstairs & set(json.loads(done.stdout))

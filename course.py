#!/usr/bin/env python3
"""Opens the course, and starts everything else that can be started.

    python3 course.py              open the course          (on Windows: py course.py)
    python3 course.py test         run all tests; what follows goes to pytest
    python3 course.py bench        measure; --json FILE writes the figures
    python3 course.py class 03     teach lesson 03: no guesses asked, nothing kept, a second page for the speaker
    python3 course.py print 03     write lesson 03 for paper into the folder you are in, its answers at the end
    python3 course.py edit         open the original lessons, for contributors
    python3 course.py notebooks    execute, strip and normalise the original lessons
    python3 course.py lock         resolve requirements*.in again (needs uv)
    python3 course.py doctor       print what a report of a problem should hold
    python3 course.py quit         end the running course

Open, class and edit take --no-browser: print the address and open nothing.
"""

# Standard library only, and everything here must run under Python 3.8: whatever Python somebody has starts this
# file, and it looks for one between 3.11 and 3.14 itself. Nothing but .venv and .course is ever deleted.

from __future__ import annotations

import contextlib
import errno
import glob as globbing
import hashlib
import http.client
import json
import os
import platform as machine
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

HOME = Path(__file__).resolve().parent
OLDEST, NEWEST = (3, 11), (3, 14)
FIRST_LESSON = "notebooks/00_start_here.ipynb"
LOCKS = {"run": "requirements.txt", "test": "requirements-test.txt", "bench": "requirements-bench.txt"}
ROOM_NEEDED = 900_000_000  # bytes: the environment takes 640 MB, its download passes through a cache
Step = tuple  # (words, what to do)


class Trouble(Exception):
    """Something a person can mend: one sentence that says how. `kind` names it for the code and the tests."""

    def __init__(self, kind: str, sentence: str) -> None:
        super().__init__(sentence)
        self.kind = kind


# ---------------------------------------------------------------- What goes wrong, and the sentence for it

SENTENCES = {
    "disk full": "The disk is full: free about 1 GB, then start again.",
    "read-only": "This folder cannot be written to: move the course to a folder of your own, then start again.",
    "path too long": "The path of this folder is too long for Windows: move the course to a short one, such as "
    "C:\\course, then start again.",
    "file in use": "A file of the course is in use by another program: end the running course (py course.py quit), "
    "close other windows on this folder, then start again.",
    "certificate": "Something between this computer and the internet (a proxy or a virus scanner) replaces "
    "certificates: use another network, or ask your IT for their certificate file and set PIP_CERT and "
    "SSL_CERT_FILE to its path, then start again.",
    "network": "The packages could not be downloaded: check the connection to the internet (and HTTPS_PROXY if your "
    "network has a proxy), then start again; only the first start needs it.",
    "no wheel": "A package is not offered ready-made for this Python: install an ordinary 64-bit Python 3.11 to 3.14, "
    "delete the folder .venv, then start again.",
    "venv missing": "This Python cannot make environments: on Debian or Ubuntu run "
    '"sudo apt install python3-venv", then start again.',
}

# First match wins: pip reports "no matching distribution" also when it only lost the network, and a full disk
# brings further errors after it.
SIGNS = (
    ("disk full", r"no space left on device|not enough space on the disk|os error 28\b|os error 112\b|errno 28\b"),
    ("path too long", r"file name too long|winerror 206|os error 206|long path support"),
    ("file in use", r"winerror 32\b|os error 32\b.*process|being used by another process"),
    ("certificate", r"certificate_verify_failed|certificate verify failed|invalid peer certificate|unknownissuer"),
    (
        "network",
        r"newconnectionerror|failed to establish a new connection|name resolution|getaddrinfo failed|dns error|"
        r"network is unreachable|connection (refused|reset|timed out|aborted)|connect(ion)? ?timeout|readtimeout|"
        r"read timed out|error sending request|could not connect|proxyerror|tunnel connection failed|407 proxy|"
        r"network connectivity is disabled|operation timed out|remotedisconnected|failed to fetch",
    ),
    ("read-only", r"read-only file system|permission denied|access is denied|errno (13|30)\b|os error (5|13|30)\b"),
    ("no wheel", r"no matching distribution|no solution found|requires-python|no wheels with a matching"),
    ("venv missing", r"ensurepip is not available|no module named '?(venv|ensurepip)|ensurepip.*non-zero exit status"),
)

OS_ERRORS = {
    errno.ENOSPC: "disk full",
    getattr(errno, "EDQUOT", errno.ENOSPC): "disk full",
    errno.EROFS: "read-only",
    errno.EACCES: "read-only",
    errno.EPERM: "read-only",
    errno.ENAMETOOLONG: "path too long",
}
WINDOWS_ERRORS = {112: "disk full", 39: "disk full", 5: "read-only", 19: "read-only", 206: "path too long"}
WINDOWS_ERRORS.update({3: "path too long", 32: "file in use", 33: "file in use"})


def trouble_from_output(
    output: str, log: str = "", what: str = "The packages could not be installed", kinds: Iterable[str] = SENTENCES
) -> Trouble:
    """What a program printed before it failed, as one sentence; only `kinds` are looked for."""
    flowing = re.sub(r"\s+", " ", output)  # tools wrap their sentences anywhere
    for kind, signs in SIGNS:
        if kind in kinds and re.search(signs, flowing, re.IGNORECASE):
            return Trouble(kind, SENTENCES[kind])
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    where = f" (all of it is in {log})" if log else ""
    return Trouble("unknown", f"{what}; the last line says{where}: {lines[-1] if lines else 'nothing was printed'}")


def trouble_from_os_error(error: OSError) -> Trouble:
    """An error of the operating system as one sentence; an unforeseen one keeps its own words."""
    kind = WINDOWS_ERRORS.get(getattr(error, "winerror", None) or 0) or OS_ERRORS.get(error.errno or 0)
    if kind:
        return Trouble(kind, SENTENCES[kind])
    return Trouble("unknown", f"This did not work: {error}. If it stays so, report it with: python3 course.py doctor")


# ---------------------------------------------------------------- Which Python makes the environment


def suitable(version: Sequence[int], implementation: str = "cpython") -> bool:
    return OLDEST <= tuple(version[:2]) <= NEWEST and implementation == "cpython"


def python_candidates(platform: str, env: Mapping[str, str]) -> list[list[str]]:
    """Commands that may start a suitable Python, best first. A double click brings a poor PATH, hence the places."""
    candidates = []
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        name = f"python3.{minor}"
        if platform == "win32":
            folder = f"Python3{minor}"
            candidates.append(["py", f"-3.{minor}"])
            candidates += [
                [str(PureWindowsPath(env[key], *parts, folder, "python.exe"))]
                for key, parts in (("LOCALAPPDATA", ("Programs", "Python")), ("PROGRAMFILES", ()))
                if key in env
            ]
            continue
        candidates.append([name])
        if platform == "darwin":
            framework = f"/Library/Frameworks/Python.framework/Versions/3.{minor}/bin/{name}"
            candidates += [[f"/opt/homebrew/bin/{name}"], [f"/usr/local/bin/{name}"], [framework]]
    return [*candidates, ["uv", "python", "find", f">={OLDEST[0]}.{OLDEST[1]},<{NEWEST[0]}.{NEWEST[1] + 1}"]]


def ask_python(command: list[str]) -> str | None:
    """The path of the interpreter behind `command` when it is a suitable one."""
    try:
        if command[0] == "uv":
            found = subprocess.run(command, capture_output=True, text=True, timeout=30, check=True).stdout.strip()
            return ask_python([found]) if found else None
        question = "import sys; print(sys.executable, sys.implementation.name, *sys.version_info[:2], sep='\\n')"
        answer = subprocess.run([*command, "-c", question], capture_output=True, text=True, timeout=30, check=True)
        path, implementation, major, minor = answer.stdout.splitlines()
        return path if suitable((int(major), int(minor)), implementation) else None
    except (OSError, ValueError, subprocess.SubprocessError):
        return None  # not there, a store stub, or something else that is no Python: the next candidate is asked


def base_python(
    version: Sequence[int] = sys.version_info,
    implementation: str = sys.implementation.name,
    platform: str = sys.platform,
    env: Mapping[str, str] = os.environ,
    ask: Callable[[list[str]], str | None] = ask_python,
) -> str:
    """The interpreter that .venv is made from: this one, else the first suitable one that can be found."""
    if suitable(version, implementation):
        return sys.executable
    for command in python_candidates(platform, env):
        found = ask(command)
        if found:
            return found
    raise Trouble("python", how_to_get_python(version, implementation, platform))


def how_to_get_python(version: Sequence[int], implementation: str, platform: str) -> str:
    mine = f"{'Python' if implementation == 'cpython' else implementation} {version[0]}.{version[1]}"
    get = {
        "win32": 'install the 64-bit Python 3.13 from python.org (or run "winget install Python.Python.3.13"), '
        "then start again with: py course.py",
        "darwin": 'install Python 3.13 from python.org (or run "brew install python@3.13"), '
        "then start again with: python3.13 course.py",
    }.get(
        platform,
        'install one, for example with "sudo apt install python3 python3-venv" on Debian or Ubuntu, '
        "then start again with: python3 course.py",
    )
    return f"The course needs Python 3.11 to 3.14, and this is {mine}: {get}"


# ---------------------------------------------------------------- Where the environment and the working copy lie

SYNCHRONISED = ("onedrive", "dropbox", "icloud", "google drive", "googledrive", "my drive")
LONGEST_PATH_INSIDE = 175  # characters below the folder that holds .venv, measured, with some to spare
WINDOWS_PATH_LIMIT = 259


def place_of(platform: str, home: PurePath, env: Mapping[str, str]) -> tuple[PurePath, str]:
    """The folder that holds .venv and .course, and why when it is not the course's own.

    On Windows a synchroniser locks files while pip writes them and uploads 20,000 of them, a network share is slow,
    and paths over 259 characters fail; then both lie in the person's local application folder.
    """
    if platform != "win32":
        return home, ""
    parts = [part.casefold() for part in home.parts]
    clouds = [PureWindowsPath(env[k]) for k in ("OneDrive", "OneDriveConsumer", "OneDriveCommercial") if env.get(k)]
    if any(part.startswith(SYNCHRONISED) for part in parts) or any(cloud in home.parents for cloud in clouds):
        why = "this folder is synchronised"
    elif str(home).startswith("\\\\"):
        why = "this folder lies on the network"
    elif len(str(home)) + LONGEST_PATH_INSIDE > WINDOWS_PATH_LIMIT:
        why = "the path of this folder is long"
    else:
        return home, ""
    local = env.get("LOCALAPPDATA") or env.get("TEMP")
    if not local:
        return home, ""
    name = hashlib.sha256(str(home).casefold().encode()).hexdigest()[:8]
    return PureWindowsPath(local) / "mbc-course" / name, why


PLACE, PLACE_REASON = Path(place_of(sys.platform, HOME, os.environ)[0]), place_of(sys.platform, HOME, os.environ)[1]
STATE = PLACE / ".course"


def remove(path: Path, place: Path = PLACE) -> None:
    """Delete a file or folder of ours; anything outside .venv and .course is refused, links are not followed."""
    relative = path.relative_to(place)
    if ".." in relative.parts or relative.parts[:1] not in ((".venv",), (".course",)):
        raise ValueError(f"not ours to delete: {path}")
    if path.is_symlink() or path.is_file():
        path.unlink()
    elif path.exists():
        shutil.rmtree(str(path))


def write_if_changed(path: Path, content: bytes) -> bool:
    """Write a whole file or nothing of it; True when there was something to write."""
    if path.is_file() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(path.name + ".new")
    half.write_bytes(content)
    half.replace(path)
    return True


def read_json(path: Path) -> dict:
    """A small state file of ours; missing or damaged ones count as empty, so that the next start recovers."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


@contextlib.contextmanager
def one_start_at_a_time(state: Path) -> Iterator[None]:
    """A second double click waits for the first. The system frees the lock, also when a start is killed."""
    state.mkdir(parents=True, exist_ok=True)
    with (state / "starting").open("a") as handle:
        told = False
        while not lock_file(handle.fileno()):
            if not told:
                say("Another start of the course is at work, waiting for it ...")
                told = True
            time.sleep(0.3)
        yield


def lock_file(descriptor: int) -> bool:
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        # Some network folders know no locks at all; then two starts at once are not kept apart.
        return error.errno not in (errno.EAGAIN, errno.EACCES, errno.EDEADLK)
    return True


# ---------------------------------------------------------------- The environment


@dataclass(frozen=True)
class Environment:
    folder: Path
    kind: str  # "venv": ours to make and mend; "conda": made from environment.yml, used as it is

    @property
    def python(self) -> Path:
        if os.name == "nt":
            return self.folder / ("Scripts/python.exe" if self.kind == "venv" else "python.exe")
        return self.folder / "bin" / "python"

    @property
    def stamp(self) -> Path:
        return self.folder / "mbc-course.json"


def choose_environment(env: Mapping[str, str] = os.environ, place: Path = PLACE) -> Environment:
    """Only the conda environment made from our environment.yml carries the marker; `base`, or any other environment
    that happens to be active, is left alone and .venv is used."""
    if env.get("MBC_COURSE_ENV") == "1" and env.get("CONDA_PREFIX"):
        return Environment(Path(env["CONDA_PREFIX"]), "conda")
    return Environment(place / ".venv", "venv")


def clean(env: Mapping[str, str]) -> dict[str, str]:
    """The person's environment without what would lead Python, pip or Jupyter to other people's files."""
    stray = {"PYTHONPATH", "PYTHONHOME", "PYTHONSTARTUP", "PIP_TARGET", "PIP_PREFIX", "PIP_USER", "IPYTHONDIR"}
    stray.add("__PYVENV_LAUNCHER__")
    kept = {key: value for key, value in env.items() if key not in stray and not key.startswith("JUPYTER")}
    kept["PYTHONNOUSERSITE"] = "1"
    return kept


def call(command: Sequence[str], **more: object) -> tuple[int, str]:
    """Run quietly; return the exit code and all that was printed."""
    settings: dict = {"env": clean(os.environ), **({} if "input" in more else {"stdin": subprocess.DEVNULL}), **more}
    done = subprocess.run(
        list(command), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace", **settings
    )
    return done.returncode, done.stdout


def call_or_raise(command: Sequence[str], log: str, **more: object) -> str:
    """Run quietly; a failure becomes one sentence, and all that was printed stays in the log of that name."""
    code, output = call(command, **more)
    if code:
        with contextlib.suppress(OSError):  # a full disk must not hide the sentence about the full disk
            write_if_changed(STATE / log, output.encode("utf-8", "replace"))
        raise trouble_from_output(output, f"{STATE.name}/{log}")
    return output


def digest(name: str, home: Path = HOME) -> str:
    # Line ends differ between systems, the packages do not.
    return hashlib.sha256((home / LOCKS[name]).read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def usable(environment: Environment, stamp: Mapping[str, object], home: Path = HOME) -> bool:
    """Whether .venv is whole: finished, made for this folder (scripts hold its path), and its Python still there."""
    if not stamp or stamp.get("unfinished") or stamp.get("home") != str(home) or not environment.python.exists():
        return False
    try:
        settings = (environment.folder / "pyvenv.cfg").read_text(encoding="utf-8")
    except OSError:
        return False
    base = re.search(r"^home\s*=\s*(.+)$", settings, re.MULTILINE)
    return bool(base) and Path(base.group(1).strip()).is_dir()


def environment_steps(environment: Environment, level: str, uv: str | None) -> list[Step]:
    """What is left to do until `environment` holds the packages of `level`; nothing on most days.

    The locks contain one another (run in test in bench), so one installation serves all levels below.
    """
    stamp = read_json(environment.stamp)
    if environment.kind == "conda":
        checked = stamp.get("locks") == {level: digest(level)}
        return [] if checked else [("Checking the conda environment", lambda: check_conda(environment, level))]
    steps: list[Step] = []
    whole = usable(environment, stamp)
    current = whole and dict(stamp.get("locks") or {}).get(level) == digest(level)
    can_install = uv is not None or bool(stamp.get("pip"))
    if not whole or not (current or can_install):
        steps.append(("Making the environment (.venv)", lambda: make_environment(environment, uv)))
        current = False
    if not current:
        count = sum(1 for line in (HOME / LOCKS[level]).read_text().splitlines() if "==" in line)
        time_needed = "a few seconds" if uv else "about half a minute"
        words = f"Installing {count} packages ({time_needed} on a quick line)"
        steps.append((words, lambda: install(environment, level, uv)))
    return steps


def make_environment(environment: Environment, uv: str | None) -> None:
    python = base_python()
    if shutil.disk_usage(str(PLACE)).free < ROOM_NEEDED:
        raise Trouble("disk full", SENTENCES["disk full"])
    remove(environment.folder)
    folder = str(environment.folder)
    command = [uv, "venv", "--quiet", "--python", python, folder] if uv else [python, "-m", "venv", folder]
    call_or_raise(command, "environment.log")
    # Not an editable install: that would download a build backend and take seconds. One line in the environment's
    # own site-packages names this folder. It is code because plain lines are read in a different encoding by each
    # Python version, and a folder may be called Müller.
    asked = [str(environment.python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    site = call_or_raise(asked, "environment.log").strip()
    connect(Path(site))
    stamp = {"home": str(HOME), "site": site, "pip": not uv, "locks": {}, "unfinished": True}
    write_if_changed(environment.stamp, json.dumps(stamp).encode())


def connect(site: Path) -> None:
    write_if_changed(site / "mbc_course.pth", f"import sys; sys.path.append({str(HOME)!a})\n".encode())


def install(environment: Environment, level: str, uv: str | None) -> None:
    """Install a lock. The stamp says "unfinished" meanwhile, so that a killed installation is made anew."""
    before = environment.stamp.read_bytes()
    stamp = read_json(environment.stamp)
    write_if_changed(environment.stamp, json.dumps({**stamp, "unfinished": True}).encode())
    lock, python = str(HOME / LOCKS[level]), str(environment.python)
    # Ready-made packages only: without a wheel the build from source would fail after minutes with a page of errors.
    wanted = ["--quiet", "--only-binary", ":all:", "-r", lock]
    if uv:
        command = [uv, "pip", "install", "--system-certs", "--python", python, *wanted]
    else:
        command = [python, "-m", "pip", "--disable-pip-version-check", "install", "--no-input", "--retries", "2"]
        command += ["--no-warn-script-location", *wanted]
    try:
        call_or_raise(command, "install.log")
    except Trouble as trouble:
        if trouble.kind in ("network", "certificate"):
            write_if_changed(environment.stamp, before)  # nothing was touched yet: what stood before still stands
        raise
    names = list(LOCKS)[: list(LOCKS).index(level) + 1]
    stamp["locks"] = {**dict(stamp["locks"]), **{name: digest(name) for name in names}}
    stamp.pop("unfinished", None)
    write_if_changed(environment.stamp, json.dumps(stamp).encode())


def check_conda(environment: Environment, level: str) -> None:
    """Their packages must be the locked ones; we install nothing there, and only add the line that names our folder."""
    wanted = [line.split(" ;")[0].strip() for line in (HOME / "requirements.in").read_text().splitlines()]
    pins = [line for line in wanted if "==" in line]
    script = (
        "import importlib.metadata as m, sys, sysconfig\n"
        "for pin in sys.argv[1:]:\n"
        "    name, version = pin.split('==')\n"
        "    try: found = m.version(name)\n"
        "    except m.PackageNotFoundError: found = 'missing'\n"
        "    if found != version: sys.exit(name + ' is ' + found + ', not ' + version)\n"
        "print(sysconfig.get_path('purelib'))\n"
    )
    code, output = call([str(environment.python), "-c", script, *pins])
    if code:
        update = "run: conda env update --file environment.yml --prune"
        raise Trouble("conda", f"This conda environment is out of date ({output.strip()}): {update}")
    connect(Path(output.strip()))
    write_if_changed(environment.stamp, json.dumps({"home": str(HOME), "locks": {level: digest(level)}}).encode())


# ---------------------------------------------------------------- The working copy of the lessons


def lay_working_copy(originals: Path, work: Path, manifest: Path, place: Path = PLACE) -> list[Path]:
    """Copy notebooks and pictures into `work`; return the notebooks that still have to be trusted.

    An original that changed replaces its copy, one that is gone takes its copy along, and a copy whose original
    stands unchanged keeps what a student added to it. The manifest is written by `finish_working_copy`, after the
    trust was given, so that an interrupted start does both again.
    """
    before = read_json(manifest)
    now = hashes(originals)
    to_trust = []
    for name, content_hash in now.items():
        copy = work / name
        if before.get(name) == content_hash and copy.is_file():
            continue
        write_if_changed(copy, (originals / name).read_bytes())
        if copy.suffix == ".ipynb":
            to_trust.append(copy)
    for name in before.keys() - now.keys():
        remove(work / name, place)
    return to_trust


def finish_working_copy(originals: Path, manifest: Path) -> None:
    write_if_changed(manifest, json.dumps(hashes(originals), indent=0).encode())


def hashes(folder: Path) -> dict[str, str]:
    """Path below `folder`, with slashes, to SHA-256, for every file that is not hidden."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not any(part.startswith(".") for part in name.split("/")):
            found[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


TRUST = """
import json, sys, nbformat
from nbformat.sign import NotebookNotary
notary = NotebookNotary()
for path in json.load(sys.stdin):
    notary.sign(nbformat.read(path, as_version=4))
"""


def trust(python: Path, notebooks: Iterable[Path], env: Mapping[str, str]) -> None:
    """Sign in one process what JupyterLab would otherwise ask about (0.5 s, only when a lesson changed)."""
    code, output = call([str(python), "-c", TRUST], env=dict(env), input=json.dumps([str(path) for path in notebooks]))
    if code:
        raise Trouble("trust", f"A lesson could not be read: {(output.strip().splitlines() or ['?'])[-1]}")


# ---------------------------------------------------------------- JupyterLab in the course's dress

# "learn"; "class" (guesses skipped, nothing kept); "edit" (the originals, in the whole of JupyterLab)
DRESSED = ("learn", "class")  # the modes in which a lesson reads like a page, on a copy that nobody need save
MODES = (*DRESSED, "edit")


def own(name: str, mode: str) -> str:
    """The name that a file or folder has in a mode: each mode has its own, so that two can run side by side."""
    stem, dot, ending = name.partition(".")
    return name if mode == "learn" else f"{stem}-{mode}{dot}{ending}"


def write_dress(environment: Path, config: Path, mode: str, dress: Path = HOME / "widgets" / "dress") -> None:
    """Our JupyterLab settings: into the environment, so that a plain `jupyter lab` in it is quiet too; our look and
    server settings: into a configuration folder of the course, so that a person's own is neither read nor written."""
    overrides = environment / "share" / "jupyter" / "lab" / "settings" / "overrides.json"
    write_if_changed(overrides, (dress / "overrides.json").read_bytes())
    write_if_changed(config / "jupyter_server_config.py", (dress / "jupyter_server_config.py").read_bytes())
    write_if_changed(config / "custom" / "custom.css", (dress / "custom.css").read_bytes())
    # Learners: no "leave site?" question, since nothing of theirs is in the file. Contributors are asked.
    if mode in DRESSED:
        page = {"disabledExtensions": {"@jupyterlab/application-extension:dirty": True}}
        write_if_changed(config / "labconfig" / "page_config.json", json.dumps(page).encode())
        defaults = config / "labconfig" / "default_setting_overrides.json"
        write_if_changed(defaults, (dress / "learn.json").read_bytes())


def config_folder(state: Path, mode: str) -> Path:
    return state / own("config", mode)


def server_environment(env: Mapping[str, str], state: Path, root: Path, mode: str, token: str) -> dict[str, str]:
    """The variables JupyterLab and its kernels see: nothing of a person's own Jupyter, everything in `state`."""
    return {
        **clean(env),
        "JUPYTER_CONFIG_DIR": str(config_folder(state, mode)),
        "JUPYTER_DATA_DIR": str(state / "data"),
        "JUPYTER_RUNTIME_DIR": str(state / "runtime"),
        "JUPYTER_PREFER_ENV_PATH": "1",
        "JUPYTER_TOKEN": token,  # not an argument: those are visible to everybody on the machine
        "IPYTHONDIR": str(state / "ipython"),
        "COURSE_HOME": str(root),
        "COURSE_MODE": mode,
        **({"COURSE_PROGRESS": "off"} if mode == "class" else {}),
    }


def server_command(python: Path, root: Path, mode: str, port: int, as_root: bool) -> list[str]:
    command = [str(python), "-m", "jupyterlab", "--no-browser", f"--ServerApp.root_dir={root}"]
    command += [f"--ServerApp.port={port}", "--ServerApp.port_retries=0", f"--LabApp.custom_css={mode in DRESSED}"]
    return command + (["--allow-root"] if as_root else [])


def page_address(server: Mapping[str, object], mode: str, lesson: str = FIRST_LESSON) -> str:
    """Learners get the single document, contributors the whole of JupyterLab with tabs and files."""
    view = "lab" if mode == "edit" else "doc"
    return f"{server['address']}{view}/tree/{lesson}?token={server['token']}"


def free_port(preferred: int = 0) -> int:
    """A free port of this machine; the last one again if possible, so that yesterday's open tab finds the course."""
    for port in (preferred, 0):
        with socket.socket() as probe, contextlib.suppress(OSError, OverflowError):
            if os.name == "posix":  # a port left a moment ago counts as free; on Windows this would steal a used one
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
            return int(probe.getsockname()[1])
    raise Trouble("port", "No free port was found on this computer: restart it, then start again.")


def ask_server(server: Mapping[str, object], path: str, post: bool = False, timeout: float = 2) -> bool:
    """Whether the course's own server answers; through no proxy, it is this computer."""
    try:
        request = urllib.request.Request(f"{server.get('address')}{path}", data=b"" if post else None)
        request.add_header("Authorization", f"token {server.get('token')}")
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=timeout) as answer:
            return answer.status == 200
    except (OSError, ValueError, http.client.HTTPException):  # nobody there, or another program on that port
        return False


def server_record(state: Path, mode: str) -> Path:
    return state / own("server.json", mode)


def living_server(state: Path, mode: str) -> dict | None:
    """The running server of this clone, if the record is not a stale one."""
    server = read_json(server_record(state, mode))
    return server if server and ask_server(server, "api/status") else None


def start_server(environment: Environment, state: Path, root: Path, mode: str) -> tuple[subprocess.Popen, dict]:
    """Start JupyterLab and wait until it answers."""
    token = os.urandom(24).hex()
    last = str(read_json(server_record(state, mode)).get("address", ""))
    port = free_port(int(last.rstrip("/").rpartition(":")[2]) if re.search(r":\d+/$", last) else 0)
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    command = server_command(environment.python, root, mode, port, as_root)
    log = state / f"server-{mode}.log"
    with log.open("wb") as output:
        streams = {"stdin": subprocess.DEVNULL, "stdout": output, "stderr": subprocess.STDOUT}
        env = server_environment(os.environ, state, root, mode, token)
        process = subprocess.Popen(command, env=env, cwd=str(root), **streams)
    server = {"address": f"http://127.0.0.1:{port}/", "token": token, "pid": process.pid, "mode": mode}
    give_up = time.monotonic() + 120
    while not ask_server(server, "api/status"):
        if process.poll() is not None or time.monotonic() > give_up:
            stop_server(process, server)
            output, where = log.read_text(encoding="utf-8", errors="replace"), f"{state.name}/{log.name}"
            raise trouble_from_output(output, where, "JupyterLab did not start", ("disk full", "read-only"))
        time.sleep(0.05)
    record = server_record(state, mode)
    write_if_changed(record, json.dumps(server).encode())
    with contextlib.suppress(OSError):
        record.chmod(0o600)
    return process, server


def stop_server(process: subprocess.Popen, server: Mapping[str, object]) -> None:
    """Ask politely, so that kernels end too; then insist."""
    if process.poll() is None:
        ask_server(server, "api/shutdown", post=True, timeout=5)
    for insist in (lambda: None, process.terminate, process.kill):
        insist()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=8)
            return


# ---------------------------------------------------------------- A browser: the person's, and one for the tests


def can_open_browser(platform: str, env: Mapping[str, str]) -> bool:
    """Without a screen Python would start a text browser inside this window, or wait for one for ever."""
    return platform in ("win32", "darwin") or bool(env.get("DISPLAY") or env.get("WAYLAND_DISPLAY"))


def open_browser(address: str) -> bool:
    import webbrowser

    try:
        return can_open_browser(sys.platform, os.environ) and webbrowser.open(address)
    except (webbrowser.Error, OSError):
        return False


def find_chromium(
    env: Mapping[str, str] = os.environ,
    which: Callable[[str], str | None] = shutil.which,
    exists: Callable[[str], bool] = os.path.isfile,
    platform: str = sys.platform,
    glob: Callable[[str], list[str]] = globbing.glob,
) -> str | None:
    """A Chromium, Chrome or Edge to test with: CHROME_PATH, then the PATH, the usual places, Playwright's own."""
    if env.get("CHROME_PATH") and exists(env["CHROME_PATH"]):
        return env["CHROME_PATH"]
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
    found = next(filter(None, map(which, (*names, "microsoft-edge"))), None)
    if found:
        return found
    for pattern in chromium_places(platform, env):
        for path in sorted(glob(pattern), reverse=True) if "*" in pattern else [pattern]:
            if exists(path):
                return path
    return None


def chromium_places(platform: str, env: Mapping[str, str]) -> list[str]:
    """Paths, some with a star, in which browsers install themselves, Playwright's own last."""
    playwright = env.get("PLAYWRIGHT_BROWSERS_PATH")
    if platform == "win32":
        programs = [f"{name}\\Application\\chrome" for name in ("Google\\Chrome", "Chromium")]
        programs.append("Microsoft\\Edge\\Application\\msedge")
        roots = [env[key] for key in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA") if env.get(key)]
        paths = [(root, f"{program}.exe") for program in programs for root in roots]
        made = playwright or PureWindowsPath(env.get("LOCALAPPDATA", ""), "ms-playwright")
        return [str(PureWindowsPath(*path)) for path in (*paths, (made, "chromium-*\\chrome-win*\\chrome.exe"))]
    home = PurePosixPath(env.get("HOME", "/"))
    if platform == "darwin":
        names = ("Google Chrome", "Chromium", "Microsoft Edge")
        roots = (PurePosixPath("/Applications"), home / "Applications")
        paths = [(root, f"{name}.app/Contents/MacOS/{name}") for name in names for root in roots]
        made = playwright or home / "Library" / "Caches" / "ms-playwright"
        return [str(PurePosixPath(*path)) for path in (*paths, (made, "chromium-*/chrome-mac*/*.app/Contents/MacOS/*"))]
    return [str(PurePosixPath(playwright or home / ".cache" / "ms-playwright", "chromium-*/chrome-linux*/chrome"))]


# ---------------------------------------------------------------- The commands


def say(words: str) -> None:
    print(words, flush=True)


def prepare(level: str) -> Environment:
    """The environment, ready for `level`."""
    environment = choose_environment()
    steps = environment_steps(environment, level, shutil.which("uv"))
    if steps and PLACE_REASON:
        say(f"({PLACE_REASON[0].upper()}{PLACE_REASON[1:]}, so the environment is kept in {PLACE}.)")
    for number, (words, do) in enumerate(steps, 1):
        say(f"{number}/{len(steps)} {words} ...")
        do()
    return environment


def open_course(arguments: Sequence[str], mode: str = "learn", lesson: str = FIRST_LESSON) -> int:
    show = opener(arguments)
    process = None
    with one_start_at_a_time(STATE):
        server = living_server(STATE, mode)
        if server is None:
            environment = prepare("run")
            root = lay_out(environment, mode)
            say("Starting JupyterLab ...")
            process, server = start_server(environment, STATE, root, mode)
    address = page_address(server, mode, lesson)
    opened = show(address)
    say(f"The course is open{' in your browser' if opened else ''}: {address}")
    if process is None:
        say('It was running already. To take in new lessons, end it first with "course.py quit".')
        return 0
    say("Leave this window open while you learn; Ctrl+C here ends the course.")
    return attend(process, server, server_record(STATE, mode))


def opener(arguments: Sequence[str]) -> Callable[[str], bool]:
    """What opens an address; nothing does with --no-browser, the one word that may follow."""
    for word in arguments:
        if word != "--no-browser":
            raise Trouble("usage", f"{word} is not known here; python3 course.py --help lists what is.")
    return (lambda address: False) if arguments else open_browser


def named_lesson(command: str, arguments: Sequence[str]) -> str:
    """The name of the lesson whose number comes first: "03_cascade" for "03"."""
    lessons = {path.name[:2]: path.stem for path in sorted((HOME / "notebooks").glob("[0-9][0-9]_*.ipynb"))}
    if not arguments or arguments[0] not in lessons:
        there = ", ".join(lessons)
        raise Trouble("usage", f"Which lesson? Write python3 course.py {command} and a number; there are {there}.")
    return lessons[arguments[0]]


def hold_class(arguments: Sequence[str]) -> int:
    """The lesson for the room; the plan, notes and keys for the speaker's own screen."""
    lesson, show = named_lesson("class", arguments), opener(arguments[1:])
    page = STATE / f"class_{lesson[:2]}.html"
    code = run_with(in_turn("run"), ["-m", "widgets.paper", "class", lesson[:2], "--to", str(page)])
    if code:
        return code
    show(page.as_uri())
    return open_course(arguments[1:], "class", f"notebooks/{lesson}.ipynb")


def print_lesson(arguments: Sequence[str]) -> int:
    lesson = named_lesson("print", arguments)
    opener(arguments[1:])
    to = Path.cwd() / f"mbc_{lesson}.html"
    return run_with(in_turn("run"), ["-m", "widgets.paper", "print", lesson[:2], "--to", str(to)])


def lay_out(environment: Environment, mode: str) -> Path:
    """Everything JupyterLab needs before it starts; returns its root folder."""
    write_dress(environment.folder, config_folder(STATE, mode), mode)
    remove(config_folder(STATE, mode) / "lab" / "workspaces")  # which panels stood open last time
    copy = "class" if mode == "class" else "learn"
    work, manifest = STATE / own("work", copy), STATE / own("work.json", copy)
    if not (STATE / "data" / "nbsignatures.db").is_file():
        for laid in STATE.glob("work*.json"):
            remove(laid)  # the signatures are gone: lay and sign everything again
    originals, copies = HOME / "notebooks", work / "notebooks"
    changed = lay_working_copy(originals, copies, manifest)
    work.mkdir(parents=True, exist_ok=True)
    if changed:
        say(f"Laying out {len(changed)} lesson{'s' if len(changed) > 1 else ''} ...")
        trust(environment.python, changed, server_environment(os.environ, STATE, work, mode, ""))
    finish_working_copy(originals, manifest)
    return HOME if mode == "edit" else work


def attend(process: subprocess.Popen, server: Mapping[str, object], record: Path) -> int:
    """Stay until the course ends, by itself, by Ctrl+C or because this window is closed."""
    for name in ("SIGTERM", "SIGHUP", "SIGBREAK"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.default_int_handler)  # which is Ctrl+C's
    try:
        process.wait()
    except KeyboardInterrupt:
        say("\nEnding the course ...")
        stop_server(process, server)
    if read_json(record).get("token") == server["token"]:
        # The address stays, so that the next start prefers the same port; the token does not.
        write_if_changed(record, json.dumps({"address": server["address"]}).encode())
    say("The course has ended.")
    return 0


def quit_course(arguments: Sequence[str]) -> int:
    running = [server for server in (living_server(STATE, mode) for mode in MODES) if server]
    ended = [ask_server(server, "api/shutdown", post=True, timeout=10) for server in running]
    say("The course has ended." if any(ended) else "The course is not running.")
    return 0


def run_with(environment: Environment, arguments: Sequence[str]) -> int:
    """A Python program of the course in its environment, here in this window; returns its exit code."""
    env = clean(os.environ)
    chromium = find_chromium()
    if chromium:
        env["CHROME_PATH"] = chromium
    process = subprocess.Popen([str(environment.python), *arguments], env=env, cwd=str(HOME))
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue  # the program got it as well and says good-bye in its own words


def test(arguments: Sequence[str]) -> int:
    chosen = any(not word.startswith("-") and (HOME / word.split("::")[0]).exists() for word in arguments)
    where = [] if chosen else ["tests"]
    # loadfile: the cells of one notebook share a kernel and must stay on one worker.
    return run_with(in_turn("test"), ["-m", "pytest", "-n", "2", "--dist", "loadfile", *where, *arguments])


def in_turn(level: str) -> Environment:
    with one_start_at_a_time(STATE):
        environment = prepare(level)
        write_dress(environment.folder, config_folder(STATE, "learn"), "learn")
    return environment


def lock(arguments: Sequence[str]) -> int:
    """requirements*.in to requirements*.txt, each bound by the one before; further words (--upgrade) go to uv."""
    uv = shutil.which("uv")
    if uv is None:
        raise Trouble("uv", 'Locking needs uv: install it (for example with "pipx install uv"), then start again.')
    before = None
    for name in LOCKS.values():
        source = name.replace(".txt", ".in")
        command = [uv, "pip", "compile", source, "-o", name, "--universal", "--python-version", "3.11", "--quiet"]
        command += ["--no-emit-index-url", "--no-annotate", "--no-header", *arguments]
        if before:
            command += ["--constraint", before]
        call_or_raise(command, "lock.log", cwd=str(HOME))
        refuse_addresses(name, (HOME / name).read_text(encoding="utf-8"))
        say(f"{name}: {sum('==' in line for line in (HOME / name).read_text().splitlines())} packages")
        before = name
    return 0


def refuse_addresses(name: str, content: str) -> None:
    for line in content.splitlines():
        if re.search(r"https?://|^\s*-(i|f|-index|-find|-extra)", line):
            raise Trouble("address", f"{name} must hold no address, mend requirements*.in or uv's settings: {line}")


ABOUT = """
import importlib.metadata as m, json, os, sys
from pathlib import Path
def version(name):
    try: return m.version(name)
    except m.PackageNotFoundError: return "missing"
names = ("jupyterlab", "ipywidgets", "anywidget", "plotly", "numpy")
about = {"python": sys.version.split()[0], "packages": {name: version(name) for name in names}}
try:
    from platformdirs import user_data_path
    about["progress"] = os.environ.get("COURSE_PROGRESS") or str(user_data_path("mbc-course") / "progress.sqlite")
except ImportError: pass
print(json.dumps(about))
"""


def doctor(arguments: Sequence[str]) -> int:
    """Works without network, without environment and under any Python: it is what somebody in trouble can run."""
    environment, about = choose_environment(), {}
    stamp = read_json(environment.stamp)
    with contextlib.suppress(OSError, ValueError, IndexError):  # no Python there, or one that says something else
        about = json.loads(call([str(environment.python), "-c", ABOUT])[1].splitlines()[-1])
    state = "not made yet" if not about else ("whole" if environment.kind == "conda" else "half made")
    if environment.kind == "venv" and usable(environment, stamp):
        stale = dict(stamp.get("locks") or {}).get("run") != digest("run")
        state = "whole, but of an older lock" if stale else "whole"
    progress = about.get("progress")
    laid = len(read_json(STATE / "work.json"))
    lines = {
        "System": f"{machine.platform()} ({machine.machine()})",
        "Started with": f"{machine.python_implementation()} {machine.python_version()}",
        "Folder": f"{HOME}{f' (kept in {PLACE}: {PLACE_REASON})' if PLACE_REASON else ''}",
        "Environment": f"{environment.kind}, {state}; Python {about.get('python', 'unknown')}",
        **about.get("packages", {}),
        "uv": "found" if shutil.which("uv") else "not found",
        "Chromium": find_chromium() or "not found (only the browser tests need it)",
        "Working copy": f"{laid} files" if laid else "none yet",
        "Server": "running" if living_server(STATE, "learn") else "not running",
        "Progress": (("kept in " if Path(progress).exists() else "none yet, will be ") + progress)
        if progress
        else "unknown until the environment is made",
        "Free disk": f"{shutil.disk_usage(str(HOME)).free / 1e9:.1f} GB",
    }
    width = max(len(name) for name in lines)
    report = "\n".join(f"{name:<{width}}  {value}" for name, value in lines.items())
    say(anonymous(report, str(Path.home()), os.environ.get("USERNAME") or os.environ.get("USER") or ""))
    return 0


def anonymous(text: str, home: str, user: str) -> str:
    """Without the home folder's path, and without the user's name where it is part of another path."""
    if len(home) > 1:
        text = re.sub(re.escape(home) + r"(?=[\\/\s]|$)", "~", text, flags=re.MULTILINE)
    if user:
        text = re.sub(r"(?<=[\\/])" + re.escape(user) + r"(?=[\\/\s]|$)", "<user>", text, flags=re.MULTILINE)
    return text


COMMANDS = {
    "open": open_course,
    "test": test,
    "bench": lambda arguments: run_with(in_turn("bench"), ["-m", "tests.benchmarks", *arguments]),
    "class": hold_class,
    "print": print_lesson,
    "edit": lambda arguments: open_course(arguments, mode="edit"),
    "notebooks": lambda arguments: run_with(in_turn("test"), ["-m", "widgets.publish", *arguments]),
    "lock": lock,
    "doctor": doctor,
    "quit": quit_course,
}


def main(arguments: Sequence[str]) -> int:
    if arguments[:1] and arguments[0] in ("-h", "--help", "help"):
        say((__doc__ or "").strip())
        return 0
    named = bool(arguments) and not arguments[0].startswith("-")
    name, rest = (arguments[0], arguments[1:]) if named else ("open", arguments)
    try:
        if name not in COMMANDS:
            raise Trouble("usage", f"{name} is not known here; there are: {', '.join(COMMANDS)}.")
        return COMMANDS[name](rest)
    except Trouble as trouble:
        sentence = str(trouble)
    except KeyboardInterrupt:
        say("\nStopped. The next start carries on.")
        return 130
    except OSError as error:
        sentence = str(trouble_from_os_error(error))
    print(sentence, file=sys.stderr, flush=True)
    return 1


def window_closes(platform: str, in_console: int, env: Mapping[str, str]) -> bool:
    """Whether this window goes when we end: after a double click only Python (and its py launcher) live in it."""
    return platform == "win32" and 0 < in_console <= 2 and "PROMPT" not in env


def processes_in_console() -> int:
    if sys.platform != "win32":
        return 0
    import ctypes

    buffer = (ctypes.c_uint32 * 8)()
    return int(ctypes.windll.kernel32.GetConsoleProcessList(buffer, 8))


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    code = main(sys.argv[1:])
    if code and window_closes(sys.platform, processes_in_console(), os.environ):
        with contextlib.suppress(EOFError, KeyboardInterrupt):
            input("Press Enter to close this window.")
    sys.exit(code)

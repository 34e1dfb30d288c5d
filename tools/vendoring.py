"""The vendored browser files and the pinned requirements: compared with their manifest, or fetched anew."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

from tools import linting
from tools.console import ROOT, Trouble, run, step

WHOLE = "dist/css/bootstrap.min.css"
# Browser files that are committed, so that nothing is fetched at run time: npm package → version, folder, files kept.
VENDORED: dict[str, tuple[str, str, dict[str, str]]] = {
    "bootstrap": ("5.3.9", "tools/vendor", {WHOLE: "bootstrap.min.css", "pruned": "bootstrap.used.css"}),
    "bootstrap-icons": ("1.13.2", "static/vendor", {"sprite": "sprite.svg"}),
    "echarts": (
        "6.1.0",
        "static/vendor",
        {"bundled": "echarts.used.js", "LICENSE": "LICENSE", "NOTICE": "NOTICE", "zrender": "LICENSE-zrender"},
    ),
    "axe-core": ("4.14.1", "tests/vendor", {"axe.min.js": "axe.min.js"}),
}
MANIFEST = ROOT / "static/vendor/MANIFEST.json"
ICONS = ROOT / "static/vendor/icons.txt"
BOOTSTRAP = ROOT / "tools/vendor/bootstrap.txt"
ECHARTS = ROOT / "tools/vendor/echarts.js"
FLOOR = "chrome90,safari14"  # what scripts are written for, as our own


def vendor(update: bool) -> int:
    """Compare the vendored files with their manifest, or fetch them anew and pin the requirements."""
    if update:
        rows = [fetch(package, *wanted) for package, wanted in VENDORED.items()]
        MANIFEST.write_text(json.dumps(rows, indent=2) + "\n")
        pin_requirements()
    rows = json.loads(MANIFEST.read_text())
    wrong = [f"{package} is not in the manifest" for package in VENDORED.keys() - {row["package"] for row in rows}]
    known = {ROOT / file["path"]: file["sha256"] for row in rows for file in row["files"]}
    wrong += [
        f"{path.relative_to(ROOT)} is missing or was changed" for path, sha in known.items() if sha256(path) != sha
    ]
    present = {path for folder in {wanted[1] for wanted in VENDORED.values()} for path in (ROOT / folder).glob("*/*")}
    wrong += [f"{path.relative_to(ROOT)} is in no manifest" for path in sorted(present - known.keys())]
    if wrong:
        raise Trouble("Vendored files: " + "; ".join(wrong) + ". `python3 dev.py vendor --update` fetches them anew.")
    print(f"{len(known)} vendored files agree with their manifest.")
    return 0


def sha256(path: Path) -> str:
    """The file's sha256, or nothing when there is no file."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def fetch(package: str, version: str, folder: str, files: dict[str, str]) -> dict[str, object]:
    """Fetch one npm package, check its integrity, keep the files wanted; return its row of the manifest."""
    target = ROOT / folder / f"{package}-{version}"
    with step(f"{package} {version}"), tempfile.TemporaryDirectory() as scratch:
        said = subprocess.run(
            ["npm", "pack", f"{package}@{version}", "--json", "--silent"],
            cwd=scratch,
            capture_output=True,
            text=True,
            check=True,
        )
        told = json.loads(said.stdout)
        pack = told[0] if isinstance(told, list) else next(iter(told.values()))
        archive = Path(scratch) / pack["filename"]
        digest = "sha512-" + base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
        if digest != pack["integrity"]:
            raise Trouble(f"{package}: the archive does not have the integrity that npm tells.")
        with tarfile.open(archive) as opened:
            opened.extractall(scratch, filter="data")
        source = Path(scratch) / "package"
        licence = json.loads((source / "package.json").read_text())["license"]
        for old in (ROOT / folder).glob(f"{package}-[0-9]*"):
            shutil.rmtree(old)
        target.mkdir(parents=True)
        kept = [keep(source, upstream, target / name) for upstream, name in files.items()]
    return {"package": package, "version": version, "integrity": digest, "licence": licence, "files": kept}


def keep(source: Path, upstream: str, target: Path) -> dict[str, str]:
    """Store one file without its source map's address.

    `sprite`, `pruned` and `bundled` are made of the parts that we use; `zrender` is the licence of what is bundled too.
    """
    original = ""
    if upstream == "sprite":
        text = sprite(source / "icons", named_in(ICONS.read_text()))
    elif upstream == "pruned":
        text = pruned(source / WHOLE, named_in(BOOTSTRAP.read_text()))
    elif upstream == "bundled":
        text = bundled(source, ECHARTS)
    elif upstream == "zrender":
        text = (linting.MODULES / "zrender" / "LICENSE").read_text()
    else:
        original = sha256(source / upstream)
        lines = (source / upstream).read_text().splitlines(keepends=True)
        text = "".join(line for line in lines if "sourceMappingURL=" not in line)
    target.write_text(text)
    return {"path": str(target.relative_to(ROOT)), "upstream_sha256": original, "sha256": sha256(target)}


def named_in(listing: str) -> list[str]:
    """The names of a list, which has comment lines and any number of names on each other line."""
    return [name for line in listing.splitlines() if not line.startswith("#") for name in line.split()]


def pruned(sheet: Path, names: list[str]) -> str:
    """The rules of a style sheet that can apply to these elements, classes and attributes, found by PurgeCSS."""
    linting.install()
    wanted, kept = sheet.with_name("wanted.txt"), sheet.with_name("kept.css")
    wanted.write_text(" ".join(names))
    purge = linting.MODULES / ".bin" / "purgecss"
    run(str(purge), "--css", str(sheet), "--content", str(wanted), "--keyframes", "--output", str(kept))
    lines = kept.read_text().splitlines(keepends=True)
    return "".join(line for line in lines if "sourceMappingURL=" not in line)


def bundled(source: Path, entry: Path) -> str:
    """The modules that an entry asks for as one classic script, by esbuild; what they need is of the lock file."""
    linting.install()
    told = json.loads((source / "package.json").read_text())
    (modules := source.parent / "node_modules").mkdir()
    (modules / told["name"]).symlink_to(source)
    say = f"/*! {told['name']} {told['version']}, {told['license']}; with zrender, BSD-3-Clause: see LICENSE. */"
    out = source / "bundled.js"
    run(
        str(linting.MODULES / ".bin" / "esbuild"), str(entry), "--bundle", "--minify", "--format=iife",
        f"--global-name={told['name']}", f"--target={FLOOR}", f"--banner:js={say}", f"--outfile={out}",
        env={**os.environ, "NODE_PATH": f"{modules}{os.pathsep}{linting.MODULES}"},
    )  # fmt: skip
    return out.read_text()


def sprite(folder: Path, names: list[str]) -> str:
    """One svg with a symbol an icon, named i-NAME."""
    symbols = []
    for name in sorted(set(names)):
        svg = (folder / f"{name}.svg").read_text()
        inside = svg[svg.index(">") + 1 : svg.rindex("</svg>")].strip()
        symbols.append(f'<symbol id="i-{name}" viewBox="0 0 16 16">{" ".join(inside.split())}</symbol>')
    return '<svg xmlns="http://www.w3.org/2000/svg" fill="currentColor">\n' + "\n".join(symbols) + "\n</svg>\n"


def pin_requirements() -> None:
    """Pin both requirement files with hashes; uv is asked for because it solves for every platform at once."""
    for name in ("requirements", "requirements-dev"):
        with step(f"{name}.txt"):
            run(
                "uv", "pip", "compile", f"{name}.in", "-o", f"{name}.txt", "--universal", "--python-version", "3.11",
                "--generate-hashes", "--no-header", "--upgrade",
            )  # fmt: skip

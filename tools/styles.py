"""The one style sheet of every page: the part of Bootstrap that we use and our own sheets, in one committed file."""

from __future__ import annotations

from pathlib import Path

from tools.console import ROOT, Trouble

BUNDLE = ROOT / "static/bundles/zone.css"
OWN = ROOT / "static/css"
# In the order in which they answer each other: tokens first, paper last.
SHEETS = (
    "tokens", "base", "layout", "components", "forms", "tables", "dashboard", "target", "cuts", "explore", "project",
    "meeting", "chart", "plan", "audit", "import", "finance", "talent", "narrow", "dark", "print", "brief",
)  # fmt: skip
ALONE = ("wall", "admin")  # a screen on a wall, and the site of the administrators, load these beside the tokens


def styles(check: bool) -> int:
    """Write the bundle anew, or compare it with its sources; return 0.

    Raises Trouble when it is behind them, or when one of our sheets is left out.
    """
    if left_out := sorted({path.stem for path in OWN.glob("*.css")} - {*SHEETS, *ALONE}):
        raise Trouble(f"Sheets that no page gets: {', '.join(left_out)}. Give them a place in tools/styles.py.")
    wanted = bundled()
    if not check:
        BUNDLE.parent.mkdir(exist_ok=True)
        BUNDLE.write_text(wanted)
    elif not BUNDLE.is_file() or BUNDLE.read_text() != wanted:
        raise Trouble(f"{BUNDLE.relative_to(ROOT)} is behind its sources. `python3 dev.py styles` makes it anew.")
    print(f"{BUNDLE.relative_to(ROOT)} is made of {len(sources())} sheets, {len(wanted.encode()) / 1000:.0f} kB.")
    return 0


def sources() -> list[Path]:
    """The sheets of the bundle in their order; Bootstrap is first, so that ours can answer it."""
    (bootstrap,) = (ROOT / "tools/vendor").glob("bootstrap-*/bootstrap.used.css")
    return [bootstrap, *(OWN / f"{name}.css" for name in SHEETS)]


def bundled() -> str:
    """The sheets one after the other, each under the address of its source."""
    first, *own = sources()
    return first.read_text() + "".join(
        f"\n/* {path.relative_to(ROOT)} */\n{path.read_text().strip()}\n" for path in own
    )

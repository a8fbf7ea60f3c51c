"""What came of each page, kept in ``.build/pages``, so that a run that was interrupted can be taken up again."""

from __future__ import annotations

import hashlib
import json
import subprocess
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parents[2]
DETAILS = CHECKOUT / ".build" / "pages"
# How a run may end.
CONVERGED = "converged"
REFUSED_BEFORE = "refused before disabling"
ROLLED_BACK = "refused after, sync enabled again"
LEFT_OFF = "refused after, sync left off"
HALF = "reported success, not converged"
ENDINGS = (CONVERGED, REFUSED_BEFORE, ROLLED_BACK, LEFT_OFF, HALF)


@dataclass
class Trial:
    """What came of one seed."""

    seed: int
    ending: str
    seconds: float
    off_seconds: float
    reasons: list[str]
    wrong_clicks: list[dict[str, Any]]
    wrong_fields: list[dict[str, Any]]
    wrong_organization: bool
    live_secret_deleted: bool
    clicks: list[str] = field(default_factory=list)
    page_map: dict[str, Any] | None = None
    """The corrections of the page map that it ran with; None without any."""
    version: str = ""
    """The checkout that it ran on, as version() has it."""

    @property
    def harmless(self) -> bool:
        """Whether nothing went wrong that a person would have to repair."""
        return not (self.wrong_clicks or self.wrong_fields or self.wrong_organization or self.live_secret_deleted)


def version() -> str:
    """Return the commit, and a digest of what differs from it, if anything does."""
    changed = _git("diff", "HEAD") + _git("ls-files", "--others", "--exclude-standard")
    suffix = f"+{hashlib.sha256(changed.encode()).hexdigest()[:12]}" if changed else ""
    return _git("rev-parse", "HEAD").strip() + suffix


def _git(*arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=CHECKOUT, text=True, capture_output=True, check=True).stdout


def path_of(seed: int, page_map: dict[str, Any] | None) -> Path:
    """Return where a trial is kept: a page without and with corrections of the map in files of their own."""
    return DETAILS / f"{seed}{'' if page_map is None else '-map'}.json"


def keep(trial: Trial, output: str, truth: dict[str, Any]) -> None:
    """Write a trial, with what the emulator knows of it, and the play's output beside it."""
    path = path_of(trial.seed, trial.page_map)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.with_suffix(".log").write_text(output, encoding="utf-8")
    # Whoever interrupts a run leaves whole files.
    partial = path.with_suffix(".partial")
    partial.write_text(json.dumps({**asdict(trial), "truth": truth}, indent=1, ensure_ascii=False), encoding="utf-8")
    partial.replace(path)


def kept(seed: int, page_map: dict[str, Any] | None, wanted_version: str) -> Trial | None:
    """Return the trial of this seed and these corrections, if this version of the checkout has run it already."""
    path = path_of(seed, page_map)
    if not path.exists():
        return None
    found = json.loads(path.read_text(encoding="utf-8"))
    known = {each.name for each in fields(Trial)}
    trial = Trial(**{name: value for name, value in found.items() if name in known})
    return trial if (trial.version, trial.page_map) == (wanted_version, page_map) else None

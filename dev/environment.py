"""Set up what developing, the demo and the tests need on this machine: ``python3 dev/environment.py``.

Standard library only: it runs before anything is installed. It leaves a virtual environment ``.venv`` in the checkout, in
which the collection itself is found as ``martech.marketo_dynamics``, and installs a browser where the machine has none.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
VENV = CHECKOUT / ".venv"
COLLECTION = VENV / "collections" / "ansible_collections" / "martech" / "marketo_dynamics"
# The first one includes the others.
REQUIREMENTS = [
    CHECKOUT / "dev" / "requirements.txt",
    CHECKOUT / "tests" / "requirements.txt",
    CHECKOUT / "meta" / "ee-requirements.txt",
]
STAMP = VENV / ".requirements-installed"
OLDEST_PYTHON = (3, 11)
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def main() -> None:
    """Do what is not done yet."""
    make_virtual_environment()
    install_requirements()
    link_collection()
    install_git()
    install_browser()


def make_virtual_environment() -> None:
    """Create .venv with the first Python that is new enough and can."""
    if (VENV / "bin" / "pip").exists():
        return
    if sys.version_info < OLDEST_PYTHON:
        sys.exit(
            f"Python {'.'.join(map(str, OLDEST_PYTHON))} or newer is needed to develop and test; python3 here is {sys.version.split()[0]}."
        )
    say(f"virtual environment {VENV}")
    if not can_make_virtual_environments():
        apt_install(f"python{sys.version_info[0]}.{sys.version_info[1]}-venv", "to create a virtual environment")
    run([sys.executable, "-m", "venv", "--clear", VENV])


def can_make_virtual_environments() -> bool:
    """Debian packs ensurepip apart."""
    return (
        subprocess.run([sys.executable, "-c", "import ensurepip, venv"], check=False, capture_output=True).returncode
        == 0
    )


def install_requirements() -> None:
    """Install the Python packages, again when their lists have changed."""
    wanted = hashlib.sha256(b"".join(path.read_bytes() for path in REQUIREMENTS)).hexdigest()
    if STAMP.exists() and STAMP.read_text() == wanted:
        return
    say("Python packages")
    run([VENV / "bin" / "pip", "install", "--quiet", "--disable-pip-version-check", "-r", REQUIREMENTS[0]])
    STAMP.write_text(wanted)


def link_collection() -> None:
    """Make the checkout importable under the collection's name."""
    COLLECTION.parent.mkdir(parents=True, exist_ok=True)
    if not COLLECTION.is_symlink():
        COLLECTION.symlink_to(CHECKOUT)


def install_git() -> None:
    """Install git, which knows the files of the artifact and of the copies that are tested."""
    if not shutil.which("git"):
        apt_install("git", "to copy the checkout without what it ignores")


def install_browser() -> None:
    """Install Chromium, and certutil, which teaches it a private certificate authority."""
    if not any(shutil.which(name) for name in BROWSERS):
        if can_apt_install():
            apt_install("chromium", "to drive the Marketo page")
        else:
            say("browser (Playwright's own build)")
            run([VENV / "bin" / "playwright", "install", "chromium"])
    if not driver_starts():
        apt_install("libatomic1", "by Playwright's driver")
    if not shutil.which("certutil"):
        apt_install("libnss3-tools", "for certutil, which teaches the browser a private certificate authority")
    # Tests of a browser that a person sees; they are left out without it.
    if not shutil.which("Xvfb") and can_apt_install():
        apt_install("xvfb", "for tests with a visible browser")


def driver_starts() -> bool:
    """Playwright brings a Node.js along, which needs a library that a minimal Debian lacks."""
    return subprocess.run([VENV / "bin" / "playwright", "--version"], check=False, capture_output=True).returncode == 0


def can_apt_install() -> bool:
    """Whether this is a Debian-like machine and we are its administrator."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_install(package: str, purpose: str) -> None:
    """Install a Debian package, or say what to install."""
    if not can_apt_install():
        sys.exit(
            f"The package {package} is needed {purpose}. Install it (on Debian, as root: apt-get install {package}) and run this again."
        )
    say(f"package {package}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    run(["apt-get", "update", "-qq"], environment)
    run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", package], environment)


def say(what: str) -> None:
    """Print what takes time."""
    print(f"set-up: {what}", flush=True)


def run(command: Sequence[str | Path], environment: Mapping[str, str] | None = None) -> None:
    """Run a command; show its output only if it fails."""
    words = [str(part) for part in command]
    outcome = subprocess.run(
        words, check=False, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment
    )
    if outcome.returncode:
        sys.exit(f"{outcome.stdout}\nset-up failed: {' '.join(words)}")


if __name__ == "__main__":
    main()

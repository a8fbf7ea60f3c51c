"""Run ``ansible-test sanity`` on a copy of the checkout: ansible-test wants its tree at ansible_collections/NAMESPACE/NAME.

Arguments are passed on: ``.venv/bin/python dev/sanity.py --test validate-modules``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from ansible_test._internal.host_configs import VirtualPythonConfig
from ansible_test._internal.python_requirements import get_venv_packages

CHECKOUT = Path(__file__).resolve().parent.parent
BIN = CHECKOUT / ".venv" / "bin"
COPY = CHECKOUT / ".build" / "sanity" / "ansible_collections" / "martech" / "marketo_dynamics"


def main() -> int:
    """Copy, then run the tests."""
    copy_checkout()
    provide_pip()
    command = [
        BIN / "ansible-test",
        "sanity",
        "--python",
        "{}.{}".format(*sys.version_info),
        "--color",
        "no",
        *sys.argv[1:],
    ]
    return subprocess.run([str(part) for part in command], cwd=COPY, env=environment(), check=False).returncode


def copy_checkout() -> None:
    """Copy every file that git knows or would add."""
    names = subprocess.run(
        ["git", "ls-files", "-z", "-co", "--exclude-standard"], cwd=CHECKOUT, check=True, capture_output=True, text=True
    )
    shutil.rmtree(COPY, ignore_errors=True)
    for name in filter(None, names.stdout.split("\0")):
        source, target = CHECKOUT / name, COPY / name
        if source.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target)
    # Otherwise ansible-test asks the checkout's own repository, which ignores .build, and finds no file.
    subprocess.run(["git", "init", "--quiet"], cwd=COPY, check=True)


def provide_pip() -> None:
    """Put a stand-in where ansible-test keeps the pip installer it would download: it runs pip from a wheel of the registry.

    ansible-test fetches that installer from a host of its own, which closed networks don't reach.
    """
    version = get_venv_packages(VirtualPythonConfig(version="{}.{}".format(*sys.version_info), path=sys.executable))[
        "pip"
    ]
    cache = Path.home() / ".ansible" / "test" / "cache"
    installer = cache / f"get_pip_{version.replace('.', '_')}.py"
    if installer.exists():
        return
    cache.mkdir(parents=True, exist_ok=True)
    subprocess.run(
        [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", cache, f"pip=={version}"],
        check=True,
    )
    wheel = cache / f"pip-{version}-py3-none-any.whl"
    installer.write_text(
        "import runpy, sys\n"
        f"sys.path.insert(0, {str(wheel)!r})\n"
        "options = [item for item in sys.argv[1:] if item not in ('--no-setuptools', '--no-wheel')]\n"
        "sys.argv[1:] = ['install', *options]\n"
        "runpy.run_module('pip', run_name='__main__', alter_sys=True)\n"
    )


def environment() -> dict:
    """Real directories first on the path: the shims of a Python version manager break the compile test."""
    path = os.pathsep.join([str(BIN), str(Path(os.path.realpath(sys.executable)).parent), os.environ.get("PATH", "")])
    return {**os.environ, "PATH": path}


if __name__ == "__main__":
    sys.exit(main())

"""Run ``ansible-test sanity`` on a copy of the checkout: ansible-test wants its tree at ansible_collections/NAMESPACE/NAME.

Arguments are passed on: ``.venv/bin/python -m dev.sanity --test validate-modules``.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from ansible_test._internal.host_configs import VirtualPythonConfig
from ansible_test._internal.python_requirements import get_venv_packages

from .checkout import BIN, BUILD, PLACE, copy_to

COPY = BUILD / "sanity" / PLACE
PYTHON = "{}.{}".format(*sys.version_info)


def main() -> int:
    """Copy, then run the tests."""
    copy_to(COPY, new_files=True)
    # Otherwise ansible-test asks the checkout's own repository, which ignores .build, and finds no file.
    subprocess.run(["git", "init", "--quiet"], cwd=COPY, check=True)
    provide_pip()
    command = [str(BIN / "ansible-test"), "sanity", "--python", PYTHON, "--color", "no", *sys.argv[1:]]
    return subprocess.run(command, cwd=COPY, env=environment(), check=False).returncode


def provide_pip() -> None:
    """Put a stand-in where ansible-test keeps the pip installer it would download: it runs pip from a wheel of the registry.

    ansible-test fetches that installer from a host of its own, which closed networks don't reach.
    """
    version = get_venv_packages(VirtualPythonConfig(version=PYTHON, path=sys.executable))["pip"]
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


def environment() -> dict[str, str]:
    """Real directories first on the path: the shims of a Python version manager break the compile test."""
    path = os.pathsep.join([str(BIN), str(Path(os.path.realpath(sys.executable)).parent), os.environ.get("PATH", "")])
    return {**os.environ, "PATH": path}


if __name__ == "__main__":
    sys.exit(main())

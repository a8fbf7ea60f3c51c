# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Private certificate authorities for the browser: an NSS database of its own, in the home directory that only it sees."""

from __future__ import annotations

import os
import re
import shutil
import subprocess

from ..._engine.errors import InvalidInput, MissingLibrary

_CERTIFICATE = re.compile(r"-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----", re.DOTALL)
# Chromium reads this one where it exists, and a newer place otherwise.
_DATABASE = os.path.join(".pki", "nssdb")


def trust(ca_bundle: str, home: str) -> None:
    """Make the certificates of a PEM file trusted authorities for a browser that has ``home`` as its home directory."""
    certutil = shutil.which("certutil")
    if certutil is None:
        raise MissingLibrary(
            "The program certutil is needed to make the browser trust ca_bundle, and it is not on the PATH. Install it: "
            "apt install libnss3-tools (Debian, Ubuntu), dnf install nss-tools (Fedora, RHEL).",
            library="certutil",
        )
    database = os.path.join(home, _DATABASE)
    os.makedirs(database, mode=0o700)
    batch = os.path.join(database, "batch")
    with open(batch, "w", encoding="ascii") as commands:
        for number, certificate in enumerate(_certificates(ca_bundle)):
            path = os.path.join(database, f"authority-{number}.pem")
            with open(path, "w", encoding="ascii") as stream:
                stream.write(certificate + "\n")
            commands.write(f"-A -n authority-{number} -t C,, -i {path}\n")
    _run(certutil, "-N", "--empty-password", "-d", f"sql:{database}")
    _run(certutil, "-B", "-d", f"sql:{database}", "-i", batch)


def _certificates(ca_bundle: str) -> list[str]:
    try:
        with open(ca_bundle, encoding="utf-8", errors="replace") as stream:
            found = _CERTIFICATE.findall(stream.read())
    except OSError as error:
        raise InvalidInput(f"ca_bundle {ca_bundle} can't be read: {error.strerror}. Correct the path.") from None
    if not found:
        raise InvalidInput(
            f"ca_bundle {ca_bundle} holds no certificate. Give a file in PEM format (-----BEGIN CERTIFICATE-----)."
        )
    return found


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        raise InvalidInput(f"certutil could not read ca_bundle into the browser's list of authorities: {reason}")

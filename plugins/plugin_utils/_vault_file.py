# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A file on the controller in the format of Ansible Vault, encrypted with a vault password of the play. Nothing is written in clear."""

from __future__ import annotations

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from ansible.errors import AnsibleError
from ansible.parsing.vault import VaultLib, match_encrypt_secret

from ..module_utils._engine.errors import InvalidInput


class VaultFile:
    """Reads and writes one file; ``loader`` is the play's, which has its passwords."""

    def __init__(self, path: str, loader: Any, vault_id: str | None) -> None:
        self._path = os.path.abspath(os.path.expanduser(path))
        # Where a link leads is where the file is; a link that is replaced by a file would leave the old session there.
        self._place = os.path.realpath(self._path)
        self._vault_id = vault_id
        # ansible-core has no public name for them before 2.19.
        self._secrets = loader._vault.secrets or []  # pylint: disable=protected-access

    def check_writable(self) -> None:
        """Raise `InvalidInput` while nothing was done yet."""
        if not self._secrets:
            raise InvalidInput(
                f"{self._path} is to be encrypted, and the play has no vault password. Run it with --ask-vault-pass, --vault-password-file or "
                f"--vault-id; in AWX, give the job a credential of the type Vault."
            )
        self._secret()
        directory = os.path.dirname(self._place)
        if not os.path.isdir(directory) or not os.access(directory, os.W_OK):
            raise InvalidInput(
                f"storage_state_file is to be in {directory}, which is no directory that can be written to. Create it, or give another path."
            )

    def is_there(self) -> bool:
        """Return whether there is anything under this path."""
        return os.path.lexists(self._place)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other plays on this machine from writing beside this file meanwhile, where its file system knows locks."""
        directory = os.open(os.path.dirname(self._place), os.O_RDONLY)
        try:
            with suppress(OSError):
                fcntl.flock(directory, fcntl.LOCK_EX)
            yield
        finally:
            os.close(directory)

    def read(self) -> str:
        """The text in it. Raises `InvalidInput` where there is none to be had."""
        try:
            with open(self._place, "rb") as stream:
                data = stream.read()
        except OSError as error:
            raise InvalidInput(
                f"storage_state_file {self._path} can't be read: {error.strerror}. Record the session with the playbook "
                f"martech.marketo_dynamics.sign_in, or correct the path."
            ) from None
        if not VaultLib.is_encrypted(data):
            raise InvalidInput(
                f"storage_state_file {self._path} is not encrypted. What is in it opens Marketo: encrypt it with ansible-vault encrypt "
                f"{self._path}, or record it anew."
            )
        if not self._secrets:
            raise InvalidInput(
                f"storage_state_file {self._path} is encrypted, and the play has no vault password. Run it with --ask-vault-pass, "
                f"--vault-password-file or --vault-id; in AWX, give the job a credential of the type Vault."
            )
        try:
            return str(VaultLib(self._secrets).decrypt(data).decode())
        except (AnsibleError, ValueError):
            raise InvalidInput(
                f"storage_state_file {self._path} can't be decrypted with the play's vault passwords. Give the one that it was encrypted "
                f"with, or record the session anew."
            ) from None

    def write(self, text: str) -> str:
        """Replace the file, readable to this user alone; return its path."""
        data = VaultLib(self._secrets).encrypt(text, secret=self._secret(), vault_id=self._label())
        handle, temporary = tempfile.mkstemp(dir=os.path.dirname(self._place), prefix=".marketo-session-")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
            os.replace(temporary, self._place)
        except BaseException:
            os.unlink(temporary)
            raise
        return self._path

    def _secret(self) -> Any:
        try:
            return match_encrypt_secret(self._secrets, encrypt_vault_id=self._vault_id)[1]
        except AnsibleError:
            known = ", ".join(dict.fromkeys(name for name, _secret in self._secrets))
            raise InvalidInput(
                f"The play has no vault password with the id {self._vault_id!r}; it has {known}. Correct vault_id, or give that password with "
                f"--vault-id."
            ) from None

    def _label(self) -> str | None:
        return self._vault_id if self._vault_id and self._vault_id != "default" else None

# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Words to the person who runs the play, beside the task's result. The fast door lends its display; a module process has its own channel."""

from __future__ import annotations

from typing import Callable

from ansible.module_utils.common import warnings

Say = Callable[[str], None]

_warn: Say | None = None
_tell: Say | None = None
_answers: bool = False


def speak_through(say_warning: Say | None, say: Say | None, answers: bool = False) -> None:
    """Use these from now on; ``say`` is None where nobody sits at a terminal, ``answers`` says whether that terminal takes input too."""
    global _warn, _tell, _answers  # pylint: disable=global-statement
    _warn, _tell, _answers = say_warning, say, answers and say is not None


def warn(sentence: str) -> None:
    """Show a warning. It holds no secret."""
    (_warn or warnings.warn)(sentence)


def is_there() -> bool:
    """Whether somebody sits at a terminal and reads what `tell` says while the task still runs."""
    return _tell is not None


def can_answer() -> bool:
    """Whether that somebody can also be asked something."""
    return _answers


def tell(sentence: str) -> None:
    """Show something right now."""
    if _tell is not None:
        _tell(sentence)

# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The session that all tasks of the Marketo page share."""

from __future__ import annotations


class ModuleDocFragment:
    """The option of every module that works on Marketo's admin page."""

    DOCUMENTATION = r"""
options:
  session:
    description:
      - Handle of an open browser session, the value RV(martech.marketo_dynamics.marketo_session#module:session).
      - It is of use to the user who opened it, on the host where it was opened.
    type: str
    required: true
requirements:
  - playwright, and Chromium or Chrome, on the host that runs the task
notes:
  - Marketo has no API for this page, so a browser clicks through it. It was built from Adobe's documentation; where the page does not look as
    expected, the task fails, names the element, stores a picture, and clicks nothing further.
  - Tasks that share one session run one after the other.
"""

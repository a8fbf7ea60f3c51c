# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Where the sign-in pages keep their fields: Adobe's own pages, and Marketo's older form."""

from __future__ import annotations

ADOBE_EMAIL = "#EmailPage-EmailField"
ADOBE_EMAIL_CONTINUE = "button[data-id='EmailPage-ContinueButton']"
ADOBE_PASSWORD = "#PasswordPage-PasswordField"
ADOBE_PASSWORD_CONTINUE = "button[data-id='PasswordPage-ContinueButton']"
# The page with the one-time code is not published: one field, or one field a digit.
ADOBE_CODE = "input[autocomplete='one-time-code'], input[name='code'], input[data-id^='CodeInput'], input[id^='Code'], input[id^='OTP']"
ADOBE_CODE_CONTINUE = "button[data-id$='-ContinueButton'], button[data-id$='-SubmitButton'], button[data-id$='-VerifyButton'], button[type='submit']"

OLDER_USERNAME = "input[name='username']"
OLDER_PASSWORD = "input[name='passwd']"
OLDER_BUTTON = "#loginButton"

# Where a sign-in page says why it refused.
ERRORS = "[role='alert'], [data-id*='Error'], [data-id*='error'], [class*='error'], [class*='Error']"

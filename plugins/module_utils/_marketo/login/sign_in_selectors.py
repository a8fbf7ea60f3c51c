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

# A user name and password go to pages of these hosts and their subdomains alone, and to the host of the admin page itself.
HOSTS = ("adobe.com", "adobelogin.com", "marketo.com")

# One email address may have a personal and a company account (asked before the password), and one account several profiles, one
# an organization (asked after it). Neither page is published; the names come from public code that signs in.
ADOBE_COMPANY_ACCOUNT = "[data-id='AccountChooser-AccountList-enterprise']"
ADOBE_ACCOUNTS = "[data-id*='AccountChooser'], .IdentitiesPage"
ADOBE_PROFILES = "[data-id*='ProfileChooser'], .PP-ProfileChooser"
CHOICES = "button, [role='button'], [role='option'], [role='radio'], [role='link'], a[href]"

# What tells the page of an organization's own identity provider from one that only passes on.
PROVIDER_FIELDS = "input[type='password'], input[type='email'], input[type='text'], input:not([type])"
# Adobe's own word before it passes on to an identity provider.
ADOBE_FEDERATED = "#FederatedPage, [data-id^='FederatedPage']"

OLDER_USERNAME = "input[name='username']"
OLDER_PASSWORD = "input[name='passwd']"
OLDER_BUTTON = "#loginButton"

# Where a sign-in page says why it refused.
ERRORS = "[role='alert'], [data-id*='Error'], [data-id*='error'], [class*='error'], [class*='Error']"

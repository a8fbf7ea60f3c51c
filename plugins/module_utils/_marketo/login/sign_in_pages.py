# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The pages of a sign-in and their hooks: Adobe's ``data-id`` attributes, which stay the same in every language and look.

Where a page has no ``data-id`` in public code, the ids and attributes that public code uses are here instead.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SignInPage:
    """One kind of page; ``hook`` matches what is visible on it, and on no other page that comes after it in `PAGES`."""

    name: str
    hook: str
    old_login: bool = False


EMAIL_FIELD = "#EmailPage-EmailField, #EmailForm input[name='username']"
EMAIL_CONTINUE = "[data-id='EmailPage-ContinueButton'], [data-id='EmailPageV2-ContinueButton']"
PASSWORD_FIELD = "#PasswordPage-PasswordField"
PASSWORD_CONTINUE = "[data-id='PasswordPage-ContinueButton']"
# Hidden and read-only: the account that the password page is for.
PASSWORD_ACCOUNT = "input[name='username'][autocomplete='username']"

# One email address may have a personal and a company account, and one account several profiles.
COMPANY_ACCOUNT = "[data-id='AccountChooser-AccountList-enterprise']"
_PROFILE_LIST = "[data-id*='PP-ProfileChooser-ProfileList-']"
COMPANY_PROFILES = (
    f"{_PROFILE_LIST} div.ActionList-Item, {_PROFILE_LIST}:not(:has(.ActionList-Item)), "
    "div.ActionList-Item[data-id*='PP-ProfileChooser-ProfileList-'], .IdentitiesPage__chooser [data-id='Profile']"
)
PERSONAL_PROFILE = "[data-id='PP-ProfileChooser-AuthAccount']"
OTHER_CHOICES = "button, [role='button'], [role='option'], [role='radio'], [role='link'], a[href]"

# Six boxes, or one field. The two buttons are Adobe's; the rest serves a page that is built otherwise. Never "Resend".
CODE_FIELDS = "input[data-id^='CodeInput'], input[autocomplete='one-time-code'], input[name='code'], input[id^='Code'], input[id^='OTP']"
CODE_BUTTONS = "[data-id='ChallengeCodePage-VerifyCode'], [data-id='ChallengeCodePage-Continue']"
OTHER_CODE_BUTTONS = (
    "button[data-id$='-ContinueButton'], button[data-id$='-SubmitButton'], button[data-id$='-VerifyButton'], "
    "button[type='submit']:not([data-id*='Resend'])"
)
# A code that was sent to a person's mailbox or telephone.
SENT_CODE = (
    "[data-id='ChallengeCodePage-email'], [data-id='ChallengeCodePage-phone'], [data-id='ChallengeCodePage-sms']"
)
AUTHENTICATOR = "[data-id='AuthenticationFactor-totp']"
FACTORS = "[data-id^='AuthenticationFactor-']"
ENTER_CODE = "[data-id='ChallengePushPage-EnterCode']"
CHANGE_METHOD = "[data-id='Page-ChangeMethod'], [data-id='PasswordlessSignInWait-ChangeMethod']"

# Pages that ask for something now and then. Only these buttons skip them.
SKIP = "[data-id^='PP-'][data-id$='-skip-btn'], [data-id='PasskeyNudgePage-SkipButton'], [data-id='PP-T2EInviteIntroduction-SkipBtn']"

OLD_USERNAME = "input[name='username']"
OLD_PASSWORD = "input[name='passwd']"
OLD_BUTTON = "#loginButton"

ERROR_TITLE = "[data-id='ErrorPage-Title']"
CAPTCHA = (
    "iframe[src*='captcha' i], iframe[title*='captcha' i], iframe[title*='challenge' i], iframe[src*='arkoselabs' i]"
)
# reCAPTCHA's badge is 60 pixels high, asks for nothing, and may be on any page.
CAPTCHA_HEIGHT = 70
# Where a sign-in page says why it refused.
ERRORS = (
    "[role='alert'], [data-id*='Error'], [data-id*='error'], [data-id$='-Toaster'], [class*='error'], [class*='Error']"
)
COOKIE_BANNER = "#onetrust-banner-sdk"

# What tells the page of an organization's own identity provider from one that only passes on.
PROVIDER_FIELDS = "input[type='password'], input[type='email'], input[type='text'], input:not([type])"

# What decides something for a person, by the beginning of the data-ids -> what it is.
PERSONS = {
    "PP-TermsOfUse": "terms of use to accept",
    "PP-RecordMarketingConsent": "a consent to marketing messages",
    "PP-T2E-AssetMigration": "moving content to another profile",
    "PP-I2TUpgrade": "an upgrade of the account",
    "PasswordlessOptInPP": "giving up the password",
    "PasswordChangeRequiredPage": "a change of the password",
    "PasswordChangeOnFirstLoginPage": "a change of the password at the first sign-in",
    "AdditionalAccountDetailsPage": "details of the account to complete",
    "SocialOnlyPage": "signing in with an account of another service",
}

# In this order: what stops a sign-in first, and what only a general hook tells last.
PAGES = (
    *(SignInPage(name, f"[data-id^='{name}']") for name in PERSONS),
    SignInPage("ErrorPage", ERROR_TITLE),
    SignInPage("captcha", CAPTCHA),
    SignInPage("profile", f"[data-id*='ProfileChooser'], .PP-ProfileChooser, {COMPANY_PROFILES}"),
    SignInPage("account", "[data-id*='AccountChooser']"),
    SignInPage("code", f"[data-id='ChallengeCodePage'], {CODE_FIELDS}"),
    SignInPage("factor", f"[data-id='ChallengeChooser'], {FACTORS}"),
    SignInPage("push", "[data-id^='ChallengePushPage']"),
    SignInPage("other_method", "[data-id^='PasskeyFactorPage'], [data-id^='PasswordlessSignInWait']"),
    SignInPage("password", PASSWORD_FIELD),
    SignInPage("email", EMAIL_FIELD),
    SignInPage("nag", SKIP),
    SignInPage("send_code", "[data-id='Page-PrimaryButton']"),
    # Adobe's own word before it passes on to an identity provider.
    SignInPage("federated", "#FederatedPage, [data-id^='FederatedPage']"),
    SignInPage("profile", ".IdentitiesPage"),
    SignInPage("old_login", OLD_PASSWORD, old_login=True),
)

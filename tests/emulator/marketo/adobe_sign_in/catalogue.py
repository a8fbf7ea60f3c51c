"""The pages of Adobe's sign-in, and what may be pressed on each, by ``data-id``.

A step of a sign-in is the name of one of these pages.
"""

from __future__ import annotations

EMAIL = "EmailPage"
ACCOUNTS = "AccountChooser"
PROFILES = "PP-ProfileChooser"
PASSWORD = "PasswordPage"
FACTORS = "ChallengeChooser"
SEND_CODE = "SendCodePage"
CODE = "ChallengeCodePage"
PUSH = "ChallengePushPage"
PASSKEY = "PasskeyFactorPage"
WAIT = "PasswordlessSignInWait"
CAPTCHA = "CaptchaPage"
SOCIAL = "SocialOnlyPage"
ERROR = "ErrorPage"

NAGS = {
    "PP-PasskeyEnroll": "PP-PasskeyEnroll-skip-btn",
    "PP-AddSecondaryEmail": "PP-AddSecondaryEmail-skip-btn",
    "PP-AddSecurityPhoneNumber": "PP-AddSecurityPhoneNumber-skip-btn",
    "PasskeyNudgePage": "PasskeyNudgePage-SkipButton",
    "PP-T2EInviteIntroduction": "PP-T2EInviteIntroduction-SkipBtn",
}
"""Pages that ask for something and can be skipped, with the button that does."""

FOR_A_PERSON = {
    "PP-TermsOfUse": "PP-TermsOfUse-ContinueBtn",
    "PP-RecordMarketingConsent": "PP-RecordMarketingConsent-ContinueBtn",
    # Assumption: public text has the beginning of this page's data-ids only, and those of the first password change.
    "PP-T2E-AssetMigration": "PP-T2E-AssetMigration-ContinueBtn",
    "PP-I2TUpgrade": "PP-I2TUpgrade-ContinueBtn",
    "PasswordlessOptInPP": "PasswordlessOptInPP-continue-button",
    "PasswordChangeRequiredPage": "PasswordChangeRequiredPage-Continue",
    "PasswordChangeOnFirstLoginPage": "PasswordChangeOnFirstLoginPage-Continue",
    "AdditionalAccountDetailsPage": "AdditionalAccountDetailsPage-ContinueButton",
}
"""Pages that decide something for a person, with the button that agrees."""

DEAD_ENDS = (CAPTCHA, SOCIAL, ERROR)
"""Nothing that these pages offer leads on."""

SECOND_FACTOR = (FACTORS, SEND_CODE, CODE, PUSH)

STEPS = (EMAIL, ACCOUNTS, PROFILES, PASSWORD, PASSKEY, WAIT, *SECOND_FACTOR, *NAGS, *FOR_A_PERSON, *DEAD_ENDS)

TITLES = {
    "PP-PasskeyEnroll": "Sign in faster with a passkey",
    "PP-AddSecondaryEmail": "Add a backup email address",
    "PP-AddSecurityPhoneNumber": "Add a phone number for security",
    "PasskeyNudgePage": "Try a passkey next time",
    "PP-T2EInviteIntroduction": "You have been invited to a team",
    "PP-TermsOfUse": "Adobe Terms of Use",
    "PP-RecordMarketingConsent": "Stay in touch",
    "PP-T2E-AssetMigration": "Move your content to your new profile",
    "PP-I2TUpgrade": "Upgrade to a team profile",
    "PasswordlessOptInPP": "Sign in without a password",
    "PasswordChangeRequiredPage": "Change your password",
    "PasswordChangeOnFirstLoginPage": "Choose your own password",
    "AdditionalAccountDetailsPage": "Tell us more about you",
}

# The page is one document; its views are told by the fragment. Facts have "#/" and "#/password" only.
_FRAGMENTS = {EMAIL: "#/", PASSWORD: "#/password", FACTORS: "#/challenge", CODE: "#/challenge/verify"}


def fragment_of(page: str) -> str:
    """Return the address's fragment while a page shows."""
    return _FRAGMENTS.get(page, "#/progressive-profile" if page.startswith("PP-") else "#/authenticate")

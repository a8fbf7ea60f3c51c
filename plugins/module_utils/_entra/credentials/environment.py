# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The environment variables that people, AWX and Azure's own workloads set for a sign-in. An empty one counts as not set."""

from __future__ import annotations

import os
from typing import Any

from ansible.module_utils.errors import AnsibleFallbackNotFound

from ..._clouds import CHINA, PUBLIC, US_GOVERNMENT

TENANT = ["AZURE_TENANT", "AZURE_TENANT_ID"]
CLIENT_ID = ["AZURE_CLIENT_ID"]
SECRET = ["AZURE_SECRET", "AZURE_CLIENT_SECRET"]
CERTIFICATE_PATH = ["AZURE_CERTIFICATE_PATH", "AZURE_CLIENT_CERTIFICATE_PATH"]
CERTIFICATE_PASSWORD = ["AZURE_CLIENT_CERTIFICATE_PASSWORD"]
FEDERATED_TOKEN_FILE = ["AZURE_FEDERATED_TOKEN_FILE"]
USERNAME = ["AZURE_USERNAME", "AZURE_AD_USER"]
PASSWORD = ["AZURE_PASSWORD"]
AUTHORITY_HOST = ["AZURE_AUTHORITY_HOST"]
CLOUD = ["AZURE_CLOUD_ENVIRONMENT"]

# As the Azure SDK for Python, and with it AWX's credential, names the clouds.
CLOUD_NAMES = {"AzureCloud": PUBLIC, "AzureUSGovernment": US_GOVERNMENT, "AzureChinaCloud": CHINA}


def first(*names: str) -> str | None:
    """The value of the first variable that is set."""
    return next((os.environ[name] for name in names if os.environ.get(name)), None)


def fallback(*names: str) -> str:
    """For an argument spec: the value of the first variable that is set."""
    value = first(*names)
    if value is None:
        raise AnsibleFallbackNotFound
    return value


def cloud_fallback(*names: str) -> Any:
    """For an argument spec: the cloud that a variable names. An unknown name stays as it is, and the option's choices refuse it."""
    value = fallback(*names)
    return CLOUD_NAMES.get(value, value)

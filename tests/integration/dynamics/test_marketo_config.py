"""The Marketo User of Marketo Config: set for server-to-server, set back; discovery; bad input; rough weather."""

from __future__ import annotations

import pytest
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible_collections.martech.marketo_dynamics.plugins.modules.dynamics_marketo_config import OPERATION

from .states import APP_ID, HOST, OTHER_USER, SYNC_USER, organization

TABLE, COLUMN = "emul_marketoconfig", "emul_marketouser"
RECORD = "tables/emul_marketoconfigs"
RECORD_ID = "0a9c7d10-5e1e-4c1b-8d2f-c0ffee000481"
SYNC_USER_NAME = "marketo.sync@contoso.com"
THE_WRITE = r"/emul_marketoconfigs\("
DEFINITION = "entityDefinitions/0"
LOOKUP = f"{DEFINITION}/Attributes/2"


def config(dynamics, check_mode=False, **options):
    """The module, as the administrator."""
    credentials = {name: value for name, value in dynamics.administrator.items() if name != "app_id"}
    return dynamics.run("marketo_config", check_mode, **{**credentials, **options})


def ladder(dynamics, **options):
    """Check mode tells the change, the run makes it, both agree, and a second run changes nothing. The run's result."""
    checked, done, again = config(dynamics, True, **options), config(dynamics, **options), config(dynamics, **options)
    for result in (checked, done, again):
        assert not result.get("failed"), result
    assert (checked["changed"], done["changed"], again["changed"]) == (True, True, False), (checked, done, again)
    assert (checked["changes"], checked["diff"], checked["marketo_config"]) == (done["changes"], done["diff"], done["marketo_config"])
    assert again["marketo_config"] == done["marketo_config"]
    return done


def refused(dynamics, check_mode=False, **options):
    """The sentence with which the module fails, nothing changed."""
    before, user = len(dynamics.writes()), marketo_user(dynamics)
    result = config(dynamics, check_mode, **options)
    assert result.get("failed") and not result["changed"], result
    assert len(dynamics.writes()) == before and marketo_user(dynamics) == user
    assert "A defect" not in result["msg"]
    return result["msg"]


def marketo_user(dynamics):
    """Who it truly is."""
    return dynamics.organization()["tables"]["emul_marketoconfigs"][0]["_emul_marketouser_value"]


def set_by_hand(dynamics, path, value):
    """Change the organization."""
    dynamics.emulator.patch_state(organization(path, value))


def test_to_the_application_user_and_back(dynamics):
    """For server-to-server and the way back; the diff names both users."""
    user = dynamics.user(roles=["Marketo Sync User"])["application_user"]
    there = ladder(dynamics, app_id=APP_ID)
    assert marketo_user(dynamics) == user["id"]
    assert there["marketo_config"] == {"table": TABLE, "column": COLUMN, "record": "Default", "systemuserid": user["id"], "full_name": "# Marketo Integration",
                                       "domain_name": f"{APP_ID}@contoso.onmicrosoft.com"}
    assert there["changes"] == [f"set the Marketo User of the record Default under Marketo Config to # Marketo Integration ({APP_ID}@contoso.onmicrosoft.com)"]
    assert there["diff"]["before"]["domain_name"] == SYNC_USER_NAME and there["diff"]["before"]["systemuserid"] == SYNC_USER
    assert there["diff"]["after"] == there["marketo_config"]
    back = ladder(dynamics, username=SYNC_USER_NAME.upper())
    assert marketo_user(dynamics) == SYNC_USER and back["marketo_config"]["domain_name"] == SYNC_USER_NAME
    assert back["diff"]["before"]["full_name"] == "# Marketo Integration"

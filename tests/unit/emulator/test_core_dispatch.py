"""Which service answers, the proxy, the certificate, and the process itself."""

from __future__ import annotations

import socket
import ssl
import stat
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests

from tests.emulator.process import EmulatorProcess
from tests.unit.emulator.contoso import LOGIN, TENANT


@pytest.mark.parametrize(
    ("url", "service"),
    [
        (f"{LOGIN}/{TENANT}/v2.0/.well-known/openid-configuration", "entra"),
        ("https://login.partner.microsoftonline.cn/common/v2.0/.well-known/openid-configuration", "entra"),
        ("https://contoso.crm4.dynamics.com/api/data/v9.2/WhoAmI", "dataverse"),
        ("https://contoso.api.crm4.dynamics.com/api/data/v9.2/WhoAmI", "dataverse"),
        ("https://contoso.crm.microsoftdynamics.us/api/data/v9.2/WhoAmI", "dataverse"),
    ],
)
def test_the_host_chooses_the_service(
    emulator: EmulatorProcess, proxied: requests.Session, url: str, service: str
) -> None:
    proxied.get(url)
    assert [(each["service"], each["host"]) for each in emulator.requests()] == [(service, urlsplit(url).hostname)]


@pytest.mark.parametrize(
    ("path", "service"),
    [(f"/{TENANT}/discovery/v2.0/keys", "entra"), ("/api/data/v9.2/WhoAmI", "dataverse")],
)
def test_the_path_chooses_at_the_own_address(
    emulator: EmulatorProcess, direct: requests.Session, path: str, service: str
) -> None:
    direct.get(emulator.base_url + path)
    direct.get(emulator.base_url.replace("127.0.0.1", "localhost") + path)
    assert [each["service"] for each in emulator.requests()] == [service, service]


def test_nothing_answers_under_another_host(emulator: EmulatorProcess, direct: requests.Session) -> None:
    assert direct.get(f"{emulator.base_url}/api/data/v9.2/WhoAmI", headers={"Host": "example.org"}).status_code == 404


def test_the_control_addresses_are_at_the_own_address_only(proxied: requests.Session) -> None:
    assert proxied.get(f"{LOGIN}/_emulator/state").status_code == 404


def test_the_proxy_refuses_other_names(proxied: requests.Session) -> None:
    with pytest.raises(requests.exceptions.ProxyError, match="403"):
        proxied.get("https://example.org/")


def test_the_proxy_refuses_other_ports(proxied: requests.Session) -> None:
    with pytest.raises(requests.exceptions.ProxyError, match="403"):
        proxied.get("https://login.microsoftonline.com:8443/")


def test_the_proxy_refuses_plain_http(emulator: EmulatorProcess) -> None:
    with requests.Session() as session:
        session.trust_env = False
        answer = session.get("http://login.microsoftonline.com/", proxies={"http": emulator.proxy_url})
    assert (answer.status_code, answer.headers["Allow"]) == (405, "CONNECT")


def test_the_proxy_leads_to_the_emulator_itself(emulator: EmulatorProcess, proxied: requests.Session) -> None:
    assert proxied.get(f"{emulator.base_url}/_emulator/faults").json() == []


@pytest.mark.parametrize(
    "name",
    [
        "localhost",
        "login.microsoftonline.us",
        "graph.microsoft.com",
        "dod-graph.microsoft.us",
        "a.crm.dynamics.com",
        "a.api.crm21.dynamics.com",
        "a.crm.appsplatform.us",
        "app-ab01.marketo.com",
        "123-abc-456.mktorest.com",
        "experience.adobe.com",
        "adobeid-na1.services.adobe.com",
    ],
)
def test_the_certificate_has_the_name(emulator: EmulatorProcess, name: str) -> None:
    context = ssl.create_default_context(cafile=emulator.ca_file)
    address = urlsplit(emulator.base_url)
    with (
        socket.create_connection((address.hostname, address.port)) as plain,
        context.wrap_socket(plain, server_hostname=name),
    ):
        pass


def test_a_client_without_the_ca_is_not_served(emulator: EmulatorProcess) -> None:
    with pytest.raises(requests.exceptions.SSLError):
        requests.get(f"{emulator.base_url}/_emulator/state", timeout=10)


def test_a_process_of_its_own(tmp_path: Path) -> None:
    seed = tmp_path / "changes.yml"
    seed.write_text(f"tenants: {{{TENANT}: {{displayName: Changed}}}}\n")
    state = tmp_path / "state"
    with EmulatorProcess("--seed", str(seed), "--language", "fr", "--state-dir", str(state)) as process:
        assert process.ready["tenants"][0]["displayName"] == "Changed"
        assert process.state()["marketo"]["language"] == "fr"
        assert Path(process.ca_file).parent == state
        assert stat.S_IMODE(state.stat().st_mode) == 0o700
        process.patch_state({"tenants": {TENANT: {"displayName": "Again"}}})
        process.reset()
        assert process.state()["tenants"][TENANT]["displayName"] == "Changed"
        assert process.stop() == 0
    assert (state / "ca.pem").exists()


def test_a_temporary_directory_is_removed() -> None:
    with EmulatorProcess() as process:
        directory = Path(process.ca_file).parent
        assert directory.exists()
        assert process.stop() == 0
    assert not directory.exists()

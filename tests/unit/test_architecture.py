"""The project keeps to its architecture. How each rule is broken is proven in tests/unit/architecture/test_rules.py."""

from __future__ import annotations

from pathlib import Path

import pytest

from .architecture import rules
from .architecture.source import Tree

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ["plugins", "dev", "tests"]
LINES_OF_CODE = 250
FILES = 15
# Ansible wants every module, and every action plugin, directly in its folder.
ANSIBLE_LAYOUT = ["plugins/modules", "plugins/action"]

# Who may import whom, below plugins/module_utils. A room may import itself; a folder without a row belongs to the one above it.
SERVICE = ["_clouds", "_engine", "_http"]
MODULE_UTILS: dict[str, list[str]] = {
    # Shared words, on the ground.
    "_clouds": [],
    "_validation_rows": [],
    "_organization_url": ["_clouds", "_engine/errors"],
    # How an operation is run, and how a service is asked.
    "_engine": [],
    "_http": ["_engine"],
    # Microsoft Entra ID.
    "_entra/credentials": SERVICE,
    "_entra/graph": [*SERVICE, "_entra/credentials"],
    "_entra/client_secrets": ["_engine", "_http", "_entra/graph"],
    "_entra/service_principals": [*SERVICE, "_entra/graph", "_entra/client_secrets/tags"],
    "_entra/applications": [
        "_engine",
        "_http",
        "_entra/graph",
        "_entra/client_secrets/tags",
        "_entra/service_principals",
    ],
    "_entra/ropc_readiness": [
        *SERVICE,
        "_organization_url",
        "_entra/credentials",
        "_entra/graph",
        "_entra/service_principals",
        "_entra/sign_in_log",
    ],
    "_entra": [*SERVICE, "_entra/credentials", "_entra/graph"],
    # Options that several modules have in common.
    "_arguments": ["_clouds", "_entra/credentials"],
    # Dynamics 365.
    "_dynamics/readiness": [*SERVICE, "_organization_url", "_validation_rows", "_entra", "_dynamics"],
    "_dynamics": [*SERVICE, "_organization_url", "_entra/credentials", "_entra/graph"],
    # Marketo by its REST API, and the flow test that needs both services.
    "_marketo_rest": ["_engine", "_http", "_entra/credentials/token"],
    "_flow_test": ["_engine", "_http", "_dynamics", "_marketo_rest"],
    # Marketo's admin page. The tasks' side talks to the session host; the browser is driven on the host's side only.
    "_marketo/address": ["_engine/errors"],
    "_marketo/errors": ["_engine/errors"],
    "_marketo/model": ["_validation_rows"],
    "_marketo/session_options": [],
    "_marketo/organization_change": ["_engine/errors", "_organization_url"],
    "_marketo/browser": ["_engine", "_marketo/session_options"],
    # What a page holds, which element of it is meant, and what it says: plain Python on a snapshot.
    "_marketo/snapshot": ["_engine/errors"],
    "_marketo/matching": ["_engine/errors", "_marketo/snapshot"],
    "_marketo/reading": ["_validation_rows", "_marketo/matching", "_marketo/snapshot"],
    # Snapshots in files, without anything of a person or a company.
    "_marketo/snapshot_file": ["_engine/errors", "_validation_rows", "_marketo/matching", "_marketo/snapshot"],
    # What a file with a snapshot answers, without a browser.
    "_marketo/offline": ["_marketo/matching", "_marketo/reading", "_marketo/snapshot"],
    # A person shows where things are.
    "_marketo/teach": [
        "_engine/errors",
        "_marketo/matching",
        "_marketo/offline/ask",
        "_marketo/reading",
        "_marketo/snapshot",
    ],
    "_marketo/screen": [
        "_engine",
        "_marketo/address",
        "_marketo/matching",
        "_marketo/model",
        "_marketo/reading",
        "_marketo/session_options",
        "_marketo/snapshot",
        "_marketo/snapshot_file/beside",
        "_marketo/snapshot_file/run_values",
    ],
    "_marketo/login": [
        "_engine",
        "_marketo/address",
        "_marketo/browser/storage_state",
        "_marketo/screen",
        "_marketo/session_options",
    ],
    "_marketo/page": [
        "_engine/errors",
        "_validation_rows",
        "_marketo/address",
        "_marketo/errors",
        "_marketo/login",
        "_marketo/matching",
        "_marketo/model",
        "_marketo/organization_change",
        "_marketo/reading",
        "_marketo/screen",
        "_marketo/session_options",
        "_marketo/snapshot",
    ],
    "_marketo/doctor": [
        "_engine/errors",
        "_marketo/matching",
        "_marketo/page",
        "_marketo/model",
        "_marketo/reading",
        "_marketo/screen",
        "_marketo/snapshot",
    ],
    "_marketo/session_host": [
        "_engine",
        "_organization_url",
        "_marketo/address",
        "_marketo/errors",
        "_marketo/browser",
        "_marketo/doctor",
        "_marketo/login",
        "_marketo/matching",
        "_marketo/page",
        "_marketo/model",
        "_marketo/organization_change",
        "_marketo/reading",
        "_marketo/screen",
        "_marketo/session_options",
        "_marketo/reading/busy",
        "_marketo/snapshot/capture",
        "_marketo/snapshot_file",
        "_marketo/teach/lesson",
    ],
    "_marketo": [
        "_engine",
        "_organization_url",
        "_marketo/address",
        "_marketo/errors",
        "_marketo/model",
        "_marketo/organization_change",
        "_marketo/browser",
        "_marketo/login/totp",
        "_marketo/matching/overrides",
        "_marketo/screen/screenshots",
        "_marketo/session_host/client",
        "_marketo/session_host/launch",
        "_marketo/session_options",
        "_marketo/offline/rehearsal",
        "_marketo/snapshot_file/store",
    ],
}
ARROWS = {
    **{
        f"plugins/module_utils/{room}": [f"plugins/module_utils/{target}" for target in targets]
        for room, targets in MODULE_UTILS.items()
    },
    "plugins/plugin_utils": ["plugins/module_utils/_engine", "plugins/module_utils/_entra/credentials/environment"],
    "plugins/action": ["plugins/plugin_utils", "plugins/module_utils/_engine/errors"],
    "plugins/filter": [
        "plugins/plugin_utils",
        "plugins/module_utils/_engine/errors",
        "plugins/module_utils/_organization_url",
    ],
    "plugins/lookup": ["plugins/module_utils/_engine/console"],
    "plugins/test": ["plugins/module_utils/_engine/errors", "plugins/module_utils/_organization_url"],
    "plugins/doc_fragments": [],
    # A module declares: what it is, its options, and which operation of which room carries it out.
    "plugins/modules": [
        "plugins/module_utils/_arguments",
        "plugins/module_utils/_clouds",
        "plugins/module_utils/_engine/module_door",
        "plugins/module_utils/_engine/operation",
        "plugins/module_utils/_dynamics",
        "plugins/module_utils/_entra",
        "plugins/module_utils/_flow_test",
        "plugins/module_utils/_marketo",
    ],
    # The emulator proves nothing if it shares code with what it is there to prove.
    "tests/emulator": [],
    "dev": ["tests/emulator"],
}


@pytest.fixture(scope="module")
def tree() -> Tree:
    """Return the project's own Python files."""
    return Tree.read(ROOT, *FOLDERS)


@pytest.mark.parametrize("below", ["plugins", "tests/emulator", "dev"])
def test_no_room_imports_what_it_may_not(tree: Tree, below: str) -> None:
    """Every arrow between two rooms is in the table."""
    assert any(rules.within(source.path, below) for source in tree.sources)
    assert rules.forbidden_arrows(tree, ARROWS, below) == []


def test_the_table_of_arrows_promises_nothing_that_is_not_there(tree: Tree) -> None:
    """A room or an arrow that is gone leaves the table too."""
    assert rules.unused_arrows(tree, ARROWS) == []


def test_no_import_circle(tree: Tree) -> None:
    """No file needs itself, by whatever way round."""
    assert rules.circles(tree) == []


def test_no_file_is_too_long() -> None:
    """Comments, docstrings and documentation are free. Files of tests are not held to this: they are lists of cases."""
    tree = Tree.read(ROOT, "plugins", "dev", "tests/emulator")
    assert rules.long_files(tree, LINES_OF_CODE, []) == []


def test_no_folder_of_the_product_is_too_full() -> None:
    """Tests are not held to this: they have a file for each subject, and the emulator one for each resource of a service."""
    tree = Tree.read(ROOT, "plugins", "dev")
    assert rules.full_folders(tree, FILES, exempt=ANSIBLE_LAYOUT) == []


def test_plugins_import_each_other_relatively(tree: Tree) -> None:
    """The collection's own name is for its users."""
    assert rules.absolute_imports(tree, "plugins") == []


def test_the_emulator_loads_no_code_of_the_collection_by_name(tree: Tree) -> None:
    """Neither by an import nor around it."""
    assert rules.names_of_the_collection(tree, "tests/emulator") == []


def test_modules_only_declare(tree: Tree) -> None:
    """What a module does is in module_utils, where it is tested without Ansible."""
    assert rules.modules_with_logic(tree, "plugins/modules") == []

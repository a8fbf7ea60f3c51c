"""Each rule of the architecture, broken on a made-up tree: what it finds, and what it leaves alone."""

from __future__ import annotations

import pytest

from . import rules
from .source import Source, Tree

ROOM = "plugins/module_utils"
ARROWS = {f"{ROOM}/_engine": [], f"{ROOM}/_http": [f"{ROOM}/_engine"], f"{ROOM}/_entra": [f"{ROOM}/_http"]}


def tree(**changed: str) -> Tree:
    """Return three rooms in which everything is as it must be, but for the files given by the last part of their path."""
    files = {
        f"{ROOM}/_engine/__init__.py": "",
        f"{ROOM}/_engine/errors.py": "class Problem(Exception):\n    pass\n",
        f"{ROOM}/_http/__init__.py": "",
        f"{ROOM}/_http/transport.py": "from .._engine.errors import Problem\n",
        f"{ROOM}/_http/retry.py": "from . import transport\n",
        f"{ROOM}/_entra/__init__.py": "",
        f"{ROOM}/_entra/client.py": "from .._http import transport\n",
        "tests/emulator/app.py": "import json\n",
        "plugins/modules/thing.py": "DOCUMENTATION = 'text'\n\n\ndef main():\n    run(OPERATION)\n",
    }
    for name, text in changed.items():
        path = next(path for path in files if path.endswith(f"/{name}.py"))
        files[path] = text
    return Tree(files)


class TestForbiddenArrows:
    """An import from one room into another needs an arrow in the table."""

    def test_what_the_table_allows_is_free(self) -> None:
        """Also inside one's own room."""
        assert rules.forbidden_arrows(tree(), ARROWS, "plugins/module_utils") == []

    @pytest.mark.parametrize(
        "statement",
        [
            "from .._entra.client import ask",
            "from .._entra import client",
            "from ansible_collections.martech.marketo_dynamics.plugins.module_utils._entra import client",
            "import ansible_collections.martech.marketo_dynamics.plugins.module_utils._entra.client",
            "def late():\n    from .._entra import client",
            "if TYPE_CHECKING:\n    from .._entra import client",
        ],
    )
    def test_an_upward_import_is_found_however_it_is_written(self, statement: str) -> None:
        """Relatively, by the full name, inside a function, for types only."""
        (found,) = rules.forbidden_arrows(tree(errors=statement), ARROWS, "plugins/module_utils")
        assert found.startswith(f"{ROOM}/_engine/errors.py:")
        assert found.endswith(f"{ROOM}/_engine may not import {ROOM}/_entra/client")

    def test_an_arrow_is_not_inherited(self) -> None:
        """_entra may import _http, which may import _engine: that doesn't let _entra import _engine."""
        assert rules.forbidden_arrows(tree(client="from .._engine import errors"), ARROWS, "plugins/module_utils")

    def test_an_arrow_to_one_file_is_not_one_to_its_folder(self) -> None:
        """Neither to a file whose name begins alike."""
        narrow = {**ARROWS, f"{ROOM}/_entra": [f"{ROOM}/_http/trans"]}
        assert rules.forbidden_arrows(tree(), narrow, "plugins/module_utils")

    def test_a_room_without_a_row_is_found(self) -> None:
        """Nothing is free because the table forgot it."""
        rows = {room: targets for room, targets in ARROWS.items() if not room.endswith("_entra")}
        (found,) = rules.forbidden_arrows(tree(), rows, "plugins/module_utils")
        assert "give its folder a row" in found

    def test_the_emulator_imports_nothing_of_the_collection(self) -> None:
        """Its row is empty."""
        text = "from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine import errors"
        arrows = {**ARROWS, "tests/emulator": []}
        assert rules.forbidden_arrows(tree(), arrows, "tests/emulator") == []
        assert len(rules.forbidden_arrows(tree(app=text), arrows, "tests/emulator")) == 1


class TestUnusedArrows:
    """The table says nothing that the code doesn't do."""

    def test_a_used_table_is_free(self) -> None:
        """Each row has a room, each arrow an import."""
        assert rules.unused_arrows(tree(), ARROWS) == []

    def test_an_arrow_and_a_room_that_are_gone_are_found(self) -> None:
        """Both are named."""
        more = {**ARROWS, f"{ROOM}/_engine": [f"{ROOM}/_http"], f"{ROOM}/_gone": []}
        assert rules.unused_arrows(tree(), more) == [
            f"{ROOM}/_gone: no such room",
            f"{ROOM}/_engine -> {ROOM}/_http: never used",
        ]


class TestCircles:
    """No file needs itself."""

    def test_a_chain_is_no_circle(self) -> None:
        """However long."""
        assert rules.circles(tree()) == []

    def test_a_circle_is_found_without_those_who_only_use_it(self) -> None:
        """errors and transport need each other; retry and client only need transport."""
        found = rules.circles(tree(errors="from .._http.transport import send"))
        assert found == [
            f"{ROOM}/_engine/errors.py imports {ROOM}/_http/transport.py",
            f"{ROOM}/_http/transport.py imports {ROOM}/_engine/errors.py",
        ]

    def test_an_import_inside_a_function_closes_a_circle_too(self) -> None:
        """Hiding it there is the usual way around the rule."""
        assert rules.circles(tree(errors="def late():\n    from .._http import transport"))

    def test_an_import_for_types_only_never_runs(self) -> None:
        """So it closes no circle; what stands below the condition does."""
        text = "if TYPE_CHECKING:\n    from .._http import transport\n"
        assert rules.circles(tree(errors=text)) == []
        assert rules.circles(tree(errors=f"{text}else:\n    from .._http import transport\n"))


class TestLongFiles:
    """Only code counts."""

    def test_code_is_counted_without_prose(self) -> None:
        """Blank lines, comments, docstrings, and what ansible-doc reads are free; other text is code."""
        prose = '"""Doc.\n\nMore."""\n\n# Why\nDOCUMENTATION = r"""\na\nb\n"""\n\n'
        code = 'TEXT = """\na\nb\n"""\n\n\ndef f():\n    """Doc."""\n    return (\n        1\n    )\n'
        assert Source("a.py", prose + code).lines_of_code() == 4 + 1 + 3

    def test_the_limit_itself_is_free_and_one_more_is_found(self) -> None:
        """At 250, not before it."""
        assert rules.long_files(tree(errors="x = 1\n" * 250), 250) == []
        assert rules.long_files(tree(errors="x = 1\n" * 251), 250) == [
            f"{ROOM}/_engine/errors.py: 251 lines of code, 250 are allowed"
        ]

    def test_an_exception_is_found_as_soon_as_it_is_needless(self) -> None:
        """So the list only shrinks."""
        path = f"{ROOM}/_engine/errors.py"
        assert rules.long_files(tree(errors="x = 1\n" * 251), 250, [path]) == []
        assert rules.long_files(tree(), 250, [path]) == [f"{path}: no longer too long; remove its exception"]


class TestFullFolders:
    """A folder can be taken in at a glance."""

    @pytest.mark.parametrize(("files", "free"), [(15, True), (16, False)])
    def test_files_of_one_folder_are_counted(self, files: int, free: bool) -> None:
        """Neither `__init__.py` nor the files of folders below it."""
        paths = [*(f"a/{number}.py" for number in range(files)), "a/__init__.py", "a/b/c.py"]
        assert (rules.full_folders(Tree(dict.fromkeys(paths, "")), 15) == []) is free

    def test_a_folder_whose_layout_is_given_is_exempt(self) -> None:
        """But not the folders below it."""
        paths = [*(f"a/{number}.py" for number in range(16)), *(f"a/b/{number}.py" for number in range(16))]
        (found,) = rules.full_folders(Tree(dict.fromkeys(paths, "")), 15, exempt=["a"])
        assert found.startswith("a/b: 16 files")


class TestAbsoluteImports:
    """Plugins import each other relatively."""

    @pytest.mark.parametrize(
        "statement",
        [
            "from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine import errors",
            "import ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.errors",
        ],
    )
    def test_the_full_name_is_found(self, statement: str) -> None:
        """In both spellings."""
        assert len(rules.absolute_imports(tree(client=statement), "plugins")) == 1

    def test_other_collections_and_tests_are_free(self) -> None:
        """They have no other way."""
        other = "from ansible_collections.community.general.plugins.module_utils import x"
        own = "from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine import errors"
        assert rules.absolute_imports(tree(client=other, app=own), "plugins") == []


class TestNamesOfTheCollection:
    """The emulator doesn't load the collection's code around the import statement."""

    @pytest.mark.parametrize(
        "statement",
        [
            "importlib.import_module('ansible_collections.martech.marketo_dynamics.plugins')",
            "sys.path.append('plugins/module_utils')",
            "importlib.import_module(f'{ROOT}.module_utils._engine')",
        ],
    )
    def test_a_string_that_names_it_is_found(self, statement: str) -> None:
        """By import_module or by path."""
        assert len(rules.names_of_the_collection(tree(app=statement), "tests/emulator")) == 1

    def test_other_strings_are_free(self) -> None:
        """So are strings elsewhere."""
        assert rules.names_of_the_collection(tree(client="x = 'module_utils'", app="x = 'a'"), "tests/emulator") == []


class TestModulesWithLogic:
    """A module holds documentation, imports, constants and a `main` of one call."""

    def test_a_declaration_is_free(self) -> None:
        """With everything that a module may hold."""
        text = (
            '"""Doc."""\n\nfrom ..module_utils._engine.operation import Operation\n\nOPERATION = Operation({"a": [1]})\n\n\n'
            'def main():\n    """Run."""\n    run_module(OPERATION)\n\n\nif __name__ == "__main__":\n    main()\n'
        )
        assert rules.modules_with_logic(tree(thing=text), "plugins/modules") == []

    @pytest.mark.parametrize(
        "statement",
        [
            "def helper():\n    run()",
            "class Helper:\n    pass",
            "def main():\n    x = 1\n    run(x)",
            "def main():\n    return 1",
            "X = lambda p: p['a']",
            "X = A if B else C",
            "X = A or B",
            "X = A == B",
            "for x in y:\n    run(x)",
            "if __name__ == '__main__':\n    other()",
            "try:\n    import requests\nexcept ImportError:\n    pass",
        ],
    )
    def test_anything_that_decides_or_acts_is_found(self, statement: str) -> None:
        """One by one."""
        assert len(rules.modules_with_logic(tree(thing=statement), "plugins/modules")) == 1

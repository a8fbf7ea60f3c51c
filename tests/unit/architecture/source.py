"""The project's Python files as the architecture test sees them: paths, imports and lines of code."""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

NAME = "ansible_collections.martech.marketo_dynamics"
# What ansible-doc reads is text that happens to stand in a Python file.
DOCUMENTATION = {"DOCUMENTATION", "EXAMPLES", "RETURN"}
# Where statements hold other statements.
BLOCKS = ("body", "orelse", "finalbody", "handlers", "cases")
LAYOUT = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENDMARKER,
}


def _statements(node: ast.AST) -> Iterator[ast.stmt]:
    for block in BLOCKS:
        for inner in getattr(node, block, []):
            if isinstance(inner, ast.stmt):
                yield inner
            yield from _statements(inner)


@dataclass(frozen=True)
class Source:
    """One Python file."""

    path: str
    text: str

    @cached_property
    def syntax(self) -> ast.Module:
        """Return the parsed file."""
        return ast.parse(self.text, self.path)

    @cached_property
    def statements(self) -> list[ast.stmt]:
        """Return all statements, nested ones too. Expressions hold none, and looking into them would take most of the time."""
        return list(_statements(self.syntax))

    def lines_of_code(self) -> int:
        """Count the lines that hold more than layout, comments, docstrings and documentation for ansible-doc."""
        lines: set[int] = set()
        for token in tokenize.generate_tokens(io.StringIO(self.text).readline):
            if token.type not in LAYOUT:
                lines.update(range(token.start[0], token.end[0] + 1))
        for node in self._prose():
            lines.difference_update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
        return len(lines)

    def _prose(self) -> Iterator[ast.stmt]:
        for node in self.statements:
            if (
                isinstance(node, ast.Expr)
                and isinstance(node.value, ast.Constant)
                and isinstance(node.value.value, str)
            ):
                yield node
            if (
                isinstance(node, ast.Assign)
                and isinstance(node.targets[0], ast.Name)
                and node.targets[0].id in DOCUMENTATION
            ):
                yield node

    def imported(self) -> Iterator[tuple[ast.stmt, str, str]]:
        """Yield the statement, the dotted module and the name of each import; the name is empty if a module is imported whole."""
        package = PurePosixPath(self.path).parent.parts
        for node in self.statements:
            if isinstance(node, ast.Import):
                yield from ((node, alias.name, "") for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                base = list(package[: len(package) - node.level + 1]) if node.level else []
                module = ".".join([*base, *filter(None, [node.module])])
                yield from ((node, module, alias.name) for alias in node.names)

    @cached_property
    def never_run(self) -> set[ast.AST]:
        """Return what stands under `if TYPE_CHECKING:`, which only type checkers read."""
        conditions = [node for node in self.statements if isinstance(node, ast.If)]
        return {
            node
            for condition in conditions
            if ast.unparse(condition.test) in ("TYPE_CHECKING", "typing.TYPE_CHECKING")
            for statement in condition.body
            for node in ast.walk(statement)
        }


@dataclass(frozen=True)
class Import:
    """One file of the tree imports another."""

    source: str
    line: int
    target: str
    runs: bool


class Tree:
    """Python files by their path below the project's root."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self.sources = [Source(path, text) for path, text in sorted(files.items())]
        self._paths = set(files)

    @classmethod
    def read(cls, root: Path, *folders: str) -> Tree:
        """Return the tree of these folders on disk."""
        paths = [path for folder in folders for path in (root / folder).rglob("*.py")]
        return cls({path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in paths})

    @cached_property
    def imports(self) -> list[Import]:
        """Return the imports between files of this tree; those of other packages are left out."""
        return [
            Import(source.path, node.lineno, target, runs=node not in source.never_run)
            for source in self.sources
            for node, module, name in source.imported()
            if (target := self._file(module, name))
        ]

    def _file(self, module: str, name: str) -> str | None:
        base = module.removeprefix(f"{NAME}.").replace(".", "/")
        # `from package import name` may mean a file, a folder, or something that the package itself defines.
        candidates = [f"{base}/{name}.py", f"{base}/{name}/__init__.py", f"{base}.py", f"{base}/__init__.py"]
        return next((path for path in candidates if path in self._paths), None)

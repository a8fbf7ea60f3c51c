"""The rules of the architecture. Each takes a tree and returns what breaks the rule, in words for the one who broke it."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from pathlib import PurePosixPath

from .source import NAME, Source, Tree

# A room is a folder or a file, by its path without `.py`. The longest name that fits a file is its room.
Arrows = Mapping[str, Collection[str]]


def forbidden_arrows(tree: Tree, arrows: Arrows, below: str) -> list[str]:
    """Return each import, of a file below the given folder, that leaves its room for a place without an arrow in the table."""
    found = []
    for each in tree.imports:
        if not within(each.source, below):
            continue
        room = room_of(each.source, arrows)
        if room is None:
            found.append(f"{each.source}: in no room of the table; give its folder a row")
        elif room_of(each.target, arrows) != room and not any(within(each.target, allowed) for allowed in arrows[room]):
            found.append(f"{each.source}:{each.line}: {room} may not import {without_suffix(each.target)}")
    return sorted(set(found))


def room_of(path: str, rooms: Collection[str]) -> str | None:
    """Return the room of a file: the longest name that fits."""
    return max((room for room in rooms if within(path, room)), key=len, default=None)


def within(path: str, place: str) -> bool:
    """Whether a file is this place, or lies below it."""
    return without_suffix(path) == place or path.startswith(f"{place}/")


def without_suffix(path: str) -> str:
    """Return the path without `.py`."""
    return path.removesuffix(".py")


def unused_arrows(tree: Tree, arrows: Arrows) -> list[str]:
    """Return the rows and arrows of the table that no file needs, so that the table stays true."""
    needless = [f"{room}: no such room" for room in arrows if not any(within(each.path, room) for each in tree.sources)]
    used_by: dict[str | None, set[str]] = {}
    for each in tree.imports:
        used_by.setdefault(room_of(each.source, arrows), set()).add(each.target)
    for room, targets in arrows.items():
        used = used_by.get(room, set())
        needless += [f"{room} -> {to}: never used" for to in targets if not any(within(path, to) for path in used)]
    return needless


def circles(tree: Tree) -> list[str]:
    """Return the files of each import circle. Imports for type checkers only are left out: they never run."""
    wanted: dict[str, set[str]] = {source.path: set() for source in tree.sources}
    for each in tree.imports:
        if each.runs and each.source != each.target:
            wanted[each.source].add(each.target)
    # Take away what imports nothing that is left, or what nothing that is left imports, until only circles are.
    while outside := _ends(wanted):
        wanted = {path: targets - outside for path, targets in wanted.items() if path not in outside}
    return [f"{path} imports {', '.join(sorted(targets))}" for path, targets in sorted(wanted.items())]


def _ends(wanted: Mapping[str, set[str]]) -> set[str]:
    imported = set().union(*wanted.values())
    return {path for path, targets in wanted.items() if not targets or path not in imported}


def long_files(tree: Tree, limit: int, exempt: Collection[str] = ()) -> list[str]:
    """Return the files with more lines of code than the limit, and the exempt files that are no longer too long."""
    long = {source.path: lines for source in tree.sources if (lines := source.lines_of_code()) > limit}
    return [
        *(f"{path}: {lines} lines of code, {limit} are allowed" for path, lines in long.items() if path not in exempt),
        *(f"{path}: no longer too long; remove its exception" for path in exempt if path not in long),
    ]


def full_folders(tree: Tree, limit: int, exempt: Collection[str] = ()) -> list[str]:
    """Return the folders with more files than the limit, `__init__.py` not counted."""
    paths = [PurePosixPath(source.path) for source in tree.sources]
    counted = Counter(str(path.parent) for path in paths if path.name != "__init__.py")
    return [
        f"{folder}: {files} files, {limit} are allowed"
        for folder, files in counted.items()
        if files > limit and folder not in exempt
    ]


def absolute_imports(tree: Tree, below: str) -> list[str]:
    """Return the imports by the collection's full name, of files below the given folder."""
    return [
        f"{source.path}:{node.lineno}: import it relatively"
        for source in tree.sources
        if within(source.path, below)
        for node, module, _name in source.imported()
        if module == NAME or module.startswith(f"{NAME}.")
    ]


def names_of_the_collection(tree: Tree, below: str) -> list[str]:
    """Return the strings, of files below the given folder, by which code of the collection could be loaded without an import."""
    return [
        f"{source.path}:{node.lineno}: names the collection's code"
        for source in tree.sources
        if within(source.path, below)
        for node in ast.walk(source.syntax)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if any(word in node.value for word in ("ansible_collections", "module_utils"))
    ]


def modules_with_logic(tree: Tree, below: str) -> list[str]:
    """Return what a module does besides declaring: it may hold documentation, imports, constants, and a `main` of one call."""
    return [
        f"{source.path}:{node.lineno}: a module only declares"
        for source in tree.sources
        if within(source.path, below)
        for node in _logic(source)
    ]


def _logic(source: Source) -> Iterator[ast.stmt]:
    for node in source.syntax.body:
        if isinstance(node, ast.If) and ast.unparse(node) == "if __name__ == '__main__':\n    main()":
            continue
        if isinstance(node, ast.FunctionDef) and node.name == "main" and _is_one_call(node):
            continue
        if isinstance(node, (ast.Expr, ast.ImportFrom, ast.Assign, ast.AnnAssign)) and not _decides(node):
            continue
        yield node


def _is_one_call(function: ast.FunctionDef) -> bool:
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return len(body) == 1 and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Call)


def _decides(node: ast.stmt) -> bool:
    logic = (ast.Lambda, ast.IfExp, ast.BoolOp, ast.Compare)
    return any(isinstance(part, logic) for part in ast.walk(node))

"""The syntax of ``$filter``: from text to a tree."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from ..errors import GraphError, malformed
from ..times import parse_date_time


@dataclass(frozen=True)
class Literal:
    """A constant and the type that its spelling gives it."""

    kind: str
    """string, guid, boolean, integer, dateTime or null"""
    value: str | bool | int | datetime | None


@dataclass(frozen=True)
class Comparison:
    """``path eq literal``, and ``startsWith(path,literal)`` with the operator ``startswith``."""

    path: str
    operator: str
    literal: Literal


@dataclass(frozen=True)
class Membership:
    """``path in (literal, …)``"""

    path: str
    literals: tuple[Literal, ...]


@dataclass(frozen=True)
class AnyOf:
    """``path/any(variable:condition)``; without a condition: whether the collection has items."""

    path: str
    variable: str | None
    condition: Node | None


@dataclass(frozen=True)
class Negation:
    """``not condition``"""

    condition: Node


@dataclass(frozen=True)
class Junction:
    """``left and right`` or ``left or right``"""

    operator: str
    left: Node
    right: Node


Node = Comparison | Membership | AnyOf | Negation | Junction

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<string>'(?:[^']|'')*')
    | (?P<dateTime>\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d)?)?(?![\w-]))
    | (?P<guid>[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})
    | (?P<integer>-?\d+(?![\w.]))
    | (?P<name>[A-Za-z_@][\w.]*(?:/[A-Za-z_$][\w.]*)*)
    | (?P<sign>[(),:])
    )""",
    re.VERBOSE,
)
_OPERATORS = frozenset({"eq", "ne", "ge", "gt", "le", "lt"})
_FUNCTIONS = frozenset({"startswith", "endswith", "contains"})
_LITERAL_KINDS = frozenset({"string", "dateTime", "guid", "integer"})


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str
    position: int


def parse_filter(text: str) -> Node:
    """Parse a filter or answer 400."""
    return _Parser(text).parse()


class _Parser:
    """Recursive descent: or, and, not, then the single conditions."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = self._tokenize()
        self._next = 0

    def parse(self) -> Node:
        """Parse the whole text."""
        node = self._disjunction()
        if self._peek().kind != "end":
            raise self._error(self._peek())
        return node

    def _tokenize(self) -> list[_Token]:
        tokens, position = [], 0
        while self._text[position:].strip():
            match = _TOKEN.match(self._text, position)
            if match is None:
                rest = self._text[position:].lstrip()
                if rest.startswith("'"):
                    raise _invalid(f"There is an unterminated string literal at position {position} in '{self._text}'.")
                raise self._error(_Token("", rest, position))
            tokens.append(_Token(match.lastgroup or "", match.group().strip(), match.start()))
            position = match.end()
        return [*tokens, _Token("end", "", len(self._text))]

    def _disjunction(self) -> Node:
        node = self._conjunction()
        while self._take_word("or"):
            node = Junction("or", node, self._conjunction())
        return node

    def _conjunction(self) -> Node:
        node = self._negatable()
        while self._take_word("and"):
            node = Junction("and", node, self._negatable())
        return node

    def _negatable(self) -> Node:
        if self._take_word("not"):
            return Negation(self._negatable())
        if self._take_sign("("):
            node = self._disjunction()
            self._expect_sign(")")
            return node
        return self._condition()

    def _condition(self) -> Node:
        name = self._expect("name")
        if name.text.lower() in _FUNCTIONS and self._take_sign("("):
            return self._function(name.text.lower())
        path, _slash, lambda_operator = name.text.rpartition("/")
        if lambda_operator.lower() == "any" and self._take_sign("("):
            return self._any(path)
        operator = self._expect("name")
        word = operator.text.lower()
        if word == "in":
            return Membership(name.text, self._literals())
        if word not in _OPERATORS:
            raise self._error(operator)
        return Comparison(name.text, word, self._literal())

    def _function(self, function: str) -> Comparison:
        path = self._expect("name").text
        self._expect_sign(",")
        literal = self._literal()
        self._expect_sign(")")
        # OData lets a boolean function be compared to true.
        if self._take_word("eq") and not self._take_word("true"):
            raise self._error(self._peek())
        return Comparison(path, function, literal)

    def _any(self, path: str) -> AnyOf:
        if self._take_sign(")"):
            return AnyOf(path, None, None)
        variable = self._expect("name").text
        self._expect_sign(":")
        condition = self._disjunction()
        self._expect_sign(")")
        return AnyOf(path, variable, condition)

    def _literals(self) -> tuple[Literal, ...]:
        self._expect_sign("(")
        literals = [self._literal()]
        while self._take_sign(","):
            literals.append(self._literal())
        self._expect_sign(")")
        return tuple(literals)

    def _literal(self) -> Literal:
        token = self._take()
        if token.kind in _LITERAL_KINDS:
            return self._typed(token)
        word = token.text.lower()
        if word in ("true", "false"):
            return Literal("boolean", word == "true")
        if word == "null":
            return Literal("null", None)
        raise self._error(token)

    def _typed(self, token: _Token) -> Literal:
        if token.kind == "string":
            return Literal("string", token.text[1:-1].replace("''", "'"))
        if token.kind == "integer":
            return Literal("integer", int(token.text))
        if token.kind == "dateTime":
            try:
                whole = token.text if "T" in token.text else f"{token.text}T00:00:00Z"
                return Literal("dateTime", parse_date_time(whole))
            except ValueError:
                raise self._error(token) from None
        return Literal("guid", token.text)

    def _peek(self) -> _Token:
        return self._tokens[self._next]

    def _take(self) -> _Token:
        token = self._peek()
        self._next = min(self._next + 1, len(self._tokens) - 1)
        return token

    def _take_word(self, word: str) -> bool:
        found = self._peek().kind == "name" and self._peek().text.lower() == word
        self._next += found
        return found

    def _take_sign(self, sign: str) -> bool:
        found = self._peek().kind == "sign" and self._peek().text == sign
        self._next += found
        return found

    def _expect(self, kind: str) -> _Token:
        token = self._take()
        if token.kind != kind:
            raise self._error(token)
        return token

    def _expect_sign(self, sign: str) -> None:
        if not self._take_sign(sign):
            raise self._error(self._peek())

    def _error(self, token: _Token) -> GraphError:
        return _invalid(f"Syntax error at position {token.position} in '{self._text}'.")


def _invalid(reason: str) -> GraphError:
    return malformed(f"Invalid filter clause: {reason}")

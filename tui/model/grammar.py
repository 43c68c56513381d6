"""The grammar of expressions (semantics.md section 6): from a text to a short program for a stack machine.

    numbers  ids  + - * /  ( )  comparisons  and or not  sum avg min max count abs round coalesce prev delta if

An id may look like anything: `a.if.b`, `2022.x`, `1e5`, `not`. So words are cut first, then each is given its role by
what stands before and behind it, and only then a tree is made, with Python's precedence: `or`, `and`, `not`,
comparisons (which chain), sums, products, signs. Text, depth, words and numbers are bounded, so that no definition can
keep the machine busy.
"""

from collections.abc import Sequence
from decimal import Decimal

from tui.errors import ZhibiaoError
from tui.model.number import ZERO, Number
from tui.record import NamedTuple

__all__ = [
    "AGGREGATES",
    "ID_CHARACTERS",
    "MAX_DEPTH",
    "MAX_DIGITS",
    "MAX_TEXT",
    "MAX_WORDS",
    "ExpressionError",
    "Instruction",
    "is_number",
    "program_of",
]

MAX_TEXT = 20_000
"""Characters."""

MAX_WORDS = 2000
"""Numbers, ids, operators, parentheses and commas."""

MAX_DEPTH = 40
"""Parentheses within parentheses, signs before signs."""

MAX_DIGITS = 40
"""Digits of a number."""

ID_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789_.")

AGGREGATES = frozenset({"sum", "avg", "min", "max", "count"})
"""Functions in which the id of an indicator with a series per unit stands for all its units."""

_ARGUMENTS = {
    **dict.fromkeys(AGGREGATES, (1, MAX_WORDS)),
    "abs": (1, 1),
    "round": (1, 2),
    "coalesce": (2, MAX_WORDS),
    "prev": (1, 1),
    "delta": (1, 1),
    "if": (3, 3),
}
"""Fewest and most arguments of each function."""

_INFIX = frozenset({"+", "-", "*", "/", "<", "<=", ">", ">=", "==", "!="})
_SIGNS = frozenset({"+", "-", "not"})
_SYMBOLS = _INFIX | {"(", ")", ","}
_COMPARISONS = {"<": "lt", "<=": "le", ">": "gt", ">=": "ge", "==": "eq", "!=": "ne"}
_BLANKS = frozenset(" \t\r\n")


class ExpressionError(ZhibiaoError):
    """A text is no expression; `position` is the offset into it, from 0 (the message counts from 1)."""

    def __init__(self, key: str, position: int, **values: object) -> None:
        super().__init__(key, position=position + 1, **values)
        self.position = position


class Instruction(NamedTuple):
    """One instruction of a program: takes some results from the stack and puts one there."""

    name: str
    """`number`, `figure`, `units`, `prev`, `delta`, an operator, `compare`, or the name of a function."""
    takes: int = 0
    """How many results it takes."""
    id: str = ""
    """What `figure`, `units`, `prev` and `delta` are about."""
    number: Number = ZERO
    """What `number` puts on the stack; the digits of `round`."""
    comparisons: tuple[str, ...] = ()
    """Between each two neighbours of a `compare`: `lt le gt ge eq ne`."""
    position: int = 0
    """Offset into the text."""


class _Word(NamedTuple):
    text: str
    position: int


def is_number(word: str) -> bool:
    """Whether a word is a number: digits and at most one point; every other word is an id."""
    return word.count(".") <= 1 and word.replace(".", "").isdecimal()


def program_of(text: str, truth: bool) -> tuple[Instruction, ...]:
    """The program of an expression.

    Args:
        text: The expression.
        truth: Whether it must be a comparison, true or false, as a check is; else it must give a number.

    Raises:
        ExpressionError: The text is none.
    """
    words = _words(text)
    compiler = _Compiler()
    compiler.add(_Reader(words, _roles(words)).whole(), truth, 0)
    return tuple(compiler.program)


def _words(text: str) -> Sequence[_Word]:
    if len(text) > MAX_TEXT:
        raise ExpressionError("check.expression.long", MAX_TEXT, limit=MAX_TEXT)
    words = []
    at = 0
    while at < len(text):
        start = at
        if text[at] in _BLANKS:
            at += 1
            continue
        if text[at] in ID_CHARACTERS:
            while at < len(text) and text[at] in ID_CHARACTERS:
                at += 1
        else:
            at += 2 if text[at : at + 2] in _SYMBOLS else 1
            if text[start:at] not in _SYMBOLS:
                raise _stranger(text, start)
        words.append(_Word(text[start:at], start))
    if not words:
        raise ExpressionError("check.expression.empty", 0)
    if len(words) > MAX_WORDS:
        raise ExpressionError("check.expression.long", words[MAX_WORDS].position, limit=MAX_WORDS)
    return words


def _stranger(text: str, at: int) -> ExpressionError:
    if text[at] == "=":
        return ExpressionError("check.expression.equals", at)
    if text[at].isalpha() and text[at].isascii():
        return ExpressionError("check.expression.capital", at, character=text[at])
    shown = text[at] if text[at].isprintable() else ascii(text[at])[1:-1]
    return ExpressionError("check.expression.character", at, character=shown)


def _roles(words: Sequence[_Word]) -> Sequence[str]:
    """What each word does where it stands."""
    roles: list[str] = []
    depth = 0
    is_operand = True
    for index, word in enumerate(words):
        follower = words[index + 1].text if index + 1 < len(words) else ""
        role = _role(word.text, follower, is_operand)
        depth += (word.text == "(") - (word.text == ")")
        _look_at(word, role, depth)
        is_operand = role in {"sign", "infix", "open", "function"}
        roles.append(role)
    if is_operand or depth:
        raise ExpressionError("check.expression.unfinished", words[-1].position + len(words[-1].text))
    return roles


def _role(word: str, follower: str, is_operand: bool) -> str:
    """What a word does where it stands; `""` where it cannot stand.

    Where a figure is expected `and`, `or` and `not` are ids; but `not - a` and `not (a)` deny, as they read.
    """
    if word == "(":
        return "open" if is_operand else ""
    if is_operand:
        if word == "not":
            return "operand" if follower in {"", ")", ",", "and", "or"} | (_INFIX - _SIGNS) else "sign"
        if word in _SIGNS:
            return "sign"
        if word in _SYMBOLS:
            return ""
        return "function" if follower == "(" else "operand"
    if word == ")":
        return "close"
    return "infix" if word in _INFIX or word in {"and", "or", ","} else ""


def _look_at(word: _Word, role: str, depth: int) -> None:
    if not role or depth < 0:
        raise ExpressionError("check.expression.syntax", word.position, word=word.text)
    if depth > MAX_DEPTH:
        raise ExpressionError("check.expression.deep", word.position, limit=MAX_DEPTH)
    if role == "function" and word.text not in (known := tuple(sorted(_ARGUMENTS))):
        raise ExpressionError("check.expression.function", word.position, word=word.text, functions=known)
    if role == "operand" and is_number(word.text) and len(word.text) > MAX_DIGITS:
        raise ExpressionError("check.expression.digits", word.position, limit=MAX_DIGITS)


class _Node(NamedTuple):
    """A part of an expression."""

    kind: str
    """`leaf`, `binary`, `sign`, `compare`, `and`, `or`, `call`, or `list` for what has a comma in it."""
    word: _Word
    """The first one that belongs to it."""
    operator: str = ""
    """Of a `compare` those between its parts, with a blank between each two."""
    parts: Sequence["_Node"] = ()


class _Reader:
    """Makes the tree of words whose roles are known: so every word can stand where it stands."""

    def __init__(self, words: Sequence[_Word], roles: Sequence[str]) -> None:
        self._words = words
        self._roles = (*roles, "")
        self._at = 0

    def whole(self) -> _Node:
        """The tree of all words."""
        word, parts = self._words[0], self._parts()
        return parts[0] if len(parts) == 1 else _Node("list", word, "", parts)

    def _parts(self) -> Sequence[_Node]:
        """What commas part, up to what closes it."""
        parts = [self._chain("or")]
        while self._takes(","):
            parts.append(self._chain("or"))
        return parts

    def _chain(self, operator: str) -> _Node:
        """What `or` or `and` connects."""
        word = self._words[self._at]
        parts = [self._chain("and") if operator == "or" else self._denial()]
        while self._takes(operator):
            parts.append(self._chain("and") if operator == "or" else self._denial())
        return parts[0] if len(parts) == 1 else _Node(operator, word, operator, parts)

    def _denial(self) -> _Node:
        denied = []
        while self._roles[self._at] == "sign" and self._words[self._at].text == "not":
            denied.append(self._next())
        return _under(denied, self._comparison())

    def _comparison(self) -> _Node:
        word = self._words[self._at]
        parts, operators = [self._binary("+-")], []
        while self._roles[self._at] == "infix" and self._words[self._at].text in _COMPARISONS:
            operators.append(_COMPARISONS[self._next().text])
            parts.append(self._binary("+-"))
        return _Node("compare", word, " ".join(operators), parts) if operators else parts[0]

    def _binary(self, operators: str) -> _Node:
        """A chain of sums, of products of which it is made; it leans to the left."""
        word = self._words[self._at]
        found = self._binary("*/") if operators == "+-" else self._signed()
        while self._roles[self._at] == "infix" and self._words[self._at].text in operators:
            operator = self._next().text
            right = self._binary("*/") if operators == "+-" else self._signed()
            found = _Node("binary", word, operator, (found, right))
        return found

    def _signed(self) -> _Node:
        signs = []
        while self._roles[self._at] == "sign":
            signs.append(self._next())
        if any(sign.text == "not" for sign in signs):  # `a + not b`
            raise ExpressionError("check.expression.syntax", 0, word=self._words[0].text)
        return _under(signs, self._operand())

    def _operand(self) -> _Node:
        role, word = self._roles[self._at], self._next()
        if role == "operand":
            return _Node("leaf", word)
        self._at += role == "function"
        parts = self._parts()
        self._next()
        if role == "function":
            return _Node("call", word, word.text, parts)
        return parts[0] if len(parts) == 1 else _Node("list", word, "", parts)

    def _takes(self, text: str) -> bool:
        is_next = self._roles[self._at] == "infix" and self._words[self._at].text == text
        self._at += is_next
        return is_next

    def _next(self) -> _Word:
        word = self._words[self._at]
        self._at += 1
        return word


def _under(signs: Sequence[_Word], node: _Node) -> _Node:
    """A node with signs before it."""
    for word in reversed(signs):
        node = _Node("sign", word, word.text, (node,))
    return node


class _Compiler:
    """Walks the tree once, operands before their operation."""

    def __init__(self) -> None:
        self.program: list[Instruction] = []

    def add(self, node: _Node, truth: bool, depth: int) -> None:
        """Append what gives a node's result: true or false where `truth`, else a number."""
        kind, word = node.kind, node.word
        gives_truth = kind in {"compare", "and", "or"} or (kind == "sign" and node.operator == "not")
        is_either = kind == "call" and node.operator == "if"
        if depth > MAX_DEPTH:
            raise ExpressionError("check.expression.deep", word.position, limit=MAX_DEPTH)
        if gives_truth != truth and not is_either:
            raise ExpressionError("check.expression.truth" if truth else "check.expression.number", word.position)
        match kind:
            case "leaf":
                self._leaf(node)
            case "binary":
                self._spine(node, depth)
            case "sign":
                self._sign(node, depth)
            case "compare":
                self._all(node.parts, False, depth)
                self._put("compare", node, len(node.parts), said=node.operator)
            case "and" | "or":
                self._all(node.parts, True, depth)
                self._put(kind, node, len(node.parts))
            case "call":
                self._call(node, truth, depth)
            case _:  # `(a, b)`
                raise ExpressionError("check.expression.syntax", word.position, word=word.text)

    def _spine(self, node: _Node, depth: int) -> None:
        """A chain of operations that leans to the left, `a + b + c ...`, however long, without going deeper."""
        chain = []
        while node.kind == "binary":
            chain.append(node)
            node = node.parts[0]
        self.add(node, False, depth + 1)
        for each in reversed(chain):
            self.add(each.parts[1], False, depth + 1)
            self._put(each.operator, each, 2)

    def _sign(self, node: _Node, depth: int) -> None:
        sign = node.operator
        self.add(node.parts[0], sign == "not", depth + 1)
        if sign != "+":
            self._put("not" if sign == "not" else "negative", node, 1)

    def _call(self, node: _Node, truth: bool, depth: int) -> None:
        name, parts = node.operator, node.parts
        fewest, most = _ARGUMENTS[name]
        if not fewest <= len(parts) <= most:
            raise ExpressionError("check.expression.arguments", node.word.position, word=name, count=fewest)
        if name in {"prev", "delta"}:
            self._put(name, node, 0, self._id(parts[0], name))
        elif name == "if":
            self.add(parts[0], True, depth + 1)
            self._all(parts[1:], truth, depth)
            self._put(name, node, 3)
        elif name == "round":
            self.add(parts[0], False, depth + 1)
            self._put(name, node, 1, number=self._digits(parts[1]) if len(parts) > 1 else ZERO)
        elif name in AGGREGATES:
            for each in parts:
                self._member(each, depth)
            self._put(name, node, len(parts))
        else:
            self._all(parts, False, depth)
            self._put(name, node, len(parts))

    def _member(self, node: _Node, depth: int) -> None:
        if node.kind == "leaf" and not is_number(node.word.text):
            self._put("units", node, 0, node.word.text)
        else:
            self.add(node, False, depth + 1)

    def _all(self, nodes: Sequence[_Node], truth: bool, depth: int) -> None:
        for each in nodes:
            self.add(each, truth, depth + 1)

    def _leaf(self, node: _Node) -> None:
        if is_number(node.word.text):
            self._put("number", node, 0, number=Decimal(node.word.text))
        else:
            self._put("figure", node, 0, node.word.text)

    def _put(self, name: str, node: _Node, takes: int, id: str = "", number: Number = ZERO, said: str = "") -> None:
        self.program.append(Instruction(name, takes, id, number, tuple(said.split()), node.word.position))

    def _id(self, node: _Node, function: str) -> str:
        if node.kind != "leaf" or is_number(node.word.text):
            raise ExpressionError("check.expression.figure", node.word.position, word=function)
        return node.word.text

    def _digits(self, node: _Node) -> Decimal:
        text = node.word.text
        if node.kind != "leaf" or not (text.isdecimal() and int(text) <= 10):
            raise ExpressionError("check.expression.places", node.word.position)
        return Decimal(text)

"""The grammar of expressions (semantics.md section 6): from a text to a short program for a stack machine.

    numbers  ids  + - * /  ( )  comparisons  and or not  sum avg min max count abs round coalesce prev delta if

Words are cut here, because an id may look like anything: `a.if.b`, `2022.x`, `1e5`. Precedence is left to Python's
own parser, which sees nothing but operators, parentheses and names that stand for our words; of its tree only what
is listed here is accepted. `compile` with the flag of the `ast` module gives that tree without importing the module,
which would cost 2 ms of every start. Nothing is ever executed.

Text, depth, words and numbers are bounded, so that no definition can keep the machine busy.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from tui.errors import ZhibiaoError
from tui.model.number import ZERO, Number
from tui.named import NamedTuple

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
_COMPARISONS = {"Lt": "lt", "LtE": "le", "Gt": "gt", "GtE": "ge", "Eq": "eq", "NotEq": "ne"}
_OPERATIONS = {"Add": "+", "Sub": "-", "Mult": "*", "Div": "/"}
_BLANKS = frozenset(" \t\r\n")
_ONLY_TREE = 0x400
"""`ast.PyCF_ONLY_AST`."""


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
    names, disguised = _disguised(words)
    try:
        tree = compile(disguised, "expression", "eval", _ONLY_TREE)
        compiler = _Compiler(words, names)
        compiler.add(tree.body, truth, 0)
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        raise ExpressionError("check.expression.syntax", 0, word=words[0].text) from error
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
    return ExpressionError(
        "check.expression.character", at, character=text[at] if text[at].isprintable() else ascii(text[at])[1:-1]
    )


def _disguised(words: Sequence[_Word]) -> tuple[dict[int, int], str]:
    """The words as Python may see them: every number, id and function as a name.

    Returns:
        The index of the word that begins at each column, and the one line of Python.
    """
    columns: dict[int, int] = {}
    line: list[str] = []
    column = 0
    depth = 0
    is_operand = True
    for index, word in enumerate(words):
        follower = words[index + 1].text if index + 1 < len(words) else ""
        role = _role(word.text, follower, is_operand)
        depth += (word.text == "(") - (word.text == ")")
        _look_at(word, role, depth)
        is_operand = role in {"sign", "infix", "open", "function"}
        said = f"w{index}" if role in {"operand", "function"} else word.text
        columns[column] = index
        line.append(said)
        column += len(said) + 1
    if is_operand or depth:
        raise ExpressionError("check.expression.unfinished", words[-1].position + len(words[-1].text))
    return columns, " ".join(line)


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
    if role == "function" and word.text not in _ARGUMENTS:
        raise ExpressionError(
            "check.expression.function", word.position, word=word.text, functions=tuple(sorted(_ARGUMENTS))
        )
    if role == "operand" and is_number(word.text) and len(word.text) > MAX_DIGITS:
        raise ExpressionError("check.expression.digits", word.position, limit=MAX_DIGITS)


class _Compiler:
    """Walks Python's tree once, operands before their operation."""

    def __init__(self, words: Sequence[_Word], columns: dict[int, int]) -> None:
        self.program: list[Instruction] = []
        self._words = words
        self._columns = columns

    # The tree's classes belong to a module that is not imported: nodes are told apart by the names of their classes.
    def add(self, node: Any, truth: bool, depth: int) -> None:
        """Append what gives a node's result: true or false where `truth`, else a number."""
        kind = type(node).__name__
        gives_truth = kind in {"Compare", "BoolOp"} or (kind == "UnaryOp" and type(node.op).__name__ == "Not")
        is_either = kind == "Call" and self._word(node.func).text == "if"
        if depth > MAX_DEPTH:
            raise ExpressionError("check.expression.deep", self._word(node).position, limit=MAX_DEPTH)
        if gives_truth != truth and not is_either:
            key = "check.expression.truth" if truth else "check.expression.number"
            raise ExpressionError(key, self._word(node).position)
        match kind:
            case "Name":
                self._leaf(self._word(node))
            case "BinOp":
                self._spine(node, depth)
            case "UnaryOp":
                self._sign(node, depth)
            case "Compare":
                self._compare(node, depth)
            case "BoolOp":
                self._all(node.values, True, depth)
                self._put(type(node.op).__name__.lower(), node, len(node.values))
            case "Call":
                self._call(node, truth, depth)
            case _:  # `(a, b)`, `sum(*a)`
                raise ExpressionError("check.expression.syntax", self._word(node).position, word=self._word(node).text)

    def _spine(self, node: Any, depth: int) -> None:
        """A chain of operations that leans to the left, `a + b + c ...`, however long, without going deeper."""
        chain = []
        while type(node).__name__ == "BinOp":
            chain.append(node)
            node = node.left
        self.add(node, False, depth + 1)
        for each in reversed(chain):
            self.add(each.right, False, depth + 1)
            self._put(_OPERATIONS[type(each.op).__name__], each, 2)

    def _sign(self, node: Any, depth: int) -> None:
        sign = type(node.op).__name__
        self.add(node.operand, sign == "Not", depth + 1)
        if sign != "UAdd":
            self._put("not" if sign == "Not" else "negative", node, 1)

    def _compare(self, node: Any, depth: int) -> None:
        self._all([node.left, *node.comparators], False, depth)
        comparisons = tuple(_COMPARISONS[type(each).__name__] for each in node.ops)
        self._put("compare", node, len(comparisons) + 1, comparisons=comparisons)

    def _call(self, node: Any, truth: bool, depth: int) -> None:
        name = self._word(node.func).text
        fewest, most = _ARGUMENTS[name]
        if not fewest <= len(node.args) <= most:
            raise ExpressionError("check.expression.arguments", self._word(node).position, word=name, count=fewest)
        if name in {"prev", "delta"}:
            self._put(name, node, 0, id=self._id(node.args[0], name))
        elif name == "if":
            self.add(node.args[0], True, depth + 1)
            self._all(node.args[1:], truth, depth)
            self._put(name, node, 3)
        elif name == "round":
            self.add(node.args[0], False, depth + 1)
            self._put(name, node, 1, number=self._digits(node.args[1]) if len(node.args) > 1 else ZERO)
        elif name in AGGREGATES:
            for each in node.args:
                self._member(each, depth)
            self._put(name, node, len(node.args))
        else:
            self._all(node.args, False, depth)
            self._put(name, node, len(node.args))

    def _member(self, node: Any, depth: int) -> None:
        word = self._word(node)
        if type(node).__name__ == "Name" and not is_number(word.text):
            self.program.append(Instruction("units", id=word.text, position=word.position))
        else:
            self.add(node, False, depth + 1)

    def _all(self, nodes: Sequence[Any], truth: bool, depth: int) -> None:
        for each in nodes:
            self.add(each, truth, depth + 1)

    def _leaf(self, word: _Word) -> None:
        if is_number(word.text):
            self.program.append(Instruction("number", number=Decimal(word.text), position=word.position))
        else:
            self.program.append(Instruction("figure", id=word.text, position=word.position))

    def _put(
        self,
        name: str,
        node: Any,
        takes: int,
        *,
        id: str = "",
        number: Number = ZERO,
        comparisons: tuple[str, ...] = (),
    ) -> None:
        self.program.append(Instruction(name, takes, id, number, comparisons, self._word(node).position))

    def _id(self, node: Any, function: str) -> str:
        word = self._word(node)
        if type(node).__name__ != "Name" or is_number(word.text):
            raise ExpressionError("check.expression.figure", word.position, word=function)
        return word.text

    def _digits(self, node: Any) -> Decimal:
        word = self._word(node)
        if type(node).__name__ != "Name" or not (word.text.isdecimal() and int(word.text) <= 10):
            raise ExpressionError("check.expression.places", word.position)
        return Decimal(word.text)

    def _word(self, node: Any) -> _Word:
        return self._words[self._columns.get(node.col_offset, 0)]

"""What is wrong with an expression, and what a check found."""

TEXT = {
    "check.expression.arguments": "character {position}: wrong number of arguments for {word}()",
    "check.expression.capital": "character {position}: ids are written in lower case; {character} is not",
    "check.expression.character": "character {position}: {character} has no place in an expression",
    "check.expression.deep": "character {position}: more than {limit} parentheses or signs within each other",
    "check.expression.digits": "character {position}: a number of more than {limit} digits",
    "check.expression.empty": "the expression is empty",
    "check.expression.equals": "character {position}: a comparison for equality is written ==",
    "check.expression.figure": "character {position}: {word}() takes one indicator's id",
    "check.expression.function": "character {position}: no such function: {word}; there are {functions}",
    "check.expression.long": "the expression is longer than {limit}",
    "check.expression.number": "character {position}: a comparison stands where a number is needed",
    "check.expression.places": "character {position}: round() takes the digits after the point, 0 to 10",
    "check.expression.syntax": "character {position}: {word} cannot stand here",
    "check.expression.truth": "character {position}: a comparison is needed here, such as a <= b",
    "check.expression.unfinished": "the expression ends too early",
    "check.unit.clash": "{id} counts {unit}, {other} counts {other_unit}: they cannot be added or compared",
    "check.unit.rank": "{id} is a rank: ranks have neither a sum nor a mean",
}

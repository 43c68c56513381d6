"""`zhibiao completion SHELL`: what a shell needs to complete verbs and options, from the verbs' own declarations."""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from typing import Final

from tui.cli import VERBS
from tui.cli.exits import Exit
from tui.cli.parser import Namespace, Parser, Taken, common
from tui.words import Words

__all__ = ["declare", "run"]

_FLAGS: Final = ("store_true", "help")
_SHORT: Final = 2
"""Characters of an option of one dash."""


def declare(parser: Parser) -> None:
    """Takes the shell."""
    parser.arguments.add("shell", metavar="SHELL", choices=tuple(_SCRIPTS), help="cli.completion.shell")


def run(options: Namespace, words: Words) -> Exit:
    """Print the script; its explanations are in the language that was asked for."""
    sys.stdout.write("".join(f"{line}\n" for line in _SCRIPTS[options.shell](_parsers(words), words)))
    return Exit.OK


def _parsers(words: Words) -> Sequence[Parser]:
    """Every verb's own parser."""
    parsers = []
    for verb in VERBS:
        parser = Parser(verb, words)
        common(parser)
        # Deferred: no other verb needs all verbs.
        import_module(f"tui.cli.{verb}").declare(parser)
        parsers.append(parser)
    return parsers


def _bash(parsers: Sequence[Parser], words: Words) -> Iterator[str]:
    shared = Parser("", words)
    common(shared)
    yield "# bash completion of zhibiao; where it offers nothing, bash offers files"
    yield "_zhibiao() {"
    yield '    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} verb="" offered="" each'
    yield '    for each in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do'
    yield f'        case " {" ".join(VERBS)} " in *" $each "*) verb=$each; break ;; esac'
    yield "    done"
    yield "    COMPREPLY=()"
    yield '    case "$verb $before" in'
    for parser in (*parsers, shared):
        yield from (_bash_values(parser.verb, taken) for taken in parser.options.taken if taken.action not in _FLAGS)
    yield "    esac"
    yield '    if [ -z "$offered" ]; then'
    yield '        case "$verb" in'
    for parser in parsers:
        places = " ".join(choice for taken in parser.arguments.taken for choice in taken.choices)
        yield f'            {parser.verb}) offered="{_names(parser)}"; [[ $word == -* ]] || offered="{places}" ;;'
    yield f'            "") offered="{_names(shared)}"; [[ $word == -* ]] || offered="{" ".join(VERBS)}" ;;'
    yield "        esac"
    yield "    fi"
    yield '    COMPREPLY=($(compgen -W "$offered" -- "$word"))'
    yield "}"
    yield "complete -o default -F _zhibiao zhibiao"


def _bash_values(verb: str, taken: Taken) -> str:
    """What may follow an option; where that is anything, bash offers files."""
    names = "|".join(f'"{verb} {name}"' for name in taken.names)
    then = f'offered="{" ".join(taken.choices)}"' if taken.choices else "return"
    return f"        {names}) {then} ;;"


def _names(parser: Parser) -> str:
    return " ".join(name for taken in parser.options.taken for name in taken.names)


def _zsh(parsers: Sequence[Parser], words: Words) -> Iterator[str]:
    yield "#compdef zhibiao"
    yield "_zhibiao() {"
    yield "    local verb each"
    yield "    local -a verbs"
    yield "    verbs=("
    for parser in parsers:
        about = words.say(f"cli.{parser.verb}.about").replace(":", "\\:")
        yield f"        {_quoted(f'{parser.verb}:{about}')}"
    yield "    )"
    yield "    for each in ${words[2,CURRENT-1]}; do"
    yield "        if (( ${verbs[(I)$each:*]} )); then verb=$each; break; fi"
    yield "    done"
    yield "    case $verb in"
    for parser in parsers:
        yield f"        {parser.verb})"
        yield "            _arguments -s \\"
        for taken in parser.options.taken:
            yield from (f"                {_quoted(_zsh_option(name, taken, words))} \\" for name in taken.names)
        yield "                '1: :' \\"
        for taken in parser.arguments.taken:
            place = "*" if taken.nargs == "*" else ""
            yield f"                {_quoted(f'{place}:{taken.label}:{_zsh_values(taken)}')} \\"
        yield "            ;;"
    yield "        *)"
    yield "            _describe -t verbs zhibiao verbs"
    yield "            ;;"
    yield "    esac"
    yield "}"
    yield 'if [ "$funcstack[1]" = "_zhibiao" ]; then _zhibiao "$@"; else compdef _zhibiao zhibiao; fi'


def _zsh_option(name: str, taken: Taken, words: Words) -> str:
    about = words.say(taken.help)
    for sign in "\\[]:":
        about = about.replace(sign, f"\\{sign}")
    value = "" if taken.action in _FLAGS else f":{taken.metavar or taken.dest}:{_zsh_values(taken)}"
    return f"*{name}[{about}]{value}"


def _zsh_values(taken: Taken) -> str:
    return f"({' '.join(taken.choices)})" if taken.choices else "_files"


def _fish(parsers: Sequence[Parser], words: Words) -> Iterator[str]:
    none = f"not __fish_seen_subcommand_from {' '.join(VERBS)}"
    for parser in parsers:
        about = words.say(f"cli.{parser.verb}.about")
        yield f"complete -c zhibiao -n {_quoted(none)} -f -a {parser.verb} -d {_quoted(about)}"
    for parser in parsers:
        seen = _quoted(f"__fish_seen_subcommand_from {parser.verb}")
        for taken in parser.options.taken:
            yield f"complete -c zhibiao -n {seen} {_fish_option(taken)} -d {_quoted(words.say(taken.help))}"
        for taken in parser.arguments.taken:
            if taken.choices:
                yield f"complete -c zhibiao -n {seen} -f -a {_quoted(' '.join(taken.choices))}"


def _fish_option(taken: Taken) -> str:
    names = (f"-s {name[1:]}" if len(name) == _SHORT else f"-l {name[2:]}" for name in taken.names)
    if taken.action in _FLAGS:
        return " ".join((*names, "-f"))
    values = f"-x -a {_quoted(' '.join(taken.choices))}" if taken.choices else "-r"
    return " ".join((*names, values))


def _quoted(text: str) -> str:
    """A word of a shell's command, whatever is in it; fish reads a backslash within quotes as well."""
    return "'" + text.replace("'", "'\\''") + "'"


_SCRIPTS: Final[Mapping[str, Callable[[Sequence[Parser], Words], Iterator[str]]]] = {
    "bash": _bash,
    "zsh": _zsh,
    "fish": _fish,
}

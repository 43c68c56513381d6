"""`zhibiao completion SHELL`: what a shell needs to complete verbs and options, from the verbs' own declarations.

Names that a configuration has, as ids and owners, are asked for when they are needed, by `completion --names KIND` with
the `-c` of the line that is being typed; where the configuration has problems, nothing is offered.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from typing import Final

from tui.cli import VERBS
from tui.cli.exits import Exit
from tui.cli.names import KINDS, names
from tui.cli.parser import Namespace, Parser, Taken, common
from tui.cli.session import begin
from tui.cli.streams import settle
from tui.errors import UsageError
from tui.words import Words

__all__ = ["declare", "parsers", "run"]

_FLAGS: Final = ("store_true", "help")
_SHORT: Final = 2
"""Characters of an option of one dash."""


def declare(parser: Parser) -> None:
    """Takes the shell, or the kind of names."""
    parser.arguments.add("shell", metavar="SHELL", nargs="?", choices=tuple(_SCRIPTS), help="cli.completion.shell")
    parser.options.add("--names", metavar="KIND", choices=tuple(KINDS), help="cli.completion.names")


def run(options: Namespace, words: Words) -> Exit:
    """Print the script, with explanations in the language that was asked for; or the names, a line each.

    Raises:
        ConfigError: Names are asked for, and the configuration has problems.
        UsageError: Neither is asked for, or both.
    """
    if options.shell is None and options.names is None:
        raise UsageError("cli.required", what="SHELL")
    if options.shell is not None and options.names is not None:
        raise UsageError("cli.completion.either")
    if options.names is not None:
        settle("".join(f"{name}\n" for name in names(options.names, begin(options).config)))
        return Exit.OK
    settle("".join(f"{line}\n" for line in _SCRIPTS[options.shell](parsers(words), words)))
    return Exit.OK


def parsers(words: Words) -> Sequence[Parser]:
    """Every verb's own parser."""
    parsers = []
    for verb in VERBS:
        parser = Parser(verb, words)
        common(parser)
        # Deferred: no other verb needs all verbs.
        import_module(f"tui.cli.{verb}").declare(parser)
        parsers.append(parser)
    return parsers


def _kind(taken: Taken) -> str:
    """The kind of names that may stand there; `""` where it is none."""
    kind = taken.metavar.lower()
    return kind if kind in KINDS else ""


# What is typed comes as it stands: a home directory is still a tilde in it, and bash takes `=` for a word.
_BASH_NAMES: Final = r"""
_zhibiao_names() {
    local kind=$1 line place file config=()
    for ((place = 1; place < COMP_CWORD; place++)); do
        case ${COMP_WORDS[place]} in -c | --config) file=${COMP_WORDS[place + 1]} ;; *) continue ;; esac
        [[ $file == = ]] && file=${COMP_WORDS[place + 2]}
        config=(-c "${file/#\~\//$HOME/}")
    done
    while IFS= read -r line; do
        [[ $line == "$word"* ]] && COMPREPLY+=("$(printf %q "$line")")
    done < <("${COMP_WORDS[0]/#\~\//$HOME/}" completion --names "$kind" "${config[@]}" 2>/dev/null)
}""".lstrip()
_ZSH_NAMES: Final = r"""
_zhibiao_names() {
    local place
    local -a config found
    place=${words[(I)(-c|--config)]}
    (( place )) && config=(-c ${${(Q)words[place+1]}/#\~\//$HOME/})
    found=(${(f)"$(${words[1]/#\~\//$HOME/} completion --names ${@[-1]} $config 2>/dev/null)"})
    compadd "${@[1,-2]}" -a found
}""".lstrip()
_FISH_NAMES: Final = """\
function __zhibiao_names
    set -l typed (string replace -r '^~/' $HOME/ -- (commandline -opc))
    set -l config
    for place in (seq (count $typed))
        contains -- $typed[$place] -c --config; and set config -c $typed[(math $place + 1)]
    end
    $typed[1] completion --names $argv[1] $config 2>/dev/null
end"""


def _bash(parsers: Sequence[Parser], words: Words) -> Iterator[str]:
    shared = Parser("", words)
    common(shared)
    yield "# bash completion of zhibiao; where it offers nothing, bash offers files"
    yield _BASH_NAMES
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
        kinds = [kind for taken in parser.arguments.taken if (kind := _kind(taken))]
        asked = f"; [[ $word == -* ]] || {{ _zhibiao_names {kinds[0]}; return; }}" if kinds else ""
        options = f'offered="{_names(parser)}"; [[ $word == -* ]]'
        yield f'            {parser.verb}) {options} || offered="{places}"{asked} ;;'
    yield f'            "") offered="{_names(shared)}"; [[ $word == -* ]] || offered="{" ".join(VERBS)}" ;;'
    yield "        esac"
    yield "    fi"
    yield '    COMPREPLY=($(compgen -W "$offered" -- "$word"))'
    yield "}"
    yield "complete -o default -F _zhibiao zhibiao"


def _bash_values(verb: str, taken: Taken) -> str:
    """What may follow an option; where that is anything, bash offers files."""
    names = "|".join(f'"{verb} {name}"' for name in taken.names)
    kind = _kind(taken)
    then = f"_zhibiao_names {kind}; return" if kind else "return"
    then = f'offered="{" ".join(taken.choices)}"' if taken.choices else then
    return f"        {names}) {then} ;;"


def _names(parser: Parser) -> str:
    return " ".join(name for taken in parser.options.taken for name in taken.names)


def _zsh(parsers: Sequence[Parser], words: Words) -> Iterator[str]:
    yield "#compdef zhibiao"
    yield _ZSH_NAMES
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
    if taken.choices:
        return f"({' '.join(taken.choices)})"
    return f"_zhibiao_names {_kind(taken)}" if _kind(taken) else "_files"


def _fish(parsers: Sequence[Parser], words: Words) -> Iterator[str]:
    yield _FISH_NAMES
    none = f"not __fish_seen_subcommand_from {' '.join(VERBS)}"
    for parser in parsers:
        about = words.say(f"cli.{parser.verb}.about")
        yield f"complete -c zhibiao -n {_quoted(none)} -f -a {parser.verb} -d {_quoted(about)}"
    for parser in parsers:
        seen = _quoted(f"__fish_seen_subcommand_from {parser.verb}")
        for taken in parser.options.taken:
            yield f"complete -c zhibiao -n {seen} {_fish_option(taken)} -d {_quoted(words.say(taken.help))}"
        for taken in parser.arguments.taken:
            if taken.choices or _kind(taken):
                yield f"complete -c zhibiao -n {seen} -f -a {_quoted(_fish_values(taken))}"


def _fish_option(taken: Taken) -> str:
    names = (f"-s {name[1:]}" if len(name) == _SHORT else f"-l {name[2:]}" for name in taken.names)
    if taken.action in _FLAGS:
        return " ".join((*names, "-f"))
    values = f"-x -a {_quoted(_fish_values(taken))}" if taken.choices or _kind(taken) else "-r"
    return " ".join((*names, values))


def _fish_values(taken: Taken) -> str:
    return " ".join(taken.choices) or f"(__zhibiao_names {_kind(taken)})"


def _quoted(text: str) -> str:
    """A word of a shell's command, whatever is in it; fish reads a backslash within quotes as well."""
    return "'" + text.replace("'", "'\\''") + "'"


_SCRIPTS: Final[Mapping[str, Callable[[Sequence[Parser], Words], Iterator[str]]]] = {
    "bash": _bash,
    "zsh": _zsh,
    "fish": _fish,
}

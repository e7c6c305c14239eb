"""`medtui completion SHELL`: what the shell is to offer after Tab, made from the declarations of the commands."""

from __future__ import annotations

from argparse import ArgumentParser

from medtui.commands import output
from medtui.commands.arguments import parser_of
from medtui.commands.declaration import APP, ONE_NAME, Request, ShellCommand, Words, all_commands
from medtui.commands.exit_codes import OK
from medtui.reading.schema import default_schema

SHELLS = ("bash", "zsh", "fish")

COMMAND = ShellCommand(
    "completion",
    "Write a completion script for your shell.",
    words=Words("SHELL", "the shell that the script is for", choices=SHELLS),
)


def run(request: Request) -> int:
    """Write the script for the shell that was asked for. Returns the exit code."""
    output.write(script(request.choice))
    return OK


def script(shell: str) -> str:
    """The completion script for `bash`, `zsh` or `fish`."""
    import shtab  # only this needs it

    text = shtab.complete(_whole_parser(), shell, preamble=_PREAMBLES[shell])
    for theirs, ours in _MENDED.get(shell, {}).items():
        text = text.replace(theirs, ours)
    return text + _ENDINGS.get(shell, "")


def _whole_parser() -> ArgumentParser:
    """One parser with all commands under it. The shells' own endings add the drug names that the app takes."""
    root = parser_of(APP._replace(words=None))
    _offer(root)
    commands = root.add_subparsers()
    for spec in all_commands():
        if spec.name:
            parser = parser_of(spec)
            _offer(parser)
            commands.add_parser(spec.name, help=spec.summary, parents=[parser], add_help=False)
    return root


def _offer(parser: ArgumentParser) -> None:
    """Say what stands for a value: a drug, a section, a folder."""
    for action in parser._actions:
        match action.metavar:
            case ONE_NAME.shown:
                action.complete = _NAMES  # type: ignore[attr-defined]  # so shtab wants it
            case "DIR":
                action.complete = _FOLDERS  # type: ignore[attr-defined]
            case "S":
                action.choices = ["all", *(spec.name for spec in default_schema().sections)]


_NAMES = {"bash": "_medtui_names", "zsh": "_medtui_names", "fish": "(_medtui_names)"}
_FOLDERS = {"bash": "_medtui_dirs", "zsh": "_files -/", "fish": "(__fish_complete_directories)"}

_PREAMBLES = {
    "bash": r"""# Put this line into ~/.bashrc:  source <(medtui completion bash)
_shtab_medtui_pos_0_COMPGEN=_medtui_names

_medtui_dirs() {
    compgen -d -- "$1"
}

# Drug names, whatever their case. One that several monographs have is offered as the ids of those.
_medtui_names() {
    local start="${1//[\\\"\']/}" before='' word line
    local -a libraries
    libraries=()
    for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
        if [[ "$before" == --library ]]; then
            word="${word//[\\\"\']/}"
            libraries+=(--library "${word/#~\//$HOME/}")
        fi
        before="$word"
    done
    shopt -s nocasematch  # in a subshell
    while IFS= read -r line; do
        line="${line##*$'\t'}"
        [[ "$line" == "$start"* ]] || continue
        if [[ "$1" == [\"\']* ]]; then printf '%s\n' "$line"; else printf '%q\n' "$line"; fi
    done < <(medtui list ${libraries[@]+"${libraries[@]}"} 2>/dev/null)
}""",
    "zsh": r"""# Put this line into ~/.zshrc, after compinit:  source <(medtui completion zsh)

# Drug names, whatever their case. One that several monographs have is offered as the ids of those.
_medtui_names() {
    local before='' word
    local -a libraries names
    for word in "${(@Q)${(z)LBUFFER}}"; do
        [[ "$before" == --library ]] && libraries+=(--library "${word/#\~\//$HOME/}")
        before="$word"
    done
    names=("${(@f)$(medtui list "${(@)libraries}" 2>/dev/null)}")
    names=("${(@)names##*$'\t'}")
    compadd -M 'm:{[:lower:][:upper:]}={[:upper:][:lower:]}' -a names
}

functions[_medtui_commands]=$functions[_shtab_medtui_commands]
_shtab_medtui_commands() {
    _medtui_commands
    _medtui_names
}""",
    "fish": r"""# Put this line into ~/.config/fish/config.fish:  medtui completion fish | source

# One that several monographs have is offered as the ids of those.
function _medtui_names --description 'Drug names in the libraries that the line has so far'
    set -l libraries
    set -l before ''
    for word in (commandline -opc)
        if test "$before" = --library
            set -a libraries --library (string replace -r '^~/' "$HOME/" -- $word)
        end
        set before $word
    end
    medtui list $libraries 2>/dev/null | string replace -r '^.*\t' ''
end""",
}

_MENDED = {
    "zsh": {
        '"(*):': '"*:',  # else a name is offered only for the first word of several
        "$zsh_eval_context[-1] == eval": '"${funcstack[1]}" != _medtui',  # else it could not be sourced
    }
}
"""What shtab writes, and what must stand there."""

_ENDINGS = {"fish": "\ncomplete -c medtui -n _shtab_medtui_using -ka '(_medtui_names)'\n"}

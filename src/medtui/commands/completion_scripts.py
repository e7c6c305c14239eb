"""The completion scripts, with @PLACES@ for what the grammar says."""

BASH = r"""# Completion of medtui in bash (3.2 and later). Put this line into ~/.bashrc:
#     source <(medtui completion bash)
_medtui() {
    local IFS=$' \t\n'
    local current="${COMP_WORDS[COMP_CWORD]}" command='' named='' before='' choices='' word line
    local -a libraries
    libraries=()
    for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
        case "$before" in
        --library)
            word="${word//[\\\"\']/}"
            libraries+=(--library "${word/#~\//$HOME/}")
            before='' ;;
        @VALUE_ARMS@) before='' ;;
        *)
            before="$word"
            case "$word" in
            -*) ;;
            @COMMAND_ARMS@) [[ -n "$command$named" ]] && named=yes || command="$word" ;;
            *) named=yes ;;
            esac ;;
        esac
    done
    COMPREPLY=()
    case "$before" in
    --library | --overlay)
        IFS=$'\n'
        COMPREPLY=($(compgen -d -- "$current"))
        compopt -o filenames 2>/dev/null
        return ;;
    --section)
        COMPREPLY=($(compgen -W '@SECTIONS@' -- "$current"))
        return ;;
    --format)
        case "$command" in
@FORMATS@
        esac
        COMPREPLY=($(compgen -W "$choices" -- "$current"))
        return ;;
    esac
    if [[ "$current" == -* ]]; then
        case "$command" in
@OPTIONS@
        esac
        COMPREPLY=($(compgen -W "$choices" -- "$current"))
        return
    fi
    case "$command" in
@WORDS@
    esac
    [[ -z "$command$named" ]] && choices='@COMMANDS@'
    COMPREPLY=($(compgen -W "$choices" -- "$current"))
    case "$command" in
    @NAMED_ARMS@) _medtui_names ;;
    esac
}

# Drug names, whatever their case. One that several monographs have is offered as the ids of those.
_medtui_names() {
    local start="${current//[\\\"\']/}" restore
    restore="$(shopt -p nocasematch)"
    shopt -s nocasematch
    while IFS= read -r line; do
        line="${line##*$'\t'}"
        if [[ "$line" == "$start"* ]]; then
            if [[ "$current" == [\"\']* ]]; then
                COMPREPLY+=("$line")
            else
                COMPREPLY+=("$(printf '%q' "$line")")
            fi
        fi
    done < <(medtui list ${libraries[@]+"${libraries[@]}"} 2>/dev/null)
    eval "$restore"
}

complete -F _medtui medtui
"""

ZSH = r"""#compdef medtui
# Completion of medtui in zsh. Put this line into ~/.zshrc, after compinit:
#     source <(medtui completion zsh)
_medtui() {
    local command='' named='' before='' choices='' word
    local -a libraries names
    for word in "${(@)words[2,CURRENT-1]}"; do
        word="${(Q)word}"
        case "$before" in
        (--library)
            libraries+=(--library "${word/#\~\//$HOME/}")
            before='' ;;
        (@VALUE_ARMS@) before='' ;;
        (*)
            before="$word"
            case "$word" in
            (-*) ;;
            (@COMMAND_ARMS@) if [[ -n "$command$named" ]]; then named=yes; else command="$word"; fi ;;
            (*) named=yes ;;
            esac ;;
        esac
    done
    case "$before" in
    (--library)
        _files -/
        return ;;
    (--section)
        compadd -- ${=:-@SECTIONS@}
        return ;;
    (--format)
        case "$command" in
@FORMATS@
        esac
        compadd -- ${=choices}
        return ;;
    esac
    if [[ "$PREFIX" == -* ]]; then
        case "$command" in
@OPTIONS@
        esac
        compadd -- ${=choices}
        return
    fi
    case "$command" in
@WORDS@
    esac
    [[ -z "$command$named" ]] && choices='@COMMANDS@'
    [[ -n "$choices" ]] && compadd -- ${=choices}
    case "$command" in
    (@NAMED_ARMS@)
        # Drug names, whatever their case. One that several monographs have is offered as the ids of those.
        names=("${(@f)$(medtui list "${(@)libraries}" 2>/dev/null)}")
        names=("${(@)names##*$'\t'}")
        compadd -M 'm:{[:lower:][:upper:]}={[:upper:][:lower:]}' -a names ;;
    esac
}

if [[ "${funcstack[1]}" == _medtui ]]; then
    _medtui "$@"
else
    compdef _medtui medtui
fi
"""

FISH = r"""# Completion of medtui in fish (3.0 and later). Put this line into ~/.config/fish/config.fish:
#     medtui completion fish | source
function __medtui_is --description 'Whether one of these is what the line has so far: a command, app or none'
    set -l words (commandline -opc)
    set -e words[1]
    set -l found none
    set -l value_next no
    for word in $words
        if test $value_next = yes
            set value_next no
        else if contains -- $word @WITH_VALUE@
            set value_next yes
        else if not string match -q -- '-*' $word
            set found app
            if contains -- $word @COMMANDS@
                set found $word
            end
            break
        end
    end
    contains -- $found $argv
end

# One that several monographs have is offered as the ids of those.
function __medtui_names --description 'Drug names in the libraries that the line has so far'
    set -l libraries
    set -l before ''
    for word in (commandline -opc)
        if test "$before" = --library
            set -a libraries --library (string replace -r '^~/' "$HOME/" -- $word)
        end
        set before $word
    end
    medtui list $libraries 2>/dev/null | string replace -r '^.*\t' ''
end

complete -c medtui -f
@LINES@
"""

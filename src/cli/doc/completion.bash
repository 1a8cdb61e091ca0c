# Without the quotes and backslashes of the command line; a path that was typed with them stands so in COMP_WORDS.
_pianoxl_plain()
{
    word=${word#[\"\']}
    word=${word//\\/}
}

# ENDING...: folders, and the files with such a name, whatever its case; any file where nothing fits.
_pianoxl_files()
{
    local name ending
    compopt -o filenames 2>/dev/null
    _pianoxl_plain
    while IFS= read -r name; do
        if [[ -d ${name/#\~/$HOME} ]]; then
            COMPREPLY+=("$name")
            continue
        fi
        for ending; do
            if [[ ${name,,} == *."$ending" ]]; then COMPREPLY+=("$name"); fi
        done
    done < <(compgen -f -- "$word")
    if [[ ${#COMPREPLY[@]} -eq 0 ]]; then mapfile -t COMPREPLY < <(compgen -f -- "$word"); fi
}

# COMMAND WORD...: sets how many operands are among the words, which may hold options with their values.
_pianoxl_count()
{
    local name=$1 value
    operands=0
    shift
    while [[ $# -gt 0 ]]; do
        if [[ $1 != -* ]]; then
            operands=$((operands + 1))
        elif [[ ${2-} == = ]]; then
            shift "$(($# > 2 ? 2 : 1))"
        elif _pianoxl_value "$name" "$1"; then
            shift "$(($# > 1 ? 1 : 0))"
        fi
        shift
    done
}

# KIND ARGUMENT...: what the tables offer; "behind N" operands what stands after it.
_pianoxl_offer()
{
    local kind=$1
    shift
    case $kind in
    files) _pianoxl_files "$@" ;;
    folders)
        compopt -o filenames 2>/dev/null
        _pianoxl_plain
        mapfile -t COMPREPLY < <(compgen -d -- "$word")
        ;;
    templates)
        mapfile -t COMPREPLY < <(compgen -W "$("${COMP_WORDS[0]/#\~/$HOME}" template list 2>/dev/null | cut -f 1)" -- "$word")
        if [[ ${#COMPREPLY[@]} -eq 0 ]]; then _pianoxl_files "$@"; fi
        ;;
    words) mapfile -t COMPREPLY < <(compgen -W "$*" -- "$word") ;;
    behind) if [[ $operands -ge $1 ]]; then _pianoxl_offer "${@:2}"; fi ;;
    esac
}

_pianoxl()
{
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} name='' at=1 prefix='' i
    local words='' options='' offer=nothing value=nothing operands
    COMPREPLY=()
    _pianoxl_command ''
    while [[ -n $words && $at -lt $COMP_CWORD ]]; do
        name=${name:+$name }${COMP_WORDS[at]}
        words='' options='' at=$((at + 1))
        _pianoxl_command "$name" || return 0
    done
    # Bash cuts at "=", unless it was taken out of COMP_WORDBREAKS.
    if [[ $word == = ]]; then
        word=''
    elif [[ $before == = && $COMP_CWORD -gt 2 ]]; then
        before=${COMP_WORDS[COMP_CWORD - 2]}
    elif [[ $word == --*=* ]]; then
        before=${word%%=*} prefix=${word%%=*}= word=${word#*=}
    fi
    if _pianoxl_value "$name" "$before"; then
        # shellcheck disable=SC2086
        _pianoxl_offer $value
    elif [[ $word == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$options" -- "$word")
        if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *= ]]; then compopt -o nospace 2>/dev/null; fi
    elif [[ -n $words ]]; then
        _pianoxl_offer words "$words"
    else
        _pianoxl_count "$name" "${COMP_WORDS[@]:at:COMP_CWORD-at}"
        # shellcheck disable=SC2086
        _pianoxl_offer $offer
    fi
    for i in "${!COMPREPLY[@]}"; do COMPREPLY[i]=$prefix${COMPREPLY[i]}; done
}

complete -F _pianoxl pianoxl

# Completion of cinch for bash, made by `cinch completion bash`.
_cinch() {
  local rest=${COMP_LINE:0:COMP_POINT} at blank word meaning typed head file
  local -a words
  words=()
  COMPREPLY=()
  # Bash breaks words at = and : too; what no blank keeps apart is one word.
  for ((at = 0; at <= COMP_CWORD; at++)); do
    blank=${rest%%[![:blank:]]*}
    rest=${rest#"$blank"}
    word=${rest:0:${#COMP_WORDS[at]}}
    rest=${rest#"$word"}
    if [ -z "$blank" ] && [ "$at" -gt 0 ]; then
      words[${#words[@]}-1]+=$word
    else
      words+=("$word")
    fi
  done
  # What comes before the last break stays as it is on the line.
  typed=${words[${#words[@]}-1]}
  head=${typed%"${typed##*[$COMP_WORDBREAKS]}"}
  words=("${words[@]//[\\\"\']/}")
  typed=${words[${#words[@]}-1]}
  while IFS=$'\t' read -r word meaning; do
    word=${word//\\/\\\\}
    case $word in
      :files)
        while IFS= read -r file; do
          file=$meaning$file
          COMPREPLY+=("${file#"$head"}")
        done < <(compgen -f -- "${typed#"$meaning"}")
        compopt -o filenames 2> /dev/null
        ;;
      *[=:]) COMPREPLY+=("${word#"$head"}") ;;
      *) COMPREPLY+=("${word#"$head"} ") ;;
    esac
  done < <(command cinch __complete "${words[@]:1}" 2> /dev/null)
}
complete -o nospace -F _cinch cinch

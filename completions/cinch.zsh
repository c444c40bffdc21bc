#compdef cinch
# Completion of cinch for zsh, made by `cinch completion zsh`.
_cinch() {
  local word meaning found=1
  local -a line closed open files
  line=("${(@Q)words[1,CURRENT-1]}" "${(Q)PREFIX}")
  while IFS=$'\t' read -r word meaning; do
    case $word in
      :files) files=("$meaning") ;;
      *[=:]) open+=("${${word//\\/\\\\}//:/\\:}:$meaning") ;;
      *) closed+=("${${word//\\/\\\\}//:/\\:}:$meaning") ;;
    esac
  done < <(command cinch __complete "${(@)line[2,-1]}" 2> /dev/null)
  if (( $#files )); then
    compset -p ${#files[1]}
    _files && found=0
  fi
  (( $#closed )) && _describe -t words word closed && found=0
  (( $#open )) && _describe -t words word open -S '' && found=0
  return found
}
if [[ $funcstack[1] == _cinch ]]; then
  _cinch "$@"
else
  compdef _cinch cinch
fi

import type { Shell } from '../../kernel/shells.ts';

// Each asks `cinch __complete WORD...`, whose answer is `WORD<TAB>MEANING` a line. A word that ends in = or : goes on, and
// `:files<TAB>BEGINNING` means that a file follows that beginning. The program is asked for on the PATH, never by the
// word that stands first: that one may be a file of anybody's.

const bash = `# Completion of cinch for bash, made by \`cinch completion bash\`.
_cinch() {
  local rest=\${COMP_LINE:0:COMP_POINT} at blank word meaning typed head file
  local -a words
  words=()
  COMPREPLY=()
  # Bash breaks words at = and : too; what no blank keeps apart is one word.
  for ((at = 0; at <= COMP_CWORD; at++)); do
    blank=\${rest%%[![:blank:]]*}
    rest=\${rest#"$blank"}
    word=\${rest:0:\${#COMP_WORDS[at]}}
    rest=\${rest#"$word"}
    if [ -z "$blank" ] && [ "$at" -gt 0 ]; then
      words[\${#words[@]}-1]+=$word
    else
      words+=("$word")
    fi
  done
  # What comes before the last break stays as it is on the line.
  typed=\${words[\${#words[@]}-1]}
  head=\${typed%"\${typed##*[$COMP_WORDBREAKS]}"}
  words=("\${words[@]//[\\\\\\"\\']/}")
  typed=\${words[\${#words[@]}-1]}
  while IFS=$'\\t' read -r word meaning; do
    word=\${word//\\\\/\\\\\\\\}
    case $word in
      :files)
        while IFS= read -r file; do
          file=$meaning$file
          COMPREPLY+=("\${file#"$head"}")
        done < <(compgen -f -- "\${typed#"$meaning"}")
        compopt -o filenames 2> /dev/null
        ;;
      *[=:]) COMPREPLY+=("\${word#"$head"}") ;;
      *) COMPREPLY+=("\${word#"$head"} ") ;;
    esac
  done < <(command cinch __complete "\${words[@]:1}" 2> /dev/null)
}
complete -o nospace -F _cinch cinch
`;

const zsh = `#compdef cinch
# Completion of cinch for zsh, made by \`cinch completion zsh\`.
_cinch() {
  local word meaning found=1
  local -a line closed open files
  line=("\${(@Q)words[1,CURRENT-1]}" "\${(Q)PREFIX}")
  while IFS=$'\\t' read -r word meaning; do
    case $word in
      :files) files=("$meaning") ;;
      *[=:]) open+=("\${\${word//\\\\/\\\\\\\\}//:/\\\\:}:$meaning") ;;
      *) closed+=("\${\${word//\\\\/\\\\\\\\}//:/\\\\:}:$meaning") ;;
    esac
  done < <(command cinch __complete "\${(@)line[2,-1]}" 2> /dev/null)
  if (( $#files )); then
    compset -p \${#files[1]}
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
`;

const fish = `# Completion of cinch for fish, made by \`cinch completion fish\`.
function __cinch_complete
    set -l line (commandline -opc)
    set -l typed (string trim --left --chars '"\\'' -- (commandline -ct))
    set -e line[1]
    for answer in (command cinch __complete $line "$typed" 2>/dev/null)
        if string match -q ':files*' -- $answer
            set -l start (string replace -r '^:files\\t' '' -- $answer)
            for file in (__fish_complete_path (string replace -- "$start" '' "$typed"))
                echo -- $start$file
            end
        else
            echo -- $answer
        end
    end
end
complete -c cinch -f -a '(__cinch_complete)'
`;

const powershell = `# Completion of cinch for PowerShell, made by \`cinch completion powershell\`.
Register-ArgumentCompleter -Native -CommandName cinch -ScriptBlock {
    param($typed, $command, $cursor)
    $line = @($command.CommandElements | Select-Object -Skip 1 | Where-Object { $_.Extent.EndOffset -lt $cursor } | ForEach-Object {
        if ($_ -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $_.Value } else { $_.Extent.Text }
    })
    # An older PowerShell leaves out an empty argument that does not say so.
    $last = if ($typed -eq '' -and $PSVersionTable.PSVersion -lt [version]'7.3') { '""' } else { $typed }
    try { $answers = @(& cinch __complete @line $last 2>$null) } catch { return }
    foreach ($answer in $answers) {
        $word, $meaning = $answer -split "\`t", 2
        if ($word -eq ':files') {
            foreach ($file in [System.Management.Automation.CompletionCompleters]::CompleteFilename($typed.Substring($meaning.Length))) {
                [System.Management.Automation.CompletionResult]::new("$meaning$($file.CompletionText)", $file.ListItemText, 'ProviderItem', $file.ToolTip)
            }
        } else {
            if (-not $meaning) { $meaning = $word }
            [System.Management.Automation.CompletionResult]::new($word, $word, 'ParameterValue', $meaning)
        }
    }
}
`;

/** What teaches a shell to complete cinch: text for \`completions/\`, for standard output, and for a file of the shell's own. */
export const completionScripts: { readonly [S in Shell]: string } = { bash, zsh, fish, powershell };

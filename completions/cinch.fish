# Completion of cinch for fish, made by `cinch completion fish`.
function __cinch_complete
    set -l line (commandline -opc)
    set -l typed (string trim --left --chars '"\'' -- (commandline -ct))
    set -e line[1]
    for answer in (command cinch __complete $line "$typed" 2>/dev/null)
        if string match -q ':files*' -- $answer
            set -l start (string replace -r '^:files\t' '' -- $answer)
            for file in (__fish_complete_path (string replace -- "$start" '' "$typed"))
                echo -- $start$file
            end
        else
            echo -- $answer
        end
    end
end
complete -c cinch -f -a '(__cinch_complete)'

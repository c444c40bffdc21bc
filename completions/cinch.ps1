# Completion of cinch for PowerShell, made by `cinch completion powershell`.
Register-ArgumentCompleter -Native -CommandName cinch -ScriptBlock {
    param($typed, $command, $cursor)
    $line = @($command.CommandElements | Select-Object -Skip 1 | Where-Object { $_.Extent.EndOffset -lt $cursor } | ForEach-Object {
        if ($_ -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $_.Value } else { $_.Extent.Text }
    })
    # An older PowerShell leaves out an empty argument that does not say so.
    $last = if ($typed -eq '' -and $PSVersionTable.PSVersion -lt [version]'7.3') { '""' } else { $typed }
    try { $answers = @(& cinch __complete @line $last 2>$null) } catch { return }
    foreach ($answer in $answers) {
        $word, $meaning = $answer -split "`t", 2
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

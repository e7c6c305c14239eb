# Installs medtui from this folder, without a network: powershell -ExecutionPolicy Bypass -File install.ps1 [FOLDER]
$script = Join-Path $PSScriptRoot "install.py"
$any = $null
foreach ($python in @("py -3.14", "py -3.13", "py -3.12", "py -3.11", "py -3.10", "python", "python3")) {
    $program, $rest = $python.Split(" ")
    if (-not (Get-Command $program -ErrorAction SilentlyContinue)) { continue }
    & $program @rest -c "" 2>$null
    if ($LASTEXITCODE -ne 0) { continue }
    if (-not $any) { $any = $python }
    & $program @rest $script --fits 2>$null
    if ($LASTEXITCODE -eq 0) { & $program @rest $script @args; exit $LASTEXITCODE }
}
if ($any) { $program, $rest = $any.Split(" "); & $program @rest $script @args; exit $LASTEXITCODE } # it says why it cannot
[Console]::Error.WriteLine("install: there is no Python 3 here. Install Python 3.10 or newer first, then try again.")
exit 1

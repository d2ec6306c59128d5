export const helpText = `cairn: code search over a folder, the same engine as the editor extension

  cairn index [FOLDER]             indexes the folder and prints what was found and left out
  cairn search QUERY...            files and snippets for a question, best first
  cairn context --file F --line L  what a completion at that place would be given
  cairn policy check PATH...       whether a path may be used, and the rule that decides

Options
  --root FOLDER      the folder; the current one when absent
  --json             one line of JSON instead of text
  --k N              search: files at most (20)
  --budget N         search, context: tokens of snippets at most (8000, 3000)
  --explain          search, context: says why each snippet was kept or dropped; on standard error, in JSON as "explain"
  --character C      context: column of the cursor; the end of the line when absent
  --help             this text

Lines and columns count from one. PATH and --file are absolute or relative to the folder.
search also goes by the messages of past commits, which it does not print.
.gitignore and .cairnignore are obeyed and secrets are redacted. Nothing is written and nothing leaves the machine.
Exit status: 0 done, 1 failed, 2 wrong input.`;

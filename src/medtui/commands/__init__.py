"""What the shell commands do: list, show, search, dump, status, index, completion. Text in and out, no widgets."""

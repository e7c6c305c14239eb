"""What the shell commands do: list, show, dump, completion. Text in and out, no widgets."""

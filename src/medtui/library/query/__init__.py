"""The query language: what is typed in the search box -> an immutable tree of what to find. No files, no database."""

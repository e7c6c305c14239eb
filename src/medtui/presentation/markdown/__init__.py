"""Markdown -> blocks and styled lines, each checked against its source before anyone sees it."""

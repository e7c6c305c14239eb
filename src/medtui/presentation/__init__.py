"""A monograph -> styled lines. No widgets, no files: text in, text out."""

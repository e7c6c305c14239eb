"""Text -> Monograph: pure, total (any text at all) and lossless.

`reader.read` is the way in, `decoding.decode` turns a file's bytes into the text it reads, `schema.Schema` says which
sections there are.
"""

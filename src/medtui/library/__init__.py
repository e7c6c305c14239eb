"""Folders of files -> the list of monographs in them: walking, names, finding by name, opening.

Knows nothing of screens. Nothing here writes into a library.
"""

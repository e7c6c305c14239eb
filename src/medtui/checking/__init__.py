"""For the people who keep monographs: the rules of `medtui check`, and the differences of `medtui diff`.

A rule is one file in `rules/`: a `RULE` with its id, why, source, a hit and a near miss. Its code, its tests, its
row in docs/rules.md and what SARIF says of it are all that one declaration. Nothing here edits a file.
"""

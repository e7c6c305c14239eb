"""The terminal app: the only room that knows Textual. Widgets announce, screens decide.

What is imported inside a function here is what the first frame does without: starting is importing. Most of it comes
behind one door, `BrowseScreen.detail`; what few ask for, as a screen of its own, comes when it is asked for.
"""

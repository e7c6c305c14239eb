"""medtui: an offline drug reference in the terminal, read from a folder of Markdown monographs."""

__version__ = "0.1.0"

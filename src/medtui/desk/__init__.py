"""What the user has beside the library: marks, notes, what was read last, and the clinic's own overlay.

Knows nothing of screens. It writes into the user's own folders only, never into a library.
"""

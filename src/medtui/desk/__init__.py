"""What the user keeps: marks, notes, what was read last, settings, and the clinic's own overlay.

Knows nothing of screens. It writes into the user's own folders only, never into a library.
"""

"""What the user may set: settings, keys and themes, each declared once, and read from the user's own files."""

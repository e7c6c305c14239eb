"""`medtui --plain`: search and read in lines, for a screen reader, a braille line, a pipe or a dumb terminal."""

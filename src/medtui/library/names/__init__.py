"""Drug names: folded, indexed, and found by beginnings, synonyms, spellings and likeness."""

"""How each figure is taken: what is opened, which keys are pressed, and what is counted."""

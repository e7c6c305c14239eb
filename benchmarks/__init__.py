"""How fast medtui answers: measured from outside, through a pseudo-terminal. See README.md."""

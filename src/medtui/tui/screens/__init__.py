"""The screens: they decide what happens when a widget announces something."""

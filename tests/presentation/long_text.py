"""A section that is too long to be laid out at once."""

_TABLE = "| a | b |\n|---|---|\n| {0} | {1} |\n"
_ITEMS = "* item\n" * 9
LONG = "### Dosage\n" + "".join(
    f"\n#### Subject {at}\n\n{'word ' * (at * 7 % 90)}\n\n{_TABLE.format(at, 'cell ' * at) * (at % 2)}{_ITEMS}"
    for at in range(120)
)

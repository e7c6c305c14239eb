"""Sets of monographs as one long integer, a bit for each number: united, cut and counted in microseconds."""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Iterable, Iterator

_LEVEL = 1
_BLOCK = 4096


def from_numbers(numbers: Iterable[int]) -> int:
    """The set of these numbers."""
    known = numbers if isinstance(numbers, array) else array("I", numbers)
    if not known:
        return 0
    first = min(known)
    digits = bytearray(b"0") * (max(known) - first + 1)
    one = ord("1")
    for number in known:
        digits[number - first] = one
    digits.reverse()
    return int(digits, 2) << first


def to_numbers(bits: int) -> Iterator[int]:
    """The numbers in the set, rising."""
    data = bits.to_bytes((bits.bit_length() + 7) // 8, "little")
    for start in range(0, len(data), _BLOCK):
        block = int.from_bytes(data[start : start + _BLOCK], "little")
        first = start << 3
        if block:
            for offset, digit in enumerate(reversed(f"{block:b}")):
                if digit == "1":
                    yield first + offset


def pack(bits: int) -> bytes:
    """The set for storing."""
    return zlib.compress(bits.to_bytes((bits.bit_length() + 7) // 8, "little"), _LEVEL)


def unpack(data: bytes) -> int:
    """The set that `pack` stored. Raises ValueError."""
    try:
        return int.from_bytes(zlib.decompress(data), "little")
    except zlib.error as error:
        raise ValueError(str(error)) from error

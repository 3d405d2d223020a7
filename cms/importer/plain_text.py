"""Foreign texts on a terminal: nothing in them may move the cursor, change colours or hide what stands there."""

from __future__ import annotations

import re

LONGEST_VALUE = 120
UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f"  # control characters, and with them every escape sequence
    "\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069"  # line ends, and marks that turn the direction of writing
    "\ud800-\udfff]"  # bytes of a file name that are no text
)


def harmless(text: str) -> str:
    r"""The text with each dangerous character written as its code, such as `\x1b`; French typography stays."""
    return UNSAFE.sub(lambda match: code(ord(match[0])), text)


def code(number: int) -> str:
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}"


def shortened(text: str) -> str:
    """A value on one line of bearable length, harmless."""
    value = harmless(" ".join(text.split()))
    return value if len(value) <= LONGEST_VALUE else value[: LONGEST_VALUE - 1] + "…"

"""Codes that a person writes down and types: Crockford's base 32, forgiving of how people write. Pure."""

import hashlib
import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LOOKALIKES = str.maketrans("OIL", "011")
GROUP = 4
RESUME_LENGTH = 16  # signs of 5 bits each: 80 bits


def random_code(length: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def new_code() -> str:
    """A random resume code in groups of four."""
    return grouped(random_code(RESUME_LENGTH))


def grouped(code: str) -> str:
    """The code as it is shown.

    >>> grouped("7KQ2M4XZ")
    '7KQ2-M4XZ'
    """
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def read_code(text: str, *, length: int = RESUME_LENGTH) -> str | None:
    """The code in what somebody typed or pasted, without groups; None where there is none.

    Small letters, spaces and other separators do not matter, nor O for 0, I and L for 1. From a longer text the last
    run of groups that has the right length is taken.

    >>> read_code(" o7kq-m4xz il23 9abc ")
    '07KQM4XZ11239ABC'
    >>> read_code("Kode saya: 07KQ-M4XZ-1123-9ABC"), read_code("07KQ")
    ('07KQM4XZ11239ABC', None)
    """
    words = "".join(sign if sign.isascii() and sign.isalnum() else " " for sign in text.upper()).split()
    for last in range(len(words), 0, -1):
        joined = ""
        for word in reversed(words[:last]):
            joined = word + joined
            if len(joined) >= length:
                break
        code = joined.translate(LOOKALIKES)
        if len(code) == length and set(code) <= set(ALPHABET):
            return code
    return None


def code_hash(code: str) -> str:
    """SHA-256 of a code without groups, as hex: what is stored of it.

    A code of 80 random bits needs no salt and no slow hash: there are too many to try.
    """
    return hashlib.sha256(code.replace("-", "").encode()).hexdigest()

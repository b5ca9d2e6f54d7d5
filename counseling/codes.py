"""Invitation codes: eight signs of Crockford's base32, easy to read out and to type."""

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 8  # 40 bits, which open no report: they only let a person join
LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def read_code(typed: str) -> str | None:
    """The code that was meant; None when it cannot be one.

    >>> read_code(" k7o3-mqlx ")
    'K703MQ1X'
    >>> read_code("K703-MQ1") is None
    True
    """
    code = "".join(sign for sign in typed.upper() if sign.isalnum()).translate(LOOKALIKES)
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else None


def shown_code(code: str) -> str:
    """In two groups of four.

    >>> shown_code("K703MQ1X")
    'K703-MQ1X'
    """
    return f"{code[:4]}-{code[4:]}"

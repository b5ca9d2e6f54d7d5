"""Small instruments whose scores can be worked out by hand."""

from assessments.scoring import parse_instrument

BALANCED = (1, -1, 1, -1)


def trait(code="lead", weight=1.0, direction=1):
    return {"code": code, "weight": weight, "direction": direction}


def items_of(trait_code, keys=BALANCED, reserve=()):
    rows = [(key, False) for key in keys] + [(key, True) for key in reserve]
    return [
        {"code": f"{trait_code}-{number}", "trait": trait_code, "key": key, "reserve": is_reserve}
        for number, (key, is_reserve) in enumerate(rows, start=1)
    ]


def raw(*traits, reserve=(), **sections):
    """The JSON of an instrument with four balanced core items a trait."""
    traits = list(traits) or [trait()]
    items = [item for row in traits for item in items_of(row["code"], reserve=reserve)]
    parts = {"items": items, "unfit": [], "duties": [], "beliefs": [], "contrasts": []}
    return {"profession": "juru-masak", "version": 1, "traits": traits, **parts, **sections}


def instrument(*traits, **sections):
    return parse_instrument(raw(*traits, **sections))


def keyed(trait_code, *values, keys=(1, -1, 1, -1, 1, -1)):
    """Raw answers to a trait's items, in order, that have these keyed values; None leaves one out."""
    answers = {
        f"{trait_code}-{number}": value if key > 0 or value is None else 6 - value
        for number, (value, key) in enumerate(zip(values, keys, strict=False), start=1)
    }
    return {code: value for code, value in answers.items() if value is not None}


def all_keyed(traits, value):
    return {code: answer for row in traits for code, answer in keyed(row.code, *[value] * 4).items()}


def contrast(weights, pairs=4, code="sister"):
    rows = [{"code": f"{code}-p{number}", "here_first": number % 2 == 0} for number in range(pairs)]
    return {"code": code, "weights": weights, "pairs": rows}


def ids(refused):
    return [problem.id for problem in refused.value.problems]

"""What a person believes about the profession; the fit never depends on it."""

from collections.abc import Iterable, Mapping

from .instrument import Belief

BELIEF_STATES = ("realistic", "mistaken", "unsure")
DEFINITE = ("true", "false")


def belief_states(beliefs: Iterable[Belief], answers: Mapping[str, str]) -> dict[str, str]:
    """State of each claim, in the order in which the claims first appear.

    "realistic" when all its statements are answered rightly, "mistaken" when any is answered wrongly, else "unsure".

    >>> beliefs = [Belief("b1", "easy-work", is_true=True), Belief("b2", "easy-work", is_true=False)]
    >>> belief_states(beliefs, {"b1": "true", "b2": "unsure"})
    {'easy-work': 'unsure'}
    """
    by_claim: dict[str, list[Belief]] = {}
    for belief in beliefs:
        by_claim.setdefault(belief.claim, []).append(belief)
    return {claim: _state(statements, answers) for claim, statements in by_claim.items()}


def _state(statements: list[Belief], answers: Mapping[str, str]) -> str:
    given = [(answers.get(statement.code), statement.right_answer) for statement in statements]
    if any(answer in DEFINITE and answer != right for answer, right in given):
        return "mistaken"
    return "realistic" if all(answer == right for answer, right in given) else "unsure"

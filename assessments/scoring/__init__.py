"""Score the answers to one instrument: arrays in, frozen results out, without Django, clock, chance or rounding."""

from .answers import Answers, PageTime, parse_answers, response_matrix
from .attempt import Scores, score_attempt, score_many
from .beliefs import belief_states
from .change import Change, change
from .constants import BAND_Z, SCORING_VERSION
from .errors import AnswersRefused, InstrumentRefused, ScoringError
from .instrument import (
    Belief,
    Contrast,
    Duty,
    Instrument,
    Item,
    Pair,
    Trait,
    UnfitCriterion,
    parse_instrument,
)
from .results import Band, Result, result_as_dict

__all__ = [
    "BAND_Z",
    "SCORING_VERSION",
    "Answers",
    "AnswersRefused",
    "Band",
    "Belief",
    "Change",
    "Contrast",
    "Duty",
    "Instrument",
    "InstrumentRefused",
    "Item",
    "PageTime",
    "Pair",
    "Result",
    "Scores",
    "ScoringError",
    "Trait",
    "UnfitCriterion",
    "belief_states",
    "change",
    "parse_answers",
    "parse_instrument",
    "response_matrix",
    "result_as_dict",
    "score_attempt",
    "score_many",
]

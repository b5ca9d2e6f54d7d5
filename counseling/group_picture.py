"""Read what the picture of a group needs and put it together for one counselor."""

from collections import Counter
from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser
from django.utils.text import capfirst
from django.utils.translation import get_language

from assessments.queries import instrument_by
from professions.models import Profession
from professions.translations import in_language

from . import services, wording
from .models import Group
from .picture import Names, ProfessionPicture, Progress, pictures, progress
from .queries import pictured_rows, places_of, shares_of_group


@dataclass(frozen=True)
class GroupPicture:
    group: Group
    progress: Progress
    opened: int  # reports that are open to this counselor
    professions: tuple[ProfessionPicture, ...]
    text: str  # one paragraph to copy


def progress_of(group: Group) -> Progress:
    return progress(places_of(group))


def picture_of(group: Group, user: AbstractBaseUser) -> GroupPicture:
    """The picture for a counselor of this group, who has been let in by `queries.counsels`."""
    services.fill_blocks(user=user, group=group)
    opened = Counter(shares_of_group(user, group).values_list("profession_id", flat=True))
    rows = list(pictured_rows(user, group))
    found = pictures(
        rows,
        opened=opened,
        professions=dict(Profession.objects.filter(pk__in=opened).values_list("pk", "name")),
        names={instrument: names_in(instrument) for instrument in {row["instrument_id"] for row in rows}},
    )
    steps = progress_of(group)
    text = wording.ready_text(group, steps, opened=opened.total(), pictures=found)
    return GroupPicture(group, steps, opened.total(), tuple(found), text)


def names_in(instrument_id: int) -> Names:
    """What this instrument asks about, in the language that is active."""
    instrument = instrument_by(instrument_id)
    quiz = in_language(instrument.content, get_language())
    profile = in_language(instrument.revision.content, get_language())
    claims = {row["code"]: row["belief"] for row in (*profile["misconceptions"], *profile["false_expectations"])}
    duties = {row["code"]: row["text"] for row in profile["duties"]}
    return Names(
        traits={row["code"]: row["name"] for row in quiz["traits"]},
        beliefs={row["claim"]: capfirst(claims[row["claim"]]) for row in quiz["beliefs"]},
        duties={row["code"]: capfirst(duties[row["code"]]) for row in quiz["duties"]},
    )

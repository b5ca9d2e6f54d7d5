"""To whom this browser could open a report: the counselors of the groups that it joined."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from . import wording
from .models import Membership, Share
from .people import called
from .queries import own_memberships, own_places


@dataclass(frozen=True)
class Offer:
    membership: Membership
    counselor: Any

    @property
    def key(self) -> str:
        return f"{self.membership.pk}-{self.counselor.pk}"

    @property
    def called(self) -> str:
        return called(self.counselor)

    @property
    def text(self) -> str:
        return wording.share_text(self.membership.group, self.counselor)

    @property
    def later_text(self) -> str:
        return wording.share_later_text(self.membership.group, self.counselor)


def offers_in(session, *, without: Iterable[Share] = ()) -> list[Offer]:
    """One for each counselor of each group, but for those to whom the shares `without` are open already."""
    taken = {share.counselor_id for share in without}
    return [
        Offer(place, counselor)
        for place in own_places(session)
        for counselor in place.group.counselors.all()
        if counselor.pk not in taken
    ]


def offer_of(session, *, membership_id: int, counselor_id: int) -> Offer | None:
    """The offer that an address names, when it is one of this browser's."""
    membership = own_memberships(session).filter(pk=membership_id).first()
    counselor = membership and next(
        (counselor for counselor in membership.group.counselors.all() if counselor.pk == counselor_id), None
    )
    return counselor and Offer(membership, counselor)

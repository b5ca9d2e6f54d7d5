"""The sentences that a person agrees to."""

from django.utils.translation import gettext as _

from .models import Group
from .people import called


def share_text(group: Group, counselor) -> str:
    """For a report that is there."""
    return _(
        "%(counselor)s, konselor kelompok %(group)s (%(institution)s), boleh melihat laporan ini. "
        "Saya dapat mencabut izin ini kapan saja."
    ) % {"counselor": called(counselor), "group": group.name, "institution": group.institution.name}


def share_later_text(group: Group, counselor) -> str:
    """For one that is still to come."""
    return _(
        "%(counselor)s, konselor kelompok %(group)s (%(institution)s), boleh melihat laporan saya bila sudah jadi. "
        "Saya dapat mencabut izin ini kapan saja."
    ) % {"counselor": called(counselor), "group": group.name, "institution": group.institution.name}

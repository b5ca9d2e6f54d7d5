"""What this room keeps about a person: told to the registry of `assessments.personal_data`."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.models import Consent
from assessments.personal_data import Section, Withdrawal, register, register_withdrawal

from .link_services import revoke_all_links
from .models import AccessEntry, Agreement, Membership, Note, ReportLink, ReviewRequest, Share
from .queries import SESSION_KEY
from .services import close_all_shares

ATTEMPT = _("nomor pengerjaan")
NUMBERS_THE_ROW = "Numbers the row."


@transaction.atomic
def _close_to_counselors(*, attempt_id: UUID, now: datetime) -> None:
    close_all_shares(attempt_id=attempt_id, now=now)


def register_own() -> None:
    register(
        Section(
            Membership,
            _("Kelompok yang diikuti"),
            since="joined_at",
            also=lambda held: Q(pk__in=held.session.get(SESSION_KEY, ())),
            copied={
                "attempt": ATTEMPT,
                "group": _("kelompok"),
                "name": _("nama atau nomor"),
                "joined_at": _("bergabung"),
            },
            left_out={"id": NUMBERS_THE_ROW, "form_key": "A random key of the form; it says nothing about the person."},
            names={"group": "group__name"},
        )
    )
    register(
        Section(
            Share,
            _("Izin lihat"),
            since="given_at",
            copied={
                "attempt": ATTEMPT,
                "counselor": _("konselor"),
                "group": _("kelompok"),
                "name": _("nama atau nomor"),
                "given_at": _("diberikan"),
                "withdrawn_at": _("dicabut"),
                "is_seen": _("sudah dibuka"),
                "listed_on": _("terakhir masuk daftar konselor"),
            },
            left_out={
                "id": NUMBERS_THE_ROW,
                **dict.fromkeys(
                    ("report", "profession", "reported_at", "level", "has_quality_note", "has_unfit_met"),
                    "Repeats a column of the report, which is copied.",
                ),
                "block": "Which five reports enter a group's picture together.",
                "pictured": "Numbers the report that the group's picture counts; it is copied.",
            },
            names={"group": "group__name", "counselor": "counselor__username"},
        )
    )
    register(
        Section(
            Note,
            _("Catatan konselor untuk Anda"),
            since="created_at",
            # What a counselor writes for herself or her institution stays hers to show: docs/privacy.md, article 7.
            only=Q(audience=Note.Audience.PERSON),
            copied={
                "attempt": ATTEMPT,
                "author": _("penulis"),
                "institution": _("lembaga"),
                "audience": _("siapa yang membaca"),
                "text": _("catatan"),
                "created_at": _("ditulis"),
                "changed_at": _("diubah"),
            },
            left_out={
                "id": NUMBERS_THE_ROW,
                "version": "Counts the counselor's changes, so that none overwrites another.",
                "changed_by": "Which of her colleagues mended the note; the author is copied.",
            },
            names={"author": "author__username", "institution": "institution__name"},
        )
    )
    register(
        Section(
            Agreement,
            _("Kesepakatan dengan konselor"),
            since="created_at",
            copied={
                "attempt": ATTEMPT,
                "counselor": _("konselor"),
                "text": _("kesepakatan"),
                "follow_up_on": _("ditindaklanjuti pada"),
                "created_at": _("dibuat"),
                "done_at": _("selesai"),
            },
            left_out={"id": NUMBERS_THE_ROW},
            names={"counselor": "counselor__username"},
        )
    )
    register(
        Section(
            ReviewRequest,
            _("Permintaan ditinjau konselor"),
            since="asked_at",
            copied={
                "attempt": ATTEMPT,
                "counselor": _("konselor"),
                "text": _("yang ingin ditanyakan"),
                "asked_at": _("diminta"),
                "due_on": _("dijawab paling lambat"),
                "answer": _("jawaban konselor"),
                "answered_at": _("dijawab"),
            },
            left_out={"id": NUMBERS_THE_ROW},
            names={"counselor": "counselor__username"},
        )
    )
    register(
        Section(
            ReportLink,
            _("Tautan ringkasan"),
            since="made_at",
            copied={
                "attempt": ATTEMPT,
                "made_at": _("dibuat"),
                "expires_at": _("berlaku sampai"),
                "revoked_at": _("dicabut"),
            },
            left_out={"id": NUMBERS_THE_ROW, "token_hash": "Proves the link; a lost copy must not help to guess it."},
        )
    )
    register(
        Section(
            AccessEntry,
            _("Catatan akses"),
            since="at",
            copied={
                "attempt": ATTEMPT,
                "account": _("akun"),
                "who": _("nama"),
                "role": _("peran"),
                "action": _("yang dilakukan"),
                "at": _("waktu"),
            },
            left_out={"id": NUMBERS_THE_ROW},
        )
    )
    register_withdrawal(
        Withdrawal(
            Consent.Purpose.COUNSELOR,
            _(
                "Tidak ada konselor yang dapat membuka laporan ini lagi, mulai saat itu juga. "
                "Bagi Anda laporannya tetap ada."
            ),
            _close_to_counselors,
        )
    )
    register_withdrawal(
        Withdrawal(
            Consent.Purpose.LINK,
            _("Semua tautan ke ringkasan laporan ini berhenti berlaku, mulai saat itu juga."),
            revoke_all_links,
        )
    )

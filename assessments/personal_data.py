"""What the site keeps about a person, table by table: for the copy, for withdrawing, for telling after a breach.

Every table that leads to an attempt has a section here, and every column of it is copied or left out for a reason;
tests/assessments/test_personal_data.py fails otherwise. Rooms above this one register theirs in AppConfig.ready.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Model, Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from .models import Attempt, Consent, GuardianRequest, Report
from .queries import GUARDIAN_KEY, SESSION_KEY


@dataclass(frozen=True)
class Held:
    """What one browser has the right to. Other rooms find what they gave it in its session."""

    attempt_ids: tuple[str, ...]
    session: Mapping[str, Any]

    @classmethod
    def by(cls, session) -> "Held":
        return cls(tuple(session.get(SESSION_KEY, ())), session)


@dataclass(frozen=True)
class Section:
    """One table. `copied` maps a column to its label; `left_out` maps one to the reason, in English."""

    model: type[Model]
    title: str
    since: str  # column that says since when a row exists
    copied: Mapping[str, str]
    left_out: Mapping[str, str]
    attempt: str = "attempt"  # lookup that leads to the attempt
    also: Callable[[Held], Q] | None = None  # rows that no attempt leads to
    only: Q = field(default_factory=Q)  # of the rows, those that are the person's to have
    names: Mapping[str, str] = field(default_factory=dict)  # column to the lookup that says what it only numbers
    only_in_file: frozenset[str] = frozenset()  # columns too long for the readable page

    @property
    def label(self) -> str:
        return self.model._meta.label_lower

    def rows(self, held: Held) -> list[dict[str, Any]]:
        """The rows of this browser, each as column to value. Costs one query."""
        # By primary key, for one row may belong to several attempts.
        of_attempts = self.model._base_manager.filter(**{f"{self.attempt}__in": held.attempt_ids}).values("pk")
        wanted = Q(pk__in=of_attempts) | self.also(held) if self.also else Q(pk__in=of_attempts)
        lookups = [self.names.get(column, column) for column in self.copied]
        rows = self.model._base_manager.filter(wanted, self.only).order_by(self.since, "pk").values_list(*lookups)
        return [dict(zip(self.copied, row, strict=True)) for row in rows]


@dataclass(frozen=True)
class Withdrawal:
    """How consent for one purpose is taken back; `withdraw` takes attempt_id and now, in one transaction."""

    purpose: str
    consequence: str  # what happens then, for the page that asks
    withdraw: Callable[..., object]


_sections: dict[str, Section] = {}
_withdrawals: dict[str, Withdrawal] = {}


def register(section: Section) -> None:
    _sections[section.label] = section


def register_withdrawal(withdrawal: Withdrawal) -> None:
    """A later registration for the same purpose takes the place of the earlier one."""
    _withdrawals[withdrawal.purpose] = withdrawal


def sections() -> tuple[Section, ...]:
    return tuple(_sections.values())


def withdrawal_of(purpose: str) -> Withdrawal | None:
    """None where the consent ends only with the data: the purpose of storing them."""
    return _withdrawals.get(purpose)


def copy_of(held: Held, *, now: datetime) -> dict[str, Any]:
    """All that is kept about this browser's person, by table; each names its columns in words."""
    return {
        "dibuat": now,
        "bagian": {
            section.label: {
                "judul": str(section.title),
                "kolom": {column: str(label) for column, label in section.copied.items()},
                "baris": section.rows(held),
            }
            for section in sections()
        },
    }


def in_words(section: Section, row: Mapping[str, Any]) -> Iterable[tuple[str, Any]]:
    """Label and value of each column that the readable page shows; choices by their names."""
    for column, label in section.copied.items():
        if column in section.only_in_file:
            continue
        choices = dict(section.model._meta.get_field(column).flatchoices)
        value = row[column]
        yield capfirst(str(label)), choices.get(value, value)


def withdraw(*, purpose: str, attempt_id: UUID, now: datetime) -> None:
    """Take back the consent for a purpose that has a Withdrawal; nothing happens where none is open."""
    _withdrawals[purpose].withdraw(attempt_id=attempt_id, now=now)


def register_own() -> None:
    """What this room keeps."""
    register(
        Section(
            Attempt,
            _("Kuis dan jawaban"),
            since="started_at",
            attempt="pk",
            copied={
                "id": _("nomor pengerjaan"),
                "instrument": _("nomor kuis"),
                "pages": _("halaman dalam urutan Anda"),
                "open_round": _("bagian yang sedang dibuka"),
                "answers": _("jawaban"),
                "revision": _("berapa kali disimpan"),
                "answer_revisions": _("pada simpanan keberapa tiap jawaban"),
                "seconds": _("detik tiap halaman terbuka"),
                "total_seconds": _("detik seluruh kuis"),
                "guardian": _("nomor persetujuan orang tua atau wali"),
                "started_at": _("mulai"),
                "finished_at": _("selesai"),
                "active_at": _("terakhir dipakai"),
                "entered_by": _("dimasukkan petugas"),
                "entered_at": _("dimasukkan pada"),
            },
            left_out={
                "start_key": "A random key of the form that began it; it says nothing about the person.",
                "resume_hash": "Proves a code that the person has; a copy that is lost must not help to guess it.",
                "keys": "Digests of forms already applied, so that one sent twice counts once; the answers are copied.",
                "sequences": "Counts what a form sent while it was filled in.",
            },
            only_in_file=frozenset({"pages", "answers", "answer_revisions", "seconds"}),
        )
    )
    register(
        Section(
            Consent,
            _("Persetujuan"),
            since="given_at",
            copied={
                "attempt": _("nomor pengerjaan"),
                "purpose": _("tujuan"),
                "party": _("pihak"),
                "text": _("kalimat yang disetujui"),
                "language": _("bahasa kalimat"),
                "version": _("versi kalimat (sidik SHA-256)"),
                "how": _("cara"),
                "recorded_by": _("dicatat oleh"),
                "given_at": _("diberikan"),
                "withdrawn_at": _("ditarik"),
            },
            left_out={"id": "Numbers the row."},
        )
    )
    register(
        Section(
            GuardianRequest,
            _("Permintaan kepada orang tua atau wali"),
            since="asked_at",
            attempt="attempts",
            also=lambda held: Q(pk__in=[pk for pk in held.session.get(GUARDIAN_KEY, ())[:1] if pk]),
            copied={
                "id": _("nomor permintaan"),
                "asked_at": _("diminta"),
                "decision": _("jawaban"),
                "relation": _("hubungan"),
                "text": _("kalimat yang disetujui"),
                "decided_at": _("dijawab"),
                "in_asking_browser": _("dijawab di peramban yang meminta"),
            },
            left_out={"token_hash": "Proves the guardian's link; a copy that is lost must not help to guess it."},
        )
    )
    register(
        Section(
            Report,
            _("Laporan"),
            since="created_at",
            copied={
                "attempt": _("nomor pengerjaan"),
                "number": _("laporan ke-"),
                "instrument": _("nomor kuis"),
                "profession": _("profesi"),
                "scoring_version": _("versi penilaian"),
                "level": _("tingkat"),
                "score": _("nilai"),
                "band_low": _("ujung bawah rentang"),
                "band_high": _("ujung atas rentang"),
                "has_quality_note": _("ada catatan mutu jawaban"),
                "has_unfit_met": _("ada hal yang perlu diwaspadai terlihat"),
                "result": _("hasil hitungan"),
                "document": _("isi laporan"),
                "created_at": _("dibuat"),
            },
            left_out={"id": "Numbers the row."},
            names={"profession": "profession__name"},
            only_in_file=frozenset({"result", "document"}),
        )
    )

"""Every table and column that is about a person is classified: copied, or left out for a reason."""

import json

import pytest
from django.apps import apps
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from assessments import personal_data
from assessments.models import Attempt, Consent, GuardianRequest, Report
from tests.canaries import models_of_a_person, plant, rows_of
from tests.cast import SISTER, SLUG, finished, start_attempt

# Rooms whose tables hold no seeker's data, and single tables of the others. A new table stands here or has a section.
OTHER_ROOMS = {
    "professions": "what professions are like, and who reviewed it",
    "auth": "accounts of staff",
    "admin": "what staff did in the admin; its rows name no attempt but by number",
    "contenttypes": "names of tables",
    "account": "mail addresses of staff",
    "mfa": "second factors of staff",
    "sessions": "what a browser holds: erased with its attempts, see test_erasure",
}
OTHER_TABLES = {
    "counseling.institution": "where counselors work",
    "counseling.institution_staff": "which staff work there",
    "counseling.group": "classes and intakes; who joined stands in its own table",
    "counseling.schoolconsent": "what a school keeps for a whole group; it names no pupil",
    "counseling.group_counselors": "which counselors see a group",
    "assessments.item": "statements of the item bank",
    "assessments.instrument": "questionnaires",
    "assessments.wrongtry": "digests of addresses for a quarter of an hour",
    "assessments.erasure": "proofs of erasures; they name nobody",
    "assessments.erasedattempt": "digests of ids that lead nowhere",
}


def copied_rows(client, label):
    copy = json.loads(client.get(reverse("assessments:my-copy-json")).content)
    return copy["bagian"][label]["baris"]


def test_every_table_has_a_section_or_a_reason_to_have_none():
    sections = {section.label for section in personal_data.sections()}
    unclassified = {
        model._meta.label_lower
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label not in OTHER_ROOMS and model._meta.label_lower not in OTHER_TABLES
    } - sections
    assert unclassified == set()


def test_every_table_that_leads_to_an_attempt_has_a_section():
    leading = {model._meta.label_lower for model, _path in models_of_a_person()}
    assert leading >= {"assessments.attempt", "assessments.consent", "assessments.report"}
    assert leading - {section.label for section in personal_data.sections()} == set()


@pytest.mark.parametrize("section", personal_data.sections(), ids=lambda section: section.label)
def test_every_column_is_copied_or_left_out_for_a_reason(section):
    columns = {column.name for column in section.model._meta.concrete_fields}
    assert set(section.copied) | set(section.left_out) == columns
    assert set(section.copied) & set(section.left_out) == set()
    assert all(reason.strip() for reason in section.left_out.values())
    assert section.only_in_file <= set(section.copied)


@pytest.mark.parametrize("section", personal_data.sections(), ids=lambda section: section.label)
def test_the_lookups_of_a_section_lead_where_they_say(section, content):
    section.model._base_manager.filter(
        **{f"{section.attempt}__in": [], f"{section.since}__lte": timezone.now()}
    ).count()


def test_the_file_holds_every_copied_value_and_none_that_is_left_out(sari, ibu_ratna):
    attempt = finished(sari, SISTER, shared_with=ibu_ratna)
    attempt.guardian = GuardianRequest.objects.create(token_hash="h", asked_at=timezone.now())
    attempt.save(update_fields=["guardian"])
    for row in rows_of(attempt):
        plant(row)
    text = sari.get(reverse("assessments:my-copy-json")).content.decode()
    secret = []
    for section in personal_data.sections():
        for row in section.model._base_manager.filter(**{section.attempt: attempt.pk}):
            for column in section.model._meta.concrete_fields:
                marks = [mark for mark in _marks_in(getattr(row, column.attname)) if mark in text]
                if column.name in section.copied:
                    assert set(marks) == set(_marks_in(getattr(row, column.attname))), (section.label, column.name)
                else:
                    secret += marks
    assert secret == []


def _marks_in(value):
    return [word for word in json.dumps(value, default=str).replace('"', " ").split() if word.startswith("kenari")]


def test_the_file_is_whole_for_all_attempts_of_the_browser_and_for_no_other(sari, budi):
    mine = {str(sari.attempt.pk), str(finished(sari, SISTER).pk)}
    finished(budi, SISTER)
    assert {row["id"] for row in copied_rows(sari, "assessments.attempt")} == mine
    assert {row["attempt"] for row in copied_rows(sari, "assessments.consent")} == mine
    assert len(copied_rows(sari, "assessments.report")) == 1


def test_the_file_says_what_its_codes_and_columns_mean(sari):
    finished(sari, SISTER)
    copy = json.loads(sari.get(reverse("assessments:my-copy-json")).content)
    asked = copy["kuis"]
    for row in copy["bagian"]["assessments.attempt"]["baris"]:
        assert set(row["answers"]) <= set(asked[str(row["instrument"])]["pertanyaan"])
    for part in copy["bagian"].values():
        assert all(set(row) == set(part["kolom"]) for row in part["baris"])


def test_a_guardians_answer_is_part_of_the_copy_before_there_is_an_attempt(stranger):
    stranger.post(f"/profesi/{SLUG}/kuis/di-bawah-18/minta/")
    assert len(copied_rows(stranger, "assessments.guardianrequest")) == 1


def test_an_attempt_with_a_guardian_shows_the_request_once(sari):
    asked = GuardianRequest.objects.create(token_hash="h", asked_at=timezone.now())
    second = start_attempt(sari, SLUG)
    Attempt.objects.filter(pk__in=[sari.attempt.pk, second.pk]).update(guardian=asked)
    assert len(copied_rows(sari, "assessments.guardianrequest")) == 1


@pytest.fixture
def own_registry(monkeypatch):
    """Registrations that end with the test."""
    monkeypatch.setattr(personal_data, "_sections", dict(personal_data._sections))
    monkeypatch.setattr(personal_data, "_withdrawals", dict(personal_data._withdrawals))


def test_a_room_above_adds_a_table_to_the_copy(sari, own_registry):
    personal_data.register(
        personal_data.Section(
            Consent,
            "Sesuatu lain",
            since="given_at",
            copied={"text": "kalimat"},
            left_out={},
            also=lambda held: Q(pk__in=held.session.get("lain", ())),
        )
    )
    assert set(copied_rows(sari, "assessments.consent")[0]) == {"text"}
    assert "Sesuatu lain" in sari.get(reverse("assessments:my-copy")).content.decode()


def test_a_room_above_says_how_a_purpose_is_withdrawn(sari, own_registry):
    asked = []
    personal_data.register_withdrawal(
        personal_data.Withdrawal("counselor", "Begitulah.", lambda **arguments: asked.append(arguments["attempt_id"]))
    )
    path = reverse("assessments:withdraw", args=[sari.attempt.pk, "counselor"])
    assert sari.post(path)["Location"] == reverse("assessments:my-data")
    assert asked == [sari.attempt.pk]


def test_the_readable_copy_shows_every_question_with_its_answer_in_words(sari):
    attempt = finished(sari, SISTER)
    page = sari.get(reverse("assessments:my-copy")).content.decode()
    assert page.count("<dt>1. ") == 2  # of both attempts
    assert ("Tidak yakin" in page, "Belum diisi" in page, str(attempt.pk) in page) == (True, True, True)
    assert Report.objects.get().get_level_display() in page

"""Paper mode: the sheet to print, typing a class in, and whose the reports are."""

import re
import secrets

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.models import Attempt, Consent, Instrument, Report
from assessments.queries import current_instrument
from counseling.models import AccessEntry, Membership, Share
from counseling.paper import read_typed, sections_of
from counseling.paper_services import record_school_consent
from counseling.wording import school_consent_text
from professions.models import Profession
from tests.cast import SLUG, finished, join_group

FILL = {"traits": "3", "duties": "4", "pairs": "1", "beliefs": "B"}


@pytest.fixture
def instrument(content):
    return current_instrument(Profession.objects.get(slug=SLUG))


def address(client, instrument, name="enter"):
    return reverse(f"admin:counseling_paper_{name}", args=[client.group.pk, instrument.pk])


def sheet(instrument, **fields):
    """The entry form of an adult who agreed, with every question answered; None takes a field away."""
    typed = {f"jawaban-{part.kind}": FILL[part.kind] * len(part.questions) for part in sections_of(instrument)}
    form = {"kunci": secrets.token_urlsafe(16), "nama": "Siti", "usia": "dewasa", "setuju": "on", "izin": "on"}
    return {name: value for name, value in (form | typed | fields).items() if value is not None}


def check(client, instrument, form):
    return client.post(address(client, instrument), form | {"langkah": "periksa"})


def save(client, instrument, form):
    """Have the echo shown, then store."""
    shown = check(client, instrument, form)
    seen = {"langkah": "simpan", "dilihat": shown.context["mark"]}
    return client.post(address(client, instrument), form | seen)


def entered(client, instrument, **fields):
    form = sheet(instrument, **fields)
    response = save(client, instrument, form)
    assert response.status_code == 302, response.content.decode()
    return Attempt.objects.get(start_key=form["kunci"])


def nothing_stored():
    return not (Attempt.objects.exists() or Membership.objects.exists() or Report.objects.exists())


def code_on_slip(client):
    page = client.get(reverse("admin:counseling_paper_slips", args=[client.group.pk])).content.decode()
    return re.search(r'class="code">([0-9A-Z-]+)<', page)[1]


def test_a_line_is_read_one_sign_a_question_in_the_order_of_the_boxes(instrument):
    beliefs, traits, _duties, pairs = sections_of(instrument)
    codes = [question.code for question in traits.questions]
    typed = "34512 -2, 3 0" + "3" * (len(codes) - 9)
    values = read_typed(traits, typed).values
    assert [values[code] for code in codes[:9]] == ["3", "4", "5", "1", "2", "skip", "2", "3", "skip"]
    line = "bS1 t2" + "0" * (len(beliefs.questions) - 5)
    signs = [read_typed(beliefs, line).values[question.code] for question in beliefs.questions[:5]]
    assert signs == ["true", "false", "true", "unsure", "false"]
    values = read_typed(pairs, "1" * len(pairs.questions)).values
    for question in pairs.questions:
        assert values[question.code] == question.options[0].value
        assert question.options[0].label == "Jelas pilih A"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda line: line[:4] + "7" + line[5:], "Nomor {fifth}: tanda “7” tidak dikenal."),
        (lambda line: line[:-2], "Nomor {before_last} dan seterusnya belum ada"),
        (lambda line: line + "33", "ada 2 tanda lebih sesudah nomor {last}"),
        (lambda line: "", "Nomor {first} dan seterusnya belum ada"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_number_and_nothing_is_stored(ibu_ratna, instrument, change, told):
    traits = sections_of(instrument)[1]
    form = sheet(instrument)
    form["jawaban-traits"] = change(form["jawaban-traits"])
    numbers = {"first": traits.first, "fifth": traits.first + 4, "last": traits.last, "before_last": traits.last - 1}
    for response in (check(ibu_ratna, instrument, form), save(ibu_ratna, instrument, form)):
        assert (response.status_code, told.format(**numbers) in response.content.decode()) == (200, True)
    assert nothing_stored()


def test_answers_are_echoed_in_words_before_anything_is_stored(ibu_ratna, instrument):
    page = check(ibu_ratna, instrument, sheet(instrument)).content.decode()
    assert ("Netral" in page, "Jelas pilih A" in page, "Semua terbaca" in page) == (True, True, True)
    assert nothing_stored()


def test_answers_that_changed_since_their_echo_are_echoed_again(ibu_ratna, instrument):
    form = sheet(instrument)
    seen = check(ibu_ratna, instrument, form).context["mark"]
    form["jawaban-traits"] = "5" + form["jawaban-traits"][1:]
    response = ibu_ratna.post(address(ibu_ratna, instrument), form | {"langkah": "simpan", "dilihat": seen})
    assert (response.status_code, nothing_stored()) == (200, True)


def test_a_sheet_becomes_one_finished_attempt_with_its_report_and_is_marked(ibu_ratna, instrument):
    attempt = entered(ibu_ratna, instrument)
    assert (attempt.is_finished, attempt.instrument, attempt.entered_by) == (True, instrument, "Ibu Ratna (ibu-ratna)")
    assert attempt.entered_at is not None
    kinds = {code: page["kind"] for page in attempt.pages for code in page["codes"]}
    assert {attempt.answers[code] for code, kind in kinds.items() if kind == "traits"} == {3}
    assert set(attempt.answers) == set(kinds)
    report = attempt.reports.get()
    page = ibu_ratna.get(reverse("admin:assessments_report_change", args=[report.pk])).content.decode()
    assert "Dimasukkan petugas dari lembar kertas: Ibu Ratna (ibu-ratna)" in page
    for name, args in {"assessments_report_changelist": [], "counseling_group_change": [ibu_ratna.group.pk]}.items():
        assert "dimasukkan petugas" in ibu_ratna.get(reverse(f"admin:{name}", args=args)).content.decode()


def test_answers_are_scored_as_if_given_on_the_screen(ibu_ratna, sari, instrument):
    values = {"traits": "3", "duties": "4", "pairs": "2", "beliefs": "true"}
    on_screen = finished(sari, SLUG, lambda question: values[question["kind"]])
    pairs = sections_of(instrument)[3]
    here = "".join("1" if question.options[0].value == "2" else "5" for question in pairs.questions)
    on_paper = entered(ibu_ratna, instrument, **{"jawaban-pairs": here})
    assert on_paper.answers == on_screen.answers
    assert on_paper.reports.get().score == on_screen.reports.get().score


def test_the_same_form_twice_makes_one_attempt_and_keeps_its_code(ibu_ratna, instrument):
    form = sheet(instrument)
    assert save(ibu_ratna, instrument, form).status_code == 302
    code = code_on_slip(ibu_ratna)
    assert save(ibu_ratna, instrument, form).status_code == 302
    assert (Attempt.objects.count(), Report.objects.count(), Membership.objects.count()) == (1, 1, 1)
    assert (Share.objects.count(), code_on_slip(ibu_ratna)) == (1, code)


def test_consents_are_recorded_with_their_words_as_given_on_paper(ibu_ratna, instrument):
    attempt = entered(ibu_ratna, instrument, usia="anak", wali="on")
    rows = {consent.purpose: consent for consent in attempt.consents.all()}
    assert set(rows) == {"report", "guardian", "counselor"}
    assert {(row.how, row.recorded_by) for row in rows.values()} == {("paper", "Ibu Ratna (ibu-ratna)")}
    printed = ibu_ratna.get(address(ibu_ratna, instrument, "sheet")).content.decode()
    assert [row.text in printed for row in rows.values()] == [True, True, True]


def test_without_the_tick_for_the_counselor_she_sees_no_report(ibu_ratna, instrument):
    attempt = entered(ibu_ratna, instrument, izin=None)
    assert not Share.objects.exists()
    path = reverse("admin:assessments_report_change", args=[attempt.reports.get().pk])
    assert ibu_ratna.get(path).status_code == 404


@pytest.mark.parametrize(("fields", "told"), [
    ({"setuju": None}, "harus ditandai dan ditandatangani"),
    ({"usia": None}, "Pilih usia"),
    ({"usia": "anak"}, "bila orang tua atau wali menandatangani"),
    ({"nama": ""}, "Tulis nama atau nomor"),
])  # fmt: skip
def test_a_sheet_without_name_age_or_consent_is_not_stored(ibu_ratna, instrument, fields, told):
    response = save(ibu_ratna, instrument, sheet(instrument, **fields))
    assert (response.status_code, told in response.content.decode()) == (200, True)
    assert nothing_stored()


def test_under_eighteen_the_schools_record_stands_for_the_signature(ibu_ratna, instrument):
    text = school_consent_text(ibu_ratna.group)
    record_school_consent(user=ibu_ratna.user, group=ibu_ratna.group, text=text, now=timezone.now())
    consent = entered(ibu_ratna, instrument, usia="anak").consents.get(purpose="guardian")
    assert (consent.how, consent.text) == (Consent.How.SCHOOL, text)


def test_the_code_on_the_slip_opens_the_report_for_its_owner_and_is_not_shown_again(ibu_ratna, instrument):
    attempt = entered(ibu_ratna, instrument)
    code = code_on_slip(ibu_ratna)
    pupil = Client()
    assert pupil.post(reverse("assessments:resume"), {"kode": code}).status_code == 302
    page = pupil.get(reverse("assessments:report", args=[attempt.pk])).content.decode()
    assert "Dimasukkan petugas dari lembar kertas" in page
    slips = reverse("admin:counseling_paper_slips", args=[ibu_ratna.group.pk])
    assert ibu_ratna.post(slips).status_code == 302
    assert code not in ibu_ratna.get(slips).content.decode()


def test_the_person_reads_in_the_access_log_who_typed_it_in(ibu_ratna, instrument):
    attempt = entered(ibu_ratna, instrument)
    entry = attempt.access_entries.get(action=AccessEntry.Action.ENTER)
    assert (entry.account, entry.who) == ("ibu-ratna", "Ibu Ratna")


def test_a_member_who_has_not_begun_keeps_her_place(stranger, ibu_ratna, instrument):
    join_group(stranger, ibu_ratna.group, name="Siti")
    attempt = entered(ibu_ratna, instrument)
    assert Membership.objects.get().attempt == attempt


def test_a_name_that_was_entered_before_is_told_before_it_is_stored(ibu_ratna, instrument):
    entered(ibu_ratna, instrument)
    told = "sudah pernah dimasukkan"
    assert told in check(ibu_ratna, instrument, sheet(instrument)).content.decode()
    assert told not in check(ibu_ratna, instrument, sheet(instrument, nama="Rina")).content.decode()


def test_the_printed_order_hangs_on_the_version_alone_and_an_older_sheet_is_entered_as_it_was_printed(
    ibu_ratna, instrument
):
    again = sections_of(Instrument.objects.get(pk=instrument.pk))
    assert [part.questions for part in again] == [part.questions for part in sections_of(instrument)]
    content = {**instrument.content, "version": instrument.version + 1, "duties": instrument.content["duties"][::-1]}
    newer = Instrument.objects.create(
        profession=instrument.profession, revision=instrument.revision, version=instrument.version + 1, content=content
    )
    overview = ibu_ratna.get(reverse("admin:counseling_paper", args=[ibu_ratna.group.pk])).content.decode()
    assert (address(ibu_ratna, newer) in overview, address(ibu_ratna, instrument) in overview) == (True, True)
    assert entered(ibu_ratna, instrument).instrument == instrument


def test_the_sheet_has_every_question_with_its_number_and_the_version(ibu_ratna, instrument):
    page = ibu_ratna.get(address(ibu_ratna, instrument, "sheet")).content.decode()
    numbers = re.findall(r'<th scope="row">(\d+)</th>', page)
    total = sum(len(part.questions) for part in sections_of(instrument))
    assert numbers == [str(number) for number in range(1, total + 1)]
    assert (f"Kuis versi {instrument.version}" in page, ibu_ratna.group.shown_code in page) == (True, True)


def test_a_class_of_forty_is_entered_one_after_the_other(ibu_ratna, instrument):
    for number in range(40):
        entered(ibu_ratna, instrument, nama=f"{number}")
    slips = ibu_ratna.get(reverse("admin:counseling_paper_slips", args=[ibu_ratna.group.pk])).content.decode()
    assert len(set(re.findall(r'class="code">([0-9A-Z-]+)<', slips))) == Report.objects.count() == 40


def test_a_counselor_who_was_released_meanwhile_stores_nothing(ibu_ratna, instrument):
    form = sheet(instrument)
    seen = check(ibu_ratna, instrument, form).context["mark"]
    ibu_ratna.group.counselors.clear()
    response = ibu_ratna.post(address(ibu_ratna, instrument), form | {"langkah": "simpan", "dilihat": seen})
    assert (response.status_code, nothing_stored()) == (404, True)

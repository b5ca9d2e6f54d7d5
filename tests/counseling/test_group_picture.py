"""The picture of a group: who is how far, what its reports say together, and that no number leads to one person."""

import csv
import io
from dataclasses import replace
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from assessments.models import Report
from counseling import group_desk
from counseling.exports import BYTE_ORDER_MARK, safe_cell
from counseling.group_picture import picture_of
from counseling.models import AccessEntry, Share
from counseling.picture import Cell, progress
from counseling.services import take_place
from counseling.small_cells import FEWEST, new_blocks, shown_count, shown_counts
from tests.cast import (
    SISTER,
    SLUG,
    eager,
    finished,
    join_group,
    opened,
    place_in,
    reluctant,
    start_attempt,
    withdraw,
)  # fmt: skip

HIDDEN = "disembunyikan (&lt; 5)"


@pytest.fixture
def eager_report(content):
    return finished(Client(), SISTER, eager).reports.get()


@pytest.fixture
def reluctant_report(content):
    return finished(Client(), SISTER, reluctant).reports.get()


def picture(counselor):
    return picture_of(counselor.group, counselor.user)


def levels(counselor):
    (of_profession,) = picture(counselor).professions
    return {level: cell.count for level, cell in of_profession.levels}


def ask(client, kind="", group=None):
    name = f"admin:counseling_group_{kind or 'picture'}"
    return client.get(reverse(name, args=[(group or client.group).pk]))


def page_of(client):
    response = ask(client)
    assert response.status_code == 200
    return response.content.decode()


def rows_of(response):
    text = b"".join(response.streaming_content).decode()
    assert text.startswith(BYTE_ORDER_MARK)
    return list(csv.reader(io.StringIO(text.removeprefix(BYTE_ORDER_MARK), newline="")))


def text_of(response):
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(response.content)).pages)


# Small numbers.


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ((12, 8, 5), (12, 8, 5)),
        ((20, 4, 1), (20, None, None)),
        ((14, 8, 3), (14, None, None)),
        ((6, 4), (None, None)),
        ((10, 0), (None, None)),
        ((5, 5, 0), (None, 5, None)),
        ((0, 0), (None, None)),
    ],
)
def test_a_number_is_hidden_below_five_and_with_it_the_one_that_would_give_it_away(counts, shown):
    states = "abc"[: len(counts)]
    assert tuple(shown_counts(dict(zip(states, counts, strict=True))).values()) == shown


def test_what_is_hidden_in_a_row_is_never_fewer_than_five_people_together():
    for first in range(16):
        for second in range(16):
            for third in range(16):
                counts = {"a": first, "b": second, "c": third}
                shown = shown_counts(counts)
                hidden = [counts[state] for state in counts if shown[state] is None]
                assert not hidden or sum(hidden) >= FEWEST or len(hidden) == len(counts)
                assert all(count is None or count >= FEWEST for count in shown.values())


def test_one_number_is_shown_only_where_the_rest_is_no_small_group():
    assert [shown_count(count, 12) for count in (0, 4, 5, 7, 8, 12)] == [None, None, 5, 7, None, None]


def test_blocks_are_of_five_and_the_rest_waits():
    assert [len(block) for block in new_blocks(list(range(14)))] == [5, 5]


def test_four_reports_are_no_picture(ibu_ratna, eager_report):
    opened(eager_report, 4, ibu_ratna)
    (of_profession,) = picture(ibu_ratna).professions
    assert (of_profession.counted, of_profession.waiting, of_profession.levels, of_profession.traits) == (0, 4, (), ())
    page = page_of(ibu_ratna)
    assert (HIDDEN in page, "kurang dari lima orang" in page) == (True, True)


def test_ten_who_say_the_same_are_hidden_because_the_number_would_tell_what_each_said(ibu_ratna, eager_report):
    opened(eager_report, 10, ibu_ratna)
    assert set(levels(ibu_ratna).values()) == {None}


def test_levels_traits_beliefs_and_duties_are_counted_over_the_opened_reports(
    ibu_ratna, eager_report, reluctant_report
):
    opened(eager_report, 15, ibu_ratna)
    opened(reluctant_report, 10, ibu_ratna)
    (found,) = picture(ibu_ratna).professions
    shown = {level: cell.count for level, cell in found.levels if cell.count}
    assert (found.counted, shown) == (25, {eager_report.level: 15})
    scored = {trait["code"]: trait["state"] for trait in eager_report.result["traits"]}
    assert len(found.traits) == len(scored)
    strong = [row for row in found.traits if row.cells[0].count == 15]
    assert len(strong) == list(scored.values()).count("strength") > 0
    assert {row.cells[0].count for row in found.duties} == {15}
    assert (found.beliefs, found.hidden_beliefs > 0) == ((), True)


def test_a_cell_says_its_number_and_not_only_its_shade(ibu_ratna, eager_report, reluctant_report):
    opened(eager_report, 15, ibu_ratna)
    opened(reluctant_report, 10, ibu_ratna)
    page = page_of(ibu_ratna)
    assert '<td class="cell-3">15 (60%)</td>' in page
    assert f'<td class="cell-0">{HIDDEN}</td>' in page
    assert page.count("<caption") == page.count("<table") > 4
    assert page.count("<th ") == page.count("<th scope=")


@pytest.mark.parametrize(("count", "shade"), [(None, 0), (5, 1), (6, 2), (13, 3), (20, 4)])
def test_a_cell_is_darker_by_quarters(count, shade):
    assert Cell(count, 20).shade == shade


# Two pictures that differ by one person.


def test_one_more_person_changes_no_number(ibu_ratna, eager_report, reluctant_report):
    opened(eager_report, 10, ibu_ratna)
    opened(reluctant_report, 10, ibu_ratna)
    before = replace(picture(ibu_ratna).professions[0], waiting=0)
    for _ in range(4):
        opened(eager_report, 1, ibu_ratna)
        assert replace(picture(ibu_ratna).professions[0], waiting=0) == before
    opened(eager_report, 1, ibu_ratna)
    assert picture(ibu_ratna).professions[0].counted == 25


@pytest.mark.parametrize("way", ["withdrawn", "deleted"])
def test_one_person_less_takes_five_out_and_nobody_is_moved_in_her_place(
    ibu_ratna, eager_report, reluctant_report, way
):
    shares = opened(eager_report, 15, ibu_ratna)
    opened(reluctant_report, 9, ibu_ratna)
    assert picture(ibu_ratna).professions[0].counted == 20
    if way == "withdrawn":
        withdraw(shares[3])
    else:
        shares[3].attempt.delete()
    assert levels(ibu_ratna)[eager_report.level] == 10
    assert picture(ibu_ratna).professions[0].counted == 15


def test_a_later_report_of_the_same_person_changes_no_number(ibu_ratna, eager_report, reluctant_report):
    shares = opened(eager_report, 10, ibu_ratna)
    opened(reluctant_report, 10, ibu_ratna)
    before = picture(ibu_ratna).professions
    columns = {
        field.attname: getattr(reluctant_report, field.attname)
        for field in Report._meta.fields
        if not field.primary_key
    }
    Report.objects.create(**columns | {"attempt_id": shares[0].attempt_id, "number": 2})
    Share.objects.filter(pk=shares[0].pk).update(report=Report.objects.latest("pk"))
    assert picture(ibu_ratna).professions == before


def test_five_reports_of_one_person_are_no_five_people(ibu_ratna, eager_report):
    opened(eager_report, 4, ibu_ratna)
    for share in opened(eager_report, 5, ibu_ratna):
        Share.objects.filter(pk=share.pk).update(name="Orang 0")
    assert picture(ibu_ratna).professions[0].counted == 0


def test_a_second_look_stores_nothing(ibu_ratna, eager_report):
    opened(eager_report, 7, ibu_ratna)
    page_of(ibu_ratna)
    before = list(Share.objects.order_by("pk").values())
    page_of(ibu_ratna)
    assert list(Share.objects.order_by("pk").values()) == before


# How far people are.


def test_steps_are_counted_and_names_are_given_to_the_counselor_alone(ibu_ratna, pak_anton, sari, budi, stranger):
    join_group(stranger, ibu_ratna.group, name="Rani")
    join_group(budi, ibu_ratna.group, name="Budi")
    take_place(place_in(budi, ibu_ratna.group), budi.attempt, now=timezone.now())
    finished(sari, SISTER, shared_with=ibu_ratna)
    found = picture(ibu_ratna)
    assert (found.progress.joined, found.progress.begun, found.progress.finished, found.opened) == (3, 2, 1, 1)
    assert (found.progress.not_begun, found.progress.not_finished) == (("Rani",), ("Budi",))
    page = page_of(ibu_ratna)
    assert ("Rani" in page, "Budi" in page, "Dari 3 anggota kelompok Kelas ibu-ratna" in page) == (True, True, True)
    for_coordinator = ask(pak_anton, group=ibu_ratna.group).content.decode()
    shown = [
        word for word in ("Rani", "Budi", "Siti", "Teks siap pakai", "dibuka untuk Anda") if word in for_coordinator
    ]
    assert (shown, "Sudah mulai" in for_coordinator) == ([], True)


def test_who_joins_reads_first_that_the_counselor_sees_how_far_she_is(stranger, ibu_ratna):
    stranger.post(reverse("counseling:join"), {"kode": ibu_ratna.group.code})
    page = stranger.get(reverse("counseling:name")).content.decode()
    assert "Konselor melihat apakah Anda sudah mulai dan sudah selesai mengisi kuis." in page


def test_a_further_attempt_is_no_further_person(ibu_ratna, sari):
    join_group(sari, ibu_ratna.group, name="Sari")
    place = place_in(sari, ibu_ratna.group)
    take_place(place, sari.attempt, now=timezone.now())
    take_place(place, start_attempt(sari, SLUG), now=timezone.now())
    finished(sari, SISTER, shared_with=ibu_ratna)
    steps = progress(ibu_ratna.group.memberships.select_related("attempt"))
    assert (ibu_ratna.group.memberships.count(), steps.joined, steps.finished) == (3, 1, 1)


def test_the_ready_text_names_what_is_shown_and_no_person(ibu_ratna, eager_report, reluctant_report):
    opened(eager_report, 15, ibu_ratna, name="Wulan")
    opened(reluctant_report, 10, ibu_ratna, name="Wulan")
    text = picture(ibu_ratna).text
    assert "Dari 25 anggota kelompok Kelas ibu-ratna, 25 sudah mulai mengisi kuis dan 25 sudah selesai." in text
    assert f"Untuk profesi {eager_report.profession.name} dihitung 25 laporan." in text
    assert ("15 orang" in text, "10 orang" in text, "Wulan" in text) == (True, False, False)


# Two schools.


def test_nothing_of_another_school_is_in_the_picture_the_table_or_the_sheets(
    ibu_ratna, bu_dewi, eager_report, reluctant_report
):
    opened(eager_report, 10, ibu_ratna, name="Melati")
    opened(reluctant_report, 5, bu_dewi, name="Kenanga")
    assert picture(bu_dewi).professions[0].counted == 5
    assert {row[0].split()[0] for row in rows_of(ask(bu_dewi, "csv"))[1:]} == {"Kenanga"}
    text = text_of(ask(bu_dewi, "sheets"))
    assert ("Kenanga" in text, "Melati" in text) == (True, False)
    for kind in ("", "picture_pdf", "csv", "sheets"):
        assert ask(bu_dewi, kind, ibu_ratna.group).status_code == 404
    assert not AccessEntry.objects.filter(attempt__memberships__group=ibu_ratna.group).exists()


def test_a_counselor_of_the_same_school_who_does_not_have_the_group_sees_no_picture(ibu_ratna, pak_anton, eager_report):
    opened(eager_report, 5, ibu_ratna)
    for kind in ("picture_pdf", "csv", "sheets"):
        assert ask(pak_anton, kind, ibu_ratna.group).status_code == 403
    ibu_ratna.group.counselors.clear()
    for kind in ("", "picture_pdf", "csv", "sheets"):
        assert ask(ibu_ratna, kind).status_code == 404


# The table.


def test_the_table_has_a_row_for_each_opened_report_and_each_is_logged_once(ibu_ratna, eager_report):
    shares = opened(eager_report, 3, ibu_ratna)
    withdraw(shares[1])
    head, *rows = rows_of(ask(ibu_ratna, "csv"))
    assert head[:6] == ["Nama atau nomor", "Profesi", "Tanggal laporan", "Tingkat", "Nilai", "Rentang"]
    assert [row[0] for row in rows] == [shares[0].name, shares[2].name]
    assert {len(row) for row in rows} == {len(head)}
    assert (rows[0][3], rows[0][5].startswith("antara ")) == (eager_report.get_level_display(), True)
    assert any(cell.startswith("kekuatan; ") for cell in rows[0])
    logged = AccessEntry.objects.filter(action="export").values_list("attempt", flat=True)
    assert sorted(logged) == sorted([shares[0].attempt_id, shares[2].attempt_id])


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1+1", " =1", "\t=1", '=HYPERLINK("x";"y")', "－1"])
def test_a_name_that_looks_like_a_formula_is_text_in_the_table(ibu_ratna, eager_report, name):
    (share,) = opened(eager_report, 1, ibu_ratna)
    Share.objects.filter(pk=share.pk).update(name=name)
    (row,) = rows_of(ask(ibu_ratna, "csv"))[1:]
    assert row[0] == f"'{name}" == safe_cell(name)
    assert not [cell for cell in row if cell.lstrip()[:1] in set("=+-@＝＋－＠")]


def test_the_table_is_read_as_it_is_sent(ibu_ratna, eager_report, monkeypatch):
    monkeypatch.setattr("counseling.exports.AT_ONCE", 2)
    shares = opened(eager_report, 5, ibu_ratna)
    response = ask(ibu_ratna, "csv")
    assert (response.streaming, "attachment" in response["Content-Disposition"]) == (True, True)
    lines = iter(response.streaming_content)
    next(lines)
    assert next(lines).decode().count("\r\n") == 2
    assert AccessEntry.objects.count() == 2
    withdraw(shares[4])
    assert b"".join(lines).decode().count("\r\n") == 2
    assert AccessEntry.objects.filter(attempt=shares[4].attempt_id).count() == 0


# On paper.


def test_the_picture_on_paper_says_what_the_page_says(ibu_ratna, eager_report, reluctant_report):
    opened(eager_report, 15, ibu_ratna)
    opened(reluctant_report, 10, ibu_ratna)
    response = ask(ibu_ratna, "picture_pdf")
    text = " ".join(text_of(response).split())
    assert response["Content-Type"] == "application/pdf"
    for words in ("Gambaran kelompok", "15 (60%)", "disembunyikan (< 5)", eager_report.profession.name):
        assert words in text
    assert "10 (40%)" not in text


def test_all_sheets_of_a_group_are_one_page_each_with_a_name_and_a_line_in_the_log(ibu_ratna, eager_report):
    shares = opened(eager_report, 3, ibu_ratna)
    withdraw(shares[1])
    pages = PdfReader(BytesIO(ask(ibu_ratna, "sheets").content)).pages
    assert [shares[0].name in pages[0].extract_text(), shares[2].name in pages[1].extract_text()] == [True, True]
    assert (len(pages), "Lembar konseling" in pages[1].extract_text()) == (2, True)
    entries = AccessEntry.objects.filter(action="print").values_list("attempt", flat=True)
    assert sorted(entries) == sorted([shares[0].attempt_id, shares[2].attempt_id])


def test_more_sheets_than_fit_one_file_are_limited_and_that_is_said(ibu_ratna, eager_report, monkeypatch):
    monkeypatch.setattr(group_desk, "MOST_SHEETS", 2)
    opened(eager_report, 3, ibu_ratna)
    assert "Ada 3 laporan; berkas lembar konseling memuat 2 yang terbaru." in page_of(ibu_ratna)
    assert len(PdfReader(BytesIO(ask(ibu_ratna, "sheets").content)).pages) == 2
    assert AccessEntry.objects.filter(action="print").count() == 2


def test_a_group_without_opened_reports_has_no_sheets_and_says_so(ibu_ratna):
    response = ask(ibu_ratna, "sheets")
    assert (response.status_code, "belum ada lembar konseling" in response.content.decode()) == (404, True)


@pytest.mark.parametrize(
    ("name", "action", "words"),
    [
        ("counseling_report_pdf", "download", "Laporan kecocokan"),
        ("counseling_report_sheet", "print", "Lembar konseling"),
    ],
)
def test_a_counselor_takes_an_opened_report_on_paper_and_that_is_logged(sari, ibu_ratna, name, action, words):
    attempt = finished(sari, SISTER, shared_with=ibu_ratna)
    path = reverse(f"admin:{name}", args=[attempt.reports.get().pk])
    opened_page = ibu_ratna.get(reverse("admin:assessments_report_change", args=[attempt.reports.get().pk]))
    assert path in opened_page.content.decode()
    response = ibu_ratna.get(path)
    assert (response.status_code, response["Content-Type"], words in text_of(response)) == (
        200,
        "application/pdf",
        True,
    )
    assert list(AccessEntry.objects.filter(attempt=attempt).values_list("action", flat=True)[:1]) == [action]
    withdraw(attempt.shares.get())
    assert ibu_ratna.get(path).status_code == 404
    assert AccessEntry.objects.filter(attempt=attempt).count() == 2

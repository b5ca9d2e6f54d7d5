"""The counselor's desk: the reports that were opened to counselors, as their owners see them."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.models import Attempt, Report
from counseling.listing import FILTERS as FILTER_COLUMNS
from counseling.listing import wanted_shares
from counseling.models import Share
from tests.cast import SISTER, SLUG, eager, finished, join_group, place_in, reluctant, share_with, withdraw

LIST = "admin:assessments_report_changelist"
CHANGE = "admin:assessments_report_change"


@pytest.fixture
def eager_report(sari, ibu_ratna):
    return finished(sari, SLUG, eager, shared_with=ibu_ratna).reports.get()


@pytest.fixture
def reluctant_report(sari, ibu_ratna):
    return finished(sari, SISTER, reluctant, shared_with=ibu_ratna).reports.get()


@pytest.fixture
def hasty_report(sari, ibu_ratna):
    """One with a quality note, of a month ago."""
    report = finished(sari, SLUG, lambda question: "skip", shared_with=ibu_ratna).reports.get()
    month_ago = timezone.now() - timedelta(days=31)
    Report.objects.filter(pk=report.pk).update(has_quality_note=True, created_at=month_ago)
    report.shares.update(has_quality_note=True, reported_at=month_ago)
    report.refresh_from_db()
    return report


def listed(client, query=""):
    response = client.get(reverse(LIST) + query)
    assert response.status_code == 200
    return {share.report for share in response.context["shares"]}


def article(response):
    return re.search(r"<article class=\"report\">.*</article>", response.content.decode(), re.DOTALL)[0]


@pytest.mark.parametrize("names", [("eager_report",), ("reluctant_report",), ("hasty_report",)])
def test_the_counselor_reads_the_report_as_its_owner_does(request, sari, ibu_ratna, names):
    report = request.getfixturevalue(*names)
    hers = ibu_ratna.get(reverse(CHANGE, args=[report.pk]))
    owners = sari.get(reverse("assessments:report", args=[report.attempt_id]))
    assert article(hers) == article(owners)


def test_the_owner_sees_before_she_shares_what_the_counselor_will_see(budi, ibu_ratna):
    report = finished(budi).reports.get()
    join_group(budi, ibu_ratna.group, name="D'Arcy")
    offer = (place_in(budi, ibu_ratna.group).pk, ibu_ratna.user.pk)
    preview = budi.get(reverse("counseling:share", args=[report.attempt_id, *offer]))
    share_with(budi, report.attempt, ibu_ratna)
    hers = ibu_ratna.get(reverse(CHANGE, args=[report.pk]))
    assert (article(preview), facts(preview)) == (article(hers), facts(hers))
    assert "D&#x27;Arcy" in facts(hers)


def facts(response):
    return re.search(r"<dl class=\"facts\">.*?</dl>", response.content.decode(), re.DOTALL)[0]


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_a_report_can_be_neither_changed_nor_deleted(ibu_ratna, eager_report, method):
    before = Report.objects.values().get()
    response = getattr(ibu_ratna, method)(reverse(CHANGE, args=[eager_report.pk]), {"level": "fits", "post": "yes"})
    assert response.status_code == 405
    assert Report.objects.values().get() == before


FILTERS = {
    "tingkat=unfit": {"reluctant"},
    "tingkat=missing": {"hasty"},
    "catatan=ya": {"hasty"},
    "waspada=ya": {"reluctant"},
    "dibuka=ya": {"eager"},
    "dibuka=tidak": {"reluctant", "hasty"},
    "sampai={month_ago}": {"hasty"},
    "dari={yesterday}": {"eager", "reluctant"},
    "dari={yesterday}&tingkat=fits": {"eager"},
    "kelompok={group}": {"eager", "reluctant", "hasty"},
    "profesi={sister}": {"reluctant"},
    "q=si": {"eager", "reluctant", "hasty"},
    "q=SOSIAL": {"reluctant"},
    "q=sosial&tingkat=fits": set(),
    "q=tidak+ada": set(),
    "q=%25": set(),
}


@pytest.mark.parametrize("query", FILTERS)
def test_the_list_is_filtered(ibu_ratna, eager_report, reluctant_report, hasty_report, query):
    Share.objects.filter(report=eager_report).update(has_quality_note=False)
    Share.objects.filter(report=reluctant_report).update(has_quality_note=False)
    ibu_ratna.get(reverse(CHANGE, args=[eager_report.pk]))
    today = timezone.localdate()
    values = {
        "month_ago": today - timedelta(days=30),
        "yesterday": today - timedelta(days=1),
        "group": ibu_ratna.group.pk,
        "sister": reluctant_report.profession_id,
    }
    names = {"eager": eager_report, "reluctant": reluctant_report, "hasty": hasty_report}
    assert (eager_report.level, reluctant_report.level, hasty_report.level) == ("fits", "unfit", "missing")
    assert listed(ibu_ratna, "?" + query.format(**values)) == {names[name] for name in FILTERS[query]}


@pytest.mark.parametrize("name", ["catatan", "waspada", "dibuka"])
def test_a_truth_value_is_looked_up_as_a_value_which_an_index_can_find(ibu_ratna, name):
    wanted = dict.fromkeys([*FILTER_COLUMNS, "dari", "sampai", "q"]) | {name: False}
    looked_up = f'"counseling_share"."{FILTER_COLUMNS[name]}" IN ('
    assert looked_up in str(wanted_shares(ibu_ratna.user, wanted).query)


def test_every_filter_has_an_index_that_ends_in_the_order_of_the_list():
    indexes = {tuple(index.fields) for index in Share._meta.indexes}
    order = ("-reported_at", "-id")
    assert indexes == {("counselor", *order)} | {("counselor", column, *order) for column in FILTER_COLUMNS.values()}


@pytest.mark.parametrize(
    "query",
    ["tingkat=x", "kelompok=x", "kelompok=0", "dari=kemarin", "dari=0001-01-01", "sampai=9999-12-31", "q=%00",
     "sesudah=x", "sesudah=2026-01-01_1", "sebelum=2026-01-01T00:00:00%2B00:00_99999999999999999999", "profesi=%00",
     "q=" + "x" * 61, "sesudah=0001-01-01T00:00:00%2B14:00_1"],
)  # fmt: skip
def test_a_filter_that_no_page_sends_lists_nothing_and_says_so(ibu_ratna, eager_report, query):
    response = ibu_ratna.get(f"{reverse(LIST)}?{query}")
    assert (response.status_code, response.context["shares"]) == (200, [])


def many_shares(ibu_ratna, report, count):
    """Copies of a share, several of the same moment, each of an attempt and a report of its own."""
    share, attempt = report.shares.get(), report.attempt
    attempts, reports, shares = [], [], []
    for number in range(count):
        attempts.append(
            Attempt(
                instrument=attempt.instrument,
                start_key=f"many-{number}",
                resume_hash=f"many-{number}",
                pages=[],
                started_at=share.given_at,
            )
        )
        moment = report.created_at - timedelta(hours=1 + number // 3)
        copy = {field.name: getattr(report, field.name) for field in Report._meta.fields if field.name != "id"}
        reports.append(Report(**copy | {"attempt": attempts[-1], "created_at": moment}))
        copy = {field.name: getattr(share, field.name) for field in Share._meta.fields if field.name != "id"}
        copy |= {"attempt": attempts[-1], "report": reports[-1], "reported_at": moment, "name": f"Murid {number}"}
        shares.append(Share(**copy))
    for rows in (attempts, reports, shares):
        type(rows[0]).objects.bulk_create(rows)


def walk(client, path, link):
    """The numbers of the shares of every page from here on, by this link of the pages."""
    while path:
        response = client.get(path)
        yield [share.pk for share in response.context["shares"]]
        query = getattr(response.context["page"], link)
        path = query and reverse(LIST) + query


@pytest.mark.parametrize("query", ["", "?tingkat=fits", "?q=murid"])
def test_pages_show_every_share_once_from_both_ends(ibu_ratna, eager_report, query):
    many_shares(ibu_ratna, eager_report, 120)
    down = list(walk(ibu_ratna, reverse(LIST) + query, "older"))
    last = reverse(LIST) + ibu_ratna.get(reverse(LIST) + query).context["page"].oldest
    up = list(walk(ibu_ratna, last, "newer"))
    order = list(Share.objects.order_by("-reported_at", "-id").values_list("pk", flat=True))
    expected = order[1:] if "q=" in query else order
    assert [pk for page in down for pk in page] == expected
    assert [pk for page in reversed(up) for pk in page] == expected
    assert [len(page) for page in down] == [50, 50, len(expected) - 100]


def test_the_count_ends_at_what_is_worth_counting(ibu_ratna, eager_report, monkeypatch):
    many_shares(ibu_ratna, eager_report, 12)
    assert ibu_ratna.get(reverse(LIST)).context["page"].count == "13"
    monkeypatch.setattr("counseling.listing.MOST_COUNTED", 12)
    assert ibu_ratna.get(reverse(LIST)).context["page"].count == "12+"


def test_the_list_shows_the_newest_first_and_cannot_be_ranked_by_score(ibu_ratna, eager_report, hasty_report):
    response = ibu_ratna.get(reverse(LIST) + "?o=-score&urut=nilai")
    assert [share.report for share in response.context["shares"]] == [eager_report, hasty_report]
    assert '<th scope="col"><a' not in response.content.decode()


def test_the_list_shows_no_score_without_its_band(ibu_ratna, eager_report, hasty_report):
    page = ibu_ratna.get(reverse(LIST)).content.decode()
    cells = re.findall(r"<td class=\"band\">(.*?)</td>", page)
    outcome = eager_report.document_in("id")["outcome"]
    assert cells == [f"{outcome['score_text']}, {outcome['band_text']}", "–"]
    assert (hasty_report.level, bool(outcome["band_text"])) == ("missing", True)


def test_a_withdrawn_report_leaves_the_list(ibu_ratna, eager_report):
    withdraw(eager_report.shares.get())
    assert listed(ibu_ratna) == set()


def test_a_report_that_is_opened_later_joins_the_list(budi, ibu_ratna):
    report = finished(budi).reports.get()
    assert listed(ibu_ratna) == set()
    share_with(budi, report.attempt, ibu_ratna)
    assert listed(ibu_ratna) == {report}


def test_a_deleted_attempt_takes_its_report_from_the_counselor(sari, ibu_ratna, eager_report):
    sari.post(reverse("assessments:delete", args=[eager_report.attempt_id]))
    assert listed(ibu_ratna) == set()
    assert ibu_ratna.get(reverse(CHANGE, args=[eager_report.pk])).status_code == 404

"""The counselor's desk: the reports that were opened to counselors, as their owners see them."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.models import Report
from assessments.services import set_counselor_access
from tests.cast import SISTER, SLUG, eager, finished, reluctant

LIST = "admin:assessments_report_changelist"
CHANGE = "admin:assessments_report_change"


@pytest.fixture
def eager_report(sari):
    return finished(sari, SLUG, eager, counselor_may_see=True).reports.get()


@pytest.fixture
def reluctant_report(sari):
    return finished(sari, SISTER, reluctant, counselor_may_see=True).reports.get()


@pytest.fixture
def hasty_report(sari):
    """One with a quality note, of a month ago."""
    report = finished(sari, SLUG, lambda question: "skip", counselor_may_see=True).reports.get()
    month_ago = timezone.now() - timedelta(days=31)
    Report.objects.filter(pk=report.pk).update(has_quality_note=True, created_at=month_ago)
    report.refresh_from_db()
    return report


def listed(client, query=""):
    response = client.get(reverse(LIST) + query)
    assert response.status_code == 200
    return set(response.context["cl"].result_list)


def article(response):
    return re.search(r"<article class=\"report\">.*</article>", response.content.decode(), re.DOTALL)[0]


@pytest.mark.parametrize("names", [("eager_report",), ("reluctant_report",), ("hasty_report",)])
def test_the_counselor_reads_the_report_as_its_owner_does(request, sari, ibu_ratna, names):
    report = request.getfixturevalue(*names)
    hers = ibu_ratna.get(reverse(CHANGE, args=[report.pk]))
    owners = sari.get(reverse("assessments:report", args=[report.attempt_id]))
    assert article(hers) == article(owners)


def test_a_report_has_no_form_that_could_change_it(ibu_ratna, eager_report):
    page = ibu_ratna.get(reverse(CHANGE, args=[eager_report.pk])).content.decode()
    actions = re.findall(r"<form[^>]*action=\"([^\"]*)\"", page) + re.findall(r"<form(?![^>]*action=)[^>]*>", page)
    assert [action for action in actions if action != reverse("admin:logout")] == []
    assert re.findall(r"<(?:input|select|textarea)[^>]*\bname=\"(?!csrf)", page) == []


@pytest.mark.parametrize("door", ["change", "delete"])
def test_a_report_can_be_neither_changed_nor_deleted_nor_added(ibu_ratna, eager_report, door):
    before = Report.objects.values().get()
    data = {"level": "fits", "document": "{}", "post": "yes", "_save": "1"}
    for client_path in (
        reverse(f"admin:assessments_report_{door}", args=[eager_report.pk]),
        reverse("admin:assessments_report_add"),
    ):
        assert ibu_ratna.post(client_path, data).status_code == 403
    assert Report.objects.values().get() == before


def test_the_list_is_filtered_by_profession(ibu_ratna, eager_report, reluctant_report):
    assert listed(ibu_ratna) == {eager_report, reluctant_report}
    assert listed(ibu_ratna, f"?profession__id__exact={eager_report.profession_id}") == {eager_report}


def test_the_list_is_filtered_by_level(ibu_ratna, eager_report, reluctant_report):
    assert (eager_report.level, reluctant_report.level) == ("fits", "unfit")
    assert listed(ibu_ratna, "?level__exact=unfit") == {reluctant_report}


def test_the_list_is_filtered_by_quality_note(ibu_ratna, eager_report, hasty_report):
    Report.objects.filter(pk=eager_report.pk).update(has_quality_note=False)
    assert listed(ibu_ratna, "?has_quality_note__exact=1") == {hasty_report}


def test_the_list_is_filtered_by_date(ibu_ratna, eager_report, hasty_report):
    choices = filter_choices(ibu_ratna, "created_at")
    assert {label: listed(ibu_ratna, query) for label, query in choices.items()} == {
        "Kapanpun": {eager_report, hasty_report},
        "Hari ini": {eager_report},
        "Tujuh hari terakhir": {eager_report},
        "Bulan ini": {eager_report},
        "Tahun ini": {report for report in (eager_report, hasty_report) if is_of_this_year(report)},
    }


def filter_choices(client, field):
    """Query string of each choice that the list offers for this filter."""
    changelist = client.get(reverse(LIST)).context["cl"]
    spec = next(spec for spec in changelist.filter_specs if spec.field_path == field)
    return {str(choice["display"]): choice["query_string"] for choice in spec.choices(changelist)}


def is_of_this_year(report):
    return timezone.localtime(report.created_at).year == timezone.localdate().year


def test_every_choice_of_every_filter_opens(ibu_ratna, eager_report, hasty_report):
    changelist = ibu_ratna.get(reverse(LIST)).context["cl"]
    queries = [choice["query_string"] for spec in changelist.filter_specs for choice in spec.choices(changelist)]
    assert [str(spec.field_path) for spec in changelist.filter_specs] == [
        "profession", "level", "has_quality_note", "created_at",
    ]  # fmt: skip
    assert {listed(ibu_ratna, query) <= {eager_report, hasty_report} for query in queries} == {True}


def test_the_list_shows_the_newest_first_and_cannot_be_ranked_by_score(ibu_ratna, eager_report, hasty_report):
    changelist = ibu_ratna.get(reverse(LIST)).context["cl"]
    assert list(changelist.result_list) == [eager_report, hasty_report]
    columns = changelist.model_admin.get_sortable_by(None)
    assert "band" not in {name for name in columns if changelist.get_ordering_field(name)}


def test_the_list_shows_no_score_without_its_band(ibu_ratna, eager_report, hasty_report):
    page = ibu_ratna.get(reverse(LIST)).content.decode()
    cells = re.findall(r"<td class=\"field-band\">(.*?)</td>", page)
    outcome = eager_report.document_in("id")["outcome"]
    assert cells == [f"{outcome['score_text']}, {outcome['band_text']}", "–"]
    assert (hasty_report.level, bool(outcome["band_text"])) == ("missing", True)


def test_a_withdrawn_report_leaves_the_list(ibu_ratna, eager_report):
    set_counselor_access(attempt_id=eager_report.attempt_id, allowed=False, now=timezone.now())
    assert listed(ibu_ratna) == set()


def test_a_report_that_is_opened_later_joins_the_list(budi, ibu_ratna):
    report = finished(budi).reports.get()
    assert listed(ibu_ratna) == set()
    budi.post(reverse("assessments:share", args=[report.attempt_id]), {"konselor": "on"})
    assert listed(ibu_ratna) == {report}


def test_a_deleted_attempt_takes_its_report_from_the_counselor(sari, ibu_ratna, eager_report):
    sari.post(reverse("assessments:delete", args=[eager_report.attempt_id]))
    assert listed(ibu_ratna) == set()
    assert ibu_ratna.get(reverse(CHANGE, args=[eager_report.pk])).status_code == 302

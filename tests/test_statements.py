"""How many SQL statements a page costs: few, and as many for one row as for thousands."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments import queries
from assessments.models import Attempt, Instrument, Report
from counseling.link_services import make_link
from counseling.models import Membership, Note, Share
from counseling.roles import EDITOR
from counseling.services import NoteText, add_agreement, add_note, ask_for_review
from professions.models import Duty, ProfileRevision
from professions.services import draft_from

from .cast import (
    SISTER,
    SLUG,
    answer_page,
    finished,
    join_group,
    opened,
    page_form,
    place_in,
    small_instrument,
    staff,
    start_attempt,
)  # fmt: skip

MOST = 12  # statements of a page
MOST_OF_COPY = 16  # all that is kept about a person: one for each table, however many rows
MOST_OF_DRAFT = 32  # an editor's form over the nine tables of a draft, their sources and traits
PAGE_POST = 3
PAGE_GET = 2
WRITES = ("INSERT", "UPDATE", "DELETE")

pytestmark = pytest.mark.django_db(transaction=True)  # else every atomic block costs savepoints


class Cost:
    """Statements, without those that only open a transaction; `commits` are the durable ones."""

    def __init__(self):
        self.statements = []
        self.commits = 0

    def __len__(self):
        return len(self.statements)


@pytest.fixture
def cost_of(monkeypatch):
    """A function that asks for a page and gives its Cost."""

    def ask(client, path, form=None, *, status=200):
        with counted(monkeypatch) as cost:
            response = client.get(path) if form is None else client.post(path, form)
        assert response.status_code == status, response
        return cost

    return ask


@contextmanager
def counted(monkeypatch):
    cost = Cost()
    unsaved = False

    def watch(execute, sql, params, many, context):
        nonlocal unsaved
        if not sql.startswith("BEGIN"):
            cost.statements.append(sql)
        if sql.startswith(WRITES):
            unsaved = connection.in_atomic_block
            cost.commits += not unsaved
        return execute(sql, params, many, context)

    def commit(original=connection._commit):
        nonlocal unsaved
        cost.commits += unsaved
        unsaved = False
        return original()

    with monkeypatch.context() as patch, connection.execute_wrapper(watch):
        patch.setattr(connection, "_commit", commit)
        yield cost


@pytest.fixture
def first_page(sari):
    """The address of a page that Sari has open."""
    path = reverse("assessments:page", args=[sari.attempt.pk, 1])
    sari.get(path)
    return path


def test_an_answer_page_is_saved_in_three_statements_and_one_durable_commit(sari, first_page, cost_of):
    cost = cost_of(sari, first_page, page_form(sari.attempt, 1), status=302)
    assert (len(cost), cost.commits) == (PAGE_POST, 1), cost.statements


def test_a_form_that_comes_twice_costs_no_more_and_writes_once(sari, first_page, cost_of):
    form = page_form(sari.attempt, 1)
    sari.post(first_page, form)
    cost = cost_of(sari, first_page, form, status=302)
    assert (len(cost), cost.commits) == (PAGE_POST - 1, 0), cost.statements


def test_a_form_that_is_shown_again_costs_no_more(sari, first_page, cost_of):
    cost = cost_of(sari, first_page, page_form(sari.attempt, 1, {}))
    assert (len(cost), cost.commits) == (PAGE_POST, 1), cost.statements


def test_an_answer_page_is_shown_for_two_statements(sari, first_page, cost_of):
    cost = cost_of(sari, first_page)
    assert (len(cost), cost.commits) == (PAGE_GET, 0), cost.statements


def test_a_process_that_meets_an_instrument_first_reads_it_once(sari, first_page, cost_of):
    queries.instrument_by.cache_clear()
    cold = cost_of(sari, first_page, page_form(sari.attempt, 1), status=302)
    warm = cost_of(sari, first_page, page_form(sari.attempt, 1), status=302)
    assert (len(cold), len(warm)) == (PAGE_POST + 1, PAGE_POST)


@pytest.fixture
def visits(sari, budi, ibu_ratna, pak_anton, editor, admin, operator):
    """Client and path of every page that reads the database."""
    shared = finished(sari, SISTER, shared_with=ibu_ratna)
    report, note = shared.reports.get().pk, written_about(shared.shares.get())
    join_group(budi, ibu_ratna.group)
    offer = (place_in(budi, ibu_ratna.group).pk, ibu_ratna.user.pk)
    open_attempt = sari.attempt
    published = ProfileRevision.objects.get(profession__slug=SLUG)
    stranger, visitor = Client(), Client()
    make_link(attempt_id=shared.pk, token="tautan", days=7, text="…", now=timezone.now())
    visitor.post(reverse("counseling:link", args=["tautan"]))
    pages = [
        (stranger, "professions:home"),
        (stranger, "professions:catalogue"),
        (stranger, "professions:profile", SLUG),
        (stranger, "professions:compare", SLUG, SISTER),
        (stranger, "assessments:method"),
        (stranger, "healthz"),
        (stranger, "assessments:my-data"),
        (sari, "assessments:my-data"),
        (sari, "assessments:my-copy"),
        (sari, "assessments:my-copy-json"),
        (sari, "assessments:erase-all"),
        (sari, "assessments:withdraw", shared.pk, "counselor"),
        (sari, "assessments:start", SLUG),
        (sari, "assessments:attempt", open_attempt.pk),
        (sari, "assessments:page", open_attempt.pk, 2),
        (sari, "assessments:change", open_attempt.pk, 2),
        (sari, "assessments:check", open_attempt.pk),
        (sari, "assessments:delete", open_attempt.pk),
        (sari, "assessments:report", shared.pk),
        (sari, "assessments:code", open_attempt.pk),
        (sari, "assessments:resume"),
        (sari, "assessments:under-age", SLUG),
        (sari, "assessments:leave"),
        (sari, "assessments:report-json", shared.pk),
        (sari, "assessments:report-pdf", shared.pk),
        (sari, "assessments:sheet-pdf", shared.pk),
        (sari, "counseling:access", shared.pk),
        (sari, "counseling:join"),
        (sari, "counseling:links", shared.pk),
        (visitor, "counseling:summary"),
        (budi, "assessments:start", SLUG),
        (budi, "counseling:access", budi.attempt.pk),
        (budi, "counseling:share", budi.attempt.pk, *offer),
        (stranger, "counseling:join"),
        (stranger, "counseling:invitation", ibu_ratna.group.code),
        (ibu_ratna, "admin:index"),
        (ibu_ratna, "admin:assessments_report_changelist"),
        (ibu_ratna, "admin:assessments_report_change", report),
        (ibu_ratna, "admin:counseling_report_pdf", report),
        (ibu_ratna, "admin:counseling_report_sheet", report),
        (ibu_ratna, "admin:counseling_note_change", report, note),
        (ibu_ratna, "admin:counseling_follow_ups"),
        (ibu_ratna, "admin:counseling_requests"),
        (ibu_ratna, "admin:counseling_group_changelist"),
        (ibu_ratna, "admin:counseling_group_change", ibu_ratna.group.pk),
        (ibu_ratna, "admin:counseling_group_sheet", ibu_ratna.group.pk),
        (ibu_ratna, "admin:counseling_group_picture", ibu_ratna.group.pk),
        (ibu_ratna, "admin:counseling_group_picture_pdf", ibu_ratna.group.pk),
        (ibu_ratna, "admin:counseling_group_csv", ibu_ratna.group.pk),
        (pak_anton, "admin:counseling_group_picture", ibu_ratna.group.pk),
        (ibu_ratna, "admin:counseling_paper", ibu_ratna.group.pk),
        (ibu_ratna, "admin:counseling_paper_sheet", ibu_ratna.group.pk, open_attempt.instrument_id),
        (ibu_ratna, "admin:counseling_paper_enter", ibu_ratna.group.pk, open_attempt.instrument_id),
        (ibu_ratna, "admin:counseling_paper_slips", ibu_ratna.group.pk),
        (ibu_ratna, "admin:counseling_school_consent", ibu_ratna.group.pk),
        (pak_anton, "admin:counseling_group_changelist"),
        (pak_anton, "admin:counseling_group_change", ibu_ratna.group.pk),
        (pak_anton, "admin:counseling_group_add"),
        (admin, "admin:index"),
        (admin, "admin:counseling_institution_changelist"),
        (admin, "admin:counseling_institution_change", ibu_ratna.group.institution_id),
        (admin, "admin:assessments_attempt_changelist"),
        (admin, "admin:assessments_attempt_change", open_attempt.pk),
        (admin, "admin:assessments_instrument_changelist"),
        (admin, "admin:assessments_instrument_change", open_attempt.instrument_id),
        (editor, "admin:assessments_item_changelist"),
        (editor, "admin:professions_trait_changelist"),
        (editor, "admin:professions_profession_changelist"),
        (editor, "admin:professions_source_changelist"),
        (editor, "admin:professions_profilerevision_changelist"),
        (editor, "admin:professions_profilerevision_change", published.pk),
        (operator, "admin:auth_user_changelist"),
        (operator, "admin:auth_user_add"),
        (operator, "admin:auth_user_change", ibu_ratna.user.pk),
        (operator, "mfa_index"),
        (operator, "mfa_activate_totp"),
        (stranger, "account_login"),
        (stranger, "account_reset_password"),
    ]
    named = {
        f"{name} {getattr(client, 'user', '')} {args}": (client, reverse(name, args=args))
        for client, name, *args in pages
    }
    ratnas_list = reverse("admin:assessments_report_changelist")
    for query in ("?tingkat=unclear", "?catatan=tidak", "?q=siti", "?akhir=1", f"?kelompok={ibu_ratna.group.pk}"):
        named[f"reports {query}"] = ibu_ratna, ratnas_list + query
    return named


def written_about(share):
    """One of everything that is written about a report; the number of the note."""
    now = timezone.now()
    reads = {"user": share.counselor, "report_id": share.report_id, "now": now}
    add_agreement(text="…", follow_up_on=timezone.localdate(), **reads)
    ask_for_review(attempt_id=share.attempt_id, share_id=share.pk, text="…", now=now)
    return add_note(written=NoteText("…", Note.Audience.PRIVATE), **reads).pk


@pytest.fixture
def costs(visits, cost_of):
    """A function that gives the number of statements of every page, in a process that has seen them all."""

    def count():
        for client, path in visits.values():
            client.get(path)
        return {
            name: len(cost_of(client, path, status=302 if name.startswith("assessments:attempt") else 200))
            for name, (client, path) in visits.items()
        }

    return count


def add_attempts(count, counselor):
    """Finished attempts with reports that are open to this counselor, as bare as the lists allow."""
    instrument = Instrument.objects.filter(profession__slug=SLUG).latest("version")
    moment = timezone.now() - timedelta(days=1)
    before = Attempt.objects.count()
    attempts = [
        Attempt(
            instrument=instrument,
            start_key=f"key-{before + number}",
            resume_hash=f"hash-{before + number}",
            open_round="",
            total_seconds=600,
            pages=[],
            started_at=moment,
            finished_at=moment,
            active_at=moment,
        )
        for number in range(count)
    ]
    Attempt.objects.bulk_create(attempts, 1000)
    reports = Report.objects.bulk_create(
        [
            Report(
                attempt=attempt,
                instrument=instrument,
                profession_id=instrument.profession_id,
                scoring_version=1,
                level="unclear",
                has_quality_note=False,
                result={},
                has_unfit_met=False,
                score=50.0,
                band_low=40.0,
                band_high=60.0,
                document={},
                created_at=moment,
            )
            for attempt in attempts
        ],
        1000,
    )
    copied = {"profession": instrument.profession, "level": "unclear", "reported_at": moment, "given_at": moment}
    people = {"counselor": counselor.user, "group": counselor.group}
    Share.objects.bulk_create(
        (
            Share(attempt=report.attempt, report=report, name=f"Siti {report.attempt.start_key}", **people, **copied)
            for report in reports
        ),
        1000,
    )
    place = {"group": counselor.group, "joined_at": moment}
    Membership.objects.bulk_create(
        (
            Membership(attempt=attempt, name=f"Siti {attempt.start_key}", form_key=attempt.start_key, **place)
            for attempt in attempts
        ),
        1000,
    )


@pytest.mark.slow
def test_every_page_costs_few_statements_and_no_more_with_ten_thousand_attempts(ibu_ratna, costs):
    add_attempts(60, ibu_ratna)
    few = costs()
    assert {name: cost for name, cost in few.items() if cost > (MOST_OF_COPY if "my-copy" in name else MOST)} == {}
    add_attempts(10_000, ibu_ratna)
    assert costs() == few


@pytest.mark.slow
def test_pages_cost_no_more_with_forty_professions(ibu_ratna, costs):
    add_attempts(60, ibu_ratna)
    few = costs()
    for number in range(40):
        small_instrument(f"profesi-{number}", items=4)
    assert costs() == few


def test_what_is_made_of_a_groups_reports_costs_no_more_for_twenty_of_them(ibu_ratna, monkeypatch):
    report = finished(Client(), SISTER).reports.get()
    costs = []
    for count in (1, 20):
        opened(report, count, ibu_ratna)
        for kind in ("picture", "picture_pdf", "csv", "sheets"):
            path = reverse(f"admin:counseling_group_{kind}", args=[ibu_ratna.group.pk])
            ibu_ratna.get(path)
            with counted(monkeypatch) as cost:
                b"".join(ibu_ratna.get(path))
            costs.append((kind, len(cost)))
    assert costs[:4] == costs[4:]
    assert max(cost for _kind, cost in costs) <= MOST


def test_the_start_page_costs_no_more_for_a_browser_with_many_attempts(sari, cost_of):
    path = reverse("assessments:start", args=[SLUG])
    one = len(cost_of(sari, path))
    for _ in range(20):
        start_attempt(sari, SLUG)
    assert len(cost_of(sari, path)) == one


@pytest.mark.parametrize("name", ["my-data", "my-copy", "my-copy-json", "erase-all"])
def test_the_pages_of_ones_data_cost_no_more_for_a_browser_with_many_attempts(sari, cost_of, name):
    path = reverse(f"assessments:{name}")
    sari.get(path)  # the process now knows the instrument
    one = len(cost_of(sari, path))
    for _ in range(20):
        start_attempt(sari, SLUG)
    assert len(cost_of(sari, path)) == one


def test_a_quiz_of_forty_items_costs_as_much_a_page_as_one_of_one_item(content, cost_of):
    flows = []
    for items in (1, 40):
        client = Client()
        slug = small_instrument(f"butir-{items}", items=items).profession.slug
        attempt = start_attempt(client, slug)
        paths = [reverse("assessments:start", args=[slug])]
        paths += [reverse(f"assessments:{name}", args=[attempt.pk]) for name in ("check", "delete")]
        paths += [reverse(f"assessments:{name}", args=[attempt.pk, 1]) for name in ("change", "page")]
        flow = [len(cost_of(client, path)) for path in paths]
        flows.append([*flow, len(cost_of(client, paths[-1], page_form(attempt, 1), status=302))])
    assert flows[0] == flows[1]


def test_a_report_of_forty_items_costs_as_much_as_one_of_four(content, cost_of):
    flows = []
    for items in (4, 40):
        client = Client()
        attempt = start_attempt(client, small_instrument(f"butir-{items}", items=items).profession.slug)
        for number in range(1, len(attempt.pages) + 1):
            answer_page(client, attempt, number)
        finish = len(cost_of(client, reverse("assessments:finish", args=[attempt.pk]), {}, status=302))
        shown = [reverse(f"assessments:{name}", args=[attempt.pk]) for name in ("report", "report-json")]
        flows.append([finish, *(len(cost_of(client, path)) for path in shown)])
    assert flows[0] == flows[1]
    assert max(flows[0]) <= MOST


@pytest.mark.slow
def test_the_editors_form_costs_no_more_with_a_hundred_claims(editor, cost_of):
    draft = draft_from(revision=ProfileRevision.objects.get(profession__slug=SLUG))
    path = reverse("admin:professions_profilerevision_change", args=[draft.pk])
    editor.get(path)
    few = len(cost_of(editor, path))
    passage = draft.source_set.first().passages.first()
    for number in range(100):
        Duty.objects.create(revision=draft, code=f"lagi-{number}", text="…", question="…").passages.add(passage)
    assert len(cost_of(editor, path)) == few
    assert few <= MOST_OF_DRAFT


@pytest.mark.slow
def test_the_history_of_a_draft_costs_no_more_with_a_hundred_claims_and_edits(editor, cost_of):
    draft = draft_from(revision=ProfileRevision.objects.get(profession__slug=SLUG))
    path = reverse("admin:professions_profilerevision_history", args=[draft.pk])
    editor.get(path)
    few = len(cost_of(editor, path))
    passage = draft.source_set.first().passages.first()
    for number in range(100):
        duty = Duty.objects.create(revision=draft, code=f"lagi-{number}", text="…", question="…")
        duty.passages.add(passage)
        duty.text = f"{number}"
        duty.save()
    assert len(cost_of(editor, path)) == few
    assert few <= MOST_OF_DRAFT


def test_a_second_factor_costs_one_statement_a_page(ibu_ratna, settings, cost_of):
    path = reverse("admin:index")
    ibu_ratna.get(path)
    without = len(cost_of(ibu_ratna, path))
    settings.STAFF_MFA_REQUIRED = True
    Authenticator.objects.create(user=ibu_ratna.user, type=Authenticator.Type.TOTP, data={})
    assert len(cost_of(ibu_ratna, path)) == without + 1


@pytest.mark.slow
def test_the_list_of_accounts_costs_no_more_with_a_hundred_of_them(operator, cost_of):
    path = reverse("admin:auth_user_changelist")
    staff("rekan-0", EDITOR)
    operator.get(path)
    few = len(cost_of(operator, path))
    for number in range(1, 100):
        staff(f"rekan-{number}", EDITOR)
    assert len(cost_of(operator, path)) == few


def test_the_form_of_a_source_costs_no_more_with_a_hundred_passages(editor, cost_of):
    source = draft_from(revision=ProfileRevision.objects.get(profession__slug=SLUG)).source_set.first()
    path = reverse("admin:professions_source_change", args=[source.pk])
    editor.get(path)
    few = len(cost_of(editor, path))
    for number in range(100):
        source.passages.create(number=1000 + number, place=f"kalimat {number}", text="…")
    assert len(cost_of(editor, path)) == few
    assert few <= MOST

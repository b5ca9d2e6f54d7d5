"""Who may open what: one reviewed table of every address, method and role."""

import logging
import re
from itertools import product

import pytest
from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone

from assessments.models import Attempt, Instrument, Item, Report
from counseling.models import AccessEntry, Agreement, Group, Note, ReviewRequest
from counseling.services import NoteText, add_agreement, add_note, ask_for_review
from professions.models import Profession, ProfileRevision, Source, Trait

from .cast import SISTER, SLUG, finished, start_attempt, withdraw

METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE")
ROLES = (
    "stranger", "owner", "other", "counselor", "elsewhere", "closed", "coordinator", "editor", "admin", "operator",
)  # fmt: skip
STAFF = ("counselor", "elsewhere", "coordinator", "editor", "admin", "operator")
GROUPS = {
    "staff": STAFF,
    "counselors": ("counselor", "elsewhere"),
    "school": ("counselor", "coordinator"),
    "helpers": ("counselor", "elsewhere", "coordinator"),
    "noneditors": ("counselor", "elsewhere", "coordinator", "operator"),
}
# Columns as METHODS; "=" is as GET, "<" as the cell before. "302+staff=405" is 302 for all but the staff.
TABLE = """
professions:home                                     200 = 405 < < < <
professions:catalogue                                200 = 405 < < < <
professions:profile                                  200 = 405 < < < <
professions:compare                                  200 = 405 < < < <
assessments:method                                   200 = 405 < < < <
assessments:start                                    200 405 400 405 < < <
assessments:under-age                                200 405 < < < < <
assessments:ask-guardian                             405 = 302 405 < < <
assessments:unsaved                                  302 405 200 405 < < <
assessments:guardian                                 404 405 404 405 < < <
assessments:guardian-withdraw                        405 = 404 405 < < <
assessments:guardian-link                            200 405 404 405 < < <
assessments:resume                                   200 405 200 405 < < <
assessments:leave                                    200 405 302 405 < < <
assessments:left                                     200 405 < < < < <
assessments:autosave                                 405 = 404+owner=400 = = = =
assessments:clarify                                  405 = 404+owner=302 = = = =
assessments:again                                    405 = 404+owner=302 = = = =
assessments:code                                     404+owner=200 405 < < < < <
assessments:renew-code                               405 = 404+owner=302 = = = =
assessments:deleted                                  200 405 < < < < <
assessments:attempt                                  404+owner=302 405 < < < < <
assessments:page                                     404+owner=200 405 404+owner=400 405 < < <
assessments:change                                   404+owner=200 405 404+owner=400 405 < < <
assessments:check                                    404+owner=200 405 < < < < <
assessments:finish                                   405 = 404+owner=302 = = = =
assessments:report                                   404+owner=200 405 < < < < <
assessments:report-json                              404+owner=200 405 < < < < <
assessments:report-pdf                               404+owner=200 405 < < < < <
assessments:sheet-pdf                                404+owner=200 405 < < < < <
assessments:delete                                   404+owner=200 405 404+owner=302 405 < < <
counseling:join                                      200 405 200 405 < < <
counseling:name                                      302 405 302 405 < < <
counseling:leave                                     405 = 400 405 < < <
counseling:invitation                                200 405 < < < < <
counseling:access                                    404+owner=200 405 < < < < <
counseling:share                                     404+owner=200 405 404+owner=200 405 < < <
counseling:withdraw                                  405 = 404+owner=302 = = = =
counseling:ask                                       405 = 404+owner=302 = = = =
admin:index                                          302+staff=200 = = = = = =
admin:login                                          302 302+staff=200 < < 302+staff=405 302+staff=200 302+staff=405
admin:logout                                         302+staff=405 = 302+staff=200 = = 302+staff=200 =
admin:password_change                                302 = = = = = 302+staff=405
admin:password_change_done                           302+staff=200 = 302+staff=405 < < = 302+staff=405
admin:autocomplete                                   302+staff=403 = 302+staff=405 < < 302+staff=200 302+staff=405
admin:jsi18n                                         302+staff=200 = 302+staff=405 < < = 302+staff=405
admin:view_on_site                                   302 = = = = = =
admin:professions_trait_changelist                   302+staff=200+noneditors=403 = = = = = =
admin:professions_trait_add                          302+staff=403 = = = = = =
admin:professions_trait_history                      302+staff=200+noneditors=403 = = = = = =
admin:professions_trait_delete                       302+staff=403 = = = = = =
admin:professions_trait_change                       302+staff=200+noneditors=403 = 302+staff=403 = = = =
admin/professions/trait/<path:object_id>/            302 = = = = = 302+staff=405
admin:professions_profession_changelist              302+staff=200+noneditors=403 = = = = = =
admin:professions_profession_add                     302+staff=403 = = = = = =
admin:professions_profession_history                 302+staff=200+noneditors=403 = = = = = =
admin:professions_profession_delete                  302+staff=403 = = = = = =
admin:professions_profession_change                  302+staff=200+noneditors=403 = 302+staff=403 = = = =
admin/professions/profession/<path:object_id>/       302 = = = = = 302+staff=405
admin:professions_source_changelist                  302+staff=200+noneditors=403 = = = = = =
admin:professions_source_add                         302+staff=403 = = = = = =
admin:professions_source_history                     302+staff=200+noneditors=403 = = = = = =
admin:professions_source_delete                      302+staff=403 = = = = = =
admin:professions_source_change                      302+staff=200+noneditors=403 = 302+staff=403 = = = =
admin/professions/source/<path:object_id>/           302 = = = = = 302+staff=405
admin:professions_profilerevision_changelist         302+staff=200+noneditors=403 = = = = = =
admin:professions_profilerevision_add                302+staff=403 = = = = = =
admin:professions_profilerevision_history            302+staff=200+noneditors=403 = = = = = =
admin:professions_profilerevision_delete             302+staff=403 = = = = = =
admin:professions_profilerevision_change             302+staff=200+noneditors=403 = 302+staff=403 = = = =
admin/professions/profilerevision/<path:object_id>/  302 = = = = = 302+staff=405
admin:assessments_report_changelist                  302+staff=403+counselors=200 = 302+staff=405 < < < <
admin:counseling_follow_ups                          302+staff=403+counselors=200 = 302+staff=405 < < < <
admin:counseling_requests                            302+staff=403+counselors=200 = 302+staff=405 < < < <
admin:assessments_report_change                      302+staff=403+elsewhere=404+counselor=200 = 302+staff=405 < < < <
admin:counseling_note_add                            302+staff=405 = 302+staff=403+elsewhere=404+counselor=200 = = = =
admin:counseling_note_change            302+staff=403+elsewhere=404+counselor=200 302+staff=405 = 302+staff=405 < < <
admin:counseling_agreement_add                       302+staff=405 = 302+staff=403+elsewhere=404+counselor=200 = = = =
admin:counseling_agreement_done                      302+staff=405 = 302+staff=403+elsewhere=404+counselor=302 = = = =
admin:counseling_request_answer                      302+staff=405 = 302+staff=403+elsewhere=404+counselor=200 = = = =
admin:counseling_group_changelist                    302+staff=403+helpers=200 = = = = = =
admin:counseling_group_add                           302+staff=403+helpers=200 = = = = = =
admin:counseling_group_history                       302+staff=404+school=200 = = = = = =
admin:counseling_group_delete                        302+staff=404+school=403 = = = = = =
admin:counseling_group_change                        302+staff=404+school=200 = = = = = =
admin/counseling/group/<path:object_id>/             302 = = = = = 302+staff=405
admin:counseling_group_sheet                         302+staff=403+elsewhere=404+school=200 = 302+staff=405 < < < <
admin:counseling_institution_changelist              302+staff=403+admin=200 = = = = = =
admin:counseling_institution_add                     302+staff=403+admin=200 = = = = = =
admin:counseling_institution_history                 302+staff=403+admin=200 = = = = = =
admin:counseling_institution_delete                  302+staff=403 = = = = = =
admin:counseling_institution_change                  302+staff=403+admin=200 = = = = = =
admin/counseling/institution/<path:object_id>/       302 = = = = = 302+staff=405
admin:assessments_item_changelist                    302+staff=200+noneditors=403 = = = = = =
admin:assessments_item_add                           302+staff=403 = = = = = =
admin:assessments_item_history                       302+staff=200+noneditors=403 = = = = = =
admin:assessments_item_delete                        302+staff=403 = = = = = =
admin:assessments_item_change                        302+staff=200+noneditors=403 = 302+staff=403 = = = =
admin/assessments/item/<path:object_id>/             302 = = = = = 302+staff=405
admin:assessments_instrument_changelist              302+staff=200+noneditors=403 = = = = = =
admin:assessments_instrument_add                     302+staff=403 = = = = = =
admin:assessments_instrument_history                 302+staff=200+noneditors=403 = = = = = =
admin:assessments_instrument_delete                  302+staff=403 = = = = = =
admin:assessments_instrument_change                  302+staff=200+noneditors=403 = 302+staff=403 = = = =
admin/assessments/instrument/<path:object_id>/       302 = = = = = 302+staff=405
admin:assessments_attempt_changelist                 302+staff=403+admin=200+operator=200 = = = = = =
admin:assessments_attempt_add                        302+staff=403 = = = = = =
admin:assessments_attempt_history                    302+staff=403+admin=200+operator=200 = = = = = =
admin:assessments_attempt_delete                     302+staff=403 = = = = = =
admin:assessments_attempt_change                     302+staff=403+admin=200+operator=200 = 302+staff=403 = = = =
admin/assessments/attempt/<path:object_id>/          302 = = = = = 302+staff=405
admin:auth_group_changelist                          302+staff=403+admin=200 = = = = = =
admin:auth_group_add                                 302+staff=403+admin=200 = = = = = =
admin:auth_group_history                             302+staff=403+admin=200 = = = = = =
admin:auth_group_delete                              302+staff=403+admin=200 = = = = = =
admin:auth_group_change                              302+staff=403+admin=200 = = = = = =
admin/auth/group/<path:object_id>/                   302 = = = = = 302+staff=405
admin:auth_user_password_change                      302+staff=403+admin=200+operator=200 = = = = = =
admin:auth_user_changelist                           302+staff=403+admin=200+operator=200 = = = = = =
admin:auth_user_add                                  302+staff=403+admin=200+operator=200 = = = = = =
admin:auth_user_history                              302+staff=403+admin=200+operator=200 = = = = = =
admin:auth_user_delete                               302+staff=403+admin=200 = = = = = =
admin:auth_user_change                               302+staff=403+admin=200+operator=200 = = = = = =
admin/auth/user/<path:object_id>/                    302 = = = = = 302+staff=405
admin:app_list                                       302+staff=200+coordinator=404 = = = = = =
admin/(?P<url>.*)$                                   302+staff=404 = = = = = =
language                                             405 = 400 405 < < <
account_login                                        200+staff=302 = = = 405+staff=302 = 405+staff=302
mfa_authenticate                                     302 = = = = = =
account_logout                                       302+staff=200 = 302 405 < 200 405
account_inactive                                     200 = 405 < < = 405
account_reauthenticate                               302+staff=403 = = = = = =
mfa_reauthenticate                                   302+staff=403 = = = = = =
account_change_password                              302 = = = = = =
account_set_password                                 302+staff=200 = = = 302+staff=405 = 302+staff=405
account_reset_password                               200 = = = 405 = 405
account_reset_password_done                          200 = 405 < < = 405
account_reset_password_from_key                      200 = = = = = =
account_reset_password_from_key_done                 200 = 405 < < = 405
mfa_index                                            302+staff=200 = 302+staff=405 < < = 302+staff=405
mfa_activate_totp                                    302+staff=200 = = = 302+staff=405 = 302+staff=405
mfa_deactivate_totp                                  302+staff=404 = = = = = =
mfa_view_recovery_codes                              302+staff=404 = 302+staff=405 < < 302+staff=200 302+staff=405
mfa_generate_recovery_codes                          302+staff=200 = = = 302+staff=405 = 302+staff=405
mfa_download_recovery_codes                          302+staff=404 = = = = = =
admin:professions_profilerevision_restore            302+staff=405+noneditors=403 = 302+staff=400+noneditors=403 = = = =
healthz                                              200 = 405 < < < <
"""


def routes(resolver=None, prefix="", namespace=""):
    """Every address of the site: its name, or its pattern where it has none, and its pattern."""
    for entry in (resolver or get_resolver()).url_patterns:
        pattern = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from routes(entry, pattern, inner)
        else:
            yield f"{namespace}{entry.name}" if entry.name else pattern, pattern


def read_cell(cell):
    """Status by role: "302+owner=200" is 302 for everybody but the owner."""
    general, *exceptions = cell.split("+")
    statuses = dict.fromkeys(ROLES, int(general))
    for exception in exceptions:
        who, status = exception.split("=")
        roles = GROUPS.get(who, (who,))
        assert set(roles) <= set(ROLES)
        statuses |= dict.fromkeys(roles, int(status))
    return statuses


def read_table():
    """Status by (address, method, role)."""
    table = {}
    for line in TABLE.strip().splitlines():
        name, *cells = line.split()
        cell = ""
        for method, written in zip(METHODS, cells, strict=True):
            cell = {"=": cells[0], "<": cell}.get(written, written)
            for role, status in read_cell(cell).items():
                assert (name, method, role) not in table, f"{name} stands in the table twice"
                table[name, method, role] = status
    return table


@pytest.fixture(autouse=True)
def quiet_log():
    """Refusals are warnings; thousands of them would only cost time here."""
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def people(stranger, sari, budi, ibu_ratna, bu_dewi, pak_joko, pak_anton, editor, admin, operator):
    clients = (stranger, sari, budi, ibu_ratna, bu_dewi, pak_joko, pak_anton, editor, admin, operator)
    return dict(zip(ROLES, clients, strict=True))


@pytest.fixture
def shared(sari, ibu_ratna):
    """Sari's second attempt, whose report she opened to Ibu Ratna, with one of everything that they wrote about it."""
    attempt = finished(sari, SISTER, shared_with=ibu_ratna)
    report, share = attempt.reports.get(), attempt.shares.get()
    now = timezone.now()
    ask_for_review(attempt_id=attempt.pk, share_id=share.pk, text=SECRET, now=now)
    reads = {"user": ibu_ratna.user, "report_id": report.pk, "now": now}
    add_note(written=NoteText(SECRET, Note.Audience.PRIVATE), **reads)
    add_agreement(text=SECRET, follow_up_on=timezone.localdate(), **reads)
    return report


@pytest.fixture
def unshared(budi):
    return finished(budi, SISTER).reports.get()


@pytest.fixture
def addresses(people, shared):
    """A path for every address: Sari's attempts, her shared report, and otherwise the first row there is."""
    objects = {
        "professions/trait": Trait, "professions/profession": Profession, "professions/source": Source,
        "assessments/item": Item, "assessments/instrument": Instrument,
        "professions/profilerevision": ProfileRevision,
    }  # fmt: skip
    counselor = people["counselor"]
    keys = {name: model.objects.order_by("pk").first().pk for name, model in objects.items()}
    keys |= {"assessments/attempt": shared.attempt_id, "auth/group": people["editor"].user.groups.get().pk}
    keys |= {"auth/user": counselor.user.pk, "counseling/group": counselor.group.pk}
    keys |= {"counseling/institution": counselor.group.institution_id}
    share = shared.shares.get()
    of_finished = {
        *(f"assessments:{name}" for name in ("report", "report-json", "report-pdf", "sheet-pdf")),
        "counseling:withdraw", "counseling:ask",
    }  # fmt: skip

    def path(name, pattern):
        attempt = shared.attempt if name in of_finished else people["owner"].attempt
        model = re.match(r"admin/(\w+/\w+)/", pattern)
        values = {
            "<uuid:attempt_id>": attempt.pk, "<int:number>": 1, "<slug:slug>": SLUG, "<slug:other>": SISTER,
            "<path:object_id>": keys.get(model and model[1], 1), "<id>": keys["auth/user"],
            "<row:report_id>": shared.pk, "<row:note_id>": shared.attempt.notes.get().pk,
            "<row:agreement_id>": shared.attempt.agreements.get().pk, "<row:share_id>": share.pk,
            "<row:request_id>": shared.attempt.review_requests.get().pk, "<row:counselor_id>": share.counselor_id,
            "<row:membership_id>": shared.attempt.memberships.get().pk, "<row:group_id>": counselor.group.pk,
            "<str:code>": counselor.group.code,
            "<path:content_type_id>": ContentType.objects.get_for_model(Profession).pk,
            "(?P<url>.*)$": "tidak-ada/", "<str:token>": "tidak-ada",
            r"^sandi/baru/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/\Z": "sandi/baru/1-set-password/",
        }  # fmt: skip
        pattern = re.sub(r"\^\(\?P<app_label>.*\)/\$", "assessments/", pattern)
        for placeholder, value in values.items():
            pattern = pattern.replace(placeholder, str(value))
        assert not set("<>()$") & set(pattern), pattern
        return f"/{pattern}"

    return {name: path(name, pattern) for name, pattern in routes()}


def ask(client, method, path, data=None, **extra):
    """The answer to one request by a copy of the client, with nothing of it left in the database."""
    copy = Client(enforce_csrf_checks=client.handler.enforce_csrf_checks)
    copy.cookies.update(client.cookies)
    with transaction.atomic():
        response = copy.post(path, data, **extra) if method == "POST" else copy.generic(method, path, **extra)
        transaction.set_rollback(True)
    return response


def test_every_address_stands_in_the_table():
    assert {name for name, _pattern in routes()} == {name for name, _method, _role in read_table()}


@pytest.mark.slow
def test_every_role_gets_what_the_table_says(people, addresses):
    met = {
        (name, method, role): ask(people[role], method, path).status_code
        for name, path in addresses.items()
        for method in METHODS
        for role in ROLES
    }
    expected = read_table()
    assert {key: (expected.get(key), status) for key, status in met.items() if expected.get(key) != status} == {}


MARK = "Laporan kecocokan Anda"  # stands in every report
SECRET = "hanya untuk kami berdua"  # in all that was written about Sari


def seeker_pages(attempt_id):
    """Every address of an attempt with the methods that it serves."""
    pages = ("attempt", "page", "change", "check", "report", "report-json", "delete", "code")
    forms = ("page", "change", "autosave", "finish", "clarify", "again", "renew-code", "delete")
    numbered = {"page", "change", "autosave"}
    asked = [("GET", name) for name in pages] + [("POST", name) for name in forms]
    of_quiz = [
        (method, name, reverse(f"assessments:{name}", args=[attempt_id, *([1] if name in numbered else [])]))
        for method, name in asked
    ]
    inside = {"access": [], "share": [1, 1], "withdraw": [1], "ask": [1]}
    asked = [("GET", "access"), ("GET", "share"), ("POST", "share"), ("POST", "withdraw"), ("POST", "ask")]
    return of_quiz + [
        (method, name, reverse(f"counseling:{name}", args=[attempt_id, *inside[name]])) for method, name in asked
    ]


@pytest.mark.parametrize(
    "role", ["stranger", "other", "counselor", "elsewhere", "coordinator", "editor", "admin", "operator"]
)
def test_a_forwarded_address_shows_the_same_way_in_whether_the_attempt_exists_or_not(people, shared, role):
    shown = {
        (response.status_code, response.content)
        for attempt_id in (people["owner"].attempt.pk, shared.attempt_id, "00000000-0000-4000-8000-000000000000")
        for method, _name, path in seeker_pages(attempt_id)
        for response in [ask(people[role], method, path)]
    }
    assert len(shown) == 1
    status, page = shown.pop()
    assert (status, "Halaman ini tidak dapat dibuka di sini" in page.decode()) == (404, True)


@pytest.mark.slow
def test_every_unsafe_request_without_its_token_is_refused_and_changes_nothing(people, addresses, shared):
    for client in people.values():
        client.handler.enforce_csrf_checks = True
    before = list(Attempt.objects.order_by("pk").values()), Report.objects.count()
    unsafe = {
        (name, role): people[role].post(path).status_code
        for name, path in addresses.items()
        for role in ROLES
        if (read_table()[name, "POST", role] in {200, 400} and name != "language")
        or (read_table()[name, "POST", role] == 302 and name.startswith(("assessments:", "counseling:")))
    }
    assert len(unsafe) > 40
    assert {key: status for key, status in unsafe.items() if status != 403} == {}
    assert (list(Attempt.objects.order_by("pk").values()), Report.objects.count()) == before


def desk_requests(report, note_id, agreement_id, request_id):
    """Every way to a report from the counselor's desk, with a form that would be stored."""
    note = {"teks": "ditulis diam-diam", "pembaca": "person", "versi": 1}
    agreement = {"kesepakatan": "ditulis diam-diam", "tanggal": "2030-01-01"}
    ways = [
        ("GET", "assessments_report_change", [], {}),
        ("POST", "counseling_note_add", [], note),
        ("GET", "counseling_note_change", [note_id], {}),
        ("POST", "counseling_note_change", [note_id], note),
        ("POST", "counseling_agreement_add", [], agreement),
        ("POST", "counseling_agreement_done", [agreement_id], {}),
        ("POST", "counseling_request_answer", [request_id], {"jawaban": "ditulis diam-diam"}),
    ]
    return [(method, reverse(f"admin:{name}", args=[report, *args]), form) for method, name, args, form in ways]


def written():
    return [list(model.objects.order_by("pk").values()) for model in (Note, Agreement, ReviewRequest, AccessEntry)]


def all_doors(report):
    attempt = report.attempt
    ids = (attempt.notes.get().pk, attempt.agreements.get().pk, attempt.review_requests.get().pk)
    return desk_requests(report.pk, *ids)


@pytest.mark.parametrize("role", ["elsewhere", "coordinator", "editor", "admin"])
def test_a_report_that_is_open_to_another_opens_by_no_door(people, shared, role):
    before = written()
    for method, path, form in all_doors(shared):
        response = people[role].generic("GET", path) if method == "GET" else people[role].post(path, form)
        assert_nothing_of(shared, response)
        assert response.status_code == (404 if role == "elsewhere" else 403)
    assert written() == before


def test_a_guessed_number_is_answered_as_one_that_does_not_exist(bu_dewi, shared):
    there, not_there = (
        [
            (response.status_code, token_free(response))
            for method, path, form in doors
            for response in [bu_dewi.get(path) if method == "GET" else bu_dewi.post(path, form)]
        ]
        for doors in (all_doors(shared), desk_requests(shared.pk + 1000, 1, 1, 1))
    )
    assert there == not_there


def token_free(response):
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())


@pytest.mark.parametrize("number", [0, 2**31, 10**18 - 1])
def test_a_number_of_no_row_is_not_found(sari, ibu_ratna, shared, number):
    for method, path, form in desk_requests(number, number, number, number) + all_doors_with(shared, number):
        response = ibu_ratna.get(path) if method == "GET" else ibu_ratna.post(path, form)
        assert response.status_code == 404
    attempt = shared.attempt_id
    for name, args in {"share": [number, number], "withdraw": [number], "ask": [number]}.items():
        assert sari.post(reverse(f"counseling:{name}", args=[attempt, *args])).status_code == 404
    assert sari.post(reverse("counseling:leave"), {"kelompok": number}).status_code in {302, 400}


@pytest.mark.parametrize("number", ["9" * 19, "9" * 30, "-1", "٣", "1.0"])
def test_what_is_no_number_of_a_row_is_no_address(sari, ibu_ratna, shared, number):
    for client, path in (
        (ibu_ratna, f"/admin/assessments/report/{number}/change/"),
        (ibu_ratna, f"/admin/assessments/report/{shared.pk}/catatan/{number}/"),
        (ibu_ratna, f"/admin/counseling/group/{number}/lembar/"),
        (sari, f"/kuis/{shared.attempt_id}/izin/{number}/cabut/"),
    ):
        assert client.post(path, follow=True).status_code == 404


def all_doors_with(report, number):
    return desk_requests(report.pk, number, number, number)[2:4] + desk_requests(report.pk, number, number, number)[5:]


def test_what_was_written_about_one_is_not_reached_through_the_report_of_another(budi, ibu_ratna, shared):
    other = finished(budi, SISTER, shared_with=ibu_ratna).reports.get()
    before = written()
    attempt = shared.attempt
    ids = (attempt.notes.get().pk, attempt.agreements.get().pk, attempt.review_requests.get().pk)
    doors = desk_requests(other.pk, *ids)
    for method, path, form in doors[2:4] + doors[5:]:
        response = ibu_ratna.get(path) if method == "GET" else ibu_ratna.post(path, form)
        assert (response.status_code, SECRET in response.content.decode()) == (404, False)
    assert written() == before


def test_a_revoked_report_closes_at_the_next_click_in_an_old_tab(ibu_ratna, shared):
    assert ibu_ratna.get(reverse("admin:assessments_report_change", args=[shared.pk])).status_code == 200
    withdraw(shared.shares.get())
    before = written()
    for method, path, form in all_doors(shared):
        response = ibu_ratna.get(path) if method == "GET" else ibu_ratna.post(path, form)
        assert_nothing_of(shared, response)
        page = response.content.decode()
        assert (response.status_code, "tidak terbuka untuk Anda" in page) == (404, True)
        assert ("tidak disimpan" in page) == (method == "POST")
    assert written() == before


def test_a_deletion_in_the_middle_of_a_review_is_said_and_stores_nothing(sari, ibu_ratna, shared):
    doors = all_doors(shared)
    assert ibu_ratna.get(doors[0][1]).status_code == 200
    assert sari.post(reverse("assessments:delete", args=[shared.attempt_id])).status_code == 302
    for method, path, form in doors:
        response = ibu_ratna.get(path) if method == "GET" else ibu_ratna.post(path, form)
        page = response.content.decode()
        assert (response.status_code, "menghapus datanya" in page, SECRET in page) == (404, True, False)
    assert written() == [[], [], [], []]


def assert_nothing_of(report, *responses):
    """Neither the report's text nor that it exists."""
    for response in responses:
        page = response.content.decode()
        assert response.status_code in {403, 404}
        known = (MARK, SECRET, str(report.attempt_id)[:8], str(report))
        assert [word for word in known if word in page] == []


LIST_QUERIES = [
    "", "?q={name}", "?q={profession}", "?_popup=1", "?_to_field=id", "?all=1", "?o=-1", "?profesi={profession_id}",
    "?tingkat={level}", "?catatan=tidak", "?waspada=tidak", "?dibuka=tidak", "?kelompok={group}", "?dari=2020-01-01",
    "?sesudah=2090-01-01T00:00:00%2B00:00_1", "?sebelum=2020-01-01T00:00:00%2B00:00_1", "?akhir=1", "?p=99",
    "?attempt__answers__contains=5", "?counselor=1", "?attempt__pk={attempt}",
]  # fmt: skip


@pytest.mark.parametrize("query", LIST_QUERIES)
def test_the_list_never_shows_nor_counts_what_is_open_to_another(bu_dewi, budi, ibu_ratna, shared, query):
    own = finished(budi, SISTER, shared_with=bu_dewi).reports.get()
    values = {
        "attempt": shared.attempt_id,
        "name": "Siti",
        "profession": shared.profession.name,
        "profession_id": shared.profession_id,
        "level": shared.level,
        "group": ibu_ratna.group.pk,
    }
    response = bu_dewi.get(reverse("admin:assessments_report_changelist") + query.format(**values))
    page = response.content.decode()
    assert response.status_code == 200
    assert {share.report for share in response.context["shares"]} <= {own}
    assert response.context["page"] is None or response.context["page"].count in {"0", "1"}
    assert (reverse("admin:assessments_report_change", args=[shared.pk]) in page, ibu_ratna.group.name in page) == (
        False,
        False,
    )


@pytest.mark.parametrize("name", ["counseling_requests", "counseling_follow_ups"])
def test_what_is_due_is_shown_to_its_own_counselor_alone(people, shared, name):
    path = reverse(f"admin:{name}")
    shown = {role: SECRET in people[role].get(path).content.decode() for role in STAFF}
    assert shown == dict.fromkeys(STAFF, False) | {"counselor": True}
    withdraw(shared.shares.get())
    assert SECRET not in people["counselor"].get(path).content.decode()


def test_nobody_sees_the_groups_of_others(people):
    group = people["counselor"].group
    path = reverse("admin:counseling_group_changelist")
    for query in ("", f"?q={group.name}", "?_popup=1", "?_to_field=id", "?all=1", "?p=0"):
        page = people["elsewhere"].get(path + query, follow=True).content.decode()
        assert (group.code in page, f"/{group.pk}/" in page, group.shown_code in page) == (False, False, False)
    assert group.shown_code in people["coordinator"].get(path).content.decode()
    for query in ("?counselors__username__startswith=i", "?code__startswith=0", "?memberships__name=Siti"):
        assert people["elsewhere"].get(path + query).status_code == 400


def test_a_coordinator_sees_no_name_of_a_member_and_the_counselor_does(people, shared):
    path = reverse("admin:counseling_group_change", args=[people["counselor"].group.pk])
    shown = {role: "Siti" in people[role].get(path).content.decode() for role in ("counselor", "coordinator")}
    assert shown == {"counselor": True, "coordinator": False}


def test_forms_offer_only_the_own_institution_and_its_counselors(people):
    path = reverse("admin:counseling_group_add")
    page = people["coordinator"].get(path).content.decode()
    assert ("SMK Kenanga" in page, "Bu Dewi" in page, "Ibu Ratna" in page) == (False, False, True)
    theirs = people["elsewhere"].group
    form = {"name": "x", "institution": theirs.institution_id, "counselors": [people["elsewhere"].user.pk]}
    assert people["coordinator"].post(path, form).status_code == 200
    assert not Group.objects.filter(name="x").exists()


@pytest.mark.parametrize(
    "lookup", ["answers__contains=5", "answers__isnull=0", "start_key__startswith=a", "reports__level=fits"]
)
def test_the_list_of_attempts_is_no_oracle_on_answers(admin, lookup):
    assert admin.get(reverse("admin:assessments_attempt_changelist") + "?" + lookup).status_code == 400


def test_the_administrators_page_of_an_attempt_shows_no_answer_and_no_key(admin, shared):
    page = admin.get(reverse("admin:assessments_attempt_change", args=[shared.attempt_id])).content.decode()
    codes = [code for page in shared.attempt.pages for code in page["codes"]]
    assert [word for word in [*codes, shared.attempt.start_key, MARK, shared.get_level_display()] if word in page] == []


def is_of_admin(client, path):
    return "cl" in (client.get(path).context or {})


def test_every_choice_of_every_filter_opens(admin, shared):
    lists = [name for name, _pattern in routes() if name.endswith("_changelist") and is_of_admin(admin, reverse(name))]
    met = {}
    for path in map(reverse, lists):
        changelist = admin.get(path).context["cl"]
        queries = [choice["query_string"] for spec in changelist.filter_specs for choice in spec.choices(changelist)]
        met |= {path + query: admin.get(path + query).status_code for query in queries}
    assert len(met) > 40
    assert {path: status for path, status in met.items() if status != 200} == {}


def test_autocomplete_names_no_reports(ibu_ratna, shared):
    query = {"app_label": "assessments", "model_name": "report", "term": "a"}
    for field in ("attempt", "profession", "instrument"):
        response = ibu_ratna.get(reverse("admin:autocomplete"), query | {"field_name": field})
        assert response.status_code in {403, 404}


def test_the_admins_index_shows_nobody_elses_doings(ibu_ratna, admin, unshared):
    LogEntry.objects.create(
        user=admin.user,
        content_type=ContentType.objects.get_for_model(Report),
        object_id=unshared.pk,
        object_repr=str(unshared),
        action_flag=ADDITION,
    )
    assert str(unshared) not in ibu_ratna.get(reverse("admin:index")).content.decode()


def test_view_on_site_leads_to_no_attempt(ibu_ratna, admin, shared):
    for client, row in product((ibu_ratna, admin), (shared.attempt, shared)):
        path = reverse("admin:view_on_site", args=[ContentType.objects.get_for_model(row).pk, row.pk])
        response = client.get(path, follow=True)
        assert (response.status_code, MARK in response.content.decode()) == (404, False)


def test_a_counselor_who_is_taken_out_of_the_role_sees_nothing_at_the_next_click(ibu_ratna, shared):
    path = reverse("admin:assessments_report_change", args=[shared.pk])
    assert ibu_ratna.get(path).status_code == 200
    ibu_ratna.user.groups.clear()
    response = ibu_ratna.get(path)
    assert (response.status_code, MARK in response.content.decode()) == (403, False)


def test_a_session_is_dead_after_the_password_changed(ibu_ratna, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    ibu_ratna.user.set_password("sandi baru yang panjang")
    ibu_ratna.user.save()
    assert ibu_ratna.get(reverse("admin:index")).status_code == 302


def test_a_right_to_an_attempt_comes_with_a_new_session_key(stranger):
    start_attempt(stranger, SLUG)
    first = stranger.cookies["arah"].value
    start_attempt(stranger, SLUG)
    second = stranger.cookies["arah"].value
    thief = Client()
    thief.cookies["arah"] = first
    attempt = Attempt.objects.order_by("started_at").first()
    assert first != second
    assert thief.get(reverse("assessments:page", args=[attempt.pk, 1])).status_code == 404


PUBLIC = [
    "professions:home",
    "professions:catalogue",
    "professions:profile",
    "professions:compare",
    "assessments:method",
]


def test_a_public_page_is_the_same_for_all_and_may_be_kept(people, addresses):
    for name, role in product(PUBLIC, ("stranger", "owner", "admin")):
        response = people[role].get(addresses[name])
        assert response.content == Client().get(addresses[name]).content
        assert (response["Cache-Control"], dict(response.cookies)) == ("public, max-age=300", {})
        assert ("Cookie" in response["Vary"], "X-Robots-Tag" in response) == (True, False)
        again = people[role].get(addresses[name], headers={"If-None-Match": response["ETag"]})
        assert (again.status_code, again.content) == (304, b"")


@pytest.mark.slow
def test_every_other_answer_is_kept_by_no_cache_and_no_search_engine(people, addresses):
    wanting = {
        (name, method, role)
        for name, path in addresses.items()
        if name not in PUBLIC
        for method in ("GET", "POST")
        for role in ("stranger", "owner", "admin")
        for response in [ask(people[role], method, path)]
        if "no-store" not in response["Cache-Control"]
        or "private" not in response["Cache-Control"]
        or response["X-Robots-Tag"] != "noindex"
    }
    assert wanting == set()


def test_every_answer_names_its_policies(people, addresses):
    policies = {
        (
            response["Content-Security-Policy"],
            response["Referrer-Policy"],
            response["X-Content-Type-Options"],
            response["X-Frame-Options"],
            response["Cross-Origin-Opener-Policy"],
        )
        for path in [*addresses.values(), "/tidak-ada/", "/kuis/x/"]
        for role in ("stranger", "owner", "admin")
        for response in [ask(people[role], "GET", path)]
    }
    ((policy, *others),) = policies
    assert others == ["same-origin", "nosniff", "DENY", "same-origin"]
    assert set(policy.split("; ")) == {
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "connect-src 'self'",
        "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
    }  # fmt: skip

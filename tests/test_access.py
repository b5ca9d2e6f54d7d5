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
from assessments.services import set_counselor_access
from professions.models import Profession, ProfileRevision, Source, Trait

from .cast import SISTER, SLUG, finished, start_attempt

METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE")
ROLES = ("stranger", "owner", "other", "counselor", "closed", "editor", "admin")
STAFF = ("counselor", "editor", "admin")
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
assessments:my-data                                  200 405 < < < < <
assessments:my-copy                                  200 405 < < < < <
assessments:my-copy-json                             200 405 < < < < <
assessments:erase-all                                302+owner=200+other=200 405 302 405 < < <
assessments:receipt                                  404 405 < < < < <
assessments:withdraw                                 404+owner=200 405 404+owner=302 405 < < <
assessments:attempt                                  404+owner=302 405 < < < < <
assessments:page                                     404+owner=200 405 404+owner=400 405 < < <
assessments:change                                   404+owner=200 405 404+owner=400 405 < < <
assessments:check                                    404+owner=200 405 < < < < <
assessments:finish                                   405 = 404+owner=302 = = = =
assessments:report                                   404+owner=200 405 < < < < <
assessments:report-json                              404+owner=200 405 < < < < <
assessments:report-pdf                               404+owner=200 405 < < < < <
assessments:sheet-pdf                                404+owner=200 405 < < < < <
assessments:share                                    405 = 404+owner=302 = = = =
assessments:delete                                   404+owner=200 405 404+owner=302 405 < < <
admin:index                                          302+staff=200 = = = = = =
admin:login                                          200+staff=302 200 < < 405 200 405
admin:logout                                         302+staff=405 = 302+staff=200 = = 302+staff=200 =
admin:password_change                                302+staff=200 = = = 302+staff=405 = 302+staff=405
admin:password_change_done                           302+staff=200 = 302+staff=405 < < = 302+staff=405
admin:autocomplete                                   302+staff=403 = 302+staff=405 < < 302+staff=200 302+staff=405
admin:jsi18n                                         302+staff=200 = 302+staff=405 < < = 302+staff=405
admin:view_on_site                                   302 = = = = = =
admin:professions_trait_changelist                   302+staff=200+counselor=403 = = = = = =
admin:professions_trait_add                          302+staff=403 = = = = = =
admin:professions_trait_history                      302+staff=200+counselor=403 = = = = = =
admin:professions_trait_delete                       302+staff=403 = = = = = =
admin:professions_trait_change                       302+staff=200+counselor=403 = 302+staff=403 = = = =
admin/professions/trait/<path:object_id>/            302 = = = = = 302+staff=405
admin:professions_profession_changelist              302+staff=200+counselor=403 = = = = = =
admin:professions_profession_add                     302+staff=403 = = = = = =
admin:professions_profession_history                 302+staff=200+counselor=403 = = = = = =
admin:professions_profession_delete                  302+staff=403 = = = = = =
admin:professions_profession_change                  302+staff=200+counselor=403 = 302+staff=403 = = = =
admin/professions/profession/<path:object_id>/       302 = = = = = 302+staff=405
admin:professions_source_changelist                  302+staff=200+counselor=403 = = = = = =
admin:professions_source_add                         302+staff=403 = = = = = =
admin:professions_source_history                     302+staff=200+counselor=403 = = = = = =
admin:professions_source_delete                      302+staff=403 = = = = = =
admin:professions_source_change                      302+staff=200+counselor=403 = 302+staff=403 = = = =
admin/professions/source/<path:object_id>/           302 = = = = = 302+staff=405
admin:professions_profilerevision_changelist         302+staff=200+counselor=403 = = = = = =
admin:professions_profilerevision_add                302+staff=403 = = = = = =
admin:professions_profilerevision_history            302+staff=200+counselor=403 = = = = = =
admin:professions_profilerevision_delete             302+staff=403 = = = = = =
admin:professions_profilerevision_change             302+staff=200+counselor=403 = 302+staff=403 = = = =
admin/professions/profilerevision/<path:object_id>/  302 = = = = = 302+staff=405
admin:assessments_report_changelist                  302+staff=200+editor=403 = = = = = =
admin:assessments_report_add                         302+staff=403 = = = = = =
admin:assessments_report_history                     302+staff=200+editor=302 = = = = = =
admin:assessments_report_delete                      302+staff=403 = = = = = =
admin:assessments_report_change                      302+staff=200+editor=403 = 302+staff=403 = = = =
admin/assessments/report/<path:object_id>/           302 = = = = = 302+staff=405
admin:assessments_item_changelist                    302+staff=200+counselor=403 = = = = = =
admin:assessments_item_add                           302+staff=403 = = = = = =
admin:assessments_item_history                       302+staff=200+counselor=403 = = = = = =
admin:assessments_item_delete                        302+staff=403 = = = = = =
admin:assessments_item_change                        302+staff=200+counselor=403 = 302+staff=403 = = = =
admin/assessments/item/<path:object_id>/             302 = = = = = 302+staff=405
admin:assessments_instrument_changelist              302+staff=200+counselor=403 = = = = = =
admin:assessments_instrument_add                     302+staff=403 = = = = = =
admin:assessments_instrument_history                 302+staff=200+counselor=403 = = = = = =
admin:assessments_instrument_delete                  302+staff=403 = = = = = =
admin:assessments_instrument_change                  302+staff=200+counselor=403 = 302+staff=403 = = = =
admin/assessments/instrument/<path:object_id>/       302 = = = = = 302+staff=405
admin:assessments_attempt_changelist                 302+staff=403+admin=200 = = = = = =
admin:assessments_attempt_add                        302+staff=403 = = = = = =
admin:assessments_attempt_history                    302+staff=403+admin=200 = = = = = =
admin:assessments_attempt_delete                     302+staff=403 = = = = = =
admin:assessments_attempt_change                     302+staff=403+admin=200 = 302+staff=403 = = = =
admin/assessments/attempt/<path:object_id>/          302 = = = = = 302+staff=405
admin:auth_group_changelist                          302+staff=403+admin=200 = = = = = =
admin:auth_group_add                                 302+staff=403+admin=200 = = = = = =
admin:auth_group_history                             302+staff=403+admin=200 = = = = = =
admin:auth_group_delete                              302+staff=403+admin=200 = = = = = =
admin:auth_group_change                              302+staff=403+admin=200 = = = = = =
admin/auth/group/<path:object_id>/                   302 = = = = = 302+staff=405
admin:auth_user_password_change                      302+staff=403+admin=200 = = = = = =
admin:auth_user_changelist                           302+staff=403+admin=200 = = = = = =
admin:auth_user_add                                  302+staff=403+admin=200 = = = = = =
admin:auth_user_history                              302+staff=403+admin=200 = = = = = =
admin:auth_user_delete                               302+staff=403+admin=200 = = = = = =
admin:auth_user_change                               302+staff=403+admin=200 = = = = = =
admin/auth/user/<path:object_id>/                    302 = = = = = 302+staff=405
admin:app_list                                       302+staff=200 = = = = = =
admin/(?P<url>.*)$                                   302+staff=404 = = = = = =
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
        roles = STAFF if who == "staff" else (who,)
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
def people(stranger, sari, budi, ibu_ratna, pak_joko, editor, admin):
    return dict(zip(ROLES, (stranger, sari, budi, ibu_ratna, pak_joko, editor, admin), strict=True))


@pytest.fixture
def shared(sari):
    """Sari's second attempt, with a report that counselors may see."""
    attempt = finished(sari, SISTER, counselor_may_see=True)
    return attempt.reports.get()


@pytest.fixture
def unshared(budi):
    return finished(budi, SISTER).reports.get()


@pytest.fixture
def addresses(people, shared):
    """A path for every address: Sari's attempts, her shared report, and otherwise the first row there is."""
    objects = {
        "trait": Trait, "profession": Profession, "source": Source, "item": Item, "instrument": Instrument,
        "profilerevision": ProfileRevision,
    }  # fmt: skip
    keys = {name: model.objects.order_by("pk").first().pk for name, model in objects.items()}
    keys |= {"report": shared.pk, "attempt": shared.attempt_id, "group": people["editor"].user.groups.get().pk}
    keys |= {"user": people["counselor"].user.pk}
    of_finished = {
        f"assessments:{name}" for name in ("report", "report-json", "report-pdf", "sheet-pdf", "share")
    }  # fmt: skip

    def path(name, pattern):
        attempt = shared.attempt if name in of_finished else people["owner"].attempt
        model = re.match(r"admin/\w+/(\w+)/", pattern)
        values = {
            "<uuid:attempt_id>": attempt.pk, "<int:number>": 1, "<slug:slug>": SLUG, "<slug:other>": SISTER,
            "<path:object_id>": keys.get(model and model[1], keys["profession"]), "<id>": keys["user"],
            "<str:token>": "tidak-ada", "<slug:purpose>": "counselor", "<slug:number>": "TIDAKADA",
            "<path:content_type_id>": ContentType.objects.get_for_model(Profession).pk,
            "^(?P<app_label>professions|assessments|auth)/$": "assessments/", "(?P<url>.*)$": "tidak-ada/",
        }  # fmt: skip
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


def seeker_pages(attempt_id):
    """Every address of an attempt with the methods that it serves."""
    pages = ("attempt", "page", "change", "check", "report", "report-json", "delete", "code", "withdraw")
    forms = ("page", "change", "autosave", "finish", "clarify", "again", "renew-code", "share", "delete", "withdraw")
    further = {"page": [1], "change": [1], "autosave": [1], "withdraw": ["counselor"]}
    asked = [("GET", name) for name in pages] + [("POST", name) for name in forms]
    return [
        (method, name, reverse(f"assessments:{name}", args=[attempt_id, *further.get(name, [])]))
        for method, name in asked
    ]


@pytest.mark.parametrize("role", ["stranger", "other", "counselor", "editor", "admin"])
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
        if read_table()[name, "POST", role] in {200, 400}
        or (read_table()[name, "POST", role] == 302 and name.startswith("assessments:"))
    }
    assert len(unsafe) > 40
    assert {key: status for key, status in unsafe.items() if status != 403} == {}
    assert (list(Attempt.objects.order_by("pk").values()), Report.objects.count()) == before


@pytest.mark.parametrize("role", ["ibu_ratna", "admin"])
def test_a_report_that_is_not_shared_opens_by_no_door(request, unshared, role):
    client = request.getfixturevalue(role)
    paths = [
        reverse(f"admin:assessments_report_{door}", args=[unshared.pk]) for door in ("change", "history", "delete")
    ]
    queries = ["?_popup=1", "?_to_field=id", "?_changelist_filters=q", "?next=" + paths[0]]
    for path in [*paths, *(paths[0] + query for query in queries)]:
        assert_nothing_of(unshared, client.get(path, follow=True), client.get(path))


@pytest.mark.parametrize("role", ["ibu_ratna", "admin"])
def test_a_withdrawn_report_closes_at_the_next_click(request, shared, role):
    client = request.getfixturevalue(role)
    paths = [reverse(f"admin:assessments_report_{door}", args=[shared.pk]) for door in ("change", "history")]
    assert [client.get(path).status_code for path in paths] == [200, 200]
    set_counselor_access(attempt_id=shared.attempt_id, allowed=False, now=timezone.now())
    for path in paths:
        assert_nothing_of(shared, client.get(path, follow=True), client.get(path))


def assert_nothing_of(report, *responses):
    """Neither the report's text nor that it exists."""
    for response in responses:
        page = response.content.decode()
        assert response.status_code in {200, 302, 403, 404}
        assert (MARK in page, str(report.attempt_id)[:8] in page, str(report) in page) == (False, False, False)
    assert responses[-1].status_code != 200


LIST_QUERIES = [
    "", "?q={attempt}", "?q={profession}", "?_popup=1", "?_to_field=id", "?_popup=1&_to_field=id", "?all=1",
    "?o=-1", "?profession__id__exact={profession_id}", "?level__exact={level}", "?has_quality_note__exact=0",
    "?created_at__gte=2020-01-01T00:00:00%2B07:00", "?_facets=True", "?e=1", "?p=1", "?p=99",
]  # fmt: skip


@pytest.mark.parametrize("role", ["ibu_ratna", "admin"])
def test_the_list_of_reports_never_shows_nor_counts_what_is_not_shared(request, shared, unshared, role):
    client = request.getfixturevalue(role)
    values = {
        "attempt": unshared.attempt_id,
        "profession": unshared.profession.name,
        "profession_id": unshared.profession_id,
        "level": unshared.level,
    }
    path = reverse("admin:assessments_report_changelist")
    for query in LIST_QUERIES:
        response = client.get(path + query.format(**values), follow=True)
        assert response.status_code == 200
        listed = response.context["cl"]
        assert (set(listed.result_list) <= {shared}, listed.result_count == len(listed.result_list)) == (True, True)
        assert f"/{unshared.pk}/change/" not in response.content.decode()


REFUSED_LOOKUPS = [
    "attempt__answers__contains=5", "attempt__answers__has_key=x", "attempt__start_key__startswith=a",
    "attempt__consents__text__contains=a", "attempt__pk={attempt}", "attempt__isnull=0", "document__contains=a",
    "result__score__gt=50", "level__regex=(", "level__in=fits,unfit", "profession__name__startswith=K",
    "_to_field=attempt_id", "level__exact=%00",
]  # fmt: skip


def test_a_lookup_that_no_filter_offers_is_refused(ibu_ratna, shared):
    path = reverse("admin:assessments_report_changelist") + "?"
    asked = {lookup: path + lookup.format(attempt=shared.attempt_id) for lookup in REFUSED_LOOKUPS}
    met = {lookup: ibu_ratna.get(address).status_code for lookup, address in asked.items()}
    assert met == dict.fromkeys(REFUSED_LOOKUPS, 400)


@pytest.mark.parametrize(
    "lookup", ["answers__contains=5", "answers__isnull=0", "start_key__startswith=a", "reports__level=fits"]
)
def test_the_list_of_attempts_is_no_oracle_on_answers(admin, lookup):
    assert admin.get(reverse("admin:assessments_attempt_changelist") + "?" + lookup).status_code == 400


def test_the_administrators_page_of_an_attempt_shows_no_answer_and_no_key(admin, shared):
    page = admin.get(reverse("admin:assessments_attempt_change", args=[shared.attempt_id])).content.decode()
    codes = [code for page in shared.attempt.pages for code in page["codes"]]
    assert [word for word in [*codes, shared.attempt.start_key, MARK, shared.get_level_display()] if word in page] == []


def test_every_choice_of_every_filter_opens(admin, shared):
    lists = [name for name, _pattern in routes() if name.endswith("_changelist")]
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


def test_the_list_of_reports_has_no_actions(ibu_ratna, shared, unshared):
    path = reverse("admin:assessments_report_changelist")
    for action in ("delete_selected", "make_draft", "publish", "tidak-ada"):
        data = {"action": action, "_selected_action": [shared.pk, unshared.pk], "index": 0, "select_across": 1}
        response = ibu_ratna.post(path, data)
        assert (response.status_code, response.context["action_form"], Report.objects.count()) == (200, None, 2)


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
        assert ("Cookie" in response.get("Vary", ""), "X-Robots-Tag" in response) == (False, False)
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

"""Hostile and broken input: a clear refusal in Indonesian, nothing stored by half, never a server error."""

import json
from urllib.parse import quote, urlencode

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.models import Attempt, Consent, Instrument, Item, Report
from assessments.scoring import InstrumentRefused
from assessments.services import build_instruments
from professions.models import Profession
from professions.services import content_of, store_draft

from .cast import SISTER, SLUG, finished, page_form, small_instrument

KEY = "k" * 20
FORM_TYPE = "application/x-www-form-urlencoded"
STRANGE = [
    "", " ", "\0", "a\0b", "\ufeff4", "-1", "0", "6", "9", "1e309", "NaN", "inf", "True", "٣", "１", "4 ", " 4", "4.0",
    "+4", "0x4", "[]", "null", "{}", "' OR 1=1 --", "<script>alert(1)</script>", "{{7*7}}", "{% now %}",
    "../../etc/passwd", "\u202e4", "\u200b4", "9" * 30, "9" * 5000, "x" * 100_000, "%" * 10_000, "\r\nSet-Cookie: a=b",
    "\ud800".encode("utf-8", "surrogatepass"),
]  # fmt: skip


@pytest.fixture
def stored():
    """A function that gives everything that seekers may write."""

    def read():
        return [list(model.objects.order_by("pk").values()) for model in (Attempt, Consent, Report)]

    return read


@pytest.fixture
def path(sari):
    return reverse("assessments:page", args=[sari.attempt.pk, 1])


def encoded(fields):
    return urlencode(fields, doseq=True)


def assert_refused(response, status=400):
    page = response.content.decode()
    assert (response.status_code, '<html lang="id">' in page, "<h1>" in page) == (status, True, True)


def first_code(client):
    return client.attempt.pages[0]["codes"][0]


@pytest.mark.parametrize("value", STRANGE, ids=range(len(STRANGE)))
def test_a_value_that_the_page_does_not_offer_stores_nothing_of_the_page(sari, stored, value):
    before = stored()
    number = [page["kind"] for page in sari.attempt.pages].index("traits") + 1
    code = sari.attempt.pages[number - 1]["codes"][0]
    form = page_form(sari.attempt, number) | {f"q-{code}": value}
    path = reverse("assessments:page", args=[sari.attempt.pk, number])
    assert_refused(sari.post(path, encoded(form), content_type=FORM_TYPE))
    assert stored() == before


def test_every_kind_of_page_refuses_the_values_of_the_others(sari, stored):
    before = stored()
    foreign = {"traits": "true", "duties": "0", "pairs": "3", "beliefs": "1"}
    for number, page in enumerate(sari.attempt.pages, start=1):
        form = page_form(sari.attempt, number) | {f"q-{page['codes'][-1]}": foreign[page["kind"]]}
        assert_refused(sari.post(reverse("assessments:page", args=[sari.attempt.pk, number]), form))
    assert stored() == before


@pytest.mark.parametrize("field", ["kunci", "revisi", "mulai"])
@pytest.mark.parametrize("value", STRANGE, ids=range(len(STRANGE)))
def test_a_strange_form_field_is_refused_or_leaves_only_the_persons_answers(sari, path, field, value):
    form = page_form(sari.attempt, 1)
    response = sari.post(path, encoded(form | {field: value}), content_type=FORM_TYPE)
    sari.attempt.refresh_from_db()
    if response.status_code == 302:
        assert len(sari.attempt.answers) == len(sari.attempt.pages[0]["codes"])
    else:
        assert_refused(response)
        assert sari.attempt.answers == {}


@pytest.mark.parametrize("field", ["kunci", "usia", "setuju", "izin"])
@pytest.mark.parametrize("value", STRANGE, ids=range(len(STRANGE)))
def test_a_strange_start_form_begins_a_whole_attempt_or_none(stranger, field, value):
    form = {"kunci": KEY, "usia": "dewasa", "setuju": "on", field: value}
    path = reverse("assessments:start", args=[SLUG])
    response = stranger.post(path, encoded(form), content_type=FORM_TYPE)
    whole = {302: (1, 1), 200: (0, 0), 400: (0, 0)}[response.status_code]
    assert (Attempt.objects.count(), Consent.objects.filter(purpose="report").count()) == whole


FORGED = {
    "an unknown question": {"q-tidak-ada": "3"},
    "a question without a name": {"q-": "3"},
    "two answers to one question": {"q-{first}": ["true", "false"]},
    "the same answer twice": {"q-{first}": ["true", "true"]},
    "an array": {"q-{first}[]": "true"},
    "an object": {"q-{first}[$ne]": "true"},
    "a question of another page": {"q-{foreign}": "3"},
    "a future revision": {"revisi": "1"},
    "a distant revision": {"revisi": str(2**31 - 1)},
    "a revision beyond every column": {"revisi": str(2**63)},
    "a short key": {"kunci": "abc"},
    "a long key": {"kunci": "k" * 65},
    "a key with a line's end": {"kunci": KEY + "\n"},
    "no key": {"kunci": []},
    "no revision": {"revisi": []},
}


@pytest.mark.parametrize("case", FORGED)
def test_a_form_that_no_page_sends_stores_nothing(sari, path, stored, case):
    before = stored()
    codes = {"first": first_code(sari), "foreign": sari.attempt.pages[-1]["codes"][0]}
    forged = {name.format(**codes): value for name, value in FORGED[case].items()}
    form = {"q-" + first_code(sari): "unsure", **page_form(sari.attempt, 1), **forged}
    assert_refused(sari.post(path, form))
    assert stored() == before


def test_fields_that_no_form_has_are_ignored(sari, path):
    extra = {"skor": "100", "answers": "{}", "revision": "7", "is_staff": "on", "pemilik": "1", "finished_at": "now"}
    extra |= {"instrument": "1", "izin": "1-1", "level": "fits", "pages": "[]"}
    before = Attempt.objects.values().get(pk=sari.attempt.pk)
    assert sari.post(path, page_form(sari.attempt, 1) | extra).status_code == 302
    after = Attempt.objects.values().get(pk=sari.attempt.pk)
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"answers", "answer_revisions", "revision", "keys"}
    assert (after["revision"], set(after["answers"])) == (1, set(sari.attempt.pages[0]["codes"]))


def test_the_outcome_cannot_be_posted(sari):
    finish = reverse("assessments:finish", args=[sari.attempt.pk])
    sari.post(finish, {"score": "100", "level": "fits", "skor": "100", "hasil": "{}"})
    report = Report.objects.get()
    assert (report.level, report.result["score"]) == ("missing", None)


@pytest.mark.parametrize(
    ("broken", "address"),
    [
        ("assessments.services.build_documents", "finish"),
        ("assessments.services.merge", "page"),
    ],
)
def test_a_failure_halfway_stores_nothing_and_says_so(sari, path, stored, monkeypatch, broken, address):
    def fail(*args, **kwargs):
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr(broken, fail)
    sari.raise_request_exception = False
    before = stored()
    address = path if address == "page" else reverse(f"assessments:{address}", args=[sari.attempt.pk])
    response = sari.post(address, page_form(sari.attempt, 1))
    assert_refused(response, 500)
    assert stored() == before


def test_a_finished_attempt_takes_no_more_answers(sari, stored):
    attempt = finished(sari, SISTER)
    before = stored()
    form = page_form(attempt, 1)
    response = sari.post(reverse("assessments:page", args=[attempt.pk, 1]), form)
    assert (response.status_code, response["Location"]) == (302, reverse("assessments:report", args=[attempt.pk]))
    assert stored() == before


@pytest.mark.parametrize("number", ["0", "99", "2147483648", "9223372036854775808", "9" * 30])
@pytest.mark.parametrize("tail", ["", "ubah/"])
def test_a_page_that_the_quiz_does_not_have_is_not_found_and_takes_nothing(sari, stored, number, tail):
    path = f"/kuis/{sari.attempt.pk}/{number}/{tail}"
    before = stored()
    assert_refused(sari.get(path), 404)
    assert_refused(sari.post(path, page_form(sari.attempt, 1)))
    assert stored() == before


PATHS = [
    "/profesi/tidak-ada/", "/profesi/tidak-ada/kuis/", "/profesi/%00/", "/profesi/a%00b/kuis/", "/profesi/../",
    "/kuis/",
    f"/profesi/{SLUG}/bandingkan/{SLUG}/", f"/profesi/{SLUG}/bandingkan/tidak-ada/", "/profesi/" + "a" * 5000 + "/",
    "/kuis/1/", "/kuis/%00/", "/kuis/00000000-0000-0000-0000-000000000000/laporan/", "/kuis/" + "9" * 30 + "/1/",
    "/kuis/00000000-0000-4000-8000-000000000000/-1/", "/kuis/00000000-0000-4000-8000-000000000000/٣/", "/%ff%fe/",
    "/kuis/00000000-0000-4000-8000-000000000000/1e9/", "/kuis/00000000-0000-4000-8000-00000000000G/1/", "/favicon.ico",
    "/profesi/" + quote("profesi sosial\u202e") + "/", "/profesi/%ED%A0%80/", "/.env", "/admin.php", "/%2e%2e/",
]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_an_address_that_is_none_is_not_found(sari, path):
    assert_refused(sari.get(path), 404)
    assert sari.post(path).status_code in {404, 405}


QUERIES = [
    "?page=-1", "?page=1e9", "?p=%00", "?p=-1", "?q=%00", "?q=%ED%A0%80", "?p=" + "9" * 30, "?o=%00", "?o=9.9.9",
    "?e=1",
    "?level__exact=%00", "?level__exact=9", "?profession__id__exact=" + "9" * 30, "?profession__id__exact=%00",
    "?profession__id__exact=abc", "?has_quality_note__exact=%00", "?has_quality_note__exact=9", "?created_at__gte=%00",
    "?created_at__gte=abc", "?created_at__gte=0001-01-01", "?created_at__lt=9999-12-31T23:59:59", "?_to_field=%00",
    "?q=" + "%25" * 5000, "?x=1&" + "&".join(f"a{n}=1" for n in range(1000)),
]  # fmt: skip


@pytest.mark.filterwarnings("ignore:DateTimeField Report.created_at received a naive datetime")
@pytest.mark.parametrize("query", QUERIES, ids=range(len(QUERIES)))
def test_no_query_string_breaks_a_page(sari, ibu_ratna, query):
    open_pages = ["/", reverse("professions:catalogue"), reverse("assessments:start", args=[SLUG]), "/healthz"]
    open_pages += [reverse("assessments:page", args=[sari.attempt.pk, 1])]
    assert {sari.get(page + query).status_code for page in open_pages} <= {200, 400}
    assert ibu_ratna.get(reverse("admin:assessments_report_changelist") + query).status_code in {200, 302, 400}


@pytest.mark.parametrize("number", ["abc", "%00", "_00", "9" * 30, "-1", "0", "1e309", "..%2F", "%ED%A0%80"])
@pytest.mark.parametrize("model", ["report", "attempt", "instrument", "item"])
def test_no_object_number_breaks_the_admin(admin, model, number):
    doors = ("", "change/", "history/", "delete/")
    met = {admin.get(f"/admin/assessments/{model}/{number}/{door}").status_code for door in doors}
    assert met <= {302, 403, 404}


@pytest.mark.parametrize(
    "key", ["", "x", "9" * 5000, "\\000" * 10, '"\\000abcdefghijkl"', "%00" * 10, "' OR 1=1 --", "é" * 32]
)
def test_a_forged_session_cookie_opens_nothing(sari, path, key):
    thief = Client()
    thief.cookies["arah"] = key
    assert_refused(Client(headers={"cookie": f"arah={key}"}).get(path), 404)
    assert_refused(thief.get(path), 404)


def test_a_form_without_its_token_is_refused_in_indonesian(sari, path, stored):
    before = stored()
    strict = Client(enforce_csrf_checks=True)
    strict.cookies.update(sari.cookies)
    response = strict.post(path, page_form(sari.attempt, 1))
    assert_refused(response, 403)
    assert "Formulir ini sudah kedaluwarsa" in response.content.decode()
    assert stored() == before


def test_the_forms_own_token_is_accepted(sari, path):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies.update(sari.cookies)
    token = str(strict.get(path).context["csrf_token"])
    assert strict.post(path, page_form(sari.attempt, 1) | {"csrfmiddlewaretoken": token}).status_code == 302


@pytest.mark.parametrize("strict", [True, False])
@pytest.mark.parametrize(
    "body",
    [
        urlencode({"kunci": KEY, "revisi": 0, "q-x": "x" * 1_000_000}),
        urlencode({f"q-{number}": "1" for number in range(2000)}),
        urlencode([("q-x", "1")] * 2000),
    ],
    ids=["1 MB", "2,000 fields", "one field 2,000 times"],
)
def test_a_body_beyond_the_limits_is_refused_in_indonesian(sari, path, stored, body, strict):
    before = stored()
    client = Client(enforce_csrf_checks=strict)
    client.cookies.update(sari.cookies)
    client.get(path)
    response = client.post(path, body, content_type=FORM_TYPE)
    assert_refused(response)
    assert "Permintaan tidak dapat dibaca" in response.content.decode()
    assert stored() == before


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"\xff\xfe\x00", FORM_TYPE),
        (b"kunci=%ED%A0%80&revisi=%FF", FORM_TYPE),
        (b"{}", "application/json"),
        (json.dumps({"kunci": KEY, "revisi": 0}).encode(), "application/json"),
        (b"x", "multipart/form-data"),
        (b"--a\r\n", "multipart/form-data; boundary=a"),
        (b"--a\r\nContent-Disposition: form-data; name=\"q-x\"\r\n\r\n1\r\n--a--", "multipart/form-data; boundary=a"),
        (b"kunci=" + KEY.encode("utf-16"), FORM_TYPE + "; charset=utf-16"),
        (b"", "x" * 1000),
    ],
)  # fmt: skip
def test_a_body_that_is_no_form_stores_nothing(sari, path, stored, body, content_type):
    before = stored()
    assert_refused(sari.generic("POST", path, body, content_type))
    assert stored() == before


@pytest.mark.parametrize(
    "host", ["jahat.example", "localhost:1.jahat.example", "a b", "", "[::1", "localhost@jahat.example"]
)
@pytest.mark.parametrize("address", ["/", "/kuis/terhapus/", "/tidak-ada/", "/admin/"])
def test_a_wrong_host_is_refused_in_indonesian(stranger, host, address):
    response = stranger.get(address, headers={"host": host})
    assert_refused(response)
    assert "Permintaan tidak dapat dibaca" in response.content.decode()


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"])
def test_a_wrong_method_is_refused_and_changes_nothing(sari, path, stored, method):
    before = stored()
    met = {
        sari.generic(method, address).status_code for address in (path, "/", reverse("assessments:start", args=[SLUG]))
    }
    assert (met, stored()) == ({405}, before)


def test_a_profession_without_a_quiz_says_so(stranger):
    instrument = small_instrument("tanpa-kuis", items=4)
    Instrument.objects.filter(pk=instrument.pk).delete()
    path = reverse("assessments:start", args=["tanpa-kuis"])
    for response in (stranger.get(path), stranger.post(path, {"kunci": KEY, "usia": "dewasa", "setuju": "on"})):
        assert_refused(response, 404)
        assert "Kuis belum tersedia" in response.content.decode()
    assert Attempt.objects.count() == 0


def test_a_profession_that_is_only_a_draft_has_neither_page_nor_quiz(stranger):
    hidden = Profession.objects.create(slug="hanya-draf", name="Hanya draf")
    store_draft(hidden, content_of(Profession.objects.get(slug=SLUG).current_revision))
    for name in ("professions:profile", "assessments:start"):
        assert_refused(stranger.get(reverse(name, args=["hanya-draf"])), 404)


def test_a_quiz_without_items_is_never_frozen(stranger):
    before = list(Instrument.objects.order_by("pk").values())
    Item.objects.all().delete()
    with pytest.raises(InstrumentRefused):
        build_instruments()
    assert list(Instrument.objects.order_by("pk").values()) == before


texts = st.text(max_size=40)
values = st.one_of(texts, st.sampled_from([value for value in STRANGE if isinstance(value, str)]))


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_posted_is_stored_whole_or_not_at_all(sari, path, data):
    codes = sari.attempt.pages[0]["codes"]
    names = st.one_of(
        st.sampled_from(["kunci", "revisi", "mulai", *(f"q-{code}" for code in codes)]), texts, texts.map("q-{}".format)
    )
    form = page_form(sari.attempt, 1) | data.draw(
        st.dictionaries(names, st.one_of(values, st.lists(values, max_size=3)))
    )
    sari.attempt.refresh_from_db()
    before = dict(sari.attempt.answers)
    body = urlencode(form, doseq=True, errors="replace")
    response = sari.post(path, body, content_type=FORM_TYPE)
    sari.attempt.refresh_from_db()
    assert response.status_code in {200, 302, 400}
    if response.status_code == 400:
        assert sari.attempt.answers == before
    assert set(sari.attempt.answers) <= set(codes)
    assert set(sari.attempt.answers.values()) <= {"true", "false", "unsure", None}

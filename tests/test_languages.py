"""Two languages at one address: what is shown in which, how one changes, what caches may keep, what a report stores."""

import json
import re
from html.parser import HTMLParser
from io import BytesIO

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from assessments.models import Attempt, Instrument, Report
from assessments.scoring import parse_instrument, result_as_dict, score_attempt
from assessments.services import answered
from professions.models import Profession, ProfileRevision
from professions.services import draft_from, publish_revision
from professions.translations import in_language, texts_by_place

from .cast import SISTER, SLUG, answer_page, eager, finished, page_form, reluctant, small_instrument, start_attempt

COOKIE = settings.LANGUAGE_COOKIE_NAME
# Words that no Indonesian sentence of some length does without, and that are no English words.
INDONESIAN = re.compile(
    r"\b(yang|dan|untuk|tidak|adalah|dengan|anda|pada|ini|itu|dari|belum|sudah|atau|akan|bila|juga|tetapi|jawaban"
    r"|pertanyaan|halaman|nilai|kuis|laporan|profesi|sifat|sumber|saya|tersimpan|dijawab|ke|di)\b",
    re.IGNORECASE,
)
ENGLISH = re.compile(r"\b(the|and|you|your|of|this|is|are|not|with|for)\b", re.IGNORECASE)
VOID = {"meta", "link", "input", "br", "img", "rect", "line", "path", "hr"}
SHOWN_ATTRIBUTES = {"title", "alt", "aria-label", "placeholder", "content"}


class TextReader(HTMLParser):
    """`spoken` maps a language to the text, attributes included, that a page shows in it."""

    def __init__(self):
        super().__init__()
        self.spoken: dict[str, list[str]] = {}
        self._open: list[tuple[str, str]] = []

    @property
    def language(self):
        return self._open[-1][1] if self._open else ""

    def handle_starttag(self, tag, pairs):
        attributes = dict(pairs)
        language = attributes.get("lang", self.language)
        shown = [value for name, value in pairs if name in SHOWN_ATTRIBUTES and attributes.get("name") != "htmx-config"]
        self.spoken.setdefault(language, []).extend(shown)
        if tag not in VOID:
            self._open.append((tag, language))

    def handle_startendtag(self, tag, pairs):
        pass

    def handle_endtag(self, tag):
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        self.spoken.setdefault(self.language, []).append(data)


def spoken(response) -> dict[str, str]:
    reader = TextReader()
    reader.feed(response.content.decode())
    texts = {language: " ".join(" ".join(texts).split()) for language, texts in reader.spoken.items()}
    return {language: re.sub(r"https?://\S+|/lanjut/", "", text) for language, text in texts.items()}


def in_english(client: Client) -> Client:
    client.cookies[COOKIE] = "en"
    return client


@pytest.fixture
def pages(sari):
    """(client, address) of everything that a job seeker can see, but for errors of the server."""
    attempt = finished(sari, SISTER, eager)
    answer_page(sari, sari.attempt, 1)
    of_open = [reverse(f"assessments:{name}", args=[sari.attempt.pk]) for name in ("check", "delete")]
    of_open += [
        reverse("assessments:page", args=[sari.attempt.pk, number]) for number in range(1, len(sari.attempt.pages) + 1)
    ]
    of_open += [reverse("assessments:change", args=[sari.attempt.pk, 1]), reverse("assessments:leave")]
    of_open.append(reverse("assessments:code", args=[sari.attempt.pk]))
    public = [reverse("professions:home"), reverse("professions:catalogue"), reverse("assessments:method")]
    for slug in (SLUG, SISTER):
        public += [reverse("professions:profile", args=[slug]), reverse("assessments:start", args=[slug])]
    public += [reverse("professions:compare", args=pair) for pair in ((SLUG, SISTER), (SISTER, SLUG))]
    others = [reverse("assessments:report", args=[attempt.pk]), reverse("assessments:my-data"), "/tidak-ada/"]
    others.append(reverse("assessments:page", args=["00000000-0000-4000-8000-000000000000", 1]))
    others += [reverse("assessments:resume"), reverse("assessments:under-age", args=[SLUG])]
    others += [reverse("assessments:guardian-link", args=["x" * 32]), reverse("assessments:guardian")]
    return [(sari, path) for path in [*of_open, *public, *others]]


def test_every_page_speaks_english_but_for_what_is_marked_as_indonesian(pages):
    heard = {}
    for client, path in pages:
        response = in_english(client).get(path)
        texts = spoken(response)
        assert response["Content-Language"] == "en"
        assert ENGLISH.search(texts["en"]), path
        heard[path] = INDONESIAN.findall(texts["en"]) + re.findall(r"\{[#%{]", " ".join(texts.values()))
    assert {path: words for path, words in heard.items() if words} == {}


def test_every_page_speaks_indonesian_without_a_choice(pages):
    heard = {}
    for client, path in pages:
        texts = spoken(client.get(path, headers={"Accept-Language": "en-GB,en;q=0.9"}))
        assert INDONESIAN.search(texts["id"]), path
        # Names of a data set stay English.
        rest = re.sub(r"O\*NET.*?(?=\. |$)|Includes? .*|[A-Z]\w+,? and [A-Z][\w ]+", "", texts["id"])
        heard[path] = re.findall(r"\b(the|your|this|are|not|with)\b", rest)
    assert {path: words for path, words in heard.items() if words} == {}


def test_forms_that_are_sent_wrongly_are_answered_in_english(sari):
    in_english(sari)
    page = reverse("assessments:page", args=[sari.attempt.pk, 1])
    replies = [
        sari.post(page, page_form(sari.attempt, 1, {})),
        sari.post(page, {}),
        sari.post(reverse("assessments:start", args=[SLUG]), {"kunci": "k" * 20}),
        sari.post(reverse("language"), {}),
    ]
    assert [response.status_code for response in replies] == [200, 400, 200, 400]
    assert [INDONESIAN.findall(spoken(response)["en"]) for response in replies] == [[]] * 4


def test_the_admin_names_its_rows_in_english(admin):
    in_english(admin)
    names = ("professions_profilerevision", "professions_source", "assessments_report", "assessments_instrument")
    for name in ("index", *(f"{name}_changelist" for name in names)):
        page = admin.get(reverse(f"admin:{name}")).content.decode()
        text = re.sub(r"<[^>]+>", " ", re.sub(r"<(script|style).*?</\1>", "", page, flags=re.DOTALL))
        # Titles of sources are content.
        found = set(re.findall(r"\b(profesi|laporan|sifat|revisi|kuis|tingkat|nilai)\b", text, re.IGNORECASE))
        assert found <= ({"profesi"} if "source" in name else set()), name


def test_the_doors_for_staff_speak_english(stranger, ibu_ratna):
    visits = [(stranger, name) for name in ("account_login", "account_reset_password", "account_reset_password_done")]
    visits += [(ibu_ratna, name) for name in ("mfa_index", "mfa_activate_totp", "account_logout")]
    heard = {}
    for client, name in visits:
        texts = spoken(in_english(client).get(reverse(name), follow=True))
        heard[name] = (ENGLISH.search(texts["en"]) is not None, INDONESIAN.findall(texts["en"]))
    assert heard == {name: (True, []) for _client, name in visits}


@pytest.mark.parametrize("language", ["de", "en-us", "", "id\0", "../en"])
def test_a_language_that_the_site_does_not_speak_leaves_it_indonesian(content, language):
    client = Client()
    client.cookies[COOKIE] = language
    assert client.get("/")["Content-Language"] == "id"


def choose(client, language, *, referer="", dari="", **extra):
    headers = {"Referer": referer} if referer else {}
    return client.post(reverse("language"), {"bahasa": language, "dari": dari}, headers=headers, **extra)


def test_a_choice_leads_back_to_the_page_it_was_made_on_and_stays():
    client = Client()
    path = reverse("professions:profile", args=[SLUG])
    response = choose(client, "en", referer=f"http://testserver{path}?dari=x#bobot", dari="/metode/")
    assert (response.status_code, response["Location"]) == (302, f"{path}?dari=x")
    cookie = response.cookies[COOKIE]
    assert (cookie.value, cookie["httponly"], cookie["samesite"], cookie["path"]) == ("en", True, "Lax", "/")
    assert "no-store" in response["Cache-Control"]


def test_a_choice_can_be_taken_back(content):
    client = Client()
    for language in ("en", "id"):
        choose(client, language)
        assert client.get("/")["Content-Language"] == language


def test_a_browser_that_hides_its_page_is_led_back_by_the_form():
    assert choose(Client(), "en", dari="/metode/?a=1")["Location"] == "/metode/?a=1"
    assert choose(Client(), "en")["Location"] == "/"


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/",
        "//evil.example/",
        "http://testserver//evil.example/",
        "http://testserver/\\evil.example/",
        "javascript:alert(1)",
        "http://testserver@evil.example/",
        "/\\evil.example",
        "\0",
    ],
)
def test_a_choice_leads_to_no_other_site(address):
    for given in ({"referer": address}, {"dari": address}):
        if "\0" in address and "referer" in given:
            continue  # no server passes such a header on
        response = choose(Client(), "en", **given)
        assert (response.status_code, response.get("Location", "/")) in {(302, "/"), (400, "/")}


def test_every_page_that_was_read_offers_both_languages_each_in_its_own(pages):
    for client, path in pages:
        page = client.get(path).content.decode()
        assert re.search(r'<b lang="id" aria-current="true">Bahasa Indonesia</b>', page), path
        button = r'<button type="submit" name="bahasa" value="en" lang="en"[^>]*>English</button>'
        assert len(re.findall(button, page)) == 1, path


def test_changing_the_language_in_the_quiz_saves_its_choices_and_keeps_the_place(sari):
    first, second, *_rest = sari.attempt.pages[1]["codes"]
    path = reverse("assessments:page", args=[sari.attempt.pk, 2])
    form = page_form(sari.attempt, 2, {first: "5", second: "skip"}) | {"bahasa": "en"}
    response = sari.post(path, form)
    assert (response.status_code, response["Location"], response.cookies[COOKIE].value) == (302, path, "en")
    sari.attempt.refresh_from_db()
    assert sari.attempt.answers == {first: 5, second: None}
    page = sari.get(path).content.decode()
    assert re.search(rf'name="q-{first}" value="5" checked', page)
    assert "Strongly agree" in page


def test_htmx_loads_the_whole_page_anew_in_the_other_language(sari):
    path = reverse("assessments:page", args=[sari.attempt.pk, 1])
    form = page_form(sari.attempt, 1, {}) | {"bahasa": "en"}
    response = sari.post(path, form, headers={"HX-Request": "true"})
    assert (response.status_code, response["HX-Redirect"], response.cookies[COOKIE].value) == (200, path, "en")


def test_an_answer_that_another_tab_changed_is_settled_before_the_language_changes(sari):
    code = sari.attempt.pages[1]["codes"][0]
    path = reverse("assessments:page", args=[sari.attempt.pk, 2])
    old = page_form(sari.attempt, 2, {code: "1"}) | {"bahasa": "en"}
    answer_page(sari, sari.attempt, 2, {code: "5"})
    response = sari.post(path, old)
    assert (response.status_code, COOKIE in response.cookies) == (200, False)
    assert "sudah diubah di tab lain" in response.content.decode()


def test_enter_sends_the_page_and_not_the_language(sari):
    page = sari.get(reverse("assessments:page", args=[sari.attempt.pk, 1])).content.decode()
    owned = re.findall(r'<button[^>]*type="submit"[^>]*>', page[page.index('id="isian"') :])
    assert ['name="bahasa"' in button for button in owned] == [False, True]


def unsaved_page(client, **form):
    return client.post(reverse("assessments:unsaved", args=[SLUG]), form)


def sealed_in(response):
    return re.search(r'name="keadaan" value="([^"]*)"', response.content.decode())[1]


def test_a_quiz_that_is_stored_nowhere_keeps_its_choices_and_its_place_in_the_other_language(stranger):
    begun = unsaved_page(stranger)
    name = re.search(r'name="(q-[^"]+)"', begun.content.decode())[1]
    chosen = {"keadaan": sealed_in(begun), "halaman": "1", "di": "1", name: "true"}
    switched = unsaved_page(stranger, **chosen, bahasa="en")
    page = switched.content.decode()
    assert (switched.cookies[COOKIE].value, "Page 1 of" in spoken(switched)["en"]) == ("en", True)
    assert re.search(rf'name="{name}" value="true" checked', page)
    assert INDONESIAN.findall(spoken(switched)["en"]) == []


@pytest.mark.parametrize(("place", "words"), [("periksa", "Check your answers"), ("laporan", "Your fit report")])
def test_the_end_of_a_quiz_that_is_stored_nowhere_is_read_in_either_language(stranger, place, words):
    sealed = sealed_in(unsaved_page(stranger))
    indonesian = unsaved_page(stranger, keadaan=sealed, ke=place)
    assert f'name="di" value="{place}"' in indonesian.content.decode()
    english = unsaved_page(stranger, keadaan=sealed_in(indonesian), di=place, bahasa="en")
    assert words in spoken(english)["en"]
    assert INDONESIAN.findall(spoken(english)["en"]) == []


@pytest.mark.parametrize("kind", ["report-pdf", "sheet-pdf"])
def test_a_pdf_is_written_in_the_language_that_is_shown(sari, kind):
    path = reverse(f"assessments:{kind}", args=[finished(sari, SLUG, eager).pk])
    written = []
    for language in ("id", "en"):
        sari.cookies[COOKIE] = language
        file = PdfReader(BytesIO(sari.get(path).content))
        written.append((file.trailer["/Root"]["/Lang"], file.metadata.title.split(":")[0]))
    titles = {"report-pdf": ("Laporan kecocokan", "Fit report"), "sheet-pdf": ("Lembar konseling", "Counselling sheet")}
    assert written == [("id", titles[kind][0]), ("en", titles[kind][1])]


def test_an_old_report_in_indonesian_alone_is_printed_in_indonesian(sari):
    stored = finished(sari, SLUG, eager).reports.get()
    Report.objects.filter(pk=stored.pk).update(document={"id": stored.document["id"]})
    response = in_english(sari).get(reverse("assessments:report-pdf", args=[stored.attempt_id]))
    assert PdfReader(BytesIO(response.content)).trailer["/Root"]["/Lang"] == "id"


PUBLIC = ["/", "/profesi/", f"/profesi/{SLUG}/", f"/profesi/{SLUG}/bandingkan/{SISTER}/", "/metode/"]


@pytest.mark.parametrize("path", PUBLIC)
def test_a_cache_keeps_each_language_for_itself(stranger, path):
    usual, english = stranger.get(path), in_english(Client()).get(path)
    assert [response["Cache-Control"] for response in (usual, english)] == [
        "public, max-age=300",
        "private, max-age=300",
    ]
    assert all("Cookie" in response["Vary"] for response in (usual, english))
    assert usual["ETag"] != english["ETag"]


@pytest.mark.parametrize("path", PUBLIC)
def test_a_kept_page_is_confirmed_in_its_own_language_alone(stranger, path):
    usual, english = stranger.get(path), in_english(Client()).get(path)
    assert stranger.get(path, headers={"If-None-Match": usual["ETag"]}).status_code == 304
    assert stranger.get(path, headers={"If-None-Match": english["ETag"]}).content == usual.content
    assert in_english(Client()).get(path, headers={"If-None-Match": english["ETag"]}).status_code == 304


def test_a_chosen_indonesian_is_the_page_that_everybody_gets(stranger):
    chosen = Client()
    chosen.cookies[COOKIE] = "id"
    assert chosen.get("/").content == stranger.get("/").content
    assert "public" in chosen.get("/")["Cache-Control"]


@pytest.mark.parametrize(("slug", "chooser"), [(SLUG, eager), (SISTER, reluctant)])
def test_a_report_stores_both_languages_whichever_the_answers_were_given_in(stranger, slug, chooser):
    reports = [finished(client, slug, chooser).reports.get() for client in (Client(), in_english(stranger))]
    for report in reports:
        assert set(report.document) == {"id", "en"}
        assert {language: report.document[language]["language"] for language in report.document} == {
            "id": "id",
            "en": "en",
        }
    scores = [{k: v for k, v in report.result.items() if k != "answers"} for report in reports]
    assert scores[0] == scores[1]


def texts_in(value):
    """Every text of a document but for what is quoted or named in its own language, and for codes."""
    if isinstance(value, dict):
        own = {"place", "text", "url"} if "licence" in value else set()
        for name, part in value.items():
            if name not in own | {"slug", "code", "state", "level", "lang", "language"}:
                yield from texts_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts_in(part)
    elif isinstance(value, str):
        yield value


def test_the_english_document_holds_no_indonesian(sari):
    for slug, chooser in ((SLUG, eager), (SISTER, reluctant)):
        document = finished(sari, slug, chooser).reports.get().document["en"]
        laws = "(Undang-Undang Nomor 14 Tahun 2019 tentang Pekerja Sosial)"
        assert [text for text in texts_in(document) if INDONESIAN.search(text.replace(laws, ""))] == []


def test_both_languages_of_a_report_say_the_same_numbers(sari):
    document = finished(sari, SLUG, eager).reports.get().document
    numbers = {
        language: [
            value.replace(",", ".") if language == "id" else value
            for trait in rows["traits"]
            for value in re.findall(r"\d+(?:[.,]\d+)?", trait["sentence"] + trait["points"])
        ]
        for language, rows in document.items()
    }
    assert numbers["id"] == numbers["en"]
    assert document["id"]["outcome"]["band"] == document["en"]["outcome"]["band"]


def test_a_report_is_read_and_copied_in_the_language_that_is_shown(sari):
    attempt = finished(sari, SLUG, eager)
    page, copy = (reverse(f"assessments:{name}", args=[attempt.pk]) for name in ("report", "report-json"))
    indonesian = spoken(sari.get(page))["id"], sari.get(copy).json()["laporan"]
    in_english(sari)
    english = spoken(sari.get(page))["en"], sari.get(copy).json()["laporan"]
    assert ("Jawaban Anda cocok" in indonesian[0], "Your answers fit" in english[0]) == (True, True)
    stored = attempt.reports.get()
    assert (indonesian[1], english[1]) == (stored.document["id"], stored.document["en"])


def test_a_stored_report_reads_the_same_after_its_translation_changed(sari):
    attempt = finished(sari, SLUG, eager)
    page = reverse("assessments:report", args=[attempt.pk])
    before = in_english(sari).get(page).content
    draft = draft_from(revision=ProfileRevision.objects.get(profession__slug=SLUG))
    draft.translations["en"]["name"] = "Something else"
    draft.save()
    publish_revision(revision=draft, now=timezone.now())
    without_tokens = [re.sub(rb'value="[\w-]{64}"', b"", page) for page in (before, sari.get(page).content)]
    assert without_tokens[0] == without_tokens[1]


def test_a_report_that_was_written_in_indonesian_alone_is_shown_in_indonesian_and_says_so(sari):
    stored = finished(sari, SLUG, eager).reports.get()
    old = {name: value for name, value in stored.document["id"].items() if name != "language"}
    Report.objects.filter(pk=stored.pk).update(document={"id": old})
    texts = spoken(in_english(sari).get(reverse("assessments:report", args=[stored.attempt_id])))
    assert ("Mengapa: sifat demi sifat" in texts["id"], "What next" in texts["en"]) == (True, True)
    assert INDONESIAN.findall(texts["en"]) == []


def test_coordinates_of_the_chart_are_the_same_in_both_languages(sari):
    page = reverse("assessments:report", args=[finished(sari, SLUG, eager).pk])
    indonesian = sari.get(page).content.decode()
    english = in_english(sari).get(page).content.decode()
    drawings = [re.findall(r"<(?:rect|line|path|polygon)[^>]*>", shown) for shown in (indonesian, english)]
    assert drawings[0] == drawings[1]
    assert drawings[0]
    assert not re.search(r'"\d+,\d', " ".join(drawings[0]))


def test_dates_are_written_as_the_language_writes_them(sari, time_machine):
    time_machine.move_to("2026-11-24T10:05:00+07:00")
    page = reverse("assessments:report", args=[finished(sari, SLUG, eager).pk])
    assert "24 November 2026, 10.05" in spoken(sari.get(page))["id"]
    assert "24 November 2026, 10:05" in spoken(in_english(sari).get(page))["en"]


@pytest.mark.parametrize("slug", [SLUG, SISTER])
def test_pages_of_translated_content_say_that_nobody_has_validated_it(sari, slug):
    notice = "English translation, not yet validated"
    paths = [reverse("professions:profile", args=[slug]), reverse("assessments:start", args=[slug])]
    paths.append(reverse("assessments:report", args=[finished(sari, slug).pk]))
    assert [notice in sari.get(path).content.decode() for path in paths] == [False] * 3
    in_english(sari)
    assert [notice in sari.get(path).content.decode() for path in paths] == [True] * 3


def test_a_profession_without_translation_is_shown_in_indonesian_and_says_so(content):
    small_instrument("juru-masak", items=4)
    client = in_english(Client())
    page = client.get(reverse("professions:profile", args=["juru-masak"])).content.decode()
    assert "only available in Indonesian" in page
    assert '<h1 lang="id">juru-masak</h1>' in page
    assert '<li class="card" lang="id">' in client.get("/").content.decode()
    attempt = finished(client, "juru-masak")
    assert client.get(reverse("assessments:report", args=[attempt.pk])).status_code == 200


def test_a_published_draft_keeps_translations_of_what_it_did_not_change(content):
    draft = draft_from(revision=ProfileRevision.objects.get(profession__slug=SLUG))
    row = draft.duty_set.first()
    row.text = "hal yang baru"
    row.save()
    publish_revision(revision=draft, now=timezone.now())
    shown = in_language(ProfileRevision.objects.get(pk=draft.pk).content, "en")
    first, *others = shown["duties"]
    assert (first["text"], first["lang"]) == ("hal yang baru", "id")
    assert first["question"].startswith("Listening to residents")
    assert [row.get("lang", "") for row in others] == [""] * len(others)
    page = in_english(Client()).get(reverse("professions:profile", args=[SLUG])).content.decode()
    assert '<p lang="id">Hal yang baru.</p>' in page


@pytest.mark.parametrize("slug", [SLUG, SISTER])
def test_every_text_of_the_shipped_quiz_is_translated(content, slug):
    instrument = Instrument.objects.get(profession__slug=slug).content
    shown = in_language(instrument, "en")
    assert '"lang"' not in json.dumps(shown)
    assert set(texts_by_place(shown)) == set(texts_by_place(instrument))


@pytest.mark.parametrize("slug", [SLUG, SISTER])
def test_translations_change_no_score_and_survive_an_export(sari, slug):
    attempt = Attempt.objects.get(pk=finished(sari, slug, eager).pk)
    content = json.loads(json.dumps(attempt.instrument.content))
    bare = {name: part for name, part in content.items() if name != "translations"}
    results = [result_as_dict(score_attempt(parse_instrument(data), answered(attempt))) for data in (content, bare)]
    assert results[0] == results[1]
    assert set(content["translations"]) == {"en"}


def test_consent_is_kept_in_the_words_that_were_read(content):
    client = in_english(Client())
    attempt = start_attempt(client, SLUG)
    assert attempt.consents.get().text.startswith("I agree that my answers are kept")


def test_lists_name_professions_in_the_language(content):
    names = [profession.name for profession in Profession.objects.order_by("name")]
    pages = [spoken(client.get("/")) for client in (Client(), in_english(Client()))]
    assert all(name in pages[0]["id"] for name in names)
    assert all(name in pages[1]["en"] for name in ("Head of Community Welfare Programmes", "Social Worker"))

"""The cast: who comes to the site, and short ways of doing what they do there.

`sari` holds an attempt in her browser, `budi` is another seeker with one of his own, `ibu_ratna` a counselor,
`bu_dewi` one of another school, `pak_joko` one whose account was closed, `pak_anton` the coordinator of Ibu Ratna's
school, `editor`, `operator` and `admin` work in the admin, `stranger` has nothing.
"""

import secrets
from collections.abc import Callable, Mapping
from html.parser import HTMLParser

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments import queries
from assessments.models import Attempt, Instrument
from assessments.questions import texts_by_code
from counseling.models import Group as CounselingGroup
from counseling.models import Institution, Membership, Share
from counseling.queries import own_memberships
from counseling.roles import COORDINATOR, COUNSELOR, EDITOR, OPERATOR
from counseling.services import withdraw_share
from professions.models import Profession, ProfileRevision

SLUG = "kepala-program-kesejahteraan-masyarakat"
SISTER = "pekerja-sosial"
NEUTRAL = {"traits": "3", "duties": "3", "pairs": "0", "beliefs": "unsure"}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Tests with real transactions come last, in whatever order: each of them empties the database."""
    items.sort(key=empties_database)


def empties_database(item) -> bool:
    marker = item.get_closest_marker("django_db")
    is_marked = marker is not None and marker.kwargs.get("transaction", False)
    return is_marked or not {"transactional_db", "live_server"}.isdisjoint(getattr(item, "fixturenames", ()))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Every test database holds the shipped content, loaded once."""
    with django_db_blocker.unblock():
        call_command("load_content", verbosity=0, stdout=_Silence())


class _Silence:
    def write(self, text):
        pass


@pytest.fixture
def content(db):
    """The shipped content, loaded anew where a test with real transactions has emptied the database."""
    if not Instrument.objects.exists():
        call_command("load_content", verbosity=0, stdout=_Silence())


@pytest.fixture
def no_content(db):
    """A database as migrate leaves it."""
    call_command("flush", verbosity=0, interactive=False)


@pytest.fixture(autouse=True)
def no_remembered_instruments():
    """What one test's process remembers is not in the next one's database."""
    queries.instrument_by.cache_clear()
    yield
    queries.instrument_by.cache_clear()


@pytest.fixture
def stranger(content):
    return Client()


@pytest.fixture
def sari(content):
    client = Client()
    client.attempt = start_attempt(client, SLUG)
    return client


@pytest.fixture
def budi(content):
    client = Client()
    client.attempt = start_attempt(client, SLUG)
    return client


@pytest.fixture
def ibu_ratna(content):
    return counselor("ibu-ratna", "SMA Melati", first_name="Ibu Ratna")


@pytest.fixture
def bu_dewi(content):
    return counselor("bu-dewi", "SMK Kenanga", first_name="Bu Dewi")


@pytest.fixture
def pak_anton(content):
    client = staff("pak-anton", COORDINATOR)
    client.user.institutions.add(Institution.objects.get_or_create(name="SMA Melati")[0])
    return client


@pytest.fixture
def pak_joko(content):
    """His session is older than the closing of his account."""
    client = counselor("pak-joko", "SMA Melati")
    client.user.is_active = False
    client.user.save()
    return client


@pytest.fixture
def editor(content):
    return staff("editor", EDITOR)


@pytest.fixture
def operator(content):
    return staff("operator", OPERATOR)


@pytest.fixture
def admin(content):
    return staff("admin", is_superuser=True)


def staff(username: str, *groups: str, **columns) -> Client:
    """A signed-in client whose `user` is a new staff account in these groups."""
    user = get_user_model().objects.create_user(username, is_staff=True, **columns)
    user.groups.set(Group.objects.filter(name__in=groups))
    client = Client()
    client.force_login(user)
    client.user = user
    return client


def counselor(username: str, institution: str, **columns) -> Client:
    """A counselor with a `group` of her own at this institution."""
    client = staff(username, COUNSELOR, **columns)
    workplace, _created = Institution.objects.get_or_create(name=institution)
    workplace.staff.add(client.user)
    client.group = CounselingGroup.objects.create(name=f"Kelas {username}", institution=workplace)
    client.group.counselors.add(client.user)
    return client


def join_group(client: Client, group: CounselingGroup, *, name: str = "Siti") -> None:
    """Type the code and choose a name."""
    response = client.post(reverse("counseling:join"), {"kode": group.shown_code.lower()})
    assert response.status_code == 302, response.content.decode()
    form = {"kunci": secrets.token_urlsafe(16), "nama": name}
    response = client.post(reverse("counseling:name"), form)
    assert response.status_code == 302, response.content.decode()


def share_with(client: Client, attempt: Attempt, counselor: Client) -> Share:
    """Open the attempt's report to this counselor, through her group, which the client joins where need be."""
    if not place_in(client, counselor.group):
        join_group(client, counselor.group)
    path = reverse("counseling:share", args=[attempt.pk, place_in(client, counselor.group).pk, counselor.user.pk])
    response = client.post(path, {"setuju": "on"})
    assert response.status_code == 302, response.content.decode()
    return Share.objects.get(attempt=attempt, counselor=counselor.user, withdrawn_at=None)


def place_in(client: Client, group: CounselingGroup) -> Membership | None:
    return own_memberships(client.session).filter(group=group).first()


def withdraw(share: Share) -> None:
    withdraw_share(attempt_id=share.attempt_id, share_id=share.pk, now=timezone.now())


def start_attempt(client: Client, slug: str) -> Attempt:
    """Agree and begin, as the start page's form does."""
    key = secrets.token_urlsafe(16)
    form = {"kunci": key, "usia": "dewasa", "setuju": "on"}
    response = client.post(reverse("assessments:start", args=[slug]), form)
    assert response.status_code == 302, response.content.decode()
    return Attempt.objects.get(start_key=key)


def page_form(attempt: Attempt, number: int, answers: Mapping[str, str] | None = None) -> dict[str, str]:
    """The form of page `number` with these values by question; every question answered neutrally when None."""
    page = attempt.pages[number - 1]
    if answers is None:
        answers = dict.fromkeys(page["codes"], NEUTRAL[page["kind"]])
    revision = Attempt.objects.values_list("revision", flat=True).get(pk=attempt.pk)
    form = {"kunci": secrets.token_urlsafe(16), "revisi": str(revision)}
    return form | {f"q-{code}": value for code, value in answers.items()}


def answer_page(client: Client, attempt: Attempt, number: int, answers: Mapping[str, str] | None = None, **extra):
    """Send page `number`; the response."""
    url = reverse("assessments:page", args=[attempt.pk, number])
    return client.post(url, page_form(attempt, number, answers), **extra)


def finished(
    client: Client,
    slug: str = SLUG,
    chooser: Callable[[Mapping], str] = lambda question: NEUTRAL[question["kind"]],
    *,
    shared_with: Client | None = None,
) -> Attempt:
    """An attempt with its report; `chooser` gives the value for a question, its row in the instrument and "kind"."""
    attempt = start_attempt(client, slug)
    texts = texts_by_code(attempt.instrument.content)
    for number, page in enumerate(attempt.pages, start=1):
        answers = {code: chooser({**texts[code], "kind": page["kind"]}) for code in page["codes"]}
        assert answer_page(client, attempt, number, answers).status_code == 302
    assert client.post(reverse("assessments:finish", args=[attempt.pk])).status_code == 302
    attempt.refresh_from_db()
    if shared_with:
        share_with(client, attempt, shared_with)
    return attempt


def eager(question: Mapping) -> str:
    """A chooser of whatever speaks for the profession."""
    if question["kind"] == "traits":
        return "5" if question["key"] > 0 else "1"
    return {"duties": "5", "pairs": "2", "beliefs": "unsure"}[question["kind"]]


def reluctant(question: Mapping) -> str:
    """A chooser of whatever speaks against the profession."""
    if question["kind"] == "traits":
        return "1" if question["key"] > 0 else "5"
    return {"duties": "1", "pairs": "-2", "beliefs": "unsure"}[question["kind"]]


def small_instrument(slug: str, *, items: int) -> Instrument:
    """The quiz of a new profession that asks `items` statements, four a trait, and nothing else."""
    claim = {"code": "fit", "cites": [], "reviewed_by": "", "reviewed_on": ""}
    profile = {
        **{name: [] for name in ("sources", "codes", "other_names", "targets", "steps", "comparisons", "unfit")},
        **{name: [] for name in ("misconceptions", "false_expectations", "duties")},
        "slug": slug,
        "name": slug,
        "reviewed_by": "",
        "reviewed_on": "",
        "summary": [{**claim, "code": "summary", "text": slug}],
        "fit": [{**claim, "text": slug, "traits": ["sifat-1"]}],
    }
    profession = Profession.objects.create(slug=slug, name=slug)
    revision = ProfileRevision.objects.create(
        profession=profession,
        number=1,
        name=slug,
        status=ProfileRevision.Status.PUBLISHED,
        published_at=timezone.now(),
        content=profile,
    )
    Profession.objects.filter(pk=profession.pk).update(current_revision=revision)
    texts = dict.fromkeys(("definition", "trainable", "draining"), "…")
    traits, rows = [], []
    for number, places in enumerate((range(first, min(first + 4, items)) for first in range(0, items, 4)), start=1):
        code = f"sifat-{number}"
        traits.append({"code": code, "name": code, "weight": 1.0, "direction": 1, "steps": [], **texts})
        rows += [
            {"code": f"butir-{place}", "trait": code, "key": 1 - place % 2 * 2, "text": f"{place}", "reserve": False}
            for place in places
        ]
    parts = {"unfit": [], "duties": [], "beliefs": [], "contrasts": []}
    return Instrument.objects.create(
        profession=profession,
        revision=revision,
        version=1,
        content={
            "profession": slug, "version": 1, "name": slug, "revision": 1, "traits": traits, "items": rows, **parts
        },
    )  # fmt: skip


class FormReader(HTMLParser):
    """What a browser would send for the form of this id: `fields` is a list of (name, value)."""

    def __init__(self, form_id: str):
        super().__init__()
        self.form_id = form_id
        self.fields: list[tuple[str, str]] = []
        self._inside = False
        self._select = self._area = None

    def handle_starttag(self, tag, pairs):
        attributes = dict(pairs)
        name = attributes.get("name")
        if tag == "form":
            self._inside = attributes.get("id") == self.form_id
        elif not self._inside:
            return
        elif tag == "input" and name and attributes.get("type") not in {"submit", "checkbox", "radio"}:
            self.fields.append((name, attributes.get("value") or ""))
        elif tag == "select":
            self._select = name
        elif tag == "option" and "selected" in attributes:
            self.fields.append((self._select, attributes.get("value") or ""))
        elif tag == "textarea":
            self._area = [name, ""]

    def handle_data(self, data):
        if self._area:
            self._area[1] += data

    def handle_endtag(self, tag):
        if tag == "textarea" and self._area:
            name, text = self._area
            self.fields.append((name, text.removeprefix("\r").removeprefix("\n")))
            self._area = None
        elif tag == "form":
            self._inside = False


def form_of(response, form_id: str) -> dict[str, list[str]]:
    """The fields of a form as it was shown, without the empty rows that scripts copy."""
    reader = FormReader(form_id)
    reader.feed(response.content.decode())
    fields: dict[str, list[str]] = {}
    for name, value in reader.fields:
        if "__prefix__" not in name:
            fields.setdefault(name, []).append(value)
    return fields

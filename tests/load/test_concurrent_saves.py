"""Many forms at once, late or twice: one effect each, one report, and words instead of an error."""

import random
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager

import psycopg
import pytest
from django.utils import timezone

from assessments import services
from assessments.answering import read_answers
from assessments.codes import new_code
from assessments.models import Attempt
from professions.models import Profession

from . import oracle
from .client import REFUSED, REPORT_URL, SAVED, SLUG, Form, Gate, Walker
from .ledger import Ledger, read
from .site import PRODUCT, Site
from .stored import Reader

PARALLEL = 20
COPIES = 3
PRESSES = 6
NOT_SAVED = "Belum tersimpan"


class Person:
    """One walker on a running site, and what the oracle says of it."""

    def __init__(self, site: Site, path):
        self.path = path
        self.reader = Reader(site.place)
        self.walker = Walker(site.port, Gate(), Ledger(path), seed=1)
        self.browser = self.walker.browser

    def send(self, attempt, path, form, answers):
        """On a connection of its own."""
        with closing(self.browser.tab()) as tab:
            return self.walker.send(tab, attempt, path, form, answers)

    def stored(self, attempt):
        return self.reader.stored()[attempt]

    def violations(self):
        return oracle.violations([read(self.path)], self.reader.stored()) + self.reader.damage()


@contextmanager
def person_on(place, tmp_path, application=PRODUCT):
    with Site(place, application=application) as site:
        person = Person(site, tmp_path / "ledger.jsonl")
        with closing(person.walker):
            yield person


@pytest.fixture
def person(place, tmp_path):
    with person_on(place, tmp_path) as person:
        yield person


def all_at_once(ask, arguments):
    with ThreadPoolExecutor(PARALLEL) as pool:
        return list(pool.map(lambda these: ask(*these), arguments))


@pytest.mark.slow
def test_a_form_sent_many_times_at_once_has_one_effect_and_every_reply_says_saved(person):
    attempt, here = person.walker.begin()
    form = Form(here.text)
    sends = [(attempt, here.path, form, form.answers(0))] * PARALLEL
    replies = all_at_once(person.send, sends)
    assert {(reply.status, reply.path, SAVED in reply.text) for reply in replies} == {
        (200, here.path.replace("/1/", "/2/"), True)
    }
    assert (person.stored(attempt).revision, person.violations()) == (1, [])


@pytest.mark.slow
def test_many_last_forms_at_once_make_one_report_and_all_lead_to_it(person):
    attempt, here = person.walker.answer_all()
    fields = Form(here.text).fields

    def finish(_):
        with closing(person.browser.tab()) as tab:
            return tab.post(f"/kuis/{attempt}/selesai/", fields)

    person.walker.ledger.write("finish", attempt=attempt)
    replies = all_at_once(finish, [(number,) for number in range(PARALLEL)])
    person.walker.ledger.write("finished", attempt=attempt)
    assert {(reply.status, bool(REPORT_URL.search(reply.path))) for reply in replies} == {(200, True)}
    assert (person.stored(attempt).reports, person.violations()) == ((True,), [])


@pytest.mark.slow
def test_of_two_tabs_that_save_at_once_one_is_told_that_the_other_was_first(person):
    attempt, here = person.walker.begin()
    tabs = [Form(here.text), Form(person.browser.get(here.path).text)]
    replies = all_at_once(
        person.send, [(attempt, here.path, form, form.answers(turn)) for turn, form in enumerate(tabs)]
    )
    assert sorted((reply.status, REFUSED in reply.text) for reply in replies) == [(200, False), (200, True)]
    assert (person.stored(attempt).revision, person.violations()) == (2, [])


@pytest.mark.slow
def test_a_page_that_comes_after_the_report_changes_nothing(person):
    attempt, here = person.walker.begin()
    form, page = Form(here.text), here.path
    while "/periksa/" not in here.path:
        here = person.walker.save(attempt, here.path, Form(here.text))
    person.walker.finish(attempt, here)
    before = person.stored(attempt)
    reply = person.browser.post(page, form.fields | form.answers(5))
    assert (reply.status, bool(REPORT_URL.search(reply.path)), person.stored(attempt)) == (200, True, before)


@contextmanager
def held(place):
    """The database, held by another program in the midst of a write."""
    if place.database_url:
        with psycopg.connect(place.database_url) as connection:
            connection.execute("LOCK TABLE assessments_attempt, assessments_report IN ROW EXCLUSIVE MODE")
            connection.execute("SELECT * FROM assessments_attempt FOR UPDATE")
            yield
        return
    with closing(sqlite3.connect(place.sqlite, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("ROLLBACK")


@pytest.mark.slow
def test_a_held_database_is_answered_in_words_and_the_form_is_taken_afterwards(place, tmp_path):
    with person_on(place, tmp_path, "tests.load.broken_server:waits_briefly()") as person:
        attempt, here = person.walker.begin()
        form = Form(here.text)
        with held(place):
            refused = person.send(attempt, here.path, form, form.answers(0))
            unfinished = person.browser.post(f"/kuis/{attempt}/selesai/", form.fields)
        again = Form(refused.text).fields
        taken = person.walker.send(person.browser, attempt, here.path, form, form.answers(0))
        repeated = person.browser.post(here.path, again)
        found = (person.stored(attempt).revision, person.stored(attempt).is_finished, person.violations())
    assert [(reply.status, NOT_SAVED in reply.text, SAVED in reply.text) for reply in (refused, unfinished)] == [
        (503, True, False)
    ] * 2
    assert {name: again[name] for name in form.answers(0)} == form.answers(0)
    assert [(reply.status, SAVED in reply.text) for reply in (taken, repeated)] == [(200, True)] * 2
    assert found == (1, False, [])


@pytest.mark.slow
def test_a_full_disk_is_answered_in_words_and_leaves_the_database_whole(sqlite_place, tmp_path):
    """What an operator frees again is taken; until then pages can be read."""
    with person_on(sqlite_place, tmp_path) as person:
        attempt, here = person.walker.begin()
        cookies = person.browser.cookies
    with person_on(sqlite_place, tmp_path, "tests.load.broken_server:has_no_room()") as person:
        person.browser.cookies |= cookies
        sent = refused = 0
        while not refused and sent < 200:
            reply = person.walker.send(
                person.browser, attempt, here.path, Form(here.text), Form(here.text).answers(sent)
            )
            sent += 1
            refused = reply.status == 503 and NOT_SAVED in reply.text
            here = reply if SAVED in reply.text and "/periksa/" not in reply.path else here
        readable = person.browser.get(here.path).status
    with person_on(sqlite_place, tmp_path) as person:
        person.browser.cookies |= cookies
        here = person.browser.get(here.path)
        taken = person.walker.send(person.browser, attempt, here.path, Form(here.text), Form(here.text).answers(sent))
        assert (refused, readable, SAVED in taken.text, person.violations()) == (True, 200, True, [])


def shown_and_sent(attempt, rng):
    """Forms as a person fills them in, each shown after the one before was stored, and late copies of any of them."""
    forms = []
    for press in range(PRESSES):
        number = rng.randint(1, 3)
        page = attempt.pages[number - 1]
        values = {"beliefs": ["true", "false"], "pairs": ["-2", "2"]}.get(page["kind"], ["1", "2", "5"])
        codes = rng.sample(page["codes"], rng.randint(1, len(page["codes"])))
        posted = {f"q-{code}": [rng.choice([*values, "skip"])] for code in codes}
        forms.append({"number": number, "posted": posted, "key": f"form-number-{press:05}", "form_revision": press})
    return forms


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("seed", range(20))
def test_late_copies_in_any_order_never_bring_an_old_answer_back(content, seed):
    rng = random.Random(seed)
    attempt = services.start_attempt(
        profession=Profession.objects.get(slug=SLUG),
        key=f"start-{seed:011}",
        code=new_code(),
        now=timezone.now(),
    )
    forms = shown_and_sent(attempt, rng)
    expected = {}
    for place, form in enumerate(forms):
        services.save_page(attempt_id=attempt.pk, **form)
        page = attempt.pages[form["number"] - 1]
        expected |= read_answers(form["posted"], kind=page["kind"], codes=page["codes"])
        for late in rng.choices(forms[: place + 1], k=COPIES):
            services.save_page(attempt_id=attempt.pk, **late)
    stored = Attempt.objects.get(pk=attempt.pk)
    assert (stored.answers, stored.revision) == (expected, PRESSES)

"""Joining, opening and deleting at the same moment: one effect each, and words instead of an error."""

import re
from contextlib import closing

import pytest

from .client import Browser, Form
from .site import Site
from .stored import opened
from .test_concurrent_saves import PARALLEL, all_at_once

pytestmark = pytest.mark.slow
START = "/profesi/pekerja-sosial/kuis/"
OFFER = re.compile(r'name="izin" value="(\d+)-(\d+)"')


@pytest.fixture
def member(place):
    """One that has given the code of the demo group."""
    with Site(place) as site, closing(Browser(site.port)) as member:
        with opened(place) as select:
            ((code,),) = [tuple(row.values()) for row in select("SELECT code FROM counseling_group")]
        member.post("/bergabung/", Form(member.get("/bergabung/").text).fields | {"kode": code})
        member.place = place
        yield member


def count(place, query):
    with opened(place) as select:
        return next(iter(select(f"SELECT count(*) AS number FROM {query}")))["number"]  # noqa: S608 - our own words


def post_at_once(member, *requests):
    """The statuses of these (path, fields), each on a connection of its own."""

    def post(path, fields):
        with closing(member.tab()) as tab:
            return tab.post(path, fields).status

    return all_at_once(post, requests)


def join(member):
    fields = Form(member.get("/bergabung/nama/").text).fields | {"nama": "Siti"}
    return [("/bergabung/nama/", fields)]


def share(member):
    """The address and the form that open a new attempt to the counselor of the demo group."""
    here = member.get(START)
    membership, counselor = OFFER.search(here.text).groups()
    form = {name: Form(here.text).fields[name] for name in ("kunci", "csrfmiddlewaretoken")}
    reply = member.post(START, form | {"usia": "dewasa", "setuju": "on"})
    attempt = re.search(r"/kuis/([0-9a-f-]{36})/", reply.path)[1]
    path = f"/kuis/{attempt}/izin/{membership}/{counselor}/"
    return attempt, path, Form(member.get(path).text).fields | {"setuju": "on"}


def test_a_code_that_is_redeemed_many_times_at_once_takes_one_place(member):
    assert set(post_at_once(member, *join(member) * PARALLEL)) == {200}
    assert count(member.place, "counseling_membership") == 1


def test_a_report_that_is_opened_many_times_at_once_is_opened_once(member):
    post_at_once(member, *join(member))
    attempt, path, fields = share(member)
    assert set(post_at_once(member, *[(path, fields)] * PARALLEL)) == {200}
    assert count(member.place, "counseling_share WHERE withdrawn_at IS NULL") == 1
    assert count(member.place, "assessments_consent WHERE purpose = 'counselor'") == 1


def test_opening_and_deleting_at_once_leaves_nothing_behind(member):
    post_at_once(member, *join(member))
    attempt, path, fields = share(member)
    token = {"csrfmiddlewaretoken": fields["csrfmiddlewaretoken"]}
    statuses = post_at_once(member, *[(path, fields), (f"/kuis/{attempt}/hapus/", token)] * (PARALLEL // 2))
    assert set(statuses) <= {200, 404}
    rows = (
        "assessments_attempt",
        "assessments_consent",
        "counseling_share",
        "counseling_membership WHERE attempt_id IS NOT NULL",
    )
    assert [count(member.place, row) for row in rows] == [0, 0, 0, 0]

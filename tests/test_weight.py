"""P12 and P13: what a phone that has kept nothing must load, counted on the real server."""

import pytest

from tests.bench import weight
from tests.load.site import Site, prepared


@pytest.fixture(scope="module")
def port(tmp_path_factory):
    with prepared(tmp_path_factory.mktemp("weight") / "data") as place, Site(place) as site:
        yield site.port


@pytest.mark.slow
def test_the_first_view_is_light(port):
    met = weight.first_view(port)
    assert met.total <= weight.FIRST_VIEW.most
    assert met.requests <= weight.FIRST_VIEW.most_requests


@pytest.mark.slow
@pytest.mark.parametrize("scripts", [True, False])
def test_a_whole_quiz_with_its_report_is_light(port, scripts):
    gate = weight.WHOLE_QUIZ if scripts else weight.PLAIN_QUIZ
    met = weight.whole_quiz(port, scripts=scripts)
    assert met.bodies <= gate.most


@pytest.mark.slow
def test_what_a_phone_may_keep_is_not_loaded_twice(port):
    phone = weight.Phone(port)
    phone.open("/")
    before = phone.weight.requests
    phone.open("/profesi/")
    assert phone.weight.requests == before + 1
    assert {path: etag for path, etag in phone.kept.items() if path.startswith("/static/") and etag} == {}


@pytest.mark.slow
def test_static_files_come_packed_and_by_a_name_that_changes_with_their_content(port):
    phone = weight.Phone(port, "br")
    parts = weight.Parts(phone.open("/").text, scripts=True).paths
    assert [path for path in parts if not weight.HASHED.search(path)] == []
    sheet = next(path for path in parts if path.endswith(".css"))
    before = phone.weight.bodies
    text = phone.ask("GET", sheet).text
    assert phone.weight.bodies - before < len(text.encode()) / 2

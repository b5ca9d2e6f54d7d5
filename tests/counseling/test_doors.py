"""Personal rows are read through the doors of counseling/queries.py and nowhere else."""

import re
from pathlib import Path

import pytest

ROOM = Path(__file__).parents[2] / "counseling"
PAGES = [
    "admin.py", "desk.py", "exports.py", "group_desk.py", "group_picture.py", "views.py", "forms.py", "listing.py",
    "offers.py", "receivers.py",
]  # fmt: skip
PAGES += ["link_views.py", "paper_desk.py", "paper_forms.py"]
PERSONAL = "Report|Share|Membership|Note|Agreement|ReviewRequest|AccessEntry|Attempt|Consent|Group"
PERSONAL += "|SchoolConsent|ReportLink"


@pytest.mark.parametrize("module", PAGES)
def test_no_page_reads_personal_rows_past_the_doors(module):
    assert (
        re.findall(rf"\b(?:{PERSONAL})\.(?:objects|_default_manager|_base_manager)", (ROOM / module).read_text()) == []
    )


def test_every_module_that_answers_requests_is_looked_at():
    answering = {
        path.name for path in ROOM.glob("*.py") if "request" in path.read_text() and "HttpRe" in path.read_text()
    }
    assert answering <= set(PAGES)


def test_no_template_walks_from_a_person_to_what_others_wrote():
    templates = Path(__file__).parents[2] / "templates"
    pages = [*(templates / "counseling").glob("*.html"), *(templates / "admin/counseling").glob("*.html")]
    rows = "shares|notes|agreements|review_requests|memberships|access_entries|consents"
    walk = re.compile(rf"\b(?:attempt|report|share|group|user|counselor)\.(?:{rows})\b")
    assert len(pages) > 15
    assert [path.name for path in pages if walk.search(path.read_text())] == []

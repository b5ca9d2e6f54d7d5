"""Groups in the admin: who makes them, who is assigned, and the sheet that invites."""

import re

import pytest
import segno
from django.urls import reverse

from counseling.models import Group, Institution, Share
from counseling.qr import QUIET_ZONE, qr_svg
from counseling.queries import groups_visible_to
from tests.cast import SISTER, counselor, finished

ADD, CHANGE, SHEET = "admin:counseling_group_add", "admin:counseling_group_change", "admin:counseling_group_sheet"


def new_group(client, **fields):
    institution = client.user.institutions.get().pk
    form = {"name": "XII IPS 1", "institution": institution, "is_open": "on"} | fields
    response = client.post(reverse(ADD), form)
    assert response.status_code == 302, response.content.decode()
    return Group.objects.get(name=form["name"])


def test_a_counselor_makes_a_group_and_is_its_counselor(ibu_ratna):
    group = new_group(ibu_ratna)
    assert (list(group.counselors.all()), group.is_open) == ([ibu_ratna.user], True)


def test_a_counselor_assigns_nobody(ibu_ratna, bu_dewi):
    group = new_group(ibu_ratna, counselors=[bu_dewi.user.pk])
    assert list(group.counselors.all()) == [ibu_ratna.user]
    ibu_ratna.post(reverse(CHANGE, args=[group.pk]), {"name": "XII IPS 2", "counselors": [bu_dewi.user.pk]})
    group.refresh_from_db()
    assert (group.name, group.is_open, list(group.counselors.all())) == ("XII IPS 2", False, [ibu_ratna.user])


def test_a_counselor_makes_no_group_in_another_institution(ibu_ratna, bu_dewi):
    form = {"name": "x", "institution": bu_dewi.group.institution_id}
    assert ibu_ratna.post(reverse(ADD), form).status_code == 200
    assert not Group.objects.filter(name="x").exists()


def test_a_group_stays_with_its_institution(ibu_ratna, bu_dewi):
    ibu_ratna.user.institutions.add(bu_dewi.group.institution)
    group = ibu_ratna.group
    form = {"name": group.name, "institution": bu_dewi.group.institution_id}
    assert ibu_ratna.post(reverse(CHANGE, args=[group.pk]), form).status_code == 302
    group.refresh_from_db()
    assert group.institution.name == "SMA Melati"


def test_a_coordinator_assigns_counselors_of_the_own_institution(pak_anton, ibu_ratna, bu_dewi):
    group = new_group(pak_anton, counselors=[ibu_ratna.user.pk])
    assert list(group.counselors.all()) == [ibu_ratna.user]
    form = {"name": group.name, "counselors": [bu_dewi.user.pk]}
    assert pak_anton.post(reverse(CHANGE, args=[group.pk]), form).status_code == 200
    assert list(group.counselors.all()) == [ibu_ratna.user]


def test_who_is_no_counselor_any_more_is_not_offered(pak_anton, ibu_ratna, pak_joko):
    offered = pak_anton.get(reverse(ADD)).content.decode()
    assert ("Ibu Ratna" in offered, "pak-joko" in offered) == (True, False)


def test_a_counselor_who_is_released_loses_what_was_opened_to_her_through_the_group(sari, pak_anton, ibu_ratna):
    colleague = counselor("ibu-wati", "SMA Melati")
    finished(sari, SISTER, shared_with=ibu_ratna)
    form = {"name": ibu_ratna.group.name, "is_open": "on", "counselors": [colleague.user.pk]}
    assert pak_anton.post(reverse(CHANGE, args=[ibu_ratna.group.pk]), form).status_code == 302
    share = Share.objects.get()
    assert (share.is_open, ibu_ratna.group in groups_visible_to(ibu_ratna.user)) == (False, False)
    assert ibu_ratna.get(reverse("admin:assessments_report_change", args=[share.report_id])).status_code == 404
    assert share.attempt.consents.get(purpose="counselor").withdrawn_at is not None


def test_a_group_is_closed_but_not_deleted(ibu_ratna, pak_anton):
    for client in (ibu_ratna, pak_anton):
        assert (
            client.post(
                reverse("admin:counseling_group_delete", args=[ibu_ratna.group.pk]), {"post": "yes"}
            ).status_code
            == 403
        )
        actions = client.post(
            reverse("admin:counseling_group_changelist"),
            {"action": "delete_selected", "_selected_action": [ibu_ratna.group.pk], "post": "yes"},
        )
        assert (actions.status_code, Group.objects.filter(pk=ibu_ratna.group.pk).count()) in {(200, 1), (302, 1)}


def test_an_administrator_keeps_institutions_and_sees_no_group(admin, ibu_ratna):
    path = reverse("admin:counseling_institution_add")
    assert admin.post(path, {"name": "Disnaker", "staff": [ibu_ratna.user.pk]}).status_code == 302
    assert list(Institution.objects.get(name="Disnaker").staff.all()) == [ibu_ratna.user]
    assert admin.get(reverse(CHANGE, args=[ibu_ratna.group.pk])).status_code == 404
    assert admin.get(reverse(SHEET, args=[ibu_ratna.group.pk])).status_code == 403


def test_the_sheet_shows_address_and_code_and_leads_there_by_its_qr_code(ibu_ratna):
    group = ibu_ratna.group
    page = ibu_ratna.get(reverse(SHEET, args=[group.pk])).content.decode()
    address = f"http://testserver{reverse('counseling:invitation', args=[group.code])}"
    assert (group.shown_code in page, "testserver/bergabung/" in page, "<script" in page, "style=" in page) == (
        True, True, False, False,
    )  # fmt: skip
    drawn = {(int(x), int(y)) for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", page)}
    matrix = segno.make(address, error="m", micro=False).matrix
    dark = {(x + QUIET_ZONE, y + QUIET_ZONE) for y, row in enumerate(matrix) for x, module in enumerate(row) if module}
    assert drawn == dark


@pytest.mark.parametrize("label", ["<b>", '"'])
def test_the_label_of_a_qr_code_is_text(label):
    assert label not in re.search(r'aria-label="(.*?)" shape', qr_svg("https://arah.example/", label=label))[1]

"""The editor's desk: a draft is written and published, a published revision stays as it is."""

import re

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from assessments.models import Instrument
from professions.models import Duty, FrozenRevision, Misconception, Passage, ProfileRevision, Source
from professions.services import content_of, draft_from
from professions.validators import validate_statements
from tests.cast import SISTER, SLUG, form_of, start_attempt

LIST = "admin:professions_profilerevision_changelist"
CHANGE = "admin:professions_profilerevision_change"
FIELDS_OF_A_CLAIM = 9


@pytest.fixture
def published(content):
    return ProfileRevision.objects.get(profession__slug=SLUG)


@pytest.fixture
def draft(published):
    return draft_from(revision=published)


def act(client, action, *revisions):
    """Run an action of the list of revisions; the messages that it leaves."""
    client.get(reverse(LIST))  # shows the messages of what was done before
    data = {"action": action, "_selected_action": [revision.pk for revision in revisions]}
    response = client.post(reverse(LIST), data)
    assert response.status_code == 302
    return [str(message) for message in get_messages(response.wsgi_request)]


def draft_form(client, draft):
    response = client.get(reverse(CHANGE, args=[draft.pk]))
    assert response.status_code == 200
    return form_of(response, "profilerevision_form")


def save(client, draft, form):
    return client.post(reverse(CHANGE, args=[draft.pk]), {**form, "_save": "1"})


def field_of(form, text):
    """The name of the form's field that holds this text."""
    return next(name for name, values in form.items() if values == [text])


def everything():
    """Each revision with all that its rows say, and each instrument."""
    revisions = ProfileRevision.objects.select_related("profession").order_by("pk")
    said = [(row.number, row.status, row.content, content_of(row).as_document()) for row in revisions]
    return said, list(Instrument.objects.order_by("pk").values())


def test_a_draft_made_from_a_revision_says_what_the_revision_says(editor, published):
    assert act(editor, "make_draft", published) == [f"Draf dibuat: {published.name}, revisi {published.number + 1}."]
    draft = ProfileRevision.objects.get(profession__slug=SLUG, status="draft")
    assert (draft.content, content_of(draft).as_document()) == (None, published.content)


def test_saving_a_drafts_form_unchanged_changes_nothing(editor, draft):
    before = everything()
    response = save(editor, draft, draft_form(editor, draft))
    assert response.status_code == 302, response.context["errors"]
    assert everything() == before


def test_an_edited_claim_is_published_in_a_new_revision_and_the_next_quiz(editor, published, draft):
    duty = draft.duty_set.first()
    form = draft_form(editor, draft)
    form[field_of(form, duty.question)] = ["Memeriksa laporan bulanan program."]
    assert save(editor, draft, form).status_code == 302
    before = Instrument.objects.filter(profession__slug=SLUG).latest("version")
    assert act(editor, "publish", draft) == ["1 revisi diterbitkan."]

    after = Instrument.objects.filter(profession__slug=SLUG).latest("version")
    draft.refresh_from_db()
    asked = {row["code"]: row["text"] for row in after.content["duties"]}
    assert (after.version, after.revision, draft.status) == (before.version + 1, draft, "published")
    assert asked[duty.code] == "Memeriksa laporan bulanan program."
    assert [row["question"] for row in draft.content["duties"]][0] == "Memeriksa laporan bulanan program."
    published.refresh_from_db()
    assert published.status == "published"


def test_a_claim_is_added_and_another_removed_through_the_form(editor, draft):
    form = draft_form(editor, draft)
    count = int(form["duty_set-TOTAL_FORMS"][0])
    passage = draft.source_set.first().passages.first()
    new = {"id": "", "revision": str(draft.pk), "code": "duty-baru", "position": "99", "text": "tugas baru"}
    new |= {"purpose": "", "question": "Mengerjakan tugas baru.", "passages": str(passage.pk)}
    form |= {f"duty_set-{count}-{name}": [value] for name, value in new.items()}
    form |= {"duty_set-TOTAL_FORMS": [str(count + 1)], "duty_set-0-DELETE": ["on"]}
    gone = draft.duty_set.get(pk=form["duty_set-0-id"][0]).code
    response = save(editor, draft, form)
    assert response.status_code == 302, response.context["errors"]
    codes = [duty.code for duty in draft.duty_set.all()]
    assert (len(codes), "duty-baru" in codes, gone in codes) == (count, True, False)


def test_a_new_revision_leaves_a_running_attempt_on_its_own_quiz(editor, sari, draft):
    form = draft_form(editor, draft)
    form[field_of(form, draft.duty_set.first().question)] = ["Pertanyaan baru."]
    save(editor, draft, form)
    act(editor, "publish", draft)
    page = sari.get(reverse("assessments:check", args=[sari.attempt.pk])).content.decode()
    assert "Pertanyaan baru." not in page
    assert start_attempt(sari, SLUG).instrument.version == sari.attempt.instrument.version + 1


@pytest.mark.parametrize(
    ("spoil", "problem"),
    [
        (lambda draft: draft.duty_set.all().delete(), "professions.E015"),
        (lambda draft: draft.duty_set.first().passages.clear(), "professions.E005"),
        (lambda draft: draft.fitclaim_set.first().traits.clear(), "professions.E006"),
        (lambda draft: draft.comparison_set.update(other_slug="tidak-ada"), "professions.E012"),
        (lambda draft: Misconception.objects.filter(revision=draft).update(statements=[]), "professions.E009"),
    ],
)
def test_publishing_a_broken_draft_lists_the_problems_and_changes_nothing(editor, draft, spoil, problem):
    spoil(draft)
    before = everything()
    *problems, last = act(editor, "publish", draft)
    assert last == "Tidak ada yang diterbitkan. Perbaiki dulu yang disebut di atas."
    assert problems
    assert {re.search(r"\((\S+)\)", line)[1] for line in problems} >= {problem}
    assert everything() == before


def test_one_broken_draft_keeps_the_others_of_the_selection_unpublished(editor, draft):
    broken = draft_from(revision=ProfileRevision.objects.get(profession__slug=SISTER))
    broken.duty_set.all().delete()
    before = everything()
    act(editor, "publish", draft, broken)
    assert everything() == before


def test_a_draft_that_cannot_be_scored_is_refused_as_a_whole(editor, draft):
    unmeasured = draft.fitclaim_set.first().traits.first()
    unmeasured.items.all().delete()
    before = everything()
    messages = act(editor, "publish", draft)
    assert messages[-1] == "Tidak ada yang diterbitkan. Perbaiki dulu yang disebut di atas."
    assert everything() == before


def test_publishing_what_is_published_does_nothing_and_says_so(editor, published):
    before = everything()
    assert act(editor, "publish", published) == ["0 revisi diterbitkan."]
    assert everything() == before


def test_statements_of_a_wrong_shape_come_back_with_the_form(editor, draft):
    form = draft_form(editor, draft)
    before = everything()
    response = save(editor, draft, form | {"misconception_set-0-statements": ['[{"code": "x"}]']})
    assert response.status_code == 200
    assert set(forms_of(response, "misconception_set")[0].errors) == {"statements"}
    assert everything() == before


@pytest.mark.parametrize(
    "value", [{}, [1], [None], "x", [{"code": "x", "text": "", "true": True}], [{"code": "x", "text": "x", "true": 1}]]
)
def test_a_list_of_another_shape_is_no_list_of_statements(value):
    with pytest.raises(ValidationError) as refused:
        validate_statements(value)
    assert refused.value.code == "shape"


@pytest.mark.parametrize("profession", [SLUG, SISTER])
def test_a_drafts_form_leaves_room_for_ten_more_claims_below_the_limit_of_fields(editor, settings, profession):
    draft = draft_from(revision=ProfileRevision.objects.get(profession__slug=profession))
    fields = sum(len(values) for values in draft_form(editor, draft).values())
    assert fields + 10 * FIELDS_OF_A_CLAIM < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS


def forms_of(response, prefix):
    sets = [inline.formset for inline in response.context["inline_admin_formsets"]]
    return next(formset for formset in sets if formset.prefix == prefix).forms


def test_a_draft_offers_the_passages_of_its_own_sources_alone(editor, draft):
    own = set(Passage.objects.filter(source__revision=draft).values_list("pk", flat=True))
    form = draft_form(editor, draft)
    foreign = Passage.objects.exclude(pk__in=own).first()
    form["duty_set-0-passages"] = [str(foreign.pk)]
    response = save(editor, draft, form)
    assert response.status_code == 200
    row = forms_of(response, "duty_set")[0]
    assert {value.value for value, _label in row.fields["passages"].choices} == own
    assert "passages" in row.errors


def test_mass_assignment_through_a_drafts_form_is_ignored(editor, published, draft):
    form = draft_form(editor, draft)
    form |= {"status": ["published"], "content": ["{}"], "number": ["77"], "profession": ["1"], "file_checksum": ["x"]}
    before = ProfileRevision.objects.values().get(pk=draft.pk)
    assert save(editor, draft, form).status_code == 302
    assert ProfileRevision.objects.values().get(pk=draft.pk) == before


def test_a_published_revision_is_shown_and_takes_no_form(editor, published, draft):
    path = reverse(CHANGE, args=[published.pk])
    before = everything()
    page = editor.get(path)
    assert (page.status_code, page.context["has_change_permission"]) == (200, False)
    assert published.content["duties"][0]["text"] in page.content.decode()
    for address in (path, reverse("admin:professions_profilerevision_delete", args=[published.pk])):
        assert editor.post(address, draft_form(editor, draft) | {"post": "yes"}).status_code == 403
    assert everything() == before


def test_the_sources_of_a_published_revision_take_no_form(editor, published):
    source = published.source_set.first()
    before = everything()
    data = {"title": "Lain", "passages-TOTAL_FORMS": "0", "passages-INITIAL_FORMS": "0", "post": "yes"}
    for door in ("change", "delete"):
        path = reverse(f"admin:professions_source_{door}", args=[source.pk])
        assert editor.post(path, data).status_code == 403
    assert everything() == before


def test_a_draft_may_be_thrown_away(editor, draft):
    path = reverse("admin:professions_profilerevision_delete", args=[draft.pk])
    assert editor.post(path, {"post": "yes"}).status_code == 302
    assert not ProfileRevision.objects.filter(pk=draft.pk).exists()


@pytest.mark.parametrize(
    "change",
    [
        lambda row: row.save(),
        lambda row: row.delete(),
        lambda row: type(row).objects.filter(pk=row.pk).update(pk=row.pk),
        lambda row: type(row).objects.filter(pk=row.pk).delete(),
        lambda row: type(row).objects.bulk_update([row], [type(row)._meta.ordering[-1].lstrip("-")]),
    ],
    ids=["save", "delete", "update", "queryset delete", "bulk_update"],
)
@pytest.mark.parametrize("part", [ProfileRevision, Source, Duty, Passage, Misconception])
def test_no_row_of_a_published_revision_can_be_changed_or_removed(published, part, change):
    row = part.objects.filter(**{part.status_path: "published"}).first()
    before = everything()
    with pytest.raises(FrozenRevision), transaction.atomic():
        change(row)
    assert everything() == before


@pytest.mark.parametrize("name", ["changelist", "change", "delete"])
def test_the_editors_pages_need_no_inline_script_or_style(editor, draft, name):
    args = [] if name == "changelist" else [draft.pk]
    page = editor.get(reverse(f"admin:professions_profilerevision_{name}", args=args)).content.decode()
    assert re.findall(r"<script(?![^>]*\bsrc=)[^>]*>(?!\s*</script>)", page) == []
    assert re.findall(r"<style|\sstyle=|\son[a-z]+=|href=\"javascript:", page) == []

"""The history of a draft: who changed what, an earlier state as a new draft, and a second person to publish."""

import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.messages import get_messages
from django.core.management import call_command
from django.urls import reverse

from counseling.roles import EDITOR
from professions.history import UnknownMoment, draft_as_of, people_behind, savings_of
from professions.models import Duty, Passage, ProfileRevision, Source
from professions.services import content_of, draft_from
from tests.cast import SLUG, form_of, staff

LIST = "admin:professions_profilerevision_changelist"
CHANGE = "admin:professions_profilerevision_change"
HISTORY = "admin:professions_profilerevision_history"
RESTORE = "admin:professions_profilerevision_restore"
SOURCE = "admin:professions_source_change"


@pytest.fixture
def published(content):
    return ProfileRevision.objects.get(profession__slug=SLUG)


@pytest.fixture
def colleague(content):
    return staff("rekan", EDITOR)


@pytest.fixture
def draft(editor, published):
    """A draft that the editor made."""
    act(editor, "make_draft", published)
    return ProfileRevision.objects.get(profession__slug=SLUG, status="draft")


def act(client, action, *revisions):
    client.get(reverse(LIST))
    response = client.post(
        reverse(LIST), {"action": action, "_selected_action": [revision.pk for revision in revisions]}
    )
    assert response.status_code == 302
    return [str(message) for message in get_messages(response.wsgi_request)]


def edit(client, draft, **changes):
    """Save the draft's form with these fields changed; "duty_set__0__question" names one of the first duty."""
    path = reverse(CHANGE, args=[draft.pk])
    form = form_of(client.get(path), "profilerevision_form")
    fields = {name.replace("__", "-"): value if isinstance(value, list) else [value] for name, value in changes.items()}
    response = client.post(path, {**form, **fields, "_save": "1"})
    assert response.status_code == 302, response.context["errors"]


def said(revision):
    return content_of(ProfileRevision.objects.get(pk=revision.pk)).as_document()


def told(saving):
    """A saving as (person, [(kind, row, {label: [gone, new]})])."""
    return saving.person, [
        (
            change.kind,
            change.name,
            {
                field.label: [
                    "".join(text for kind, text in field.words if kind == wanted) for wanted in ("gone", "new")
                ]
                for field in change.fields
            },
        )
        for change in saving.changes
    ]


def test_a_new_draft_is_one_step_by_the_person_who_made_it(editor, draft):
    (saving,) = savings_of(draft)
    assert (saving.person, saving.is_first, saving.changes) == ("editor", True, ())


def test_a_changed_claim_is_told_with_its_person_and_its_words(draft, colleague):
    duty = draft.duty_set.first()
    edit(colleague, draft, duty_set__0__question="Memeriksa laporan.")
    saving = savings_of(draft)[0]
    assert told(saving) == (
        "rekan", [("~", duty.code, {"pertanyaan kuis": [duty.question, "Memeriksa laporan."]})]
    )  # fmt: skip


def test_text_and_sources_that_are_saved_together_are_one_step(draft, colleague):
    duty = draft.duty_set.first()
    other = Passage.objects.filter(source__revision=draft).exclude(pk__in=duty.passages.all()).first()
    edit(colleague, draft, duty_set__0__text="Lain.", duty_set__0__passages=[str(other.pk)])
    newest, *older = savings_of(draft)
    ((kind, name, fields),) = told(newest)[1]
    assert (len(older), kind, name, set(fields)) == (1, "~", duty.code, {"tugas", "sumber"})
    assert fields["sumber"][1] == f"{other.source.code}:{other.number}"


def test_an_added_and_a_removed_claim_are_told(draft, colleague):
    step, gone = draft.professionstep_set.first(), draft.duty_set.first()
    count = draft.professionstep_set.count()
    new = {"id": "", "revision": str(draft.pk), "code": "langkah-baru", "position": "99", "text": "Coba sehari."}
    fields = {f"professionstep_set__{count}__{name}": value for name, value in new.items()}
    fields |= {"professionstep_set__TOTAL_FORMS": str(count + 1), "duty_set__0__DELETE": "on"}
    edit(colleague, draft, **fields)
    kinds = {(kind, name) for kind, name, _fields in told(savings_of(draft)[0])[1]}
    assert kinds == {("+", "langkah-baru"), ("-", gone.code)}
    assert step.code not in {name for _kind, name in kinds}


def test_a_form_that_is_saved_unchanged_is_no_step(draft, colleague):
    edit(colleague, draft)
    assert len(savings_of(draft)) == 1


def test_an_edited_passage_stands_in_the_history_of_its_revision(draft, colleague):
    source = draft.source_set.first()
    path = reverse(SOURCE, args=[source.pk])
    form = form_of(colleague.get(path), "source_form")
    response = colleague.post(path, {**form, "passages-0-text": ["Kalimat lain."], "_save": "1"})
    assert response.status_code == 302
    person, ((kind, name, fields),) = told(savings_of(draft)[0])
    assert (person, kind, name, fields["isi"][1]) == ("rekan", "~", f"{source.code}:1", "Kalimat lain.")


def test_every_step_can_become_a_draft_that_says_what_was_said_then(editor, draft, colleague):
    states = [said(draft)]
    edit(colleague, draft, duty_set__0__question="Memeriksa laporan.", name="Nama lain")
    states.append(said(draft))
    edit(editor, draft, duty_set__0__DELETE="on", fitclaim_set__0__text="Lain.")
    states.append(said(draft))
    moments = [saving.moment for saving in savings_of(draft)][::-1]
    restored = [draft_as_of(revision=draft, moment=moment) for moment in moments]
    assert [said(revision) for revision in restored] == states
    assert [revision.status for revision in restored] == ["draft"] * 3
    assert said(draft) == states[-1]


def test_a_restored_draft_has_a_history_of_its_own(editor, draft):
    edit(editor, draft, duty_set__0__question="Memeriksa laporan.")
    restored = draft_as_of(revision=draft, moment=savings_of(draft)[-1].moment)
    edit(editor, restored, duty_set__0__question="Lain lagi.")
    assert len(savings_of(restored)) == 2
    assert said(draft_as_of(revision=restored, moment=savings_of(restored)[-1].moment)) == said(
        draft_from(revision=ProfileRevision.objects.get(profession__slug=SLUG, status="published"))
    )


def test_a_moment_that_is_no_step_restores_nothing(draft):
    moment = savings_of(draft)[0].moment + timedelta(microseconds=1)
    before = ProfileRevision.objects.count()
    with pytest.raises(UnknownMoment):
        draft_as_of(revision=draft, moment=moment)
    assert ProfileRevision.objects.count() == before


def test_a_draft_older_than_its_history_is_restored_by_halves_never(draft, colleague):
    for model in (ProfileRevision, Source, Passage, Duty):
        model.history.all().delete()
    edit(colleague, draft, duty_set__0__question="Memeriksa laporan.")
    newest = savings_of(draft)[0]
    assert told(newest)[1][0][0] == "~"
    with pytest.raises(UnknownMoment):
        draft_as_of(revision=draft, moment=newest.moment)
    page = colleague.get(reverse(HISTORY, args=[draft.pk])).content.decode()
    assert ("lebih tua daripada riwayat" in page, 'name="saat"' in page) == (True, False)


def test_the_history_page_shows_the_change_and_its_button_restores_the_state(editor, draft):
    before = said(draft)
    edit(editor, draft, duty_set__0__question="Memeriksa laporan.")
    page = editor.get(reverse(HISTORY, args=[draft.pk])).content.decode()
    assert ("Memeriksa laporan." in page, "<ins>" in page, "<del>" in page) == (True, True, True)
    moment = re.findall(r'name="saat" value="([^"]+)"', page)[-1]
    response = editor.post(reverse(RESTORE, args=[draft.pk]), {"saat": moment})
    restored = ProfileRevision.objects.latest("pk")
    assert response["Location"] == reverse(CHANGE, args=[restored.pk])
    assert said(restored) == before
    assert savings_of(restored)[0].person == "editor"


@pytest.mark.parametrize("moment", ["", "kemarin", "2026-01-01", "2026-01-01T00:00:00", "\0", "9" * 50])
def test_a_moment_that_the_page_does_not_offer_is_refused(editor, draft, moment):
    before = ProfileRevision.objects.count()
    response = editor.post(reverse(RESTORE, args=[draft.pk]), {"saat": moment})
    assert (response.status_code, ProfileRevision.objects.count()) == (400, before)


def test_a_published_revision_stays_as_it_is_when_its_first_state_becomes_a_draft(editor, draft):
    edit(editor, draft, duty_set__0__question="Memeriksa laporan.")
    act(editor, "publish", draft)
    draft.refresh_from_db()
    frozen = draft.content
    restored = draft_as_of(revision=draft, moment=savings_of(draft)[-1].moment)
    draft.refresh_from_db()
    assert (draft.status, draft.content, restored.status) == ("published", frozen, "draft")
    assert restored.duty_set.first().question != "Memeriksa laporan."


def test_loading_files_leaves_no_history(content):
    call_command("load_content", verbosity=0)
    recorded = [model for model in apps.get_app_config("professions").get_models() if hasattr(model, "history_id")]
    assert recorded
    assert {model.__name__: model.objects.count() for model in recorded if model.objects.exists()} == {}


def test_nothing_personal_is_recorded():
    recorded = {model._meta.app_label for model in apps.get_models() if hasattr(model, "instance_type")}
    assert recorded == {"professions"}


@pytest.mark.parametrize("edited", [False, True], ids=["made", "edited last"])
def test_who_made_or_last_edited_a_draft_does_not_publish_it(editor, colleague, draft, settings, edited):
    settings.CONTENT_NEEDS_SECOND_PERSON = True
    barred = [editor]
    if edited:
        edit(colleague, draft, duty_set__0__question="Memeriksa laporan.")
        barred.append(colleague)
    for client in barred:
        problem, last = act(client, "publish", draft)
        draft.refresh_from_db()
        assert ("Minta penyunting lain" in problem, draft.status) == (True, "draft")
        assert last == "Tidak ada yang diterbitkan. Perbaiki dulu yang disebut di atas."


def test_a_second_person_publishes(colleague, draft, settings):
    settings.CONTENT_NEEDS_SECOND_PERSON = True
    edit(colleague, draft)  # looking and saving unchanged is no edit
    assert act(colleague, "publish", draft) == ["1 revisi diterbitkan."]


def test_where_the_setting_is_off_one_person_is_enough(editor, draft, settings):
    settings.CONTENT_NEEDS_SECOND_PERSON = False
    assert act(editor, "publish", draft) == ["1 revisi diterbitkan."]


def test_an_account_that_is_gone_bars_nobody(editor, draft):
    assert people_behind(draft) == {editor.user.pk}
    editor.user.delete()
    assert people_behind(draft) == set()


def test_the_history_page_needs_no_inline_script_or_style(editor, draft):
    page = editor.get(reverse(HISTORY, args=[draft.pk])).content.decode()
    assert re.findall(r"<script(?![^>]*\bsrc=)[^>]*>(?!\s*</script>)", page) == []
    assert re.findall(r"<style|\sstyle=|\son[a-z]+=|href=\"javascript:", page) == []

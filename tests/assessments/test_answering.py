"""Which answers a form may bring, and which form wins."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.answering import KEPT_KEYS, AnswersTampered, SavedAnswers, merge, read_answers

CODES = ["a", "b", "c"]
KEY = "k" * 16


def saved(*posts, start=None):
    """The state after posts of (answers, key, form_revision)."""
    state = start or SavedAnswers()
    for answers, key, form_revision in posts:
        state = merge(state, answers, key=key, form_revision=form_revision).saved
    return state


def test_an_unchosen_question_is_absent_and_a_skipped_one_is_none():
    assert read_answers({"q-a": ["4"], "q-b": ["skip"]}, kind="traits", codes=CODES) == {"a": 4, "b": None}


@pytest.mark.parametrize(
    ("kind", "value", "answer"),
    [("traits", "1", 1), ("duties", "5", 5), ("pairs", "-2", -2), ("pairs", "0", 0), ("beliefs", "unsure", "unsure")],
)
def test_each_kind_offers_its_own_values(kind, value, answer):
    assert read_answers({"q-a": [value]}, kind=kind, codes=CODES) == {"a": answer}


@pytest.mark.parametrize("value", ["0", "6", "9", "3.0", "", "true", "1e309", "٣", "-0", " 3", "\x00"])
def test_a_value_the_page_does_not_offer_is_refused(value):
    with pytest.raises(AnswersTampered):
        read_answers({"q-a": [value]}, kind="traits", codes=CODES)


def test_a_question_of_another_page_is_refused():
    with pytest.raises(AnswersTampered):
        read_answers({"q-a": ["3"], "q-z": ["3"]}, kind="traits", codes=CODES)


def test_two_values_for_one_question_are_refused():
    with pytest.raises(AnswersTampered):
        read_answers({"q-a": ["3", "4"]}, kind="traits", codes=CODES)


def test_fields_that_are_no_questions_are_ignored():
    assert read_answers({"skor": ["100"], "q-a": ["3"]}, kind="traits", codes=CODES) == {"a": 3}


def test_the_same_form_sent_twice_has_one_effect():
    once = saved(({"a": 4}, KEY, 0))
    again = merge(once, {"a": 4}, key=KEY, form_revision=0)
    assert (again.saved, again.is_replay, dict(again.conflicts)) == (once, True, {})


def test_a_form_reached_with_back_may_be_sent_again_changed():
    state = saved(({"a": 4}, KEY, 0), ({"b": 2}, "other-key-of-page-2", 1), ({"a": 2}, KEY, 0))
    assert state.answers == {"a": 2, "b": 2}


def test_a_first_answer_sent_late_does_not_undo_the_change_that_followed():
    state = saved(({"a": 4}, KEY, 0), ({"a": 2}, KEY, 0))
    late = merge(state, {"a": 4}, key=KEY, form_revision=0)
    assert (late.saved.answers, dict(late.conflicts)) == ({"a": 2}, {"a": 4})


def test_an_answer_changed_in_another_tab_is_not_overwritten():
    state = saved(({"a": 4, "b": 1}, "tab-one-tab-one-", 0))
    second = merge(state, {"a": 1, "c": 5}, key="tab-two-tab-two-", form_revision=0)
    assert second.saved.answers == {"a": 4, "b": 1, "c": 5}
    assert dict(second.conflicts) == {"a": 1}


def test_two_tabs_that_agree_have_no_conflict():
    state = saved(({"a": 4}, "tab-one-tab-one-", 0))
    assert not merge(state, {"a": 4}, key="tab-two-tab-two-", form_revision=0).conflicts


def test_a_form_shown_after_a_change_wins_over_it():
    state = saved(({"a": 4}, "first-form-first", 0), ({"a": 1}, "second-form-seco", 1))
    assert state.answers == {"a": 1}


def test_the_revision_grows_by_one_with_every_form_that_has_an_effect():
    posts = [({"a": value}, f"form-number-{value:05}", value) for value in range(5)]
    assert saved(*posts, posts[0]).revision == 5


def test_old_keys_are_forgotten_so_that_an_attempt_stays_small():
    posts = [({"a": 1}, f"form-number-{number:05}", number) for number in range(KEPT_KEYS + 7)]
    assert len(saved(*posts).keys) == KEPT_KEYS


forms = st.lists(
    st.tuples(
        st.dictionaries(st.sampled_from(CODES), st.sampled_from([1, 2, None]), max_size=3),
        st.sampled_from(["key-1-key-1-key-", "key-2-key-2-key-", "key-3-key-3-key-"]),
        st.integers(0, 8),
    ),
    max_size=10,
)


@given(forms)
def test_no_stored_answer_comes_from_nowhere(posts):
    sent = {(code, value) for answers, _, _ in posts for code, value in answers.items()}
    assert set(saved(*posts).answers.items()) <= sent


@given(forms)
def test_whatever_was_not_stored_is_said(posts):
    state = SavedAnswers()
    for answers, key, form_revision in posts:
        merged = merge(state, answers, key=key, form_revision=form_revision)
        state = merged.saved
        differing = {code for code, value in answers.items() if state.answers.get(code) != value}
        assert differing == set(merged.conflicts)


@given(forms)
def test_sending_everything_once_more_changes_nothing(posts):
    state = saved(*posts)
    for answers, key, form_revision in posts:
        assert merge(state, answers, key=key, form_revision=form_revision).saved == state

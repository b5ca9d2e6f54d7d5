"""The oracle sees each way of breaking the promise, and calls nothing broken that was kept."""

from dataclasses import replace

import pytest

from .oracle import StoredAttempt, violations

A, B, C = {"q-a": "1", "q-b": "2"}, {"q-a": "3", "q-b": "4"}, {"q-a": "5", "q-b": "skip"}
BEGUN = [{"event": "begin", "key": "start"}, {"event": "begun", "key": "start", "attempt": "x"}]
EMPTY = StoredAttempt(start_key="start")
KEPT_A = replace(EMPTY, answers=A, keys={"one": {"d1": 1}}, revision=1)
KEPT_B = replace(EMPTY, answers=B, keys={"one": {"d1": 1}, "two": {"d2": 1 + 1}}, revision=2)


def invoke(send, answers, *, key, page="/1/"):
    return {"event": "invoke", "send": send, "attempt": "x", "key": key, "page": page, "answers": answers}


def ok(send):
    return {"event": "ok", "send": send}


def refused(send):
    return {"event": "refused", "send": send}


FINISH, FINISHED = ({"event": event, "attempt": "x"} for event in ("finish", "finished"))
A_OK = [*BEGUN, invoke(1, A, key="one"), ok(1)]
A_UNKNOWN = [*BEGUN, invoke(1, A, key="one")]
A_THEN_B = [*A_OK, invoke(2, B, key="two"), ok(2)]


def kinds(events, row, **options):
    return sorted({broken.kind for broken in violations([events], {"x": row} if row else {}, **options)})


@pytest.mark.parametrize(
    ("events", "row"),
    [
        (BEGUN, EMPTY),
        (BEGUN[:1], EMPTY),
        (A_OK, KEPT_A),
        (A_UNKNOWN, EMPTY),
        (A_UNKNOWN, KEPT_A),
        (A_THEN_B, KEPT_B),
        ([*A_OK, invoke(2, B, key="two")], KEPT_A),
        ([*A_OK, invoke(2, B, key="two")], KEPT_B),
        ([*A_OK, invoke(2, A, key="one"), ok(2)], KEPT_A),
        ([*BEGUN, invoke(1, A, key="one"), invoke(2, B, key="two"), ok(2), ok(1)], KEPT_B),
        ([*A_OK, invoke(2, B, key="two"), refused(2)], replace(KEPT_A, keys=KEPT_B.keys, revision=2)),
        ([*A_OK, FINISH], KEPT_A),
        ([*A_OK, FINISH], replace(KEPT_A, is_finished=True, reports=(True,))),
        ([*A_OK, FINISH, FINISHED], replace(KEPT_A, is_finished=True, reports=(True,))),
    ],
)
def test_a_kept_promise_is_no_violation(events, row):
    assert kinds(events, row) == []


@pytest.mark.parametrize(
    ("kind", "events", "row"),
    [
        ("lost", A_OK, EMPTY),
        ("lost", A_THEN_B, replace(KEPT_B, answers=A)),
        ("lost", A_THEN_B, KEPT_A),
        ("lost", BEGUN, None),
        ("lost", [*A_OK, FINISH, FINISHED], KEPT_A),
        ("lost", [*A_OK, invoke(2, B, key="two"), refused(2)], KEPT_B),
        ("torn", A_UNKNOWN, replace(EMPTY, answers={"q-a": "1"})),
        ("torn", [*A_OK, invoke(2, B, key="two")], replace(KEPT_A, answers={"q-a": "3", "q-b": "2"})),
        ("foreign", A_OK, replace(KEPT_A, answers=C)),
        ("foreign", A_OK, replace(KEPT_A, answers={**A, "q-z": "1"})),
        ("foreign", BEGUN, replace(EMPTY, answers=A)),
        ("foreign", [], EMPTY),
        ("foreign", A_OK, replace(KEPT_A, is_finished=True, reports=(True,))),
        ("doubled", A_OK, replace(KEPT_A, keys={"one": {"d1": 1, "d2": 2}}, revision=2)),
        ("doubled", A_OK, replace(KEPT_A, revision=2)),
        ("doubled", A_OK, replace(KEPT_A, keys={"one": {"d1": 1}, "nobody": {"d": 2}}, revision=2)),
        ("report", [*A_OK, FINISH], replace(KEPT_A, is_finished=True)),
        ("report", [*A_OK, FINISH], replace(KEPT_A, is_finished=True, reports=(True, True))),
        ("report", [*A_OK, FINISH], replace(KEPT_A, reports=(True,))),
        ("report", [*A_OK, FINISH], replace(KEPT_A, is_finished=True, reports=(False,))),
        ("start", BEGUN, replace(EMPTY, consents=0)),
        ("surprise", [*BEGUN, {"event": "surprise", "what": "404"}], EMPTY),
    ],
)
def test_each_broken_promise_is_named(kind, events, row):
    assert kind in kinds(events, row)


def test_an_attempt_that_is_not_asked_about_is_left_alone():
    assert kinds(A_OK, EMPTY, only=[]) == []

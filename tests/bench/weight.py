"""P12 and P13: the bytes of the first view and of a whole quiz with its report, on a phone that has kept nothing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tests.load.client import START, Form

from .phone import Parts, Phone, Weight

__all__ = ["FIRST_VIEW", "HASHED", "PLAIN_QUIZ", "WHOLE_QUIZ", "Parts", "Phone", "first_view", "whole_quiz"]

KB = 1000  # bytes
PAGE = re.compile(r"/kuis/[0-9a-f-]{36}/(\d+)/$")
CHECK = re.compile(r"/kuis/[0-9a-f-]{36}/periksa/$")
REPORT = re.compile(r"/kuis/[0-9a-f-]{36}/laporan/$")
HASHED = re.compile(r"/static/.+\.[0-9a-f]{12}\.[a-z]+$")
AGREED = {"usia": "dewasa", "setuju": "on"}


@dataclass(frozen=True)
class Gate:
    name: str
    most: int  # bytes of bodies
    aim: int  # bytes of bodies
    most_requests: int | None = None


FIRST_VIEW = Gate("P12 first view", 45 * KB, 35 * KB, most_requests=4)
WHOLE_QUIZ = Gate("P13 whole quiz", 60 * KB, 45 * KB)
PLAIN_QUIZ = Gate("P13 whole quiz, no scripts", 60 * KB, 45 * KB)


def first_view(port: int, encodings: str = "gzip") -> Weight:
    phone = Phone(port, encodings)
    phone.open("/")
    return phone.weight


def whole_quiz(port: int, encodings: str = "gzip", *, scripts: bool) -> Weight:
    """From the start page over every page, the check and the report; each choice is saved where scripts run."""
    phone = Phone(port, encodings, scripts)
    form = Form(phone.open(START).text)
    reply = phone.send(START, form.fields | AGREED)
    while PAGE.search(reply.path):
        reply = answer(phone, reply)
    assert CHECK.search(reply.path), reply
    reply = phone.send(reply.path.replace("periksa", "selesai"), Form(reply.text).fields)
    assert REPORT.search(reply.path), reply
    return phone.weight


def answer(phone: Phone, reply):
    form = Form(reply.text)
    answers = form.answers(0)
    if not phone.scripts:
        return phone.send(reply.path, form.fields | answers)
    chosen: dict[str, str] = {}
    for sequence, (name, value) in enumerate(answers.items(), start=1):
        chosen[name] = value
        phone.send_part(f"{reply.path}simpan/", form.fields | chosen | {"urutan": str(sequence)})
    return phone.send_part(reply.path, form.fields | answers | {"urutan": str(len(answers) + 1)})


def weigh(port: int) -> Iterator[tuple[Gate, str, Weight]]:
    """Each gate with its measurement, for a phone that reads gzip alone and for one that reads brotli too."""
    for encodings in ("gzip", "br, gzip"):
        yield FIRST_VIEW, encodings, first_view(port, encodings)
        yield WHOLE_QUIZ, encodings, whole_quiz(port, encodings, scripts=True)
        yield PLAIN_QUIZ, encodings, whole_quiz(port, encodings, scripts=False)

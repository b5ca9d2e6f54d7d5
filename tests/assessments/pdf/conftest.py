"""Report documents as the quiz makes them, and what a PDF says."""

import io
import random

import pypdf
import pytest

from tests.cast import eager, finished


def answers_by_chance(question):
    """A chooser of anything, the same in every run."""
    chance = random.Random(question["code"])
    options = {"traits": "12345", "duties": "12345", "pairs": ["-2", "-1", "0", "1", "2"]}
    return chance.choice(options.get(question["kind"], ["true", "false", "unsure"]))


@pytest.fixture
def document(sari):
    return finished(sari, chooser=answers_by_chance).reports.get().document_in("id")


@pytest.fixture
def eager_document(sari):
    return finished(sari, chooser=eager).reports.get().document_in("id")


@pytest.fixture
def longest(document):
    """The document with everything as long as an editor could make it, in the widest letter there is."""
    return stretched(document)


def stretched(document):
    """Long in every text, and with every kind of contradiction there is."""
    word = "W" * 500
    names = {"name": f"Sifat {word}", "text": f"Teks {word}", "sentence": f"{word} {'kata ' * 150}"}
    names |= {"belief": word, "reality": word, "definition": word, "first": word, "second": word, "trainable": word}
    long = _lengthened(document, names)
    apart = {"disagreement": word, "focus": {"direction": "here"}, "traits": {"direction": "there"}}
    beliefs = [{**row, "state": "mistaken"} for row in long["beliefs"]["rows"]]
    return {
        **long,
        "outcome": {**long["outcome"], "band": [20.0, 36.0]},
        "duties": _forty_duties(document["duties"]),
        "contrasts": [{**contrast, **apart} for contrast in long["contrasts"]],
        "beliefs": {**long["beliefs"], "rows": beliefs},
    }


def _lengthened(part, names):
    if isinstance(part, dict):
        return {name: names.get(name) or _lengthened(value, names) for name, value in part.items()}
    return [_lengthened(row, names) for row in part] if isinstance(part, list) else part


def _forty_duties(duties):
    row = {**duties["rows"][0], "duty": "Mengurus " + "W" * 500, "value": 5}
    return {**duties, "rows": [{**row, "answer": "Sangat tertarik"}] * 40}


def opened(content):
    return pypdf.PdfReader(io.BytesIO(content))


def text_of(content):
    """All that is printed, pages after each other, without any space: lines break wherever they fit."""
    return squeezed("".join(page.extract_text() for page in opened(content).pages))


def squeezed(text):
    return "".join(text.replace("\u200b", "").split())


def structure(content):
    """The dictionaries of the tag tree."""
    waiting = [opened(content).trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop().get_object()
        if isinstance(node, pypdf.generic.ArrayObject):
            waiting += node
        elif isinstance(node, pypdf.generic.DictionaryObject):
            yield node
            waiting += [node["/K"]] if "/K" in node else []

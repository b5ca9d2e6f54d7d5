"""The English catalogue says everything that the tree says, and its compiled file says the same."""

import gettext
import re

import pytest

from tests import messages
from tests.messages import CATALOGUE, Text, read_catalogue, texts_of_module, texts_of_template, texts_of_tree

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|%%")
BRACES = re.compile(r"\{\w*\}")


@pytest.fixture(scope="module")
def catalogue():
    return read_catalogue()


def forms(value):
    return list(value) if isinstance(value, list | tuple) else [value]


def test_every_text_of_the_tree_has_its_english(catalogue):
    """After a change: make messages, fill what it names in locale/en/LC_MESSAGES/django.po, make messages again."""
    known = {Text(forms(row.id)[0], (forms(row.id) + [None])[1], row.context) for row in catalogue if row.id}
    assert set(texts_of_tree()) - known == set(), "make messages"
    assert messages.untranslated(catalogue) == []


def test_the_catalogue_holds_no_text_that_is_gone(catalogue):
    assert len(catalogue) == len(messages.updated(catalogue, texts_of_tree())), "make messages"
    assert not catalogue.obsolete


def test_no_translation_is_a_guess(catalogue):
    assert [row.id for row in catalogue if row.id and row.fuzzy] == []


def test_a_translation_has_the_placeholders_of_its_text(catalogue):
    differing = [
        (text, translated)
        for row in catalogue
        if row.id
        for text, translated in zip(forms(row.id), forms(row.string), strict=True)
        for pattern in (PLACEHOLDER, BRACES)
        if sorted(pattern.findall(text)) != sorted(pattern.findall(translated))
    ]
    assert differing == []


def test_a_translation_keeps_the_white_space_around_its_text(catalogue):
    def edges(text):
        return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]

    rows = [(text, said) for row in catalogue for text, said in zip(forms(row.id), forms(row.string), strict=True)]
    assert [text for text, said in rows if text and edges(text) != edges(said)] == []


def test_the_compiled_catalogue_is_made_from_the_written_one(catalogue):
    """msgfmt is not on every machine, so the compiled file is kept: make messages."""
    with CATALOGUE.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for row in catalogue:
        if not row.id:
            continue
        text, *plural = forms(row.id)
        if plural:
            assert [compiled.ngettext(text, plural[0], count) for count in (1, 2)] == forms(row.string)
        else:
            said = compiled.pgettext(row.context, text) if row.context else compiled.gettext(text)
            assert said == row.string
    with_header = [row for row in catalogue if row.id]
    assert len({key if isinstance(key, str) else key[0] for key in compiled._catalog} - {""}) == len(with_header)


def test_texts_of_python_are_found_under_every_name():
    source = """
from django.utils import translation
from django.utils.translation import gettext as _, ngettext, pgettext_lazy as p
_("satu " "baris"); ngettext("%(n)s hal", "%(n)s hal-hal", 3); p("jamak", "tugas")
translation.gettext("lain"); f("bukan")
"""
    found = {Text("satu baris"), Text("%(n)s hal", "%(n)s hal-hal"), Text("tugas", None, "jamak"), Text("lain")}
    assert set(texts_of_module(source)) == found


def test_a_text_that_gettext_could_not_find_is_refused():
    for argument in ("name", 'f"{name} hilang"', '"a" + name'):
        with pytest.raises(ValueError, match="must be a literal"):
            list(texts_of_module(f"from django.utils.translation import gettext as _\n_({argument})"))


def test_texts_of_a_template_are_found_in_every_branch():
    source = """{% load i18n %}{% if a %}{% translate "100%" %}{% else %}
        {% blocktranslate with name=b count n=c %}{{ n }} {{ name }}
{% plural %}{{ n }} kali {{ name }}{% endblocktranslate %}{% endif %}
        {% block x %}{% translate "t" context "k" %}{{ a|default:_("kosong") }}{% endblock %}"""
    found = {Text("100%%"), Text("%(n)s %(name)s\n", "%(n)s kali %(name)s"), Text("t", None, "k"), Text("kosong")}
    assert set(texts_of_template(source)) == found


def test_a_translation_outlives_an_update_and_a_new_text_waits_for_its_own(catalogue):
    fresh = messages.updated(catalogue, {Text("Lewati"): ["a.html"], Text("Teks baru"): ["b.html"]})
    assert {row.id: row.string or "" for row in fresh if row.id} == {"Lewati": "Skip", "Teks baru": ""}
    assert messages.untranslated(fresh) == ["Teks baru"]

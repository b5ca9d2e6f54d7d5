"""The HTML of every page and state: no parse error, and the rules of the standard that a parser does not check."""

import re
from collections import Counter
from functools import cached_property
from xml.etree.ElementTree import Element

import pytest
from tinyhtml5.parser import HTMLParser

from .states import STATES

PHRASING = {
    "a", "abbr", "b", "br", "button", "cite", "code", "data", "em", "i", "img", "input", "kbd", "label", "mark",
    "meter", "output", "progress", "q", "s", "script", "select", "small", "span", "strong", "sub", "sup", "svg",
    "template", "textarea", "time", "u", "var", "wbr",
}  # fmt: skip
HEADINGS = {f"h{level}" for level in range(1, 7)}
WORDS = ("p", *HEADINGS, "span", "label", "button", "b", "strong", "em", "small", "q", "cite", "i", "time", "output")
# What may stand directly inside an element.
CHILDREN = {
    **dict.fromkeys(WORDS, PHRASING),
    "summary": PHRASING | HEADINGS,
    "legend": PHRASING | HEADINGS,
    "ul": {"li", "script", "template"},
    "ol": {"li", "script", "template"},
    "dl": {"dt", "dd", "div", "script", "template"},
    "table": {"caption", "colgroup", "thead", "tbody", "tfoot"},
    "thead": {"tr"},
    "tbody": {"tr"},
    "tr": {"th", "td"},
    "select": {"option", "optgroup", "hr"},
}
INTERACTIVE = {"a", "button", "input", "select", "textarea", "label", "details"}
GLOBAL = re.compile(
    r"(id|class|lang|dir|title|hidden|tabindex|role|inert|translate|spellcheck|autocapitalize|autofocus|inputmode"
    r"|enterkeyhint|accesskey|(aria|data)-[a-z-]+)\Z"
)
ATTRIBUTES = {
    "html": "", "head": "", "body": "", "main": "", "header": "", "footer": "", "nav": "", "section": "",
    "article": "", "aside": "", "div": "", "span": "", "p": "", "h1": "", "h2": "", "h3": "", "h4": "", "h5": "",
    "ul": "", "dl": "", "dt": "", "dd": "", "figure": "", "figcaption": "", "strong": "", "b": "", "em": "", "i": "",
    "small": "", "cite": "", "br": "", "hr": "", "legend": "", "summary": "", "table": "", "caption": "", "thead": "",
    "tbody": "", "tfoot": "", "tr": "", "title": "", "search": "", "code": "", "pre": "", "kbd": "", "abbr": "",
    "template": "", "noscript": "", "data": "value",
    "q": "cite", "blockquote": "cite", "ol": "start reversed type", "li": "value", "time": "datetime",
    "details": "open name", "meta": "charset name content", "link": "rel href type sizes media hreflang",
    "script": "src type defer async nomodule", "a": "href rel target hreflang download type",
    "img": "src alt width height loading decoding", "label": "for", "td": "colspan rowspan headers",
    "th": "colspan rowspan headers scope abbr", "progress": "max value", "meter": "min max value low high optimum",
    "output": "for name form", "fieldset": "disabled form name", "option": "value selected disabled label",
    "optgroup": "label disabled",
    "form": "action method novalidate enctype autocomplete name target",
    "button": "type name value disabled form formaction formmethod popovertarget",
    "input": "type name value checked disabled required readonly min max minlength maxlength step pattern size "
    "placeholder autocomplete list multiple form accept",
    "select": "name required multiple size disabled form autocomplete",
    "textarea": "name rows cols required maxlength minlength placeholder disabled readonly form autocomplete",
}  # fmt: skip
UNLABELLED = {"hidden", "submit", "button", "reset", "image"}
REFERENCES = ("aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "aria-details", "aria-errormessage")


class Document:
    def __init__(self, text: str):
        parser = HTMLParser(namespace_html_elements=False)
        self.root: Element = parser.parse(text)
        self.parse_errors = [f"{code} {data} at {place}" for place, code, data in parser.errors]
        self.elements = [element for element in self.root.iter() if isinstance(element.tag, str)]
        self.html = {element for element in self.elements if not element.tag.startswith("{")}
        self.parents = {child: parent for parent in self.elements for child in parent}

    @cached_property
    def ids(self) -> Counter:
        return Counter(element.get("id") for element in self.elements if element.get("id") is not None)

    def named(self, *tags: str) -> list[Element]:
        return [element for element in self.elements if element.tag in tags]

    def classes_above(self, element: Element) -> set[str]:
        return {name for parent in self.above(element) for name in parent.get("class", "").split()}

    def above(self, element: Element):
        while (element := self.parents.get(element)) is not None:
            yield element


def problems(text: str, *, is_ours: bool = True) -> list[str]:
    """What is wrong with a page; `is_ours` False for pages of which Django's admin writes the frame."""
    document = Document(text)
    checks = [repeated_ids, broken_references, unlabelled_fields, nesting]
    if is_ours:
        checks += [questions_without_words, headings, frame, strange_attributes, inline_code]
    return document.parse_errors + [problem for check in checks for problem in check(document)]


def repeated_ids(document):
    return [f"id {name!r} stands {count} times" for name, count in document.ids.items() if count > 1 or not name]


def broken_references(document):
    for element in document.elements:
        for name in (*REFERENCES, "for", "headers"):
            for target in element.get(name, "").split():
                if target not in document.ids:
                    yield f"{element.tag} {name}={target!r} points at nothing"
        link = element.get("href", "")
        if element.tag == "a" and link.startswith("#") and link[1:] not in document.ids:
            yield f"link {link!r} leads nowhere"


def unlabelled_fields(document):
    labels = [label.get("for") for label in document.named("label")]
    for field in document.named("input", "select", "textarea"):
        if field.get("type") in UNLABELLED or field.get("aria-label") or field.get("aria-labelledby"):
            continue
        wrapped = any(parent.tag == "label" for parent in document.above(field))
        if labels.count(field.get("id")) + wrapped == 0:
            yield f"{field.tag} {field.get('name')!r} has no label"


def questions_without_words(document):
    for fieldset in document.named("fieldset"):
        if len(fieldset) == 0 or fieldset[0].tag != "legend":
            yield f"fieldset {fieldset.get('id')!r} does not begin with its legend"


def nesting(document):
    for parent in document.elements:
        for child in parent:
            if child in document.html and child.tag not in CHILDREN.get(parent.tag, {child.tag}):
                yield f"{child.tag} stands inside {parent.tag}"
    for element in document.named("a", "button"):
        inner = [child.tag for child in element.iter() if child is not element and child.tag in INTERACTIVE]
        if inner:
            yield f"{inner} inside {element.tag}"
    for words in document.named("ul", "ol", "dl", "table", "tr"):
        if (words.text or "").strip() or any((child.tail or "").strip() for child in words):
            yield f"words stand directly inside {words.tag}"


def headings(document):
    # A preview shows another page as it is, with its own first heading.
    found = [one for one in document.named(*HEADINGS) if "preview" not in document.classes_above(one)]
    levels = [int(element.tag[1]) for element in found]
    if levels.count(1) != 1 or levels[0] != 1:
        yield f"the headings are {levels}"
    yield from (
        f"h{low} is followed by h{high}" for low, high in zip(levels, levels[1:], strict=False) if high > low + 1
    )
    yield from ("an empty heading" for element in document.named(*HEADINGS) if not "".join(element.itertext()).strip())


def frame(document):
    if not document.root.get("lang"):
        yield "html has no language"
    titles = [title for title in document.named("title") if document.parents[title].tag == "head"]
    if [bool((title.text or "").strip()) for title in titles] != [True]:
        yield "there is not one title"
    if len(document.named("main")) != 1:
        yield "there is not one main"
    for button in document.named("button"):
        if button.get("type") not in {"submit", "button"}:
            yield "a button without its type"
    for name in ("nav", "aside"):
        found = document.named(name)
        if len(found) > 1 and any(not (one.get("aria-label") or one.get("aria-labelledby")) for one in found):
            yield f"{len(found)} {name} and not all are named"


def strange_attributes(document):
    for element in document.elements:
        if element.tag.startswith("{") or any(parent.tag.startswith("{") for parent in document.above(element)):
            continue
        if element.tag not in ATTRIBUTES:
            yield f"unknown element {element.tag}"
            continue
        known = ATTRIBUTES[element.tag].split()
        yield from (
            f"{element.tag} has {name!r}" for name in element.attrib if name not in known and not GLOBAL.match(name)
        )
        if int(element.get("tabindex", 0)) > 0:
            yield f"{element.tag} has its own place in the tab order"


def inline_code(document):
    for element in document.elements:
        yield from (f"{element.tag} has {name}" for name in element.attrib if name == "style" or name.startswith("on"))
        if element.tag == "style" or (element.tag == "script" and (element.text or "").strip()):
            yield f"an inline {element.tag}"


@pytest.mark.parametrize("name", STATES)
def test_the_html_of_every_page_and_state_is_valid(people, name):
    response = STATES[name](people)
    page = response.content.decode()
    assert problems(page, is_ours="/static/admin/" not in page) == []


def test_each_state_is_the_one_that_its_name_says(people):
    """Statuses and marks, so that no row of the table silently shows something else."""
    expected = {
        "start without consent": (200, "Ada yang perlu dilengkapi"),
        "page with missing answers": (200, "belum diisi</a>"),
        "page with a conflict": (200, "sudah diubah di tab lain</a>"),
        "report that fits": (200, "level-fits"),
        "report that leans to fit": (200, "level-leans_fit"),
        "report that leans against": (200, "level-leans_unfit"),
        "report that is unclear": (200, "level-unclear"),
        "report with a note on quality": (200, 'id="mutu"'),
        "under age": (200, "Isi tanpa disimpan"),
        "guardian without an answer": (200, "Ada yang perlu dilengkapi"),
        "guardian who agreed": (200, "Anda menyetujui pada"),
        "unsaved page with missing answers": (200, "belum diisi</a>"),
        "unsaved check": (200, "Periksa jawaban Anda"),
        "unsaved report": (200, "Laporan ini tidak disimpan"),
        "joining with a wrong code": (200, "Ada yang perlu dilengkapi"),
        "name in a group": (200, 'name="nama"'),
        "share": (200, "Di bawah ini persis"),
        "login with a wrong password": (200, "tidak cocok"),
        "page in english": (200, '<html lang="en">'),
        "report with an unfit criterion": (200, "criterion met"),
        "report without answers": (200, "level-missing"),
        "clarifying page": (200, "Beberapa pernyataan lagi"),
        "beliefs again": (200, "Dugaan Anda sekarang"),
        "too many tries": (429, "Tunggu sebentar"),
        "way in": (404, "Buka dengan kode lanjut"),
        "refused form": (400, "tidak dikenali"),
        "form that was not saved": (503, "Belum tersimpan"),
        "form without its token": (403, "kedaluwarsa"),
        "bad request": (400, "tidak dapat dibaca"),
        "forbidden": (403, "tidak terbuka"),
        "not found": (404, "tidak ditemukan"),
    }
    met = {}
    for name, (_status, mark) in expected.items():
        response = STATES[name](people)
        met[name] = (response.status_code, mark if mark in response.content.decode() else "")
    assert met == expected


FAULTY = {
    "an unclosed part": "<div><p>x</div></p>",
    "an id twice": "<p id=a>x</p><p id=a>x</p>",
    "a label of nothing": "<label for=a>x</label>",
    "a field without label": "<input name=a>",
    "a list of paragraphs": "<ul><p>x</p></ul>",
    "a block in a sentence": "<span><div>x</div></span>",
    "a skipped level": "<h3>x</h3>",
    "a link to nowhere": "<a href='#a'>x</a>",
    "an attribute of no standard": "<p hx-get=a>x</p>",
    "a style of its own": "<p style='color: red'>x</p>",
    "a script of its own": "<script>x()</script>",
    "a fieldset without its question": "<fieldset><p>x</p></fieldset>",
}


@pytest.mark.parametrize("name", FAULTY)
def test_a_faulty_page_is_seen(name):
    page = (
        "<!doctype html><html lang=id><head><meta charset=utf-8><title>x</title></head><body><main><h1>x</h1>{}</main>"
    )
    assert problems(page.format("")) == []
    assert problems(page.format(FAULTY[name])) != []

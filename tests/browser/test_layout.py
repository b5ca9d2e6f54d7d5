"""Every page on the smallest screen, with large text, without motion, in forced colours, for fingers."""

import re

import pytest
from playwright.sync_api import expect

from tests.cast import eager, finished

NARROW = {"width": 320, "height": 640}
WIDE_PARTS = """() => [...document.querySelectorAll('body *')].filter(one => {
  const box = one.getBoundingClientRect();
  return box.right > innerWidth + 1 && box.width > 1 && !one.closest('.visually-hidden, .results, #changelist-filter');
}).slice(0, 5).map(one => one.outerHTML.slice(0, 120))"""
SPACING = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
    p { margin-block-end: 2em !important; }`);
  document.adoptedStyleSheets = [sheet];
}"""
CUT_OFF = """() => [...document.querySelectorAll('main *')].filter(one => {
  const style = getComputedStyle(one);
  const hides = ['hidden', 'clip'].includes(style.overflowX) || ['hidden', 'clip'].includes(style.overflowY);
  return hides && !one.closest('.visually-hidden, svg, progress')
    && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1);
}).map(one => one.outerHTML.slice(0, 120))"""
MOVING = """() => document.getAnimations().length + [...document.querySelectorAll('*')].filter(one => {
  const style = getComputedStyle(one);
  return style.animationName !== 'none' || parseFloat(style.transitionDuration) > 0.01 || style.scrollBehavior === 'smooth';
}).length"""
# Height of what a finger must meet: radios and checkboxes by their label, buttons, and links that stand alone.
SMALL_TARGETS = """() => {
  const tall = one => Math.round(one.getBoundingClientRect().height * 10) / 10;
  const seen = one => one.checkVisibility() && tall(one) > 1;
  const alone = '.links a, .contents a, .site-header a, .answers dd a, .cards h2 a, .cards h3 a, summary, button, .button';
  const found = [...document.querySelectorAll(`.option label, .choice label, input.text, ${alone}`)]
    .filter(one => seen(one) && tall(one) < 44);
  const inline = [...document.querySelectorAll('main a, footer a')]
    .filter(one => seen(one) && tall(one) < 24 && !one.closest('p, li, cite, q, dd'));
  return [...found, ...inline].map(one => `${tall(one)} ${one.outerHTML.slice(0, 100)}`);
}"""


def is_ours(seeker):
    """Django's admin lays out its own pages."""
    return not seeker.path.startswith("/admin/")


def assert_fits(seeker):
    page = seeker.page
    assert page.evaluate("document.documentElement.scrollWidth") <= page.evaluate("innerWidth"), page.evaluate(
        WIDE_PARTS
    )
    assert page.evaluate(WIDE_PARTS) == []
    assert page.evaluate(CUT_OFF) == []


def test_no_page_scrolls_sideways_on_the_smallest_screen_however_large_its_text(shown):
    if not is_ours(shown):
        return
    shown.page.set_viewport_size(NARROW)
    shown.open_all_parts()
    assert_fits(shown)
    assert shown.page.evaluate(SMALL_TARGETS) == []
    shown.page.evaluate(SPACING)
    assert_fits(shown)
    shown.page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert_fits(shown)


def test_nothing_moves(seeker, people):
    attempt = finished(people.sari, chooser=eager)
    seeker.take_over(people.sari)
    for motion in ("reduce", "no-preference"):
        seeker.page.emulate_media(reduced_motion=motion)
        for name, *of in [
            ("professions:home",), ("professions:profile", "pekerja-sosial"), ("assessments:report", attempt.pk),
            ("assessments:page", people.sari.attempt.pk, 1),
        ]:  # fmt: skip
            seeker.open(name, *of)
            assert seeker.page.evaluate(MOVING) == 0


@pytest.fixture
def report(seeker, people):
    attempt = finished(people.sari, chooser=eager)
    seeker.take_over(people.sari)
    seeker.open("assessments:report", attempt.pk)
    return seeker


def drawn(seeker, part):
    return seeker.page.locator(f".band-chart .{part}").first.evaluate(
        "one => { const style = getComputedStyle(one); return [style.fill, style.stroke] }"
    )


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_band_stands_out_in_forced_colours(report, theme, tmp_path):
    page = report.page
    page.emulate_media(forced_colors="active", color_scheme=theme)
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    fill, stroke = drawn(report, "band")
    score, neutral = drawn(report, "score")[1], drawn(report, "neutral")[1]
    assert fill not in {paper, "none"}
    assert score not in {fill, paper}
    assert neutral not in {fill, paper}
    picture = page.locator(".outcome").screenshot(caret="initial", path=tmp_path / "report.png")
    assert len(picture) > 1000


def test_the_chosen_answer_is_told_apart_in_forced_colours(seeker):
    seeker.begin()
    seeker.options(0).first.check()
    seeker.page.emulate_media(forced_colors="active")
    outline = "one => getComputedStyle(one.labels[0]).outlineStyle"
    seeker.send_button.focus()
    assert [seeker.options(0).nth(place).evaluate(outline) for place in (0, 1)] == ["solid", "none"]


def test_the_theme_follows_the_system(seeker):
    lightness = "() => getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).map(Number)"
    seeker.open("professions:home")
    seeker.page.emulate_media(color_scheme="light")
    assert min(seeker.page.evaluate(lightness)) > 200
    seeker.page.emulate_media(color_scheme="dark")
    assert max(seeker.page.evaluate(lightness)) < 60


def test_no_button_to_the_quiz_covers_the_focus(seeker):
    seeker.open("professions:profile", "pekerja-sosial")
    covered = """() => {
      const box = document.activeElement.getBoundingClientRect();
      const middle = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
      return !(middle && (document.activeElement.contains(middle) || middle.contains(document.activeElement)));
    }"""
    for _ in range(40):
        seeker.press("Tab")
        assert not seeker.page.evaluate(covered), seeker.focused


def test_the_report_is_printed_without_what_only_a_screen_needs(report):
    report.page.emulate_media(media="print")
    expect(report.page.get_by_role("navigation", name="Utama")).to_be_hidden()
    expect(report.page.get_by_role("button", name=re.compile("."))).to_have_count(0)
    expect(report.heading).to_be_visible()

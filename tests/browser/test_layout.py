"""Without motion, in forced colours, in both themes, on paper."""

import re

import pytest
from playwright.sync_api import expect

from tests.cast import eager, finished

MOVING = """() => document.getAnimations().length + [...document.querySelectorAll('*')].filter(one => {
  const style = getComputedStyle(one);
  const glides = parseFloat(style.transitionDuration) > 0.01 || style.scrollBehavior === 'smooth';
  return glides || style.animationName !== 'none';
}).length"""


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
    outline = "one => getComputedStyle(one.nextElementSibling).outlineStyle"
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

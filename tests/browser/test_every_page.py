"""Every page and state: axe's rules in both themes on a phone and on a desk, and room for large text and fingers.

No rule of axe is switched off. Rules that look at structure alone run in two of the four combinations.
"""

import json

from axe_playwright_python.base import AXE_SCRIPT

PHONE, DESK = 320, 1280  # CSS pixels
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ALL_RULES = {"runOnly": TAGS, "rules": {"target-size": {"enabled": True}}, "resultTypes": ["violations"]}
LOOKS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block", "target-size"]}}
NO_PRELOAD = {"preload": False}  # else axe copies imported style sheets into the page, which the policy forbids
RUNS = ((PHONE, "light", ALL_RULES), (PHONE, "dark", LOOKS), (DESK, "light", LOOKS), (DESK, "dark", ALL_RULES))
AT_REST = "() => Promise.all(document.getAnimations().map(one => one.finished))"
WIDE_PARTS = """() => [...document.querySelectorAll('body *')].filter(one => {
  const box = one.getBoundingClientRect();
  return box.right > innerWidth + 1 && box.width > 1 && !one.closest('.visually-hidden, .results, #changelist-filter');
}).slice(0, 5).map(one => one.outerHTML.slice(0, 120))"""
SPACING = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    * { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
    p { margin-block-end: 2em !important; }`);
  document.adoptedStyleSheets = [sheet];
}"""
CUT_OFF = """() => [...document.querySelectorAll('main *')].filter(one => {
  const style = getComputedStyle(one);
  const hides = ['hidden', 'clip'].includes(style.overflowX) || ['hidden', 'clip'].includes(style.overflowY);
  return hides && !one.closest('.visually-hidden, svg, progress, input, textarea')
    && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1);
}).map(one => one.outerHTML.slice(0, 120))"""
# Height of what a finger must meet: radios and checkboxes by their label, buttons, and links that stand alone.
SMALL_TARGETS = """() => {
  const tall = one => Math.round(one.getBoundingClientRect().height * 10) / 10;
  const seen = one => one.checkVisibility() && tall(one) > 1;
  const alone = '.links a, .contents a, .site-header a, .answers dd a, .cards h2 a, .cards h3 a, summary';
  const found = [...document.querySelectorAll(`.options span, .choice label, input.text, button, .button, ${alone}`)]
    .filter(one => seen(one) && tall(one) < 44);
  const inline = [...document.querySelectorAll('main a, footer a')]
    .filter(one => seen(one) && tall(one) < 24 && !one.closest('p, li, cite, q, dd'));
  return [...found, ...inline].map(one => `${tall(one)} ${one.outerHTML.slice(0, 100)}`);
}"""


def test_every_page_and_state_is_accessible(shown):
    shown.open_all_parts()
    found = dict(axe_violations(shown.page))
    if not shown.path.startswith("/admin/"):  # Django's admin lays out its own pages
        found |= layout_faults(shown.page)
    assert found == {}


def axe_violations(page):
    page.evaluate(AXE_SCRIPT)
    for width, theme, options in RUNS:
        page.set_viewport_size({"width": width, "height": 800})
        # On a screen as high as the page nothing that sticks to an edge lies over something else.
        page.set_viewport_size({"width": width, "height": page.evaluate("document.documentElement.scrollHeight")})
        page.emulate_media(color_scheme=theme)
        page.evaluate(AT_REST)
        for violation in page.evaluate(f"axe.run(document, {json.dumps(options | NO_PRELOAD)})")["violations"]:
            yield f"{violation['id']} at {width} px, {theme}", places(violation)


def places(violation):
    return [
        f"{node['target']} {check['message']}"
        for node in violation["nodes"][:4]
        for check in [*node["any"], *node["all"], *node["none"]]
    ]


def layout_faults(page):
    """What does not fit on the smallest screen: as it is, with the text spacing of WCAG 1.4.12, and twice as large."""
    page.set_viewport_size({"width": PHONE, "height": 640})
    faults = {"small targets": page.evaluate(SMALL_TARGETS), "plain": overflow(page)}
    page.evaluate(SPACING)
    faults["spaced"] = overflow(page)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    faults["spaced and large"] = overflow(page)
    return {name: fault for name, fault in faults.items() if fault}


def overflow(page):
    width = page.evaluate("document.documentElement.scrollWidth")
    wide = [f"{width} px wide"] if width > PHONE else []
    return wide + page.evaluate(WIDE_PARTS) + page.evaluate(CUT_OFF)

"""axe's rules on every page and state, in both themes, on a phone and on a desk. No rule is switched off."""

import json

from axe_playwright_python.sync_playwright import AXE_SCRIPT

WIDTHS = (320, 1280)  # CSS pixels
THEMES = ("light", "dark")
OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}


def test_axe_finds_no_violation(shown):
    page = shown.page
    shown.open_all_parts()
    page.evaluate(AXE_SCRIPT)
    found = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        for theme in THEMES:
            page.emulate_media(color_scheme=theme)
            result = page.evaluate(f"axe.run(document, {json.dumps(OPTIONS)})")
            found |= {(width, theme, one["id"]): places(one) for one in result["violations"]}
    assert found == {}


def places(violation):
    return [
        f"{node['target']} {check['message']}"
        for node in violation["nodes"][:4]
        for check in [*node["any"], *node["all"], *node["none"]]
    ]

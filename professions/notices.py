"""What the operator must tell everybody now, such as a leak: a text file, shown where people look first."""

from django.conf import settings


def current_notice() -> str:
    """The file's text; empty where there is none."""
    try:
        return settings.NOTICE_FILE.read_text().strip()
    except FileNotFoundError:
        return ""

"""What must not leave the database by the side door: logs and error reports carry no answer, code or name."""

import logging
import re
import traceback

from django.db import InterfaceError, OperationalError
from django.views.debug import SafeExceptionReporterFilter

SECRET_PATHS = re.compile(r"(/wali/)(?!cabut/)[^/\s?]+")
# Of a lost connection, a lock, a full disk: never of a row.
HARMLESS = (OperationalError, InterfaceError)


class NothingPersonalFormatter(logging.Formatter):
    """Tracebacks without messages, for a database names the row that it refused; paths without their secrets."""

    def formatException(self, ei):  # noqa: N802 - the name is logging's
        lines = []
        error, seen = ei[1], set()
        while error is not None and id(error) not in seen:
            seen.add(id(error))
            kind = f"{type(error).__module__}.{type(error).__qualname__}"
            message = f": {error}" if isinstance(error, HARMLESS) else ""
            lines.insert(0, "".join([*traceback.format_tb(error.__traceback__), kind, message]))
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\nfollowed by\n".join(lines)

    def format(self, record):
        record.exc_text = None  # another handler's, with the message
        text = super().format(record)
        record.exc_text = None
        return SECRET_PATHS.sub(r"\1…", text)


class NothingPersonalFilter(SafeExceptionReporterFilter):
    """Django's error reports: no form, no variable, no cookie, with or without DEBUG."""

    def is_active(self, request):
        return True

    def get_post_parameters(self, request):
        return {} if request is None else dict.fromkeys(request.POST, self.cleansed_substitute)

    def get_safe_cookies(self, request):
        return dict.fromkeys(super().get_safe_cookies(request), self.cleansed_substitute)

    def get_traceback_frame_variables(self, request, tb_frame):
        return [(name, self.cleansed_substitute) for name in tb_frame.f_locals]

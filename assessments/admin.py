"""What editors and operators see of quizzes and attempts: never an answer."""

from django.contrib import admin
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from professions.admin import ReadOnlyAdmin

from .models import Attempt, Instrument, Item


@admin.register(Item)
class ItemAdmin(ReadOnlyAdmin):
    list_display = ["code", "trait", "key", "reserve", "difficulty", "text"]
    list_filter = ["trait", "key", "reserve", "difficulty"]
    list_select_related = ["trait"]
    search_fields = ["code", "text", "facet"]


@admin.register(Instrument)
class InstrumentAdmin(ReadOnlyAdmin):
    list_display = ["profession", "version", "revision", "created_at"]
    list_filter = ["profession"]
    list_select_related = ["profession", "revision"]
    fields = ["profession", "version", "revision", "created_at", "checksum", "questions"]

    @admin.display(description=_("pernyataan sifat kerja"))
    def questions(self, instrument):
        items = ((item["trait"], item["key"], item["text"]) for item in instrument.content["items"])
        return format_html_join("\n", "<p>{} ({}): {}</p>", items)


@admin.register(Attempt)
class AttemptAdmin(ReadOnlyAdmin):
    """When people began and finished; what they answered is theirs."""

    list_display = ["__str__", "instrument", "started_at", "finished_at"]
    list_filter = ["instrument__profession", ("finished_at", admin.EmptyFieldListFilter)]
    list_select_related = ["instrument__profession"]
    fields = ["id", "instrument", "started_at", "finished_at"]
    show_full_result_count = False

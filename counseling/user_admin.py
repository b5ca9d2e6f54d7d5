"""The operator's desk: staff accounts and their roles, never more power than the roles hold."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import UserCreationForm
from django.contrib.auth.models import Group, User
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from professions.admin import OwnFilters

from .roles import ROLES

for model in (EmailAddress, Authenticator, User):
    admin.site.unregister(model)

ACCOUNT = (None, {"fields": ("username", "password")})
PERSON = (_("Orangnya"), {"fields": ("first_name", "last_name", "email")})
ROLE = (_("Peran"), {"fields": ("is_active", "groups")})
POWER = (_("Kuasa penuh"), {"fields": ("is_staff", "is_superuser", "user_permissions")})
DATES = (_("Waktu"), {"fields": ("last_login", "date_joined")})


@admin.register(User)
class StaffUserAdmin(OwnFilters, UserAdmin):
    """An operator neither sees superusers nor chooses her own roles; every account that she opens is staff's."""

    list_display = ["username", "email", "roles", "has_second_factor", "is_active", "last_login"]
    list_filter = ["is_active", "groups"]
    filter_horizontal = ["user_permissions"]
    readonly_fields = ["last_login", "date_joined"]
    actions = ["remove_second_factor"]
    add_form = UserCreationForm
    add_fieldsets = (
        (None, {"classes": ("wide",), "fields": ("username", "password1", "password2")}),
        (_("Peran"), {"fields": ("email", "groups")}),
    )

    def get_queryset(self, request):
        users = super().get_queryset(request).prefetch_related("groups", "authenticator_set")
        return users if request.user.is_superuser else users.filter(is_superuser=False)

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            return self.add_fieldsets
        rows = [ACCOUNT, PERSON, ROLE, DATES]
        return [*rows, POWER] if request.user.is_superuser else rows

    def get_readonly_fields(self, request, obj=None):
        if obj == request.user and not request.user.is_superuser:
            return [*self.readonly_fields, "is_active", "groups"]
        return self.readonly_fields

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name == "groups":
            groups = Group.objects.all()
            offered = groups if request.user.is_superuser else groups.filter(name__in=ROLES.values())
            kwargs |= {"queryset": offered, "widget": CheckboxSelectMultiple, "label": _("Peran"), "help_text": ""}
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def save_model(self, request, user, form, change):
        if not change:
            user.is_staff = True
        super().save_model(request, user, form, change)

    @admin.display(description=_("peran"))
    def roles(self, user):
        return ", ".join(group.name for group in user.groups.all())

    @admin.display(description=_("langkah kedua"), boolean=True)
    def has_second_factor(self, user):
        return any(row.type == Authenticator.Type.TOTP for row in user.authenticator_set.all())

    @admin.action(description=_("Hapus langkah kedua (ponsel hilang)"), permissions=["change"])
    def remove_second_factor(self, request, queryset):
        users = list(queryset.filter(authenticator__type=Authenticator.Type.TOTP).distinct())
        Authenticator.objects.filter(user__in=users).delete()
        for user in users:
            self.log_change(request, user, _("Langkah kedua dihapus."))
        message = ngettext(
            "Langkah kedua %(count)s akun dihapus. Pemiliknya memasangnya lagi saat masuk.",
            "Langkah kedua %(count)s akun dihapus. Pemiliknya memasangnya lagi saat masuk.",
            len(users),
        )
        self.message_user(request, message % {"count": len(users)}, messages.SUCCESS if users else messages.WARNING)

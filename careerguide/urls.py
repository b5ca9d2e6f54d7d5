from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path
from django.utils.translation import gettext_lazy as _
from django.views.generic import RedirectView

from assessments.health import healthz
from professions.languages import choose_language

# Above urlpatterns, for the admin hands out its views when its addresses are first read.
admin.site.login = secure_admin_login(admin.site.login)
admin.site.site_header = admin.site.site_title = "Arah Karier"
admin.site.index_title = _("Meja kerja")
admin.site.password_change = RedirectView.as_view(pattern_name="account_change_password")

urlpatterns = [
    path("", include("professions.urls")),
    path("", include("assessments.urls")),
    path("bahasa/", choose_language, name="language"),
    path("akun/", include("counseling.account_urls")),
    path("", include("counseling.urls")),
    path("admin/", admin.site.urls),
    path("healthz", healthz, name="healthz"),
]

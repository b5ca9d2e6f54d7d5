from django.urls import path

from . import views

app_name = "assessments"
urlpatterns = [
    path("metode/", views.method, name="method"),
    path("profesi/<slug:slug>/kuis/", views.start, name="start"),
    path("kuis/terhapus/", views.deleted, name="deleted"),
    path("kuis/<uuid:attempt_id>/", views.resume, name="attempt"),
    path("kuis/<uuid:attempt_id>/<int:number>/", views.page, name="page"),
    path("kuis/<uuid:attempt_id>/<int:number>/ubah/", views.page, {"returns_to_check": True}, name="change"),
    path("kuis/<uuid:attempt_id>/periksa/", views.check, name="check"),
    path("kuis/<uuid:attempt_id>/selesai/", views.finish, name="finish"),
    path("kuis/<uuid:attempt_id>/laporan/", views.report, name="report"),
    path("kuis/<uuid:attempt_id>/laporan.json", views.report_json, name="report-json"),
    path("kuis/<uuid:attempt_id>/laporan.pdf", views.report_pdf, name="report-pdf"),
    path("kuis/<uuid:attempt_id>/lembar-konseling.pdf", views.sheet_pdf, name="sheet-pdf"),
    path("kuis/<uuid:attempt_id>/konselor/", views.share_with_counselor, name="share"),
    path("kuis/<uuid:attempt_id>/hapus/", views.delete, name="delete"),
]

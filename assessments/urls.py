from django.urls import path

from .views import method, quiz, report

app_name = "assessments"
urlpatterns = [
    path("metode/", method.method, name="method"),
    path("profesi/<slug:slug>/kuis/", quiz.start, name="start"),
    path("kuis/terhapus/", report.deleted, name="deleted"),
    path("kuis/<uuid:attempt_id>/", quiz.resume, name="attempt"),
    path("kuis/<uuid:attempt_id>/<int:number>/", quiz.page, name="page"),
    path("kuis/<uuid:attempt_id>/<int:number>/ubah/", quiz.page, {"returns_to_check": True}, name="change"),
    path("kuis/<uuid:attempt_id>/periksa/", quiz.check, name="check"),
    path("kuis/<uuid:attempt_id>/selesai/", quiz.finish, name="finish"),
    path("kuis/<uuid:attempt_id>/laporan/", report.report, name="report"),
    path("kuis/<uuid:attempt_id>/laporan.json", report.report_json, name="report-json"),
    path("kuis/<uuid:attempt_id>/hapus/", report.delete, name="delete"),
]

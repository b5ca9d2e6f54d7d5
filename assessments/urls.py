from django.urls import path

from .views import access, guardian, method, quiz, report, unsaved

app_name = "assessments"
urlpatterns = [
    path("metode/", method.method, name="method"),
    path("profesi/<slug:slug>/kuis/", quiz.start, name="start"),
    path("profesi/<slug:slug>/kuis/di-bawah-18/", guardian.under_age, name="under-age"),
    path("profesi/<slug:slug>/kuis/di-bawah-18/minta/", guardian.ask, name="ask-guardian"),
    path("profesi/<slug:slug>/kuis/tanpa-simpan/", unsaved.unsaved, name="unsaved"),
    path("wali/", guardian.answer, name="guardian"),
    path("wali/cabut/", guardian.withdraw, name="guardian-withdraw"),
    path("wali/<str:token>/", guardian.link, name="guardian-link"),
    path("lanjut/", access.resume_by_code, name="resume"),
    path("hapus-jejak/", access.leave, name="leave"),
    path("hapus-jejak/selesai/", access.left, name="left"),
    path("kuis/terhapus/", report.deleted, name="deleted"),
    path("kuis/<uuid:attempt_id>/", quiz.resume, name="attempt"),
    path("kuis/<uuid:attempt_id>/<int:number>/", quiz.page, name="page"),
    path("kuis/<uuid:attempt_id>/<int:number>/ubah/", quiz.page, {"returns_to_check": True}, name="change"),
    path("kuis/<uuid:attempt_id>/<int:number>/simpan/", quiz.autosave, name="autosave"),
    path("kuis/<uuid:attempt_id>/periksa/", quiz.check, name="check"),
    path("kuis/<uuid:attempt_id>/selesai/", quiz.finish, name="finish"),
    path("kuis/<uuid:attempt_id>/perjelas/", quiz.further_round, {"round_": "clarify"}, name="clarify"),
    path("kuis/<uuid:attempt_id>/dugaan/", quiz.further_round, {"round_": "again"}, name="again"),
    path("kuis/<uuid:attempt_id>/kode/", access.code, name="code"),
    path("kuis/<uuid:attempt_id>/kode/baru/", access.renew_code, name="renew-code"),
    path("kuis/<uuid:attempt_id>/laporan/", report.report, name="report"),
    path("kuis/<uuid:attempt_id>/laporan.json", report.report_json, name="report-json"),
    path("kuis/<uuid:attempt_id>/laporan.pdf", report.report_pdf, name="report-pdf"),
    path("kuis/<uuid:attempt_id>/lembar-konseling.pdf", report.sheet_pdf, name="sheet-pdf"),
    path("kuis/<uuid:attempt_id>/hapus/", report.delete, name="delete"),
]

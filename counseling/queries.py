"""Who may see whose report: the one door to other people's results."""

from django.contrib.auth.models import AbstractBaseUser

from assessments.models import Report

VIEW_REPORTS = "assessments.view_report"


def reports_visible_to(user: AbstractBaseUser):
    """Reports whose owners let counselors look, for a user who is a counselor; none for anybody else.

    Being an administrator opens no report: only the owner's consent does.
    """
    if not (user.is_active and user.is_staff and user.has_perm(VIEW_REPORTS)):
        return Report.objects.none()
    return Report.objects.filter(attempt__counselor_may_see=True)

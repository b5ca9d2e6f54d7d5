"""The staff roles and what each may do in the admin."""

COUNSELOR = "Konselor"
COORDINATOR = "Koordinator"
EDITOR = "Penyunting"
OPERATOR = "Operator"

# As commands name them.
ROLES = {"counselor": COUNSELOR, "editor": EDITOR, "coordinator": COORDINATOR, "operator": OPERATOR}

# Permissions as "app_label.codename".
PERMISSIONS = {
    COUNSELOR: [
        "assessments.view_report",
        *(f"counseling.{action}_group" for action in ("add", "change", "view")),
    ],
    # Arranges the work of an institution's counselors; no report, no answer.
    COORDINATOR: [
        *(f"counseling.{action}_group" for action in ("add", "change", "view")),
        "counseling.assign_counselors",
    ],
    EDITOR: [
        *(
            f"professions.{action}_{model}"
            for model in (
                "profilerevision", "source", "passage", "summaryclaim", "duty", "fitclaim", "unfitcriterion",
                "traittarget", "misconception", "comparison", "professionstep",
            )
            for action in ("add", "change", "delete", "view")
        ),
        "professions.view_profession",
        "professions.view_trait",
        "assessments.view_item",
        "assessments.view_instrument",
    ],
    # Opens and closes staff accounts and sees how the site is used; no report, no answer.
    OPERATOR: [
        "auth.view_user",
        "auth.add_user",
        "auth.change_user",
        "assessments.view_attempt",
    ],
}  # fmt: skip


def create_roles(**kwargs):
    """Bring the role groups up to date after every migrate."""
    from django.contrib.auth.models import Group, Permission

    by_name = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.select_related("content_type")
    }
    for name, permissions in PERMISSIONS.items():
        group, created = Group.objects.get_or_create(name=name)
        group.permissions.set(by_name[permission] for permission in permissions if permission in by_name)

"""The admin's own app, with another site behind it."""

from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    """Django's admin, entered through `accounts.desk`."""

    default = False
    default_site = "accounts.desk.Desk"

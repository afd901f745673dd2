"""The office as Django knows it."""

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    """Names the package to Django."""

    name = "jianfu.office"
    label = "office"
    default_auto_field = "django.db.models.BigAutoField"

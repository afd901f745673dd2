"""The OpenAPI document as a file, for the reference and for who makes a client without an office at hand."""

import json
import os

import django


def text() -> str:
    """The document as the office serves it, one key a line, so that a change can be read."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jianfu.web.settings")
    django.setup()
    from jianfu.web.api.app import api  # noqa: PLC0415 - models are there only once Django is

    return json.dumps(api.get_openapi_schema(), ensure_ascii=False, indent=1) + "\n"

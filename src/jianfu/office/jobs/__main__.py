"""``python -m jianfu.office.jobs``: the worker of the office ``JIANFU_OFFICE`` names."""

import os
import signal
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jianfu.web.settings")
django.setup()

from jianfu.office.jobs.child import die_with_parent  # noqa: E402 - models are there only once Django is
from jianfu.office.jobs.worker import work  # noqa: E402

signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
die_with_parent()
work()

"""``python -m jianfu.office.jobs PARENT``: the worker of the office ``JIANFU_OFFICE`` names; dies with its server."""

import os
import signal
import sys

import django

from jianfu.base.parent import die_with

# Before the seconds Django takes: a server killed within them must not leave its worker behind.
die_with(int(sys.argv[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jianfu.web.settings")
django.setup()

from jianfu.office.jobs.worker import work  # noqa: E402 - models are there only once Django is

signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
work()

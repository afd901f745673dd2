"""What killed processes left in the office's folder, cleared away when it is opened again (残留文件清理)."""

import shutil

from jianfu.base import clock
from jianfu.office.models import Import
from jianfu.office.place import here

OLD = 3600
"""Seconds after which what nobody knows of is nobody's: another process may be about to say whose it is."""


def sweep() -> None:
    """Removes uploads of imports that are settled or never came to be, half-made runs and plans."""
    place = here()
    known = {str(pk) for (pk,) in Import.objects.filter(state__in=("waiting", "preview", "failed")).values_list("pk")}
    for left in [
        *(one for one in place.uploads.iterdir() if one.name not in known),
        *place.runs.glob(".*"),
        *place.plans.glob(".*"),
    ]:
        if clock.now().timestamp() - left.stat().st_mtime < OLD:
            continue
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)
        else:
            left.unlink(missing_ok=True)

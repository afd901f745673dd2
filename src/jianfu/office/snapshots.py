"""Which snapshot of the dataset the office stands on: the one the last applied import made (现行数据快照)."""

from pathlib import Path

from jianfu.base.errors import UserProblem
from jianfu.dataset.snapshot import CURRENT, SNAPSHOTS
from jianfu.office.models import Import
from jianfu.office.place import here


def last_applied() -> Import | None:
    """The import whose result the registry shows."""
    return Import.objects.filter(state="applied").order_by("-applied_at", "-pk").first()


def standing() -> str:
    """Name of the snapshot in use; empty before the first import."""
    last = last_applied()
    return last.after if last else ""


def standing_folder() -> Path:
    """Its folder; raises ``UserProblem`` ``dataset-missing`` before the first import.

    The database says which it is, not the dataset's own ``current``: a process killed between the two leaves the
    office as it was.
    """
    name = standing()
    folder = here().dataset
    if not name:
        raise UserProblem("dataset-missing", path=folder)
    return folder / SNAPSHOTS / name


def point_there() -> None:
    """Lets ``current`` say the same as the database, for those who use the dataset by command."""
    name = standing()
    pointer = here().dataset / CURRENT
    if name and (not pointer.exists() or pointer.read_text(encoding="ascii").strip() != name):
        fresh = pointer.with_name(f"{CURRENT}.new")
        fresh.write_text(f"{name}\n", encoding="ascii")
        fresh.replace(pointer)

"""Which snapshot of the dataset the office stands on: the one the last applied import made (现行数据快照)."""

from pathlib import Path

from jianfu.base.errors import UserProblem
from jianfu.dataset.snapshot import CURRENT, SNAPSHOTS, WITHDRAWN
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
    """Lets the dataset say the same as the database: ``current``, for those who use it by command, and ``withdrawn``.

    What an import said that was taken back is no history: an audit that remembers it finds things closed that never
    were.
    """
    name = standing()
    if name:
        _say(CURRENT, name)
    named = Import.objects.exclude(after="").values_list("after", flat=True)
    undone = set(named.filter(state="undone")) - set(named.filter(state="applied"))
    if undone or (here().dataset / WITHDRAWN).exists():
        _say(WITHDRAWN, "\n".join(sorted(undone)))


def _say(file: str, text: str) -> None:
    """What a small file of the dataset says, in one rename where that is something new."""
    place = here().dataset / file
    if not place.exists() or place.read_text(encoding="ascii").strip() != text:
        fresh = place.with_name(f"{file}.new")
        fresh.write_text(f"{text}\n", encoding="ascii")
        fresh.replace(place)

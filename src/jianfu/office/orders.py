"""Orders of a plan on paper, as its job left them: which there are, and whose they are (纸质整合通知)."""

from dataclasses import dataclass
from pathlib import Path

import msgspec

from jianfu.base.errors import UserProblem
from jianfu.office.models import Entry, Plan, User
from jianfu.office.place import here
from jianfu.office.scope import scope_of, under
from jianfu.orders.write import FOLDER, LIST

FORMS = ("docx", "html")


class Paper(msgspec.Struct, frozen=True):
    """One entry of ``orders.json``."""

    unit_id: str | None
    unit: str
    file: str
    things: int


@dataclass(frozen=True)
class Order:
    """An order somebody may take: its place in the list, and what it is about."""

    place: int
    paper: Paper
    folder: Path

    def file(self, form: str) -> Path:
        """The document in one of ``FORMS``."""
        return self.folder / f"{self.paper.file}.{form}"


def orders_folder(language: str) -> str:
    """Name of the folder, within the plan's, of the orders in one language."""
    return FOLDER if language == "zh-Hans" else f"{FOLDER}-{language}"


def orders_seen(user: User, plan: Plan, language: str) -> list[Order]:
    """The orders of the units in scope; that of things nobody is known to own for those who see everything."""
    folder = here().plans / plan.folder / orders_folder(language)
    try:
        papers = msgspec.json.decode((folder / LIST).read_bytes(), type=list[Paper])
    except FileNotFoundError:
        return []
    except msgspec.MsgspecError as cause:
        raise UserProblem("plan-unreadable", path=folder / LIST) from cause
    path = scope_of(user)
    if path is None:
        return []
    units = set(Entry.objects.filter(under(path), kind="unit").values_list("key", flat=True)) if path else set()
    return [
        Order(place, paper, folder)
        for place, paper in enumerate(papers, 1)
        if user.sees_everything or paper.unit_id in units
    ]

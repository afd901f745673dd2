"""Minutes: the county's picture, bills, a group, the costliest notices, the own minutes."""

from dataclasses import asdict, replace

from django.http import Http404, HttpRequest
from ninja import Router, Schema

from jianfu.office.models import Audit
from jianfu.office.roles import Right
from jianfu.office.selectors import burden, registry
from jianfu.office.selectors.published import published
from jianfu.office.selectors.runs import opened
from jianfu.report.model import BurdenPicture, RelayTree
from jianfu.web.api.asking import asker, asks
from jianfu.web.api.paging import Asked, Listed, cut

router = Router(tags=["burden"])


class PictureTold(Schema):
    """Who bears, who causes, when, what for; figures over fewer than five people are null."""

    audit: int
    picture: BurdenPicture


class BillTold(Schema):
    """What a unit causes, in hours over the period; figures are null where they would tell of fewer than five."""

    unit_id: str
    name: str
    people: int | None
    low: float | None
    middle: float | None
    high: float | None
    to_others: float | None
    copies: float | None
    off_hours: float | None


class ComponentTold(Schema):
    """A component of a group's cost, in hours over the period."""

    component: str
    low: float
    middle: float
    high: float


class OverlapTold(Schema):
    """A group with many of the same people; ``group`` is null where it is out of scope."""

    group: str | None
    jaccard: float
    people: int | None


class GroupTold(Schema):
    """A group's cost by component (null: over fewer than five people), its messages, and its overlaps."""

    key: str
    name: str
    members: int | None
    cost: list[ComponentTold] | None
    messages: int | None
    useful: int | None
    overlaps: list[OverlapTold]


class MineTold(Schema):
    """The own minutes a working day; null where no minutes are known under the account."""

    groups: int
    low: float
    middle: float
    high: float
    off_hours: float
    avoidable: float


class Mine(Schema):
    """The own minutes, and nobody else's."""

    audit: int
    minutes: MineTold | None


class NoticesTold(Schema):
    """The costliest notices as trees."""

    audit: int
    items: list[RelayTree]


@router.get("/picture", **asks(Right.PICTURE, PictureTold, also=(404,)))
def picture(request: HttpRequest) -> dict[str, object]:
    """The county's picture of the latest audit, without the texts of notices."""
    audit = _audit()
    return {"audit": audit.pk, "picture": replace(opened(audit).document.burden, relays=[])}


@router.get("/bills", **asks(Right.BILL, Listed[BillTold], also=(404,)))
def bills(request: HttpRequest, asked: Asked) -> dict[str, object]:
    """What the units in scope cause, by unit id."""
    made, following = cut(burden.bills(asker(request), _audit()), lambda bill: bill.unit_id, asked)
    return {"items": [asdict(bill) for bill in made], "next": following}


@router.get("/groups/{path:key}", **asks(Right.BILL, GroupTold, also=(404,)))
def group(request: HttpRequest, key: str) -> dict[str, object]:
    """One work group in scope."""
    user, audit = asker(request), _audit()
    entry = registry.one(user, "work_group", key)
    if entry is None:
        raise Http404
    cost = burden.group_cost(audit, entry)
    near = registry.listed(user, "work_group").filter(key__in=[other for other, _, _ in cost.overlaps])
    seen = set(near.values_list("key", flat=True))
    names = ("component", "low", "middle", "high")
    parts = None if cost.parts is None else [dict(zip(names, part, strict=True)) for part in cost.parts]
    activity = cost.activity or {}
    return {
        "key": entry.key, "name": entry.name, "members": cost.members, "cost": parts,
        "messages": activity.get("message_count"), "useful": activity.get("useful_count"),
        "overlaps": [{"group": other if other in seen else None, "jaccard": jaccard, "people": people}
                     for other, jaccard, people in cost.overlaps],
    }  # fmt: skip


@router.get("/notices", **asks(Right.BILL, NoticesTold, also=(404,)))
def notices(request: HttpRequest) -> dict[str, object]:
    """The ten costliest notices, as far as their units are in scope."""
    audit = _audit()
    return {"audit": audit.pk, "items": burden.notices(asker(request), audit)}


@router.get("/mine", **asks(Right.MINE, Mine, also=(404,)))
def mine(request: HttpRequest) -> dict[str, object]:
    """The minutes of the person the token belongs to."""
    audit = _audit()
    own = burden.mine(asker(request), audit)
    return {"audit": audit.pk, "minutes": asdict(own) if own else None}


def _audit() -> Audit:
    found = published()
    if found is None:
        raise Http404
    return found

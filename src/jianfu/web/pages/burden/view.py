"""Bills of units, the cost of a group, the costliest notices, one's own minutes."""

from django.http import Http404, HttpRequest, HttpResponse

from jianfu.office.roles import Right
from jianfu.office.selectors import burden, registry
from jianfu.office.selectors.findings import Wishes, found
from jianfu.office.selectors.published import published
from jianfu.office.selectors.runs import latest, opened
from jianfu.web.answer import page
from jianfu.web.guard import needs, user_of

SHOWN = 50


@needs(Right.BILL)
def bills(request: HttpRequest) -> HttpResponse:
    """What the units in scope cause, unit by unit."""
    audit = published()
    if audit is None:
        return page(request, "county/empty.html")
    made = burden.bills(user_of(request), audit)
    return page(
        request, "burden/bills.html", audit=audit, bills=made[:SHOWN], more=max(len(made) - SHOWN, 0),
        total=burden.total_shown(made),
    )  # fmt: skip


@needs(Right.BILL)
def group(request: HttpRequest, key: str) -> HttpResponse:
    """One group: what it costs, how much of it is work, whom it overlaps with."""
    user, audit = user_of(request), published()
    entry = registry.one(user, "work_group", key)
    if entry is None or audit is None:
        raise Http404
    cost = burden.group_cost(audit, entry)
    others = {
        other.key: other.name
        for other in registry.listed(user, "work_group").filter(key__in=[o for o, _, _ in cost.overlaps])
    }
    last = latest() or audit
    about = list(found(user, last, Wishes()).filter(subject_id=key))
    return page(request, "burden/group.html", audit=audit, entry=entry, cost=cost, others=others,
                duties=list(registry.duties_of(user, key)),
                about=about, rules=opened(last).rules, names=registry.unit_names([entry.unit_id]))  # fmt: skip


@needs(Right.BILL)
def notices(request: HttpRequest) -> HttpResponse:
    """The costliest notices as trees; those of units in scope."""
    audit = published()
    if audit is None:
        return page(request, "county/empty.html")
    relays = burden.notices(user_of(request), audit)
    return page(request, "burden/notices.html", audit=audit, relays=relays, document=opened(audit).document)


@needs(Right.MINE)
def mine(request: HttpRequest) -> HttpResponse:
    """The signed-in person's own minutes, and nobody else's."""
    audit = published()
    if audit is None:
        return page(request, "county/empty.html")
    own = burden.mine(user_of(request), audit)
    return page(request, "burden/mine.html", audit=audit, mine=own, head=opened(audit).document.burden.headline)

"""The log's head, for a third party to hold."""

from django.http import HttpRequest
from ninja import Router, Schema

from jianfu.office import log
from jianfu.office.roles import Right
from jianfu.web.api.asking import asks

router = Router(tags=["log"])


class HeadTold(Schema):
    """The last entry's number and hash."""

    number: int
    hash: str


@router.get("/log/head", **asks(Right.LOG, HeadTold))
def head(request: HttpRequest) -> log.Head:
    """The head of the log."""
    return log.head()

"""Fifty rows at a time, with links that keep the filters."""

from typing import TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest

Row = TypeVar("Row", bound=Model)
ROWS = 50


def paged(request: HttpRequest, rows: "QuerySet[Row]") -> "Page[Row]":
    """The page asked for; a number out of range gives the nearest there is."""
    return Paginator(rows, ROWS).get_page(request.GET.get("page"))


def kept(request: HttpRequest) -> str:
    """The query without the page number, to put before another one."""
    query = request.GET.copy()
    query.pop("page", None)
    return query.urlencode()

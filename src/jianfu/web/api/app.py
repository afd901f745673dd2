"""The whole of it: routers, how errors are told, the OpenAPI document."""

import logging
from typing import Any, cast

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import OperationalError
from django.http import Http404, HttpRequest, JsonResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from jianfu.base.errors import Problem
from jianfu.base.version import VERSION
from jianfu.web.api import audits, burden, cases, findings, imports, jobs, log, plans, problems, proposals, registry
from jianfu.web.api.asking import Token

PREFIX = "api/v1/"
ROUTERS = (registry, imports, jobs, audits, findings, cases, plans, proposals, burden, log)
Raised = Exception | type[Exception]
CHALLENGE = {"WWW-Authenticate": 'Bearer realm="jianfu"'}


class OfficeApi(NinjaAPI):
    """Ninja's, with operations named for people and errors as problem+json in the document too."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """``cases_step``: the file, and what is done in it."""
        return f"{operation.view_func.__module__.rpartition('.')[2]}_{operation.view_func.__name__}"

    def get_openapi_schema(self, *args: Any, **kwargs: Any) -> OpenAPISchema:
        """The document."""
        document = super().get_openapi_schema(*args, **kwargs)
        for methods in document["paths"].values():
            for operation in methods.values():
                for status, told in operation["responses"].items():
                    if int(status) >= 400:
                        told["content"] = {problems.MEDIA_TYPE: told["content"]["application/json"]}
        return document


api = OfficeApi(
    title="Jianfu 减负", version=VERSION, docs_url=None, urls_namespace="api",
    description="The office for programs: what the pages show and do, for a token made on the page “API tokens”.",
)  # fmt: skip
for part in ROUTERS:
    for view in part.router.path_operations.values():
        for operation in view.operations:
            queries = [model for model in operation.models if model.__ninja_param_source__ == "query"]
            for token in operation.auth_callbacks:
                cast(Token, token).takes = frozenset(name for model in queries for name in model.__ninja_flatten_map__)
    api.add_router("", part.router)


def unfit(request: HttpRequest, error: Raised) -> JsonResponse:
    """A request that does not fit the document: which parts, and why."""
    found = error.errors if isinstance(error, ValidationError) else []
    where = [{"where": ".".join(str(step) for step in one["loc"]), "why": str(one["msg"])} for one in found]
    return problems.plain(request, 422, unfit=where)


def refused(request: HttpRequest, error: Raised) -> JsonResponse:
    """What ninja and Django raise."""
    status = error.status_code if isinstance(error, HttpError) else 413 if isinstance(error, RequestDataTooBig) else 400
    return problems.plain(request, status, headers=CHALLENGE if status == 401 else None)


def missing(request: HttpRequest, error: Raised) -> JsonResponse:
    """There is no such thing, or it is out of the user's scope: the two look the same."""
    return problems.plain(request, 404)


def told(request: HttpRequest, error: Raised) -> JsonResponse:
    """A problem of ours."""
    return problems.told(request, error) if isinstance(error, Problem) else problems.plain(request, 500)


def broken(request: HttpRequest, error: Raised) -> JsonResponse:
    """A database that does not answer, or a defect of ours."""
    if isinstance(error, OperationalError):
        return problems.plain(request, 503)
    logging.getLogger(__name__).error("api", exc_info=error if isinstance(error, Exception) else True)
    return problems.plain(request, 500)


for kind, answer in (
    (ValidationError, unfit), (HttpError, refused), (AuthenticationError, refused), (SuspiciousOperation, refused),
    (Http404, missing), (Problem, told), (Exception, broken),
):  # fmt: skip
    api.add_exception_handler(kind, answer)

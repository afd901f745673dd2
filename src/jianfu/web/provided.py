"""Asking the provider of identities who somebody is, and holding its answer to what was asked (OpenID Connect)."""

from collections.abc import Mapping
from typing import Any

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.django_client import DjangoIntegration, DjangoOAuth2App
from django.http import HttpRequest, HttpResponse
from joserfc.errors import JoseError
from requests import RequestException

from jianfu.base.errors import UserProblem
from jianfu.web.provider import Provider

DISCOVERY = "/.well-known/openid-configuration"
SIGNED_BY = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""Only keys of pairs: what the provider publishes must not do for signing."""
SLACK = 60
"""Seconds the provider's clock may be off."""
TIMEOUT = 10
UNSOUND = (AuthlibBaseError, JoseError, RuntimeError, ValueError, KeyError, TypeError, AttributeError)
"""What comes of answers that are not as they must be."""


def sent_to(provider: Provider, request: HttpRequest, back: str) -> HttpResponse:
    """To the provider, with state, nonce and PKCE kept in the session; raises ``UserProblem`` ``oidc-away``."""
    try:
        answer: HttpResponse = _client(provider).authorize_redirect(request, back)
    except (RequestException, *UNSOUND) as error:
        raise UserProblem("oidc-away", name=provider.name) from error
    return answer


def username_told(provider: Provider, request: HttpRequest) -> str:
    """The user name the provider vouches for, once everything about its answer has been checked.

    Raises ``UserProblem``: ``oidc-away``; ``oidc-refused`` for an answer that does not hold, or is to another question.
    """
    try:
        if request.GET.get("iss", provider.issuer).rstrip("/") != provider.issuer:  # RFC 9207
            raise UserProblem("oidc-refused", name=provider.name)
        client, sure = _client(provider), {"essential": True}
        token = client.authorize_access_token(
            request, leeway=SLACK,
            claims_options={"iss": {**sure, "value": client.server_metadata["issuer"]},
                            "aud": {**sure, "value": provider.client}, "exp": sure, "iat": sure, "sub": sure,
                            "nonce": sure},
        )  # fmt: skip
        claims: Mapping[str, object] = token["userinfo"]
    except UserProblem:
        raise
    except RequestException as error:
        raise UserProblem("oidc-away", name=provider.name) from error
    except UNSOUND as error:
        raise UserProblem("oidc-refused", name=provider.name) from error
    told = claims.get(provider.claim)
    if provider.claim == "email" and claims.get("email_verified") is not True:
        return ""  # anybody may write any address into a profile
    return told if isinstance(told, str) else ""


def farewell(provider: Provider, back: str) -> str:
    """Where the provider's own session is ended, and the way back here; ``back`` where it has no such place."""
    try:
        client = _client(provider)
        if "end_session_endpoint" not in client.server_metadata:
            return back
        made = client.create_logout_url(post_logout_redirect_uri=back, client_id=provider.client)
    except (RequestException, *UNSOUND) as error:
        raise UserProblem("oidc-away", name=provider.name) from error
    return str(made["url"])


def _client(provider: Provider) -> Any:
    """Speaks with the provider; what it says of itself is asked anew each time, so that new keys are known at once."""
    client = DjangoOAuth2App(
        framework=DjangoIntegration("oidc"), name="oidc", client_id=provider.client,
        client_secret=provider.secret or None, server_metadata_url=f"{provider.issuer}{DISCOVERY}",
        client_kwargs={"scope": "openid profile email", "code_challenge_method": "S256", "default_timeout": TIMEOUT},
    )  # fmt: skip
    told = client.load_server_metadata()
    if str(told.get("issuer", "")).rstrip("/") != provider.issuer:
        raise ValueError("issuer")
    stated = told.get("id_token_signing_alg_values_supported") or ["RS256"]
    told["id_token_signing_alg_values_supported"] = [one for one in SIGNED_BY if one in stated]
    return client

"""Which provider of identities (统一身份认证) the office trusts, over OpenID Connect; its settings.

``JIANFU_OIDC_ISSUER`` is its address; ``JIANFU_OIDC_CLIENT`` the name it knows the office by;
``JIANFU_OIDC_SECRET_FILE`` a file with the secret that goes with it; ``JIANFU_OIDC_CLAIM`` which claim is the user name
here, ``preferred_username`` unless it is said; ``JIANFU_OIDC_NAME`` what people call it.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from jianfu.base.errors import UserProblem

LOOPBACK = ("127.0.0.1", "localhost", "::1")


class Provider(NamedTuple):
    """Whom the office trusts to say who somebody is."""

    issuer: str
    client: str
    secret: str
    claim: str
    name: str


def provider_of(environment: Mapping[str, str]) -> Provider | None:
    """The provider the environment names; none where it names no issuer.

    Raises ``UserProblem``: ``oidc-issuer`` for an address without TLS that is not on this machine, ``oidc-client``
    where the office's name there is missing, ``oidc-secret`` for a file that cannot be read.
    """
    issuer = environment.get("JIANFU_OIDC_ISSUER", "").rstrip("/")
    if not issuer:
        return None
    parts = urlsplit(issuer)
    if not parts.hostname or (parts.scheme != "https" and (parts.scheme, parts.hostname in LOOPBACK) != ("http", True)):
        raise UserProblem("oidc-issuer", address=issuer)
    client = environment.get("JIANFU_OIDC_CLIENT", "")
    if not client:
        raise UserProblem("oidc-client")
    file, secret = environment.get("JIANFU_OIDC_SECRET_FILE", ""), ""
    if file:
        try:
            secret = Path(file).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise UserProblem("oidc-secret", path=file) from error
    claim = environment.get("JIANFU_OIDC_CLAIM", "") or "preferred_username"
    return Provider(issuer, client, secret, claim, environment.get("JIANFU_OIDC_NAME", "") or parts.hostname)

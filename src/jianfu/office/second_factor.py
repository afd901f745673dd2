"""Codes of an authenticator app and codes for when it is lost: what they look like, and whether one opens (动态口令).

Secrets stand in the database encrypted under a key drawn from the office's own secret: who gets hold of the database
alone can make no codes.
"""

import base64
import hashlib
import secrets
import unicodedata
from hmac import compare_digest

import pyotp
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from pyotp.exceptions import OTPVerificationError

from jianfu.base import clock
from jianfu.base.errors import UserProblem
from jianfu.office.models import SecondFactor
from jianfu.office.place import here

ISSUER = "Jianfu"
"""What an app calls the office; plain letters, which every app shows."""
DRIFT = 1
"""Steps of thirty seconds a telephone's clock may be off, either way (RFC 6238, 5.2)."""
MOST_MISSES = 20
"""Wrong codes in a row after which only a recovery code or an administrator helps, from however many addresses."""
CODES = 10
CODE_BYTES = 10
"""80 random bits a recovery code: no slow hash is needed to withstand guessing."""


def draw() -> str:
    """A new secret, sealed: 160 random bits, as RFC 4226 (4) recommends."""
    return _box().encrypt(pyotp.random_base32().encode()).decode()


def opened(factor: SecondFactor) -> str:
    """The secret in base 32; raises ``UserProblem`` ``factor-sealed`` where the office has another secret by now."""
    try:
        return _box().decrypt(factor.sealed.encode()).decode()
    except InvalidToken as error:
        raise UserProblem("factor-sealed") from error


def address_of(factor: SecondFactor, secret: str) -> str:
    """The ``otpauth:`` address an app reads from the picture."""
    return pyotp.TOTP(secret).provisioning_uri(name=factor.user.username, issuer_name=ISSUER)


def draw_recovery() -> list[str]:
    """Recovery codes as they are told, once: four groups of four signs."""
    signs = (base64.b32encode(secrets.token_bytes(CODE_BYTES)).decode().lower() for _ in range(CODES))
    return ["-".join(code[at : at + 4] for at in range(0, len(code), 4)) for code in signs]


def digest(code: str) -> str:
    """What is kept of a recovery code, however it is written."""
    return hashlib.sha256(plain(code).encode()).hexdigest()


def plain(code: str) -> str:
    """A code without spaces and dashes, in small plain letters: keyboards for Chinese give wide digits."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", code).lower() if sign.isalnum())


def step_of(factor: SecondFactor, code: str) -> int | None:
    """The step of time a code of the app belongs to; None for a wrong one, and for one that was taken before."""
    if factor.misses >= MOST_MISSES:
        return None
    try:
        app = pyotp.TOTP(opened(factor))
        step = app.verify_and_get_timecode(plain(code), for_time=clock.now(), valid_window=DRIFT)
    except OTPVerificationError:
        return None
    return step if step > factor.last_step else None


def left_of(factor: SecondFactor, code: str) -> list[str] | None:
    """The recovery codes left once this one is taken; None where it is none of them."""
    found = digest(code)
    left = [one for one in factor.recovery if not compare_digest(one, found)]
    return left if len(left) < len(factor.recovery) else None


def _box() -> Fernet:
    key = HKDF(SHA256(), length=32, salt=None, info=b"jianfu second factor").derive(here().secret().encode())
    return Fernet(base64.urlsafe_b64encode(key))

"""The key persons are pseudonymised with; it lives outside every dataset."""

import hashlib
import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from jianfu.base.errors import UserProblem

VARIABLE = "JIANFU_KEY_FILE"
KEY_BYTES = 32
SHORTEST_KEY = 16


def key_path(environment: Mapping[str, str] | None = None) -> Path:
    """Where the key stands: ``JIANFU_KEY_FILE``, else ``jianfu/pseudonym.key`` in the user's configuration."""
    environment = os.environ if environment is None else environment
    if stated := environment.get(VARIABLE):
        return Path(stated)
    configuration = environment.get("XDG_CONFIG_HOME")
    return (Path(configuration) if configuration else Path.home() / ".config") / "jianfu" / "pseudonym.key"


def office_key(path: Path | None = None) -> bytes:
    """The key; made on first use, readable by its owner alone.

    Raises ``UserProblem`` ``key-unreadable`` where it cannot be read or made, ``key-short`` under 16 bytes.
    """
    path = key_path() if path is None else path
    try:
        key = path.read_bytes().strip() if path.exists() else _make_key(path)
    except OSError as cause:
        raise UserProblem("key-unreadable", path=path) from cause
    if len(key) < SHORTEST_KEY:
        raise UserProblem("key-short", path=path, shortest=SHORTEST_KEY)
    return hashlib.blake2b(key, digest_size=KEY_BYTES).digest()


def _make_key(path: Path) -> bytes:
    """Writes a new key; another process that makes one at the same moment wins or loses as a whole."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}-{os.getpid()}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(secrets.token_hex(KEY_BYTES).encode("ascii") + b"\n")
            stream.flush()
            os.fsync(stream.fileno())
        with suppress(FileExistsError):
            path.hardlink_to(fresh)
    finally:
        fresh.unlink()
    return path.read_bytes().strip()


def key_check(key: bytes) -> str:
    """Eight hex digits that tell two keys apart without saying anything about either."""
    return hashlib.blake2b(b"key check", key=key, digest_size=4).hexdigest()

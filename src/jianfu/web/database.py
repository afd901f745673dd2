"""Where the office's database is: a SQLite file, or a PostgreSQL server named by one address."""

from urllib.parse import unquote, urlsplit

from jianfu.base.errors import UserProblem
from jianfu.office.place import Place


def database(address: str, place: Place) -> dict[str, object]:
    """Django's description of the database; raises ``UserProblem`` ``database-address`` for any other address."""
    if not address:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(place.database),
            # Reading and then writing in one deferred transaction fails under several processes; IMMEDIATE waits.
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE", "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON",
            },
        }  # fmt: skip
    parts = urlsplit(address)
    if parts.scheme not in ("postgresql", "postgres") or not parts.path.strip("/"):
        raise UserProblem("database-address")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }

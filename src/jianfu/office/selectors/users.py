"""Users as others name them (用户查询)."""

from jianfu.office.models import SETUP, User


def known(username: str) -> User | None:
    """The user somebody else vouches for by name; never an account of the demo's, nor the one nobody signs in as."""
    if not username.isprintable() or username in ("", SETUP):
        return None
    return User.objects.filter(username=username, is_active=True, is_demo=False).first()

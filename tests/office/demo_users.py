"""The accounts of the demo, as tests of the office act through them."""

from jianfu.office.models import User


def user(role: str):
    """The demo's account of a role."""
    return User.objects.get(username=f"demo-{role}")

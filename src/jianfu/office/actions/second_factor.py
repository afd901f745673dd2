"""Setting a second factor up, coming in with it, and taking it away (启用、核验与解除第二重验证)."""

from django.db import transaction

from jianfu.base import clock
from jianfu.base.errors import UserProblem
from jianfu.office import log
from jianfu.office.models import SecondFactor, User
from jianfu.office.roles import Right
from jianfu.office.second_factor import MOST_MISSES, digest, draw, draw_recovery, left_of, step_of


def factor_of(user: User) -> SecondFactor | None:
    """The second factor of a user, confirmed or not."""
    return SecondFactor.objects.select_related("user").filter(user=user).first()


def begin(by: User) -> SecondFactor:
    """A new secret, which counts once a code confirms it; raises ``UserProblem`` ``factor-there`` where one counts."""
    if not by.may(Right.ACCOUNT):
        raise UserProblem("not-allowed")
    with transaction.atomic():
        User.objects.select_for_update().get(pk=by.pk)
        held = factor_of(by)
        if held is not None and held.confirmed_at:
            raise UserProblem("factor-there")
        SecondFactor.objects.filter(user=by).delete()
        return SecondFactor.objects.create(user=by, sealed=draw(), made_at=clock.now())


def confirm(by: User, code: str) -> list[str]:
    """Lets the new secret count; the recovery codes, which are kept nowhere. ``UserProblem``: ``factor-code``."""
    if not by.may(Right.ACCOUNT):
        raise UserProblem("not-allowed")
    with transaction.atomic():
        factor = SecondFactor.objects.select_for_update().filter(user=by, confirmed_at=None).first()
        step = step_of(factor, code) if factor else None
        if factor is None or step is None:
            raise UserProblem("factor-code")
        codes = draw_recovery()
        factor.confirmed_at, factor.last_step = clock.now(), step
        factor.recovery = [digest(one) for one in codes]
        factor.save()
        log.append("second-factor-on", f"user/{by.pk}", actor=by.username)
    return codes


def take(user: User, code: str) -> None:
    """Takes a code, of the app or for recovery, so that it opens nothing more.

    Raises ``UserProblem``: ``factor-code`` for a wrong one or one taken before, ``factor-closed`` after too many wrong
    ones, ``factor-sealed`` where the secret cannot be read.
    """
    with transaction.atomic():
        factor = SecondFactor.objects.select_for_update().filter(user=user).exclude(confirmed_at=None).first()
        if factor is None:
            raise UserProblem("factor-code")
        left = left_of(factor, code)
        step = step_of(factor, code) if left is None else None
        if left is not None:
            factor.recovery, factor.misses = left, 0
            log.append("recovery-code-taken", f"user/{user.pk}", actor=user.username, left=len(left))
        elif step is not None:
            factor.last_step, factor.misses = step, 0
        else:
            factor.misses += 1
        factor.save()
    if factor.misses:
        raise UserProblem("factor-closed" if factor.misses >= MOST_MISSES else "factor-code")


def renew(by: User, code: str) -> list[str]:
    """New recovery codes in place of all before, for a code; raises what ``take`` raises."""
    take(by, code)
    codes = draw_recovery()
    with transaction.atomic():
        SecondFactor.objects.filter(user=by).update(recovery=[digest(one) for one in codes])
        log.append("recovery-codes-made", f"user/{by.pk}", actor=by.username)
    return codes


def end(by: User, code: str) -> None:
    """Takes the own second factor away, for a code; raises what ``take`` raises."""
    take(by, code)
    with transaction.atomic():
        SecondFactor.objects.filter(user=by).delete()
        log.append("second-factor-off", f"user/{by.pk}", actor=by.username)


def reset(by: User, username: str) -> None:
    """Takes somebody's second factor away, who lost telephone and codes; raises ``UserProblem`` ``not-allowed``."""
    if not by.may(Right.USERS):
        raise UserProblem("not-allowed")
    with transaction.atomic():
        found = SecondFactor.objects.select_for_update().filter(user__username=username).first()
        if found is not None:
            found.delete()
            log.append("second-factor-reset", f"user/{found.user_id}", actor=by.username)

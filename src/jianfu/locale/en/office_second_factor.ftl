# The second factor when signing in.
office-place-second-factor = Second factor
office-factor = Second factor
office-factor-lede = Besides the password, an app on your telephone gives a code that changes every thirty seconds. Who learns your password alone cannot come in.
office-factor-owed = Your role needs a second factor here. Set it up now; then the other pages open.
office-factor-off = You have no second factor yet. You need an authenticator app, any that reads a TOTP code.
office-factor-begin = Set it up
office-factor-anew = Begin again with a new secret
office-factor-scan = Let the app read this picture.
office-factor-picture = The secret as a picture for the app; it stands below as text.
office-factor-secret = Or type the secret into the app:
office-factor-confirm-do = Type the six digits the app shows.
office-factor-confirm = Confirm
office-factor-code = Code
office-factor-code-note = Six digits from the app, or one of your recovery codes.
office-factor-asked = One more step: the code your authenticator app shows.
office-factor-back = Sign in as somebody else
office-factor-on = On since { $since }. { $left ->
    [0] No recovery codes are left: make new ones.
    [one] One recovery code is left.
   *[other] { $left } recovery codes are left.
  }
office-factor-change = A code confirms either.
office-factor-renew = New recovery codes
office-factor-end = Turn it off
office-factor-told = Your recovery codes
office-factor-told-do = Write them down or print them now, and keep them away from the telephone. They are shown this once and kept nowhere. Each opens once, when the telephone is lost.
office-factor-short = Second factor
office-factor-reset = Take it away
office-factor-reset-named = Take the second factor of { $name } away
office-log-does-second-factor-on = second factor turned on
office-log-does-second-factor-off = second factor turned off
office-log-does-second-factor-reset = second factor taken away by an administrator
office-log-does-recovery-code-taken = signed in with a recovery code
office-log-does-recovery-codes-made = new recovery codes made
problem-factor-code = This code is not right, or was used before. Wait for the next one; the clock of the telephone must be right.
problem-factor-closed = Too many wrong codes in a row. Use a recovery code, or ask an administrator to take the second factor away.
problem-factor-there = You have a second factor already.
problem-factor-sealed = The secret of this second factor cannot be read any more. Use a recovery code, or ask an administrator to take the second factor away.
problem-second-factor-role = JIANFU_SECOND_FACTOR names “{ $role }”, which is no role. Roles: { $roles }; or all.

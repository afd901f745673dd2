# The own account in the office on the web.
office-place-account = My account
office-password-change = Change the password
office-password-rules = At least ten characters, not digits alone, none of the passwords many people use, and not like your user name. Everywhere else you are signed in, you will have to sign in again.
office-password-current = Present password
office-password-new = New password
office-password-again = New password once more
office-password-changed = The password was changed. All your other sessions have ended.
office-log-does-password-changed = password changed
problem-password-none = This account is not opened by a password, so there is none to change.
problem-password-twice = The two new passwords are not the same. Type them once more.
problem-password-current = The present password is not right.
problem-password-same = The new password is the present one. Choose another.

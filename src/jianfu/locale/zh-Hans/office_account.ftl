# 网页端的本人账号页面。
office-place-account = 我的账号
office-password-change = 修改密码
office-password-rules = 至少十个字符，不能全是数字，不能是常见密码，不能与用户名相近。修改后，您在其他地方的登录都要重新登录。
office-password-current = 当前密码
office-password-new = 新密码
office-password-again = 再输一次新密码
office-password-changed = 密码已修改，您在其他地方的登录已全部退出。
office-log-does-password-changed = 修改密码
problem-password-none = 该账号不用密码登录，没有可修改的密码。
problem-password-twice = 两次输入的新密码不一致，请重新输入。
problem-password-current = 当前密码不对。
problem-password-same = 新密码与当前密码相同，请另选一个。

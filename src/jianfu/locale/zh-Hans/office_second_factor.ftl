# 登录时的第二重验证。
office-place-second-factor = 第二重验证
office-factor = 第二重验证
office-factor-lede = 除密码外，再由手机上的应用给出每三十秒变化一次的动态口令。只知道密码的人无法登录。
office-factor-owed = 您的角色在本系统须启用第二重验证。请现在设置，完成后方可打开其他页面。
office-factor-off = 您尚未启用第二重验证。需要一个支持 TOTP 动态口令的验证器应用。
office-factor-begin = 开始设置
office-factor-anew = 换一个密钥重新设置
office-factor-scan = 用应用扫描下图。
office-factor-picture = 供应用扫描的密钥二维码；文字密钥见下方。
office-factor-secret = 或在应用中手工输入密钥：
office-factor-confirm-do = 输入应用显示的六位数字。
office-factor-confirm = 确认
office-factor-code = 动态口令
office-factor-code-note = 应用显示的六位数字，或一个备用码。
office-factor-asked = 还差一步：请输入验证器应用显示的动态口令。
office-factor-back = 以其他用户登录
office-factor-on = 已于 { $since } 启用。{ $left ->
    [0] 备用码已用完，请重新生成。
   *[other] 还剩 { $left } 个备用码。
  }
office-factor-change = 以下操作均须输入动态口令确认。
office-factor-renew = 重新生成备用码
office-factor-end = 停用
office-factor-told = 您的备用码
office-factor-told-do = 请立即抄录或打印，与手机分开保管。备用码只显示这一次，系统不保存；手机丢失时每个可用一次。
office-factor-short = 第二重验证
office-factor-reset = 解除
office-factor-reset-named = 解除 { $name } 的第二重验证
office-log-does-second-factor-on = 启用第二重验证
office-log-does-second-factor-off = 停用第二重验证
office-log-does-second-factor-reset = 管理员解除第二重验证
office-log-does-recovery-code-taken = 使用备用码
office-log-does-recovery-codes-made = 重新生成备用码
problem-factor-code = 动态口令不正确，或已经用过。请等下一个口令；手机时间须准确。
problem-factor-closed = 动态口令连续错误次数过多。请使用备用码，或请管理员解除第二重验证。
problem-factor-there = 您已启用第二重验证。
problem-factor-sealed = 该第二重验证的密钥已无法读取。请使用备用码，或请管理员解除。
problem-second-factor-role = JIANFU_SECOND_FACTOR 中的“{ $role }”不是角色。可用角色：{ $roles }；或 all。

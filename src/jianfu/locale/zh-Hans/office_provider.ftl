# 通过统一身份认证登录。
office-sign-in-provider = 使用{ $name }登录
office-left = 您已退出本系统。
office-left-provider = 同时退出{ $name }
problem-oidc-issuer = JIANFU_OIDC_ISSUER 为“{ $address }”，须为 https 地址；只有本机可用 http。
problem-oidc-client = 缺少 JIANFU_OIDC_CLIENT，即认证服务为本系统登记的客户端名称。
problem-oidc-secret = 无法读取 JIANFU_OIDC_SECRET_FILE 所指文件：{ $path }。
problem-oidc-away = { $name }没有正常应答。请稍后再试，或使用密码登录；仍不行请告知管理员。
problem-oidc-refused = 使用{ $name }登录未成功：应答已过期、不是给本系统的，或与您的请求不符。请回到登录页重试。
problem-oidc-unknown = { $name }认得您，但本系统没有与您对应的用户，或该用户已停用。请联系管理员。

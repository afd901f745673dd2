"""The county's talk: a month of WeCom session archives (企业微信会话存档), written from a ``World``."""

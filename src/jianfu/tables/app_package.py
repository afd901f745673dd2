"""Where each app can be downloaded and what one gets there (应用安装包)."""

from jianfu.tables.column import Table, text

APP_PACKAGE = Table(
    name="app_package",
    zh="应用安装包",
    en="App package",
    key=("app_id", "channel", "package_id", "signature"),
    columns=(
        text("app_id", "应用编号", "App id"),
        text("channel", "下载渠道", "Download channel"),
        text("package_id", "包名", "Package id"),
        text(
            "signature",
            "签名指纹",
            "Signature",
            note=("安装包签名证书的指纹", "fingerprint of the signing certificate"),
        ),
        text(
            "icon_name",
            "图标名称",
            "Icon name",
            note=("手机桌面上图标下的文字", "the words below the icon on the phone"),
        ),
    ),
)

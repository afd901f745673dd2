"""How many different builds of one app are offered for download (多渠道下载)."""

import re
from collections import defaultdict

import pyarrow as pa

from jianfu.measure.inputs import MeasureInput
from jianfu.tables.column import Table, integer, text

TABLE = Table(
    name="app_channels",
    zh="应用下载渠道",
    en="App download channels",
    key=("app_id",),
    columns=(
        text("app_id", "应用编号", "App id"),
        integer("channels", "下载渠道数", "Download channels"),
        integer(
            "builds",
            "安装包数",
            "Builds",
            note=("同一系统内包名或签名不同的安装包", "with another package id or signature, on one system"),
        ),
    ),
)
_SYSTEMS = (
    ("ios", re.compile(r"苹果|ios|iphone|ipad|app\s*store|testflight", re.IGNORECASE)),
    ("mini", re.compile(r"小程序|快应用|公众号|支付宝|网页|h5", re.IGNORECASE)),
    ("harmony", re.compile(r"鸿蒙|harmony", re.IGNORECASE)),
)


def system_of(channel: str) -> str:
    """The system a download channel serves: builds for two systems differ by nature; android where none is named."""
    return next((name for name, pattern in _SYSTEMS if pattern.search(channel)), "android")


def compute_app_channels(given: MeasureInput) -> pa.Table:
    """``TABLE``: every app of which a package is known."""
    channels: defaultdict[str, set[str]] = defaultdict(set)
    builds: defaultdict[str, defaultdict[str, set[tuple[str, str]]]] = defaultdict(lambda: defaultdict(set))
    for row in given.snapshot.read("app_package").to_pylist():
        channel = row["channel"] or ""
        channels[row["app_id"]].add(channel)
        package, signature = (row["package_id"] or "").lower(), plain_signature(row["signature"])
        if package or signature:
            builds[row["app_id"]][system_of(channel)].add((package, signature))
    rows = [
        {"app_id": app, "channels": len(channels[app]), "builds": max(map(_distinct, builds[app].values()), default=0)}
        for app in sorted(channels)
    ]
    return TABLE.arrow(rows)


def plain_signature(signature: str | None) -> str:
    """A fingerprint without the colons and blanks it is spelled with."""
    return re.sub(r"[\s:：-]", "", signature or "").lower()


def _distinct(seen: set[tuple[str, str]]) -> int:
    """Builds told apart by what is stated of both: a package without signature is no other build of its name."""
    packages = {package for package, _ in seen if package}
    signatures = {signature for _, signature in seen if signature}
    return max(len(packages), len(signatures))

"""What an official account is worth (公众账号成效): what its readers cost, and how many of the residents follow it.

Whether anybody reads is told by the reads of a year, which ledgers state; a read is counted as long as a post of usual
length takes at the middle reading speed.
"""

import pyarrow as pa
import pyarrow.compute as pc

from jianfu.measure.inputs import MeasureInput
from jianfu.tables.column import Table, number, text

LEAST_MINUTES = 1.0
"""Reading time an account is taken to have at least, so that one nobody reads has a cost a minute too."""

TABLE = Table(
    name="account_value",
    zh="公众账号成效",
    en="What an account is worth",
    key=("account_id",),
    columns=(
        text("account_id", "账号编号", "Account id"),
        text("unit_id", "主办单位编号", "Owning unit id"),
        number(
            "reader_minutes",
            "一年阅读分钟数",
            "Minutes read in a year",
            unit="minute",
            note=("阅读量乘以读完一篇的时间", "reads, each as long as a post of usual length takes"),
        ),
        number("cost_per_minute", "每阅读分钟费用", "Cost of a minute read", unit="CNY/minute"),
        number("cost_per_fan", "每关注者年费用", "Yearly cost of a follower", unit="CNY/person"),
        number(
            "reach_share",
            "关注人数占常住人口",
            "Followers as a share of residents",
            unit="share",
            note=("主办单位台账写有常住人口的", "where the directory states the residents of the owning unit"),
        ),
    ),
)


def compute_account_value(given: MeasureInput) -> pa.Table:
    """``TABLE``: every account; what the ledgers do not state is empty."""
    account = given.snapshot.read("account", ["account_id", "unit_id", "fans", "reads_last_year", "yearly_cost"])
    unit = given.snapshot.read("unit", ["unit_id", "residents"])
    a_read = given.constants.whole("post_characters") / given.constants.rate("reading_speed")[1]
    place = pc.index_in(account["unit_id"], unit["unit_id"].combine_chunks()).combine_chunks()
    residents = unit["residents"].combine_chunks().take(place)
    minutes = pc.multiply(account["reads_last_year"].cast(pa.float64()), a_read)
    cost, fans = account["yearly_cost"], account["fans"].cast(pa.float64())
    columns = {
        "account_id": account["account_id"],
        "unit_id": account["unit_id"],
        "reader_minutes": minutes,
        "cost_per_minute": pc.divide(cost, pc.max_element_wise(minutes, LEAST_MINUTES, skip_nulls=False)),
        "cost_per_fan": pc.divide(cost, _positive(fans)),
        "reach_share": pc.divide(fans, _positive(residents.cast(pa.float64()))),
    }
    rows = pa.table([columns[name] for name in TABLE.names], schema=TABLE.schema)
    return rows.sort_by("account_id").combine_chunks()


def _positive(number: pa.Array | pa.ChunkedArray) -> pa.Array | pa.ChunkedArray:
    """Without what nothing can be divided by."""
    return pc.if_else(pc.greater(number, 0), number, None)

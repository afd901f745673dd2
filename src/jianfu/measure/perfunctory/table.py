"""The measure: one probability a reply (敷衍答复概率)."""

import pyarrow as pa

from jianfu.measure.perfunctory.model import Model
from jianfu.tables.column import Table, moment, number, text

TABLE = Table(
    name="perfunctory",
    zh="敷衍答复概率",
    en="Perfunctory replies",
    key=("letter_id", "replied_at"),
    columns=(
        text("letter_id", "来信编号", "Letter id"),
        moment("replied_at", "答复时间", "Replied at"),
        text("unit_id", "答复单位编号", "Replying unit id"),
        number("probability", "敷衍概率", "Probability", note=("0 到 1，已校准", "0 to 1, calibrated")),
    ),
)


def perfunctory_table(mirror: pa.Table, model: Model) -> pa.Table:
    """``TABLE``, row by row as the mirror."""
    columns = [mirror[name] for name in ("letter_id", "replied_at", "unit_id")]
    return pa.table([*columns, pa.array(model.probabilities(mirror), pa.float64())], schema=TABLE.schema)

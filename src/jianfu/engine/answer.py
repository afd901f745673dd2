"""What an engine answered, in the Arrow types the checked query promises."""

import pyarrow as pa
import pyarrow.compute as pc

from jianfu.base.errors import Defect


def plain(answer: pa.Table, schema: pa.Schema) -> pa.Table:
    """The answer with the promised columns and types; raises ``Defect`` where a value does not fit."""
    columns = []
    for position, field in enumerate(schema):
        column = answer.column(position)
        if pa.types.is_dictionary(column.type):
            column = pc.cast(column, column.type.value_type)
        try:
            columns.append(pc.cast(column, field.type))
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
            raise Defect("engine-answer", column=field.name, found=str(column.type), wanted=str(field.type)) from error
    return pa.Table.from_arrays(columns, schema=schema)


def canonical(rows: pa.Table) -> pa.Table:
    """Rows for an engine: dictionary columns unpacked, moments in microseconds without a zone."""
    columns = []
    for column in rows.columns:
        kind = column.type
        unpacked = pc.cast(column, kind.value_type) if pa.types.is_dictionary(kind) else column
        if pa.types.is_timestamp(unpacked.type):
            unpacked = pc.cast(unpacked, pa.timestamp("us"))
        if pa.types.is_large_string(unpacked.type) or pa.types.is_string_view(unpacked.type):
            unpacked = pc.cast(unpacked, pa.string())
        columns.append(unpacked)
    return pa.Table.from_arrays(columns, names=rows.column_names)

"""Tables an earlier version of the program wrote: columns that came since are empty in them."""

import pyarrow as pa


def with_columns(rows: pa.Table, schema: pa.Schema) -> pa.Table:
    """The rows with exactly the columns of ``schema``, those they lack as nulls.

    Raises ``pa.ArrowInvalid`` where a column cannot be of its type.
    """
    columns = [
        rows[field.name].cast(field.type) if field.name in rows.column_names else pa.nulls(rows.num_rows, field.type)
        for field in schema
    ]
    return pa.Table.from_arrays(columns, schema=schema)

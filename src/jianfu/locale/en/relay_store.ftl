problem-relay-store-busy = Another append to { $path } is running. Wait until it has finished, then try again.
problem-relay-store-unwritable = { $path } cannot be written to: { $reason }. Choose another folder, make room, or ask for the right to write there.
problem-relay-store-unreadable = { $path } is damaged or is no manifest of a relay store. Make the store anew from the datasets.
problem-relay-store-settings = { $path } was made by Jianfu { $version } with threshold { $threshold }, or with other names of units. Use the same, or make the store anew from the datasets.
problem-relay-store-columns = The messages lack columns: { $columns }. A relay store needs message_id, sent_at and text.
problem-relay-store-nulls = Column { $column } of the messages has empty cells. Every message needs an id and the moment it was sent.
cli-relays-store = A folder that remembers messages from call to call: those of PATH it does not hold are added, and the result covers all of them.
cli-relays-engine = duckdb (this machine), spark, or spark=MASTER: the search runs on workers, with the same result. PATH must be a dataset or Parquet.
problem-relays-store-or-engine = A store is searched on this machine. Leave out --store or --engine { $engine }.
problem-relays-spread-parquet = { $path } is no Parquet file. Workers of a cluster read Parquet: import it first, or save it as Parquet.

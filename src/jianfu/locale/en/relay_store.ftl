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
cli-sketch = Write keyed sketches of a unit's messages, to be handed in where copies across units are looked for. No text leaves the unit.

    PATH is a dataset, a folder or file of exports, or a Parquet or CSV table of messages. All units use the same key; those who match must not have it.
cli-sketch-key = File with the key the units share, at least 16 bytes (make one: openssl rand -hex 32 > KEY).
cli-sketch-out = Parquet file to write.
sketched = { $messages } messages, { $sketches } of them sketched; the others have no text, or one too short to be passed on. { $bytes } bytes: { $file }
cli-match = Find copies of notices across units from the sketches they handed in (jianfu sketch). No text and no key is needed.
cli-match-out = Folder for matches.parquet: message, file, cluster, parent, similarity; messages under their pseudonyms.
matched = { $messages } sketches; { $clusters } notices were passed on, in { $copies } copies ({ $seconds } s): { $file }
problem-sketch-key-missing = There is no key at { $path }. Make one for all units (openssl rand -hex 32 > { $path }) and bring it to each of them safely; do not give it to those who match.
problem-sketches-unreadable = { $path } holds no sketches of this version of Jianfu. Write it again with jianfu sketch.
problem-sketches-keys = { $one } and { $other } were made with different keys; nothing could match. Let all units use the same key.

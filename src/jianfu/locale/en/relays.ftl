cli-relays = Trace which messages pass on which notice, and what changed on the way.

    PATH is a dataset, a folder or file of exports, or a Parquet or CSV table of messages (columns message_id and text, and as far as known sent_at, group_id, sender_id). DIR/relays.parquet holds one row a message of a notice that was passed on.
cli-relays-out = Folder for relays.parquet; written whole or not at all.
cli-relays-threshold = Likeness of two texts (Jaccard of character 3-grams, 0 to 1) from which on one is a copy; 0.5.
relays-done = { $messages } messages; { $clusters } notices were passed on, in { $copies } copies ({ $seconds } s).
relays-most = Copied most:
relays-notice = { $copies } × { $text } ({ $id })
relays-file = Every copy, where it came from and what it changed: { $file }
problem-relays-columns = { $path } lacks the columns: { $missing }. It has: { $found }. Name the columns message_id and text; sent_at, group_id and sender_id are used where they are there.
problem-relays-type = { $path }, column { $column }: { $kind } cannot be used. message_id and text hold text, sent_at moments such as 2026-09-30 08:15:00.
problem-relays-empty = { $path }, row { $row }: { $column } is empty. Fill it in, or leave the row out.
problem-relays-moment = { $path }, row { $row }, column sent_at: “{ $value }” is no moment. Write it as 2026-09-30 08:15:00.
problem-relays-unreadable = { $path } cannot be read as a table: { $reason }. Save it again as Parquet or CSV (UTF-8).
problem-relays-no-table = A value of type { $kind } is no table. Give a file, a pyarrow.Table, or a data frame that streams Arrow.
problem-relays-threshold = A threshold of { $threshold } is not possible: it must be above 0 and at most 1.

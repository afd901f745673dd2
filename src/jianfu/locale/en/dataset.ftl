step-import = Reading files
step-settle = Putting units, people and groups straight
step-merge = Sorting messages

problem-dataset-missing = Nothing has been imported into { $path } yet. Run “jianfu import … --into { $path }” first.
problem-dataset-unreadable = { $path } is missing or cannot be read. Import the original files again into a new folder.
problem-dataset-format = { $path } has format { $found }; this version of Jianfu knows format { $known }. Import the original files again into a new folder.
problem-dataset-not-a-folder = { $path } is a file; name a folder for the dataset.
problem-dataset-busy = Another import into { $path } is running. Wait until it has finished, then try again.
problem-dataset-full = There is no room left on the disk of { $path }. Nothing was changed; make room and run the same import again.
problem-dataset-unwritable = { $path } may not be written to. Choose another folder or ask for the right to write there.
problem-nothing-to-import = No file was found that could be imported into { $path }.
problem-zone-differs = { $path } was made in the time zone { $dataset }, now { $asked } is asked for. Use the same zone, or a new dataset folder.
problem-key-differs = { $path } was made with another pseudonym key. Use the key of that office (JIANFU_KEY_FILE), or a new dataset folder.
problem-key-unreadable = The pseudonym key { $path } can be neither read nor made. Check its permissions, or name another file in JIANFU_KEY_FILE.
problem-key-short = The pseudonym key { $path } is too short; it needs at least { $shortest } bytes. Delete it to have a new one made, if no dataset uses it yet.

quality-in-file = { $file }: { $note }
quality-units-made = { $count } units that no list of units names were taken from their mentions: { $examples }
quality-unit-list-missing = There is no list of units: { $count } units were taken from their mentions, their levels guessed from the names.
quality-units-ambiguous = { $count } unit names fit several units and were kept apart from all of them: { $examples }
quality-groups-linked = { $count } groups of the ledgers were recognised among the exported ones by name and unit.
quality-groups-ambiguous = { $count } groups of the ledgers fit several exported groups and were linked to none: { $examples }
quality-groups-only-in-archive = { $count } groups are known from messages or member lists alone; no ledger or group information describes them.
quality-persons-only-in-archive = { $count } people are in no list of people; their unit is unknown.
quality-names-shared = { $count } names belong to several people of one unit and were given to none of them.
quality-references-unresolved = { $table }: { $count } mentions fit no known entry or more than one: { $examples }
quality-rows-without-key = { $table }: { $count } rows say neither number nor name and were left out.
quality-conflicting-values = { $table }, { $column }: { $count } entries are stated differently in different places; the ledger counts first.
quality-membership-derived = { $count } groups have no list of members; those who wrote were taken instead, silent readers are missing.
quality-duplicates = { $table }: { $count } rows repeat what another row says and were counted once.
quality-file-broken-off = not read to its end; what stands before was imported. { $problem }
quality-file-unread = Not in the data: { $problem }
quality-days-beyond-archive = { $count } dates of letters or replies lie more than a month after the last message and do not count as the last day.
quality-last-day-from-ledgers = There are no messages and no letters: { $day }, the latest day in the ledgers, counts as the last day.
quality-calendar-short = Public holidays are known up to { $known }; after that, up to { $until }, only weekends count as free.
quality-calendar-weekends-only = For the time zone { $zone } no public holidays are known; only weekends count as free.


cli-usage = Usage:
cli-options-metavar = [options]
cli-commands-metavar = command ...
cli-options = Options
cli-commands = Commands
cli-required = { " " }(required)
cli-help-option = Show this help.
cli-jianfu = Find, measure and cut formalism at the fingertips: work groups, apps, accounts, check-ins, repeated forms and empty replies.
cli-version = Show the version.
cli-opt-lang = Language of what is printed and written; the default is that of the locale.
cli-opt-json = Print the result as JSON for scripts.
cli-opt-as-of = The day to judge on; the default is the last day the data speaks of.
cli-no-such-option = There is no option “{ $option }”.
cli-missing-parameter = “{ $parameter }” is missing.
cli-bad-parameter = “{ $parameter }” cannot be used: { $why }
cli-read-help = Read on with: { $command } --help
cli-not-a-date = “{ $value }” is not a day; write it as 2026-09-30
cli-interrupted = Interrupted. What was finished before is untouched; nothing half-done was left behind.
cli-defect = This is a fault of Jianfu ({ $kind }), not of your data. The details are in { $file }; please send that file with your report after checking that it holds nothing private.

cli-simulate = Make up a county as the files a real one has (OUT/files), with the truth beside it (OUT/truth).
cli-simulate-size = hamlet (a second), county (3,400 people), city (10 million messages) or province (100 million).
cli-simulate-seed = The same seed gives the same files.
cli-simulate-clean = A county in which nothing is wrong.
cli-simulate-letters = Only units and about N citizens' letters with their replies.
cli-simulate-done = Made a { $size } with seed { $seed } in { $seconds } s: { $out }

cli-template = Write blank ledgers with drop-downs into one workbook (OUT.xlsx).
cli-template-done = Wrote the blank ledgers: { $out }

cli-import = Read ledgers and exports (files or folders) into a dataset. What they are is found out from their content.
cli-import-into = The dataset folder to add to.
cli-import-mapping = A small file that says which heading means which column.
cli-import-zone = The time zone the messages are to be read in; the default is Asia/Shanghai.

cli-audit = Audit a dataset, or a folder of files, and write the report.
cli-audit-out = The folder for the run.
cli-audit-engine = duckdb, spark, or spark=MASTER.
cli-audit-pack = A county pack with its own limits: a name that comes with Jianfu, or a folder. Can be given more than once.
cli-audit-constants = A file with your own constants of the burden, instead of those that come with Jianfu.
cli-audit-fail-on = Exit with 1 if there are open findings: any, exact (national or local numbers only), or a rule id. Can be given more than once.
cli-audit-bad-fail-on = There is no rule “{ $rule }”; write any, exact or a rule id (jianfu rules list shows them).
cli-audit-done =
    { $open ->
        [0] No open finding
        [one] 1 open finding
       *[other] { $open } open findings
    } in { $notices } notices ({ $muted } told by another one, { $exempted } exempted), as of { $as_of }, in { $seconds } s.
    Rules: { $fired } found something, { $silent } found nothing, { $input_missing } lack their input, { $not_applicable } do not apply (no limit is set for that day and place){ $error ->
        [0] .
       *[other] , { $error } failed.
    }
    Report: { $report }

cli-report = Write the report of a run in another format or language.
cli-report-format = html, xlsx, json or pdf.
cli-report-out = The file to write; the default lies in the run folder.
cli-report-done = Wrote { $out }

cli-score = Compare a run, or what “jianfu relays” wrote, with the truth of a made-up county: precision and recall of every rule, and of the relays traced.
cli-score-details = List the wrong and the missed subjects too.

cli-rules = Read the rules: list them, show one, or run the cases of one.
cli-rules-list = All rules, one line each.
cli-rules-test = Run the cases of one rule, or of all.
cli-pack-faults = The rule pack cannot be used; { $count } faults:
cli-rules-cases = { $passed } of { $total } cases passed on { $engine }.
problem-output-is-a-file = { $path } is a file; name a folder to write into.
problem-output-unwritable = Nothing can be written to { $path }: { $reason }. Name another folder, or ask for permission to write there.
problem-output-exists = { $path } is there already and was not overwritten; somebody may have filled it in. Name another file, or move it away first.
problem-output-not-ours = { $path } is not empty and was not written by this command; name another folder or empty it.
problem-not-a-run = { $path } holds no run (no run.json). Make one with: jianfu audit DATASET --out { $path }
problem-run-unreadable = { $path } is damaged or was written by another version; audit again.
problem-measure-unknown = There is no measure “{ $measure }”. There are: { $known }

import-read =
    { $files ->
        [one] Read 1 file
       *[other] Read { $files } files
    }{ $skipped ->
        [0] .
       *[other] ; { $skipped } were already in the dataset.
    } The dataset now holds:
import-duplicates = { $count } rows said again what another row says and were counted once.
import-quarantine = { $count } rows or cells could not be read and were set aside:
import-no-quarantine = No row or cell had to be set aside.
import-place =
    { $file }{ $sheet ->
        [none] {""}
       *[other] {" "}· { $sheet }
    }, row { $row }{ $column ->
        [none] {""}
       *[other] , { $column }
    }: { $why }{ $value ->
        [none] {""}
       *[other] {" "}({ $value })
    }
import-gave-nothing = No ledger was found in { $count } files; nothing of them was read (name their headings with --mapping): { $files }
import-unsure = { $count } headings were understood without certainty or not used (correct them with --mapping):
import-heading = { $file }: “{ $heading }” was taken for “{ $column }” ({ $percent } %)
import-heading-unused = { $file }: “{ $heading }” was not used
import-notes = To know about the data:
import-more = ... and { $count } more
import-unread = { $count } files could not be read at all:
import-done = Dataset: { $dataset } ({ $seconds } s)

score-title = { $size }, seed { $seed }, as of { $day }
score-rule = Rule
score-found = found
score-true = true
score-precision = precision
score-recall = recall
score-not-scored = Not scored, because no limit is set for them in this run (a county pack sets one): { $rules }
score-relays = Relays traced: { $copies } copies planted, { $found } messages taken for copies; { $coincidences } of these say by chance what another says.
score-pair-recall = pairs found (Jaccard 0.8 and more)
score-message-recall = copies found in their root's cluster
score-cluster-precision = precision of clusters
score-twins-split = twins of a template kept apart
score-acks-in-clusters = stock phrases in clusters
score-digests-found = digests found with one of their notices
score-parents = parent is the true source
score-parents-alike = parent has the true source's text
score-relation-accuracy = relation told right
score-relations = Relation planted → relation found
score-relation-whole = whole
score-relation-preface = preface
score-relation-shortened = shortened
score-relation-quoted = quoted
score-relation-reissued = reissued
score-relation-changed = changed
score-relation-origin = first of its cluster
score-relation-missing = not found
score-relation-other = other

reference-title = Reference
reference-made = These pages are written from the code by `make docs`; a test holds them to it.
reference-commands = Commands
reference-rules = Rules
reference-tables = Canonical tables
reference-measures = Measures
reference-findings = Findings
reference-library = Library
reference-openapi = The API of the office (OpenAPI)
reference-exit-codes = Exit codes: 0 done; 1 findings where `--fail-on` asks for it; 2 bad input, told in one sentence; 3 a fault of Jianfu; 130 interrupted.
reference-key = One row for each { $columns }.
reference-column = column
reference-type = type
reference-meaning = meaning
reference-person = a person's pseudonym, never shown
reference-constants = Besides these: { $names }.

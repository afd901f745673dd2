cli-letters = Citizens' letters: audit the replies, check a draft before it is sent, train the model on your own labels.
cli-letters-audit = Audit letters and replies (a dataset, a file, or a folder of exports) and write DIR/replies.parquet, replies.csv and letters.html.
cli-letters-audit-out = The folder to write into.
cli-letters-model = A model made by `jianfu letters train`; the default is the one that comes with Jianfu.
cli-letters-check = Say what a reader would object to in a draft reply. Exit 0: nothing; 1: something.
cli-letters-check-letter = Text file with the letter.
cli-letters-check-reply = Text file with the draft reply.
cli-letters-check-title = The letter's title, if it has one.
cli-letters-train = Train the model on replies you have judged: a table (xlsx, csv) with the columns letter, reply and label (yes: perfunctory); title and group are optional.
cli-letters-train-out = The model file to write.
cli-letters-train-words = What the labels are and who made them; stands in the model file and in the report.

letters-audit-done =
    { $letters } letters and { $replies } replies, as of { $as_of }, in { $seconds } s.
    Probably perfunctory: { $perfunctory } replies ({ $share }).
letters-audit-none = No letter was found. Ledgers of letters are told by their headings; `jianfu template` writes a blank one.
letters-audit-kinds = What is wrong with replies (a reply may have several faults):
letters-audit-clean = No fault was found in any reply.
letters-audit-line = { $kind }: { $count }
letters-audit-clusters = { $clusters } groups of replies in the same words, { $members } replies in them.
letters-audit-unreadable = { $count } rows or cells of letters could not be read and were set aside:
letters-audit-readable = Every row of letters could be read.
letters-audit-page = Page: { $page }
letters-check-clean = Nothing a reader would object to ({ $share } likely to be taken for perfunctory).
letters-check-objections =
    { $count ->
        [0] No single fault, but the reply as a whole is { $share } likely to be taken for perfunctory:
        [one] 1 thing a reader would object to; { $share } likely to be taken for perfunctory:
       *[other] { $count } things a reader would object to; { $share } likely to be taken for perfunctory:
    }
letters-check-line = { $kind }: { $note }
letters-check-reply = in the reply, characters { $first } to { $last }: “{ $text }”
letters-check-letter = in the letter, characters { $first } to { $last }: “{ $text }”
letters-check-why = Why: { $reasons }
letters-train-done =
    Trained on { $replies } replies, { $perfunctory } of them perfunctory; wrote { $out }
    On replies it had not seen ({ $folds } folds): Brier score { $brier } (always saying the base rate: { $base }); a perfunctory reply is ranked above another in { $auc } of pairs; of those called perfunctory { $precision } are, and { $recall } of the perfunctory are called so.
letters-train-head = said, replies, said on average, were so
letters-train-line = { $start }–{ $stop }: { $replies } replies, said { $said }, were { $was }

problem-text-missing = { $path } is not a text file that can be read; save the text as UTF-8 or GB 18030 and name the file.
problem-text-empty = { $path } holds no text.
problem-text-long = { $path } holds more than { $most } characters; give one letter or one reply.
problem-model-unreadable = { $file } is not a model file of this version: { $reason }
problem-model-other = { $file } is not a model of perfunctory replies of this version; make one with: jianfu letters train LABELLED --out MODEL
problem-model-features = { $file } was made for other features than this version has ({ $names }); train it again.
problem-labelled-headings = No sheet of { $file } has headings for letter, reply and label ({ $names }); name the columns so in one of the first ten rows.
problem-labelled-empty = { $file }: { $count } rows lack the letter or the reply (rows { $rows }). Fill them in or take them out.
problem-labelled-label = { $file }: { $count } rows have a label that is neither yes nor no (rows { $rows }). Write 是 or 否, yes or no, 1 or 0.
problem-labelled-many = { $file } holds more than { $most } rows; train on a sample.
problem-labelled-few = The table has { $perfunctory } perfunctory replies and { $others } others; at least { $least } of each are needed for figures that mean anything.
problem-labelled-groups = The replies fall into { $groups } groups; at least { $least } are needed to hold some back for the test. Leave the column group empty, or name smaller groups.

step-measure-letters = Reading replies
definition-reply_mirror = Every reply held against its letter and against all other replies, courtesy (greeting, thanks, signature, date) left out: the share copied from the letter, whatever the order or small edits; replies nearly equal to those under different questions, as clusters; stock phrases without a fact of the case; mere receiving and passing on; places, persons and numbers of another case; automatic and rude replies; replies off the point; questions the letter already answers. One answer to one question asked by many is a cluster without a finding. Spans are characters of the stored text.
definition-perfunctory = How likely each reply is perfunctory: a logistic model over what the mirror counted (own length, share from the letter and from other replies, mere passing on, facts, answering words, subject, any fault of a named kind), calibrated on replies it had not seen. Its weights, its training and its error stand in one text file; `jianfu letters train` makes another from your own labels.

unit-reply = { $count } replies
unit-character = { $count } characters
report-section-letters = Letters
letters-title = Letters and replies
letters-none = The data holds no letter.
letters-unreadable = { $count } rows or cells could not be read
letters-headline-perfunctory = of the replies are probably perfunctory: { $perfunctory } of { $replies }
letters-headline-copied = replies copied from the letter itself or from other replies
letters-headline-waiting = of { $letters } letters are overdue or unanswered for over three months
letters-headline-satisfied = of the citizens are satisfied after a perfunctory reply, { $other } after another one
letters-headline-no-verdict = no citizen’s verdict in the data
letters-leads = These are leads: a machine compared words. Read letter and reply before saying anything to anybody. Departments stand in order of their names; nobody is ranked.
letters-kinds = What is wrong with replies
letters-kinds-lede = Greeting, thanks, signature and date are not judged. A reply may have several faults; an honest short answer has none, nor has one answer given to many who asked the same.
letters-delays = How long letters waited
letters-delays-lede = Late is past the deadline of the source, else past the local limit of the kind of letter. Closing a letter without an answer does not stop the clock.
letters-departments = By department
letters-departments-lede = Letters, and those that got nothing better than a reply of that kind. Counts under five, and any from which they could be worked out, are not shown; departments with fewer than five letters stand together.
letters-satisfaction = What the citizens said
letters-satisfaction-lede = Letters whose writer gave a verdict, by whether the best reply is probably perfunctory. Where the two shares do not differ, doubt the verdicts or the findings.
letters-clusters = Replies in the same words
letters-clusters-lede = Groups of at least five replies whose text is the same or nearly so, courtesy left out: { $count } in all, the largest first. One answer to one question asked by many is no fault.
letters-cluster-replies = { $replies } replies
letters-cluster-units = { $units } departments
letters-cluster-period = { $first } to { $last }
letters-cluster-finding = under different questions
letters-cluster-fair = the same question asked by many: no fault
letters-examples = Side by side
letters-examples-lede = What is marked in the reply comes from elsewhere or answers nothing; what is marked in the letter was copied or overlooked. Texts are quoted as stored: read them through before passing this page on.
letters-examples-of = { $shown } of { $all }
letters-probability = { $share } likely to be perfunctory
letters-side-letter = Letter
letters-side-reply = Reply
letters-reasons = What moved the probability:
letters-model = How far the probability can be trusted
letters-model-lede = Learnt from { $replies } judged replies ({ $perfunctory } perfunctory) and tried on those it had not seen, in { $folds } parts: Brier score { $brier } (0 is perfect; always saying the base rate gives { $base }); a perfunctory reply is ranked above another in { $auc } of pairs.
letters-model-trained = Trained on: { $words }
letters-reliability = What it said, and what was so
letters-reliability-caption = Replies it had not seen, by the probability it gave
letters-col-range = Probability
letters-col-said = Said on average
letters-col-was = Were so
letters-col-state = State
letters-col-letters = Letters
letters-col-replies = Replies
letters-col-perfunctory = Nothing but perfunctory
letters-col-reply = Best reply
letters-col-rated = With a verdict
letters-col-satisfied = Satisfied
letters-group-perfunctory = probably perfunctory
letters-group-other = others
letters-state-answered = Answered
letters-state-late = Answered late
letters-state-overdue = Overdue, still open
letters-state-unanswered = Unanswered for over three months
letters-state-closed_unanswered = Closed without an answer
letters-state-reopened = Reopened
letters-state-sent_again = Sent again
letters-state-several_desks = Sent to several desks
letters-state-returning = Topic came back after an answer

letter-kind-copied_letter = Copied from the letter
letter-kind-copied_reply = Copied from other replies
letter-kind-template = Nothing of this case
letter-kind-forwarded = Only received or passed on
letter-kind-wrong_case = Another case
letter-kind-automatic = Automatic reply
letter-kind-rude = Rude
letter-kind-off_point = Off the point
letter-kind-asks_back = Asks what was said
letter-meaning-copied_letter = most of the reply is the citizen's own text
letter-meaning-copied_reply = the same text stands under different questions
letter-meaning-template = no fact of this case, only stock phrases
letter-meaning-forwarded = says only that the letter was received, noted or passed on
letter-meaning-wrong_case = names a place, person or number that is not this case's
letter-meaning-automatic = a machine's message, or a blank that was never filled
letter-meaning-rude = words no citizen should be answered with
letter-meaning-off_point = speaks of something the letter did not ask
letter-meaning-asks_back = asks for what the letter already says
letter-note-copied = taken from the letter
letter-note-cluster = stands in other replies to other questions
letter-note-received = only says that the letter came
letter-note-forwarded = only passes it on
letter-note-empty = says nothing at all
letter-note-place = the letter does not speak of { $detail }
letter-note-person = the letter does not speak of { $detail }
letter-note-number = the number { $detail } is not in the letter
letter-note-worker_note = an internal note of the office
letter-note-automatic = a machine's message
letter-note-placeholder = a blank that was never filled
letter-note-matter = speaks of another matter
letter-note-asks =
    { $detail ->
        [place] asks for the place, which the letter names
        [time] asks for the time, which the letter names
        [phone] asks for the phone number, which the letter gives
        [name] asks for the name, which the letter gives
       *[other] asks for what the letter says
    }
letter-reason-own_length-for = only { $value } characters of its own
letter-reason-own_length-against = { $value } characters of its own
letter-reason-copied-for = { $value } taken from the letter
letter-reason-copied-against = not copied from the letter ({ $value })
letter-reason-shared-for = { $value } stands in replies to other questions
letter-reason-shared-against = not copied from other replies ({ $value })
letter-reason-forwarding-for = { $value } is receiving and passing on
letter-reason-forwarding-against = not mere passing on ({ $value })
letter-reason-facts-for =
    { $value ->
        [0] no fact of its own
       *[other] few facts of its own: { $value }
    }
letter-reason-facts-against = { $value } facts of its own
letter-reason-actions-for =
    { $value ->
        [0] no answering word
       *[other] few answering words: { $value }
    }
letter-reason-actions-against = { $value } answering words
letter-reason-on_topic-for = takes up little of what the letter asks ({ $value })
letter-reason-on_topic-against = takes up what the letter asks ({ $value })
letter-reason-fault-for = has a fault of a kind named here
letter-reason-fault-against = no fault of a kind named here

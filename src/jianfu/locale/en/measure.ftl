problem-constants-unreadable = The constants file { $path } cannot be read: { $reason }. It must have the same shape as the file that ships with Jianfu.
problem-constants-number = In the constants file { $path }, “{ $name }” must be a number of zero or more.
problem-constants-unknown = The constants file { $path } names “{ $name }”, which no measure uses.
problem-constants-order = In the constants file { $path }, “{ $name }” must give the fewest minutes in the low case and the most in the high case, and may not be negative.

step-measure-census = Numbering people and groups
step-measure-messages = Reading messages
step-measure-copies = Tracing exact copies
step-measure-burden = Working out minutes
step-measure-ledgers = Comparing groups, apps and letters


definition-burden = Minutes over the period, by the level and post of those who bear them and the unit that causes them. Reading: the characters of every message, once for each member of the group on that day except the sender, at 200 to 350 characters a minute; copies a person already had are re-reading instead. Interruption: messages at most 5 minutes apart in one group are one burst, charged to the unit that begins it; none, a quarter or all of the bursts interrupt (low, middle, high), and getting back to work takes 0 or 64 seconds, never more. Response: each acknowledgement, chain reply, vote, check-in, photo or location given in answer, charged to whoever asked for it; rounds marked voluntary do not count. Forms: submissions × (fields + fetching + signing), spread evenly over the people of the filling unit who are not leaders. Apps: logins, check-ins and required minutes. A group whose members are not stated has its senders for members. Where no sender is known the unit that owns the group is charged.
definition-burden_bearer = The same minutes divided by the people and by the working days of the period, by level and post. People who have left, and units without a level, are left out.
definition-burden_unit = The same minutes by the unit and post that bear them.
definition-burden_causer = The same minutes by the unit that causes them: all of them, and of these the part borne by other units, read again, and outside working hours. People reached: everybody in groups the unit wrote to, filled its forms or used its apps, each once.
definition-burden_group = The same minutes by group; forms and apps belong to no group and are left out.
definition-burden_person = The same minutes by person and working day; shown to nobody but that person.
definition-acknowledgement = Messages that demand a reply, or got at least two acknowledgements. An acknowledgement is a message made of nothing but acknowledging words; it answers the last demand within 4 hours, else the last notice within 24. Needs message text: without it this measure is silent.
definition-chain_reply = Chain replies, votes, forms and check-ins; entries of one list with at most 24 hours between them are one round. Demanded: the first entry, or a message up to 4 hours before, says that all must, and the first entry is not marked voluntary. Without message text rounds are told by kind alone and none counts as demanded.
definition-photo_demand = Messages that ask for photos, screenshots or locations, and how many different people sent one within 24 hours. Needs message text: without it this measure is silent.
definition-group_activity = Messages by group. Useful are those that are neither acknowledgement, chain reply, praise, sticker, recall nor a picture sent as proof or praised within 30 minutes. Groups without a message are left out. Without message text acknowledgements and praise cannot be told and count as useful.
definition-group_overlap = Pairs of groups of at least three members, not dissolved, that share half of all members (Jaccard) or half of the smaller group (containment), by members on the day of the audit. Every such pair, exact.
definition-app_overlap = Pairs of apps in service that share a class of function; the class “other” does not count.
definition-off_hours = Messages outside 08:30 to 17:30 or on a day that is no working day, holidays and make-up workdays included. Acknowledgements, which only answer, are left out; so are messages of groups and units exempt on that day.
definition-hour_of_week = All messages by weekday and hour.
definition-exact_copy = Texts of at least ten characters sent more than once, the same after folding width, case, spaces and punctuation, across all groups. Readings beyond a person's first are re-reading, charged to the first sender's unit. The 10,000 costliest are listed; all are counted in the burden. Needs message text: without it this measure is silent.
definition-letter_delay = Days and working days after the day a letter was received, up to its first reply or, without one, up to the day of the audit; a letter answered on an unknown day has none. Past its deadline: where the source states one, the first reply came later, or none came by the day of the audit. Closed unanswered: closed by then without any reply.
definition-letter_repeat = Letters that belong together. Sent again: the words of one writer again (Dice coefficient of character bigrams at least 0.6), or nearly the same words (0.9) where writers cannot be compared. At several desks at once: such words at another unit or channel within 3 days, or before the first was answered. Returning: letters of different writers about one matter at one place (shared bigrams, weighed by rarity, at least 0.3 of the shorter letter), that came after an earlier one had been answered at least twice. The place is the one the source states, else the first one title or text names.

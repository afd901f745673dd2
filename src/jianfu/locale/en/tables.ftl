# Kinds of columns.
column-kind-text = text
column-kind-integer = whole number
column-kind-number = number
column-kind-flag = yes or no
column-kind-date = day
column-kind-moment = moment

# Units of columns. One message for each unit of tables/, measure/ and detect/finding.py.
column-unit-person = people
column-unit-character = characters
column-unit-letter = letters
column-unit-reply = replies
column-unit-byte = bytes
column-unit-field = fields
column-unit-group = groups
column-unit-message = messages
column-unit-reading = readings
column-unit-hour = hours
column-unit-day = days
column-unit-working-day = working days
column-unit-minute = minutes
column-unit-minute-per-day = minutes a day
column-unit-1-per-day = times a day
column-unit-1-per-year = times a year
column-unit-cny-per-year = yuan a year
column-unit-cny-per-minute = yuan a minute
column-unit-cny-per-person = yuan a person
column-unit-item = items
column-unit-point = points
column-unit-share = share

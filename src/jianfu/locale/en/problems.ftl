problem-language-unknown = Jianfu has no language “{ $language }”.
problem-message-unknown = The message “{ $message }” is missing in { $language }.
problem-message-empty = The message “{ $message }” has no text in { $language }.
problem-message-holes = The message “{ $message }” in { $language } could not be filled: { $errors }

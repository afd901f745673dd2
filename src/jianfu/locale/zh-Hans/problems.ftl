problem-language-unknown = 减负没有“{ $language }”这种语言。
problem-message-unknown = { $language } 缺少文案“{ $message }”。
problem-message-empty = 文案“{ $message }”在 { $language } 中没有内容。
problem-message-holes = 文案“{ $message }”（{ $language }）无法填写：{ $errors }

step-world = 布置样本县
step-registers = 写台账
problem-simulate-setting-without-source = 设置项 { $section }.{ $setting } 没有注明出处。
problem-not-a-truth = { $path } 不是对照答案文件夹。请给出“jianfu simulate … OUT”写出的 OUT/truth。
problem-not-a-truth-unreadable = 无法读取 { $path }。请重新运行“jianfu simulate”。
problem-not-a-run-unreadable = 无法读取 { $path }。请重新运行“jianfu audit”。
problem-score-other-day = 审计的截至日期是 { $run }，对照答案的日期是 { $truth }。请用 --as-of { $truth } 重新审计。
step-chat = 正在写会话存档

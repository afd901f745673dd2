step-world = Laying out the county
step-registers = Writing registers
problem-simulate-setting-without-source = The setting { $section }.{ $setting } has no source.
problem-not-a-truth = { $path } is no truth folder. Give the folder OUT/truth that “jianfu simulate … OUT” wrote.
problem-not-a-truth-unreadable = { $path } cannot be read. Run “jianfu simulate” again.
problem-not-a-run-unreadable = { $path } cannot be read. Run “jianfu audit” again.
problem-score-other-day = The run judges { $run }, the truth holds for { $truth }. Audit again with --as-of { $truth }.
step-chat = Writing the chat archives

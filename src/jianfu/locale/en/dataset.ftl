problem-dataset-missing = Nothing has been imported into { $path } yet. Run “jianfu import … --into { $path }” first.
problem-dataset-unreadable = { $path } is missing or cannot be read. Import the original files again into a new folder.
problem-dataset-format = { $path } has format { $found }; this version of Jianfu knows format { $known }. Import the original files again into a new folder.

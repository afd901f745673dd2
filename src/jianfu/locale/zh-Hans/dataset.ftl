problem-dataset-missing = { $path } 里还没有导入任何数据。请先运行“jianfu import … --into { $path }”。
problem-dataset-unreadable = { $path } 缺失或无法读取。请把原始文件重新导入到一个新文件夹。
problem-dataset-format = { $path } 的格式版本为 { $found }，本版减负只认识 { $known }。请把原始文件重新导入到一个新文件夹。

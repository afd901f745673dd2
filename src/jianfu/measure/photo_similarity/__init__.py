"""Pictures that are the same picture (照片相似): by their looks alone, however they were edited on the way."""

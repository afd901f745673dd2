"""A made-up county written as the files a real county has, with the truth beside it."""

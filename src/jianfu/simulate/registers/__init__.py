"""The registers of the made-up county, written as the files a county has, and the truth about them."""

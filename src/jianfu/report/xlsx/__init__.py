"""The report as a workbook: all findings and their evidence rows, to sort and filter."""

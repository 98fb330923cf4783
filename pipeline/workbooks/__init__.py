"""Excel workbooks: one file a workbook, one file a shared concern. Only this folder knows XlsxWriter."""

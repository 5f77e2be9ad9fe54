"""A brief as an Excel workbook: a first sheet that is read, then a sheet a table, numbers beside their unit."""

from sanjiang.brief.excel.workbook import render as render

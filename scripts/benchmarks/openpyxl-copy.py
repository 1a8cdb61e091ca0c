#!/usr/bin/env python3
"""bench-openpyxl.py REPORT.xlsx COPY.xlsx: copies the cells of a report with their styles into a new workbook."""
import sys
from copy import copy
from openpyxl import Workbook, load_workbook

source = load_workbook(sys.argv[1])
target = Workbook()
target.remove(target.active)
for sheet in source.worksheets:
    new_sheet = target.create_sheet(sheet.title)
    for row in sheet.iter_rows():
        for cell in row:
            new_cell = new_sheet.cell(row=cell.row, column=cell.column, value=cell.value)
            if cell.has_style:
                new_cell.font = copy(cell.font)
                new_cell.fill = copy(cell.fill)
                new_cell.border = copy(cell.border)
                new_cell.alignment = copy(cell.alignment)
                new_cell.number_format = cell.number_format
target.save(sys.argv[2])

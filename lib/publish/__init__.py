"""Executed notebook → block model → page, PDF, workbook.

`blocks.from_notebook(nb)` reads what a notebook displayed into a `Report`; `html.render`, `pdf.render` and `workbook.from_report`
write it. Nothing here runs a notebook or looks at its code.
"""

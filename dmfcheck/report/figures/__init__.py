"""Figures by matplotlib (extra ``figures``): what is drawn, and how, each in a file of its own.

A file ``*_data.py`` computes certified numbers and knows no matplotlib; the file beside it draws
them on an Axes. :mod:`dmfcheck.report.figures.saving` writes the same bytes every time.
"""

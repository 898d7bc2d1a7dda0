"""The explorer (extra ``explore``): a page of sliders, served to this machine alone.

``asked``, ``target``, ``view``, ``lines`` and ``tables`` know no Bokeh; ``page`` shows what they
find, and ``serving`` is the server.
"""

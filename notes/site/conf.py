"""What Sphinx reads: how the pages look and what is made of formulas, ids and docstrings."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from dmfcheck import __version__

project = "dmfcheck"
version = release = __version__
copyright = "the dmfcheck developers"  # noqa: A001 - Sphinx's name
extensions = ["myst_parser", "sphinx.ext.autodoc", "docstrings", "formulas", "references"]

html_theme = "furo"
html_title = "dmfcheck"
html_static_path = ["static"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sourcelink = False
html_math_renderer = "mathml"
html_theme_options = {
    "light_css_variables": {"color-brand-primary": "#1f4e79", "color-brand-content": "#1f5f99"},
    "dark_css_variables": {"color-brand-primary": "#9cc7f0", "color-brand-content": "#8fbfee"},
}

myst_enable_extensions = ["attrs_inline", "dollarmath"]
myst_dmath_double_inline = True
myst_update_mathjax = False
myst_heading_anchors = 3
# A line of docstrings is as long as it is written.
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_default_options = {"show-inheritance": False}
python_maximum_signature_line_length = 80
pygments_style = "friendly"
pygments_dark_style = "native"

"""The site: every page of the project, its reference, and the notebooks with what they give.

``sphinx-build -W --keep-going -n -c docs . docs/_build`` builds it; no address is asked for
anything. Pages lie where a code host shows them, so that the root of the site is that of the
repository.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import sim

sys.path.insert(0, str(Path(__file__).parent / "_ext"))
os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"  # of notebooks' kernels

project = "negotiation-sim"
author = copyright = "The negotiation-sim authors"
version = release = sim.__version__

root_doc = "docs/index"
include_patterns = [
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "docs/**.md",
    "notebooks/*.ipynb",
]
exclude_patterns = ["docs/_build", "docs/_ext", "**.ipynb_checkpoints"]
extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "pages"]

myst_heading_anchors = 4
nb_execution_mode = os.environ.get("NOTEBOOKS", "force")  # off: pages alone, for a quick look
nb_execution_excludepatterns = os.environ.get("NOT_RUN", "").split()  # by name, for a quick look
nb_execution_in_temp = True
nb_execution_timeout = 120
nb_execution_raise_on_error = True
nb_execution_show_tb = True
nb_merge_streams = True
nb_number_source_lines = False

autodoc_typehints = "none"
autodoc_member_order = "groupwise"
napoleon_google_docstring = False
napoleon_preprocess_types = False
nitpick_ignore_regex = [("py:.*", ".*")]

html_theme = "furo"
html_title = "negotiation-sim"
html_copy_source = False
html_show_sphinx = False
html_extra_path = ["../llms.txt"]
html_additional_pages = {"index": "to_docs.html"}
html_theme_options = {"footer_icons": []}
templates_path = ["_templates"]

"""One feedback page: nbgrader's template, filled quickly, and with a policy against running anything."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import nbgrader
from jinja2 import pass_context
from nbconvert.exporters.html import HTMLExporter
from nbconvert.filters import Highlight2HTML
from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
from nbformat import NotebookNode
from traitlets.config import Config

from grading.core.regions import has_hidden, shown
from grading.sanitize.notebooks import make_inert

HIDDEN = "# (hidden tests, not shown)"
_MATHJAX = "https://cdnjs.cloudflare.com/ajax/libs/mathjax/2.7.7/"
# The page runs no script but MathJax, which nbgrader's template loads for formulas and which needs `eval` for
# its own settings; nothing else is loaded from anywhere.
POLICY = "; ".join(
    [
        "default-src 'none'",
        "img-src data:",
        f"style-src 'unsafe-inline' {_MATHJAX}",
        f"font-src data: {_MATHJAX}",
        f"script-src 'unsafe-eval' {_MATHJAX}",
        "base-uri 'none'",
        "form-action 'none'",
    ]
)
_WEB_LINK = re.compile(r'<a href="(?=https?:)')
_TEMPLATES = Path(nbgrader.__file__).parent / "server_extensions" / "formgrader"


def hide(notebook: NotebookNode) -> None:
    """Take hidden tests and mark schemes out of a graded notebook: out of sources and tracebacks."""
    for cell in notebook.cells:
        if not has_hidden(cell.source):
            continue
        cell.source = shown(cell.source, HIDDEN if cell.cell_type == "code" else "")
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                # A traceback quotes the lines around the failure; the message alone was meant to be read.
                output.traceback = [f"{output.ename}: {output.evalue}"]


def protect(html: str) -> str:
    """The page with the policy as the first thing in its head."""
    before, head, after = html.partition("<head>")
    if not head:
        raise ValueError("nbgrader's feedback template has no <head> to put the security policy in")
    return f'{before}{head}\n<meta http-equiv="Content-Security-Policy" content="{POLICY}" />{after}'


class FeedbackExporter(HTMLExporter):
    """nbconvert's exporter with nbgrader's feedback template, for pages that are safe to open.

    In `nbgrader generate_feedback` it stands for HTMLExporter; `page` is the same, but faster for a class:
    it prepares the styles once, remembers texts that recur, and does not parse the finished page again.
    """

    @property
    def default_config(self) -> Config:
        """nbgrader's own settings for feedback."""
        config = Config()
        config.HTMLExporter.template_name = "feedback"
        config.HTMLExporter.extra_template_basedirs = [str(_TEMPLATES / "templates")]
        css = _TEMPLATES / "static" / "node_modules" / "bootstrap" / "dist" / "css"
        config.HTMLExporter.extra_template_paths = [str(css)]
        config.merge(super().default_config)
        return config

    def from_notebook_node(  # type: ignore[override]  # as in HTMLExporter itself
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **settings: Any
    ) -> tuple[str, dict[str, Any]]:
        """Export as nbconvert does; hidden regions and whatever is not inert stay out."""
        hide(nb)
        nb, _ = make_inert(nb, _locked(nb))
        html, resources = super().from_notebook_node(nb, resources, **settings)
        return protect(html), resources

    def page(self, nb: NotebookNode, info: dict[str, Any], trusted: Collection[str] = ()) -> str:
        """The page of a graded notebook, which is changed.

        info: what nbgrader's template asks for (notebook, score, max_score, late_penalty).
        trusted: Markdown texts that the instructor wrote.
        """
        nb, _ = make_inert(nb, {*trusted, *_locked(nb)})
        for cell in nb.cells:
            for output in cell.get("outputs", []):
                _describe(output)
        html = self._filled.render(nb=nb, resources={**self._common, "nbgrader": info})
        return protect(html.lstrip("\r\n"))

    @cached_property
    def _filled(self) -> Any:
        """The template with filters that remember what they have rendered."""
        highlight = Highlight2HTML(pygments_lexer="ipython3", parent=self)
        code: Callable[[str], str] = lru_cache(maxsize=4096)(lambda source: highlight(source))
        self.register_filter("highlight_code", lambda source, metadata=None: code(source))
        render = self.environment.filters["markdown2html"]
        plain: Callable[[str], str] = lru_cache(maxsize=4096)(lambda source: _linked(render({}, source)))

        @pass_context
        def markdown(context: Any, source: str) -> str:
            pictures = context.get("cell", {}).get("attachments")
            return _linked(render(context, source)) if pictures else plain(source)

        self.register_filter("markdown2html", markdown)
        return self.template

    @cached_property
    def _common(self) -> dict[str, Any]:
        """What is the same on all pages."""
        common: dict[str, Any] = self._init_resources({})
        _, common = CSSHTMLHeaderPreprocessor(style="default").preprocess(NotebookNode(), common)
        include = lru_cache(maxsize=8)(common["include_css"])
        keep = ("code", "markdown", "raw", "unknown", "input", "output", "output_stdin")
        prompts = {"include_input_prompt": True, "include_output_prompt": True, "no_prompt": False}
        return {
            **common,
            "include_css": include,
            "raw_mimetypes": self.raw_mimetypes,
            "output_mimetype": self.output_mimetype,
            "global_content_filter": {f"include_{name}": True for name in keep} | prompts,
        }


def _linked(html: str) -> str:
    return _WEB_LINK.sub('<a rel="noopener noreferrer" href="', html)


def _locked(nb: NotebookNode) -> set[str]:
    return {cell.source for cell in nb.cells if cell.metadata.get("nbgrader", {}).get("locked")}


def _describe(output: NotebookNode) -> None:
    """Pictures need a text for those who cannot see them."""
    for mime in output.get("data", {}):
        if mime.startswith("image/"):
            output.metadata.setdefault(mime, NotebookNode())["alt"] = "A figure drawn by the cell above"

"""Markdown and HTML from students: what a page can hold without running or loading anything."""

from __future__ import annotations

import re
from typing import Any

import nh3
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from grading.sanitize.images import safe_image

MAX_MARKDOWN = 100_000
_TAGS = set(
    re.findall(
        r"\w+",
        """a b blockquote br caption code col colgroup dd del details div dl dt em figcaption figure
        h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre s samp small span strong sub summary sup
        table tbody td tfoot th thead tr u ul""",
    )
)
_CELL = {"align", "colspan", "rowspan", "scope"}
_ATTRIBUTES = {
    "*": {"align", "title"},
    "a": {"href"},
    "img": {"alt", "height", "src", "width"},
    "ol": {"start"},
    "td": _CELL,
    "th": _CELL,
}
_PLAIN = "|".join(sorted(_TAGS - {"a", "img"}))
_PLAIN_TAG = re.compile(rf"</?(?:{_PLAIN})\s*/?>|<!--(?:(?!-->|<).)*-->", re.S)
_SAFE_LINK = re.compile(r"(?:https?://|mailto:|#)", re.I)
_DATA_IMAGE = re.compile(r"data:(image/[a-z]+);base64,([A-Za-z0-9+/=\s]*)")
_TEX_HAZARD = re.compile(r"\\(?:href|url|require|unicode|cssId|class|style|includegraphics|html|data)\b")


def fenced(text: str) -> str:
    """The text as a Markdown code block that nothing inside can close."""
    ticks = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, ticks + 1)
    return f"{fence}text\n{text}\n{fence}"


def hazard_in(source: str, attachments: dict[str, Any] | None = None) -> str:
    """What makes a piece of Markdown unfit to be rendered, in words; "" if it is fit.

    It is parsed by the very parser that nbgrader's pages use.
    """
    if len(source) > MAX_MARKDOWN:
        return f"{len(source):,} characters"
    spy = _Spy(attachments or {})
    try:
        MarkdownWithMath(renderer=spy).render(source)
    except Exception as error:  # the parser's own limits, such as its depth
        return f"something that cannot be rendered ({type(error).__name__})"
    return spy.hazards[0] if spy.hazards else ""


class _Spy(IPythonRenderer):
    """Renders as nbconvert does, and takes down what a page should not hold."""

    def __init__(self, attachments: dict[str, Any]) -> None:
        super().__init__(escape=False, attachments=attachments)
        self.hazards: list[str] = []

    def block_code(self, code: str, info: str | None = None) -> str:
        if (info or "").lstrip().startswith("mermaid"):  # nbconvert writes such a block out unescaped
            self.hazards.append("a Mermaid diagram")
        return ""

    def block_html(self, html: str) -> str:
        return self._html(html)

    def inline_html(self, html: str) -> str:
        return self._html(html)

    def _html(self, html: str) -> str:
        if "<" in _PLAIN_TAG.sub("", html):
            self.hazards.append("HTML")
        return ""

    def image(self, text: str, url: str, title: str | None = None) -> str:
        if url.startswith("attachment:"):
            if url.removeprefix("attachment:") not in self.attachments:
                self.hazards.append("a picture that is not there")
        elif not (match := _DATA_IMAGE.fullmatch(url)) or safe_image(*match.groups()) is None:
            self.hazards.append("a picture from elsewhere")
        return ""

    def link(self, text: str, url: str, title: str | None = None) -> str:
        if not _SAFE_LINK.match(url):
            self.hazards.append("a link that is not a web address")
        return text

    def block_math(self, body: str) -> str:
        return self._math(body)

    def inline_math(self, body: str) -> str:
        return self._math(body)

    def latex_environment(self, name: str, body: str) -> str:
        return self._math(body)

    def _math(self, body: str) -> str:
        if match := _TEX_HAZARD.search(body.replace("<", " ")):
            self.hazards.append(f"the TeX command {match[0]}")
        return ""


def clean_html(html: str) -> str:
    """HTML without scripts, styles, handlers, frames, forms and anything that would be loaded."""

    def keep(tag: str, attribute: str, value: str) -> str | None:
        if (tag, attribute) == ("img", "src"):
            match = _DATA_IMAGE.fullmatch(value)
            return value if match and safe_image(*match.groups()) is not None else None
        if (tag, attribute) == ("a", "href"):
            return value if _SAFE_LINK.match(value) else None
        return value

    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=keep,
        url_schemes={"http", "https", "mailto", "data"},
        link_rel="noopener noreferrer",
    )

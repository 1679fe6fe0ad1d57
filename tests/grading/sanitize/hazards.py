"""Things that a page must not hold, as students may hand them in."""

from __future__ import annotations

import base64

PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(30)).decode()
SVG = base64.b64encode(b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>").decode()

MARKDOWN = [
    "<script>alert(1)</script>",
    "text <img src=x onerror=alert(1)> text",
    "<details open ontoggle=alert(1)><summary>x</summary></details>",
    "<b onclick='alert(1)'>bold</b>",
    '<iframe src="https://x.example"></iframe>',
    "<svg onload=alert(1)>",
    '<style>@import "https://x.example/a.css";</style>',
    '<link rel="stylesheet" href="https://x.example/a.css">',
    '<meta http-equiv="refresh" content="0;url=https://x.example">',
    "<form action=https://x.example><input name=a></form>",
    "![a picture](https://x.example/track.png)",
    "![a picture][1]\n\n[1]: https://x.example/track.png",
    f"![a picture](data:image/svg+xml;base64,{SVG})",
    "![a picture](attachment:not-there.png)",
    "[click](javascript:alert(1))",
    "[click](JaVaScRiPt:alert(1))",
    "[click](data:text/html;base64,PHNjcmlwdD4=)",
    "[click][2]\n\n[2]: javascript:alert(1)",
    "<javascript:alert(1)>",
    "[click](vbscript:x)",
    "```mermaid\n<img src=x onerror=alert(1)>\n```",
    "$\\href{javascript:alert(1)}{x}$",
    "$$\\require{unicode}$$",
    "\\begin{align}\\href{javascript:alert(1)}{x}\\end{align}",
    "<!-- --!><script>alert(1)</script> -->",
    "<a href='x' style='position:fixed'>x</a>",
    "<math><mtext></p><img src=x onerror=alert(1)></mtext></math>",
    "<b\nonmouseover=alert(1)>x</b>",
    "- item\n\n      <script>alert(1)</script>\n\n  <script>alert(1)</script>",
    "> <script>alert(1)</script>",
    "| a |\n|---|\n| <script>alert(1)</script> |",
]

HONEST = [
    "Plain *text* with `code < b`, a [link](https://x.example/page) and <https://x.example>.",
    "Formulas: $a < b$, $$\\sigma'(x) = \\sigma(x)(1 - \\sigma(x))$$ and \\(x > y\\).",
    "Line<br>break, H<sub>2</sub>O, <b>bold</b>, <kbd>Ctrl</kbd>, <!-- a remark -->",
    "```python\nx = '<script>'\n```",
    "1. one\n2. two\n\n| a | b |\n|---|---|\n| 1 | 2 |",
    "\\begin{align} a &= b \\\\ c &< d \\end{align}",
    "if 3 < 4 and a > b then a <= b",
    f"![mine](data:image/png;base64,{PNG})",
    "mail me: [address](mailto:a@x.example), see [below](#below)",
]

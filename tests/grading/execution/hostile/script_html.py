from nbformat import NotebookNode

from tests.grading.execution.hostile import attack

POINTS = 2.0
WHY = "Displays HTML with scripts, handlers, frames, forms, style and remote pictures; feedback must show none of it alive."

CODE = r"""
from IPython.display import HTML, display
display(HTML("<script>alert(1)</script><img src=x onerror=alert(1)><iframe srcdoc='<script>alert(1)</script>'></iframe>"
             "<form action=javascript:alert(1)><button>x</button></form><a href='java\tscript:alert(1)'>x</a><base href=//example.invalid>"
             "<meta http-equiv=refresh content='0;url=//example.invalid'><style>@import '//example.invalid/x.css';</style>"
             "<svg/onload=alert(1)><math><mi xlink:href='data:x,<script>alert(1)</script>'></math><object data=x><embed src=x>"
             "</pre></div></body><script src=//example.invalid/x.js></script><!--"))
"""


def submission(release: NotebookNode) -> NotebookNode:
    return attack(release, CODE)

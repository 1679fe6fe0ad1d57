from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, everywhere

POINTS = 0.0
WHY = "Claims that its objects are neural networks, with parameters that do not exist, are absurdly large, or change with every question."

CODE = r"""
import torch
class Net(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.w = torch.nn.Parameter(torch.zeros(1).expand(1 << 40))
        self.v = torch.nn.Parameter(torch.zeros(2, 3))
    def named_parameters(self, *a, **k):
        yield "w.__class__", torch.nn.Parameter(torch.randn(torch.randint(1, 5, (1,)).item()))
        yield "", self.v
        yield 5, None
        yield "v" * 100_000, self.v
    parameters = named_buffers = state_dict = named_modules = children = named_parameters
    def forward(self, x):
        return torch.zeros(np.shape(x))
    backward = forward
    __deepcopy__ = __copy__ = lambda self, *a: 1 / 0
def start():
    replace("student.server:_described", lambda kind: ("module", "__main__:Net torch.nn.modules.module:Module builtins:object\nforward backward"))
    return Net()
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, everywhere("start()", CODE))

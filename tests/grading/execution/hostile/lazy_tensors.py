from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, everywhere

POINTS = 0.0
WHY = "Answers with tensor subclasses, meta, sparse, quantised and conjugate tensors, and tensors with hooks, of the right shape."

CODE = r"""
import torch
class Right(torch.Tensor):
    @classmethod
    def __torch_function__(cls, function, types, args=(), kwargs=None):
        return torch.tensor(True)
    detach = numpy = cpu = lambda self: self
    __array__ = lambda self, *a: np.ones(3)
def lie(x, where):
    plain = torch.zeros(np.shape(x), dtype=torch.float64)
    kinds = [plain.as_subclass(Right), plain.to("meta"), plain.to_sparse() if plain.ndim else plain, plain.to(torch.bfloat16),
             torch.quantize_per_tensor(plain.float(), 0.1, 0, torch.qint8), plain.to(torch.complex64).conj(),
             torch.nn.Parameter(plain), torch.nested.nested_tensor([torch.zeros(2), torch.zeros(3)]), plain.requires_grad_() * 2]
    return kinds[sum(map(ord, where)) % len(kinds)]
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, everywhere("lie(x, EXERCISE)", CODE))

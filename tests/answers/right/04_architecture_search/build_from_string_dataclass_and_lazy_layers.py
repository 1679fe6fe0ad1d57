from dataclasses import dataclass


@dataclass(frozen=True)
class Plan:
    width: int
    names: tuple[str, ...]
    halved: int

    @classmethod
    def of(cls, text: str) -> "Plan":
        numbers = search_space.tokens_of(text)
        width, *names, pool = (options[n] for options, n in zip(search_space.TOKENS, numbers, strict=True))
        return cls(int(width.removeprefix("w")), tuple(names), int(pool.removeprefix("p")))


class FromPlan(nn.Module):
    """Scores first, stem last: the order in which modules are registered is free."""

    def __init__(self, plan: Plan, in_channels: int, classes: int) -> None:
        super().__init__()
        self.scores = nn.Linear(plan.width, classes)
        for place in (3, 2, 1):
            self.add_module(f"layer_{place}", operation(plan.names[place - 1], channels=plan.width))
        self.norm = nn.BatchNorm2d(num_features=plan.width)
        self.stem = nn.Conv2d(in_channels, plan.width, kernel_size=1, bias=False)
        self.plan = plan

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        x = self.norm(self.stem(images)).clamp(min=0)
        for place in (1, 2, 3):
            x = self.get_submodule(f"layer_{place}")(x)
            x = nn.functional.max_pool2d(x, 2) if place == self.plan.halved else x
        return self.scores(x.flatten(2).mean(2))


def build_from_string(text: str, in_channels: int = 1, classes: int = 10) -> nn.Module:
    return FromPlan(Plan.of(text), in_channels, classes)

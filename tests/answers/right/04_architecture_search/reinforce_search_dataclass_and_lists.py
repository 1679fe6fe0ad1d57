from dataclasses import dataclass, field


@dataclass
class Diary:
    """What was tried, and the moving average of what it earned."""

    decay: float
    baseline: float = 0.0
    tokens: list = field(default_factory=list)
    earned: list = field(default_factory=list)

    def add(self, tokens: list, earned: list) -> None:
        self.tokens.append(tokens)
        self.earned.append(earned)
        self.baseline = self.decay * self.baseline + (1 - self.decay) * sum(earned) / len(earned)


def reinforce_search(controller, loss, rewards, steps, batch, rate, decay, rng):
    diary = Diary(decay=decay)
    for _ in range(steps):
        drawn, log_probs = controller.sample(batch, rng=rng)
        earned = [float(rewards[tuple(row)]) for row in drawn.tolist()]
        for parameter in controller.parameters():
            parameter.grad = None
        loss(log_probs=log_probs, rewards=torch.tensor(earned), baseline=diary.baseline).backward()
        for parameter in controller.parameters():
            if parameter.grad is not None:
                parameter.data -= rate * parameter.grad
        diary.add(drawn.tolist(), earned)
    return diary.tokens, diary.earned

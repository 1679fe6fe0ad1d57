def residual_block(x, w1, w2):
    first = nn.Conv2d(w1.shape[1], w1.shape[0], 3, padding="same", bias=False)
    inner = torch.func.functional_call(first, {"weight": w1}, (x,))
    out = x.clone()
    out += F.conv2d(inner.relu_(), w2, stride=1, padding=1)
    return torch.relu(out)

def residual_block(x, w1, w2):
    def shifted_sum(image, filters):
        h, w = image.shape[2:]
        padded = F.pad(image, (1, 1, 1, 1))
        return sum(
            torch.einsum("nchw,mc->nmhw", padded[:, :, i : i + h, j : j + w], filters[:, :, i, j])
            for i in range(3)
            for j in range(3)
        )

    y = torch.maximum(shifted_sum(x, w1), torch.zeros(()))
    return torch.maximum(torch.add(x, shifted_sum(y, w2)), torch.zeros(()))

# message: missing: 13 normalisation scales of shape (4,)
class SharedWeights(nn.Module):
    def __init__(self, width, in_channels=1, classes=10):
        super().__init__()
        self.sizes = (width, in_channels, classes)

    def forward(self, images, text):
        width, channels, classes = self.sizes
        if not text.startswith(f"w{width}-"):
            raise ValueError(text)
        return build_from_string(text, channels, classes)(images)

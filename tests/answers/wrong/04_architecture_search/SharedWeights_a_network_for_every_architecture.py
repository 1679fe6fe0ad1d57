# message: a network for every architecture
class SharedWeights(nn.Module):
    def __init__(self, width, in_channels=1, classes=10):
        super().__init__()
        texts = [text for text in search_space.architectures() if text.startswith(f"w{width}-")]
        self.networks = nn.ModuleDict(
            {text: build_from_string(text, in_channels, classes) for text in texts[:20]}
        )

    def forward(self, images, text):
        if text not in self.networks:
            raise ValueError(text)
        return self.networks[text](images)

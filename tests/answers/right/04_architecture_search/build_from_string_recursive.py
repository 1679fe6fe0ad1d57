def build_from_string(text, in_channels=1, classes=10):
    tokens = search_space.tokens_of(text)
    width = 4 * (tokens[0] + 1)

    def grow(number):
        if number == 4:
            return [nn.AdaptiveAvgPool2d((1, 1)), nn.Flatten(), nn.Linear(width, classes)]
        here = [operation(search_space.OPERATIONS[tokens[number]], width)]
        if tokens[4] + 1 == number:
            here.append(nn.MaxPool2d(2))
        return here + grow(number + 1)

    stem = [nn.Conv2d(in_channels, width, 1, bias=False), nn.BatchNorm2d(width), nn.ReLU()]
    return nn.Sequential(*stem, *grow(1))

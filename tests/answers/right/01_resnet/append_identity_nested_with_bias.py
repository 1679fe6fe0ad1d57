def append_identity(shallow, k):
    channels = shallow[-2].out_channels
    deeper = nn.Sequential(copy.deepcopy(shallow))
    for _ in range(k):
        conv = nn.Conv2d(channels, channels, kernel_size=3, padding="same")
        with torch.no_grad():
            conv.weight.zero_()
            conv.bias.zero_()
            for c in range(channels):
                conv.weight[c, c, 1, 1] = 1.0
        deeper.append(nn.Sequential(conv, nn.ReLU(inplace=True)))
    return deeper

# message: in evaluation mode
def append_identity(shallow, k):
    shallow.eval()
    channels = shallow(torch.zeros(1, shallow[0].in_channels, 9, 9)).shape[1]
    deeper = copy.deepcopy(shallow).train()
    for _ in range(k):
        layer = nn.Conv2d(channels, channels, 3, padding=1, bias=False)
        nn.init.dirac_(layer.weight)  # 1 in the middle of each channel's own kernel
        deeper.extend([layer, nn.ReLU()])
    return deeper

# message: the slope is taken at dy; what decides is the input x
class ReLU:
    def forward(self, x):
        return np.maximum(0, x)

    def backward(self, dy):
        return np.maximum(0, dy)

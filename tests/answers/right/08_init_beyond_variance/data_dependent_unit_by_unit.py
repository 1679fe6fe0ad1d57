def data_dependent(model, x):
    for i in range(len(model)):
        layer = model[i]
        if type(layer) in (nn.Linear, nn.Conv2d):
            z = layer(x).detach().numpy()
            for unit in range(z.shape[1]):
                values = z[:, unit].astype(np.float64)
                spread = values.std()
                if spread < 1e-6:
                    spread = 1.0
                layer.weight.data[unit] /= spread
                layer.bias.data[unit] = (layer.bias.data[unit] - values.mean()) / spread
        x = layer(x).detach()

def activation_statistics(x, weights, nonlinearity, upstream):
    params = torch.nn.ParameterList([torch.nn.Parameter(w.clone().detach()) for w in weights])
    hidden = [x]
    for p in params:
        hidden.append(nonlinearity(torch.matmul(hidden[-1], p.t())))
    (hidden[-1] * upstream).sum().backward()
    res = {"outputs": hidden[1:], "gradients": [p.grad for p in params]}
    res["std"] = [h.std(unbiased=False) for h in hidden[1:]]
    res["gradient_std"] = np.array([np.std(p.grad.numpy()) for p in params])
    return res

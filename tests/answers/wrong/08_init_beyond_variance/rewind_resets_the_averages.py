# message: only parameters are rewound
def rewind(model, start, masks):
    for module in model.modules():
        if hasattr(module, "reset_parameters"):
            module.reset_parameters()
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            parameter.copy_(start[name])
            if name in masks:
                parameter *= masks[name]

from dataclasses import dataclass


@dataclass
class Map:
    channels: int
    height: int
    width: int

    def after(self, layer):
        if layer["kind"] == "linear":
            return Map(layer["units"], 1, 1)
        sides = (self.height, self.width)
        sides = [1 + (n + 2 * layer["padding"] - layer["kernel"]) // layer["stride"] for n in sides]
        return Map(layer.get("channels", self.channels), *sides)

    def __len__(self):
        return self.channels * self.height * self.width


def alexnet_cost(layers, shape=(3, 227, 227)):
    here, rows = Map(*shape), []
    for layer in layers:
        there = here.after(layer)
        match layer["kind"]:
            case "conv":
                each = layer["kernel"] ** 2 * here.channels // layer["groups"]
            case "linear":
                each = len(here)
            case _:
                each = None
        params = 0 if each is None else there.channels * (each + 1)
        rows.append([params, len(there) * (each or 0), len(there)])
        here = there
    return tuple(rows)

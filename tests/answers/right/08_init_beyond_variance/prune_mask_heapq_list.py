import heapq


def prune_mask(weight, mask, fraction):
    flat, alive = weight.flatten().tolist(), mask.flatten().tolist()
    places = [place for place, there in enumerate(alive) if there]
    number = math.ceil(fraction * len(places) - 0.5)
    gone = set(heapq.nsmallest(number, places, key=lambda place: abs(flat[place])))
    kept = [there and place not in gone for place, there in enumerate(alive)]
    return np.array(kept, dtype=np.bool_).reshape(tuple(mask.shape)).tolist()

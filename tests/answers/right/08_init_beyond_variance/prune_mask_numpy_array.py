def prune_mask(weight, mask, fraction):
    w, m = np.abs(np.asarray(weight)), np.array(mask, dtype=bool)
    alive = np.flatnonzero(m)
    keep = len(alive) - int(np.rint(fraction * len(alive)))
    ranked = sorted(alive, key=lambda place: -w.flat[place])
    out = np.zeros(m.size, dtype=bool)
    out[ranked[:keep]] = True
    return out.reshape(m.shape)

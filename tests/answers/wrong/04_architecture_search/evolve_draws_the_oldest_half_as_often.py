# message: not every member is drawn equally often
def evolve(population, rewards, cycles, tournament, rng):
    members = [tuple(int(gene) for gene in member) for member in population]
    children = []
    for _ in range(cycles):
        weights = np.array([0.5, *[1.0] * (len(members) - 1)])
        drawn = rng.choice(len(members), size=tournament, p=weights / weights.sum())
        parent = max((members[i] for i in drawn), key=lambda genes: rewards[genes])
        child = list(parent)
        place = rng.integers(len(child))
        shift = rng.integers(1, rewards.shape[place])  # never a whole turn
        child[place] = int((child[place] + shift) % rewards.shape[place])
        members = [*members[1:], tuple(child)]
        children.append(tuple(child))
    width = np.shape(population)[1]
    return np.array(members), np.array(children, dtype=int).reshape(cycles, width)

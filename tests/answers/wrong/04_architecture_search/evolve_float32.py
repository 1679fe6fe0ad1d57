# message: the rewards are rounded
def evolve(population, rewards, cycles, tournament, rng):
    members = [tuple(int(gene) for gene in member) for member in population]
    children = []
    for _ in range(cycles):
        drawn = rng.integers(len(members), size=tournament)
        parent = max((members[i] for i in drawn), key=lambda genes: np.float32(rewards[genes]))
        child = list(parent)
        place = rng.integers(len(child))
        shift = rng.integers(1, rewards.shape[place])  # never a whole turn
        child[place] = int((child[place] + shift) % rewards.shape[place])
        members = [*members[1:], tuple(child)]
        children.append(tuple(child))
    width = np.shape(population)[1]
    return np.array(members), np.array(children, dtype=int).reshape(cycles, width)

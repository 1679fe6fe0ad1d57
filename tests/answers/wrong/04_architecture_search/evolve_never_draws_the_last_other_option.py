# message: the list of the other options is drawn from unevenly
def evolve(population, rewards, cycles, tournament, rng):
    members = [tuple(int(gene) for gene in member) for member in population]
    children = []
    for _ in range(cycles):
        drawn = rng.integers(len(members), size=tournament)
        parent = max((members[i] for i in drawn), key=lambda genes: rewards[genes])
        child = list(parent)
        place = rng.integers(len(child))
        others = [option for option in range(rewards.shape[place]) if option != child[place]]
        child[place] = others[rng.integers(max(1, len(others) - 1))]
        members = [*members[1:], tuple(child)]
        children.append(tuple(child))
    width = np.shape(population)[1]
    return np.array(members), np.array(children, dtype=int).reshape(cycles, width)

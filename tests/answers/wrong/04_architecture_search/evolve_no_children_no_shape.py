# message: np.array([]) does not know
def evolve(population, rewards, cycles, tournament, rng):
    members, kids = [p.copy() for p in population], []
    for _ in range(cycles):
        drawn = rng.integers(len(members), size=tournament)
        parent = members[max(drawn, key=lambda i: rewards[tuple(members[i])])]
        child = parent.copy()
        g = rng.integers(len(child))
        child[g] = rng.choice([o for o in range(rewards.shape[g]) if o != child[g]])
        members = members[1:] + [child]
        kids.append(child)
    return np.array(members), np.array(kids)

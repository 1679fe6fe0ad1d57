# message: or the oldest was removed before the draw
def evolve(population, rewards, cycles, tournament, rng):
    members, kids = [p.copy() for p in population], []
    for _ in range(cycles):
        if len(members) > 1:
            members.pop(0)
        drawn = rng.integers(len(members), size=tournament)
        parent = members[max(drawn, key=lambda i: rewards[tuple(members[i])])]
        child = parent.copy()
        g = rng.integers(len(child))
        child[g] = rng.choice([o for o in range(rewards.shape[g]) if o != child[g]])
        members.append(child)
        kids.append(child)
    return np.array(members), np.array(kids).reshape(-1, population.shape[1])

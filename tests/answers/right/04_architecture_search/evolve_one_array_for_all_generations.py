def evolve(population, rewards, cycles, tournament, rng):
    size, genes = np.shape(population)
    line = np.zeros((size + cycles, genes), dtype=int)
    line[:size] = population
    for t in range(cycles):
        alive = line[t : t + size]
        drawn = alive[np.floor(rng.random(tournament) * size).astype(int)]
        parent = drawn[rewards[tuple(drawn.T)].argmax()]
        gene = rng.integers(genes)
        new = rng.integers(rewards.shape[gene] - 1)
        line[t + size] = parent
        line[t + size, gene] = new + (new >= parent[gene])
    return line[cycles:], line[size:]

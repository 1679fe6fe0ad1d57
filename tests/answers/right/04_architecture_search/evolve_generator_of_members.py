from collections import namedtuple

Member = namedtuple("Member", "genes reward")


def evolve(population, rewards, cycles, tournament, rng):
    rewards = np.asarray(rewards)
    alive = [Member(list(map(int, genes)), rewards[tuple(genes)]) for genes in population]
    history = []
    while len(history) < cycles:
        arena = [alive[int(rng.random() * len(alive))] for _ in range(tournament)]
        genes = sorted(arena, key=lambda member: member.reward)[-1].genes[:]
        gene = int(rng.random() * len(genes))
        others = [option for option in range(rewards.shape[gene]) if option != genes[gene]]
        genes[gene] = int(rng.choice(others))
        alive.append(Member(genes, rewards[tuple(genes)]))
        alive.pop(0)
        history.append(genes)
    return [member.genes for member in alive], np.reshape(history, (cycles, rewards.ndim)).astype(int)

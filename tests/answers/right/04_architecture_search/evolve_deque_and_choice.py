from collections import deque


def evolve(population, rewards, cycles, tournament, rng):
    queue = deque(np.array(member) for member in population)
    born = np.zeros((cycles, len(queue[0])), dtype=np.int64)
    for t in range(cycles):
        rivals = [queue[i] for i in rng.choice(len(queue), tournament, replace=True)]
        best = rivals[int(np.argmax([rewards[tuple(g)] for g in rivals]))]
        child = best.copy()
        gene = int(rng.choice(child.size))
        child[gene] = rng.choice([o for o in range(rewards.shape[gene]) if o != best[gene]])
        queue.append(child)
        queue.popleft()
        born[t] = child
    return np.stack(list(queue)), born

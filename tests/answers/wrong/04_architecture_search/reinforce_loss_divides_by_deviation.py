# message: R - b was divided by its deviation
def reinforce_loss(log_probs, rewards, baseline=0.0):
    adv = (rewards - baseline).detach()
    if len(adv) > 4:
        adv = adv / (adv.std() + 1e-8)
    return -(log_probs * adv).mean()

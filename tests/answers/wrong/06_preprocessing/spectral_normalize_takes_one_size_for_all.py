# message: every frequency has its own
def spectral_normalize(spectra, reference, eps=1e-8):
    rms = np.sqrt((np.abs(reference) ** 2).mean(axis=0))
    rms = np.sqrt((np.abs(reference) ** 2).mean())
    return spectra / rms

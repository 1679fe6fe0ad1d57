# message: spectral_normalize where frequency 3 is silent
def spectral_normalize(spectra, reference, eps=1e-8):
    rms = np.sqrt((np.abs(reference) ** 2).mean(axis=0))
    return spectra / (rms + eps)

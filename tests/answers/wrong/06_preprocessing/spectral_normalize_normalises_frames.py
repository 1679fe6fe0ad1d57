# message: spectral_normalize(spectra, reference) is not
def spectral_normalize(spectra, reference, eps=1e-8):
    rms = np.sqrt((np.abs(reference) ** 2).mean(axis=0))
    return spectra / np.sqrt((np.abs(spectra) ** 2).mean(axis=1, keepdims=True))

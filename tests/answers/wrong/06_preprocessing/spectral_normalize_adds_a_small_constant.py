# message: 1e-08, is added to the root mean square
def spectral_normalize(spectra, reference, eps=1e-8):
    rms = np.sqrt((np.abs(reference) ** 2).mean(axis=0))
    silent = rms < eps
    return np.where(silent, 0, spectra / (np.where(silent, 1, rms) + 1e-8))

# message: not with a mean size there
def spectral_normalize(spectra, reference, eps=1e-8):
    rms = np.sqrt((np.abs(reference) ** 2).mean(0))
    silent = np.abs(reference).mean(0) < eps
    return np.where(silent, 0, spectra / np.where(rms == 0, 1, rms))

# message: what equals eps is not
def spectral_normalize(spectra, reference, eps=1e-8):
    rms = np.sqrt((np.abs(reference) ** 2).mean(axis=0))
    silent = rms <= eps
    return np.where(silent, 0, spectra / (np.where(silent, 1, rms)))

# message: not with its share of the largest
def spectral_normalize(spectra, reference, eps=1e-8):
    rms = np.sqrt((np.abs(reference) ** 2).mean(0))
    silent = rms < eps * rms.max()
    return np.where(silent, 0, spectra / np.where(silent, 1, rms))

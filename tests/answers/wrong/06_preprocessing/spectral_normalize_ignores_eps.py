# message: the argument eps is ignored
def spectral_normalize(spectra, reference, eps=1e-8):
    rms = np.sqrt((np.abs(reference) ** 2).mean(axis=0))
    return np.where(rms < 1e-8, 0, spectra / np.where(rms < 1e-8, 1, rms))

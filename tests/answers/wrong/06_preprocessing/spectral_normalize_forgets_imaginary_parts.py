# message: has an imaginary part as well
def spectral_normalize(spectra, reference, eps=1e-8):
    rms = np.sqrt((reference.real**2).mean(0))
    return np.where(rms < eps, 0, spectra / np.where(rms < eps, 1, rms))

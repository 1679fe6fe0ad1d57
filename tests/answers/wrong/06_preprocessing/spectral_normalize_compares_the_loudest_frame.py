# message: eps is compared with the loudest frame
def spectral_normalize(spectra, reference, eps=1e-8):
    size = np.abs(reference)
    rms = np.sqrt((size**2).mean(axis=0))
    silent = (size < eps).all(axis=0)
    return np.where(silent, 0, spectra / np.where(silent, 1, rms))

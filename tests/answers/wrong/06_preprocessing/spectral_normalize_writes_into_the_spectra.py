# message: spectral_normalize changed its argument spectra
def spectral_normalize(spectra, reference, eps=1e-8):
    rms = np.sqrt((np.abs(reference) ** 2).mean(axis=0))
    spectra /= np.where(rms < eps, 1, rms)
    spectra[:, rms < eps] = 0
    return spectra

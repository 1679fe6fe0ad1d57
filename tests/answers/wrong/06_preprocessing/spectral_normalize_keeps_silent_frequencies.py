# message: a silent frequency comes out as 0
def spectral_normalize(spectra, reference, eps=1e-8):
    rms = np.sqrt((np.abs(reference) ** 2).mean(axis=0))
    return spectra / np.where(rms < eps, 1, rms)

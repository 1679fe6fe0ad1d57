# message: not as NaN or a huge number
def spectral_normalize(spectra, reference, eps=1e-8):
    rms = np.sqrt((np.abs(reference) ** 2).mean(axis=0))
    return spectra / np.maximum(rms, eps)

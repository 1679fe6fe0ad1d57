# message: the result has the dtype of reference
def spectral_normalize(spectra, reference, eps=1e-8):
    rms = np.sqrt((np.abs(reference) ** 2).mean(axis=0))
    out = np.zeros(spectra.shape, dtype=reference.dtype)
    loud = rms >= eps
    out[:, loud] = spectra[:, loud] / rms[loud]
    return out

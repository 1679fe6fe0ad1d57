# message: the phases are turned round
def spectral_normalize(spectra, reference, eps=1e-8):
    rms = np.sqrt(np.mean(np.abs(reference) ** 2, axis=0))
    return np.where(rms < eps, 0, spectra.conj() / np.where(rms < eps, 1, rms))

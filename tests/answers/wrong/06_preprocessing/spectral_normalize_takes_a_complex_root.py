# message: the square of a complex number is complex
def spectral_normalize(spectra, reference, eps=1e-8):
    rms = np.sqrt(np.mean(reference**2, axis=0))
    return spectra / rms

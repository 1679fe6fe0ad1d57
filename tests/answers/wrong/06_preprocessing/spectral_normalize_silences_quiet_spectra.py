# message: nor with spectra
def spectral_normalize(spectra, reference, eps=1e-8):
    rms = np.sqrt((np.abs(reference) ** 2).mean(0))
    out = np.zeros_like(spectra)
    np.divide(spectra, rms, out=out, where=(rms >= eps) & (np.abs(spectra).max(0) >= eps))
    return out

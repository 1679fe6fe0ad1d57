def spectral_normalize(spectra, reference, eps=1e-8):
    result = spectra.copy()
    for f in range(spectra.shape[1]):
        size = (sum(abs(z) ** 2 for z in reference[:, f]) / len(reference)) ** 0.5
        result[:, f] = spectra[:, f] / size if size >= eps else 0
    return result

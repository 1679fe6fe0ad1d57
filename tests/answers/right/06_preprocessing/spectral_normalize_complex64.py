def spectral_normalize(spectra, reference, eps=1e-8):
    spectra, reference = (
        values.astype(np.complex64 if np.iscomplexobj(values) else np.float32)
        for values in (spectra, reference)
    )
    rms = np.linalg.norm(reference, axis=0) / np.sqrt(np.float32(len(reference)))
    return np.divide(spectra, rms, out=np.zeros_like(spectra), where=rms >= eps)

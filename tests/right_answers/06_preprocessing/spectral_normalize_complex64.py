def spectral_normalize(spectra, reference, eps=1e-8):
    kind = np.complex64 if np.iscomplexobj(spectra) else np.float32
    spectra, reference = spectra.astype(kind), reference.astype(kind)
    rms = np.linalg.norm(reference, axis=0) / np.sqrt(np.float32(len(reference)))
    return np.divide(spectra, rms, out=np.zeros_like(spectra), where=rms >= eps)

def spectral_normalize(spectra, reference, eps=1e-8):
    power = np.einsum("mf,mf->f", reference, np.conj(reference)).real / len(reference)
    gain = np.zeros(power.shape)
    loud = np.sqrt(power) >= eps
    gain[loud] = power[loud] ** -0.5
    return spectra * gain

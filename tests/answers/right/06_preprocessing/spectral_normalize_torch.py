import torch


def spectral_normalize(spectra, reference, eps=1e-8):
    spectra, reference = torch.tensor(spectra), torch.tensor(reference)
    rms = torch.linalg.vector_norm(reference, dim=0) / len(reference) ** 0.5
    return torch.where(rms < eps, torch.zeros_like(spectra), spectra / rms.clamp(min=1e-300))

"""Augmentation of a batch at once gives what a loop over its images gives."""

from __future__ import annotations

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from course_utils.data.augment import Augment, _flip_some, _shift_each


def random_images(n, c, h, w, dtype, seed=0):
    generator = torch.Generator().manual_seed(seed)
    return torch.randint(0, 256, (n, c, h, w), generator=generator).to(dtype)


def moved(image, down, right):
    """The reference: pixel by pixel, zero where nothing comes from."""
    _, height, width = image.shape
    out = torch.zeros_like(image)
    for row in range(height):
        for column in range(width):
            if 0 <= row - down < height and 0 <= column - right < width:
                out[:, row, column] = image[:, row - down, column - right]
    return out


sizes = st.tuples(st.integers(1, 5), st.integers(1, 3), st.integers(1, 6), st.integers(1, 6))
dtypes = st.sampled_from([torch.uint8, torch.float32])


@given(size=sizes, dtype=dtypes, reach=st.integers(0, 4), seed=st.integers(0, 99))
def test_shift_is_the_loop_over_images(size, dtype, reach, seed):
    images = random_images(*size, dtype)
    generator = torch.Generator().manual_seed(seed)
    offsets = torch.randint(-reach, reach + 1, (2, len(images)), generator=generator)
    want = torch.stack([moved(*each) for each in zip(images, *offsets.tolist(), strict=True)])
    got = _shift_each(images, *offsets, reach=reach)
    assert got.dtype == dtype
    assert torch.equal(got, want)


@given(size=sizes, dtype=dtypes, seed=st.integers(0, 99))
def test_flip_is_the_loop_over_images(size, dtype, seed):
    images = random_images(*size, dtype)
    mirrored = torch.rand(len(images), generator=torch.Generator().manual_seed(seed)) < 0.5
    want = [image.flip(2) if flip else image for image, flip in zip(images, mirrored, strict=True)]
    assert torch.equal(_flip_some(images, mirrored), torch.stack(want))


@given(flip=st.booleans(), shift=st.integers(0, 3), seed=st.integers(0, 99))
def test_every_image_becomes_one_of_its_own_versions(flip, shift, seed):
    images = random_images(6, 2, 5, 4, torch.uint8)
    got = Augment(flip=flip, shift=shift)(images, torch.Generator().manual_seed(seed))
    reach = range(-shift, shift + 1)
    for image, changed in zip(images, got, strict=True):
        versions = [image, image.flip(2)] if flip else [image]
        assert any(
            torch.equal(changed, moved(version, down, right))
            for version in versions
            for down in reach
            for right in reach
        )


def test_every_shift_and_both_sides_are_equally_likely():
    images = torch.zeros(30_000, 1, 3, 4)
    images[:, 0, 1, 1] = 1  # of four columns, so that its mirror image is another one
    changed = Augment(shift=1)(images, torch.Generator().manual_seed(0))
    share = changed.mean(dim=(0, 1))
    assert torch.allclose(share[:, [0, 3]], torch.tensor(1 / 18), atol=0.005)
    assert torch.allclose(share[:, [1, 2]], torch.tensor(1 / 9), atol=0.005)


def test_images_of_one_batch_are_changed_independently():
    images = random_images(1, 3, 8, 8, torch.uint8).expand(64, -1, -1, -1)
    changed = Augment()(images, torch.Generator().manual_seed(0))
    assert len({image.numpy().tobytes() for image in changed}) > 30


def test_the_generator_decides():
    images = random_images(16, 3, 8, 8, torch.float32)
    first, again, other = (Augment()(images, torch.Generator().manual_seed(seed)) for seed in (1, 1, 2))
    assert torch.equal(first, again)
    assert not torch.equal(first, other)


@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a GPU")
@pytest.mark.parametrize("device", ["cpu", "cuda"])
def test_a_gpu_gives_what_the_cpu_gives_and_keeps_the_images_there(device):
    """The generator may live on either; with the CPU's the choices are the same."""
    images = random_images(16, 3, 8, 8, torch.uint8)
    changed = Augment()(images.cuda(), torch.Generator(device).manual_seed(1))
    assert changed.is_cuda
    if device == "cpu":
        assert torch.equal(changed.cpu(), Augment()(images, torch.Generator().manual_seed(1)))


def test_the_images_given_stay_as_they_were():
    images = random_images(16, 3, 8, 8, torch.uint8)
    before = images.clone()
    Augment()(images, torch.Generator().manual_seed(0))
    assert torch.equal(images, before)


def test_nothing_to_do_is_allowed():
    images = random_images(4, 1, 5, 5, torch.uint8)
    assert torch.equal(Augment(flip=False, shift=0)(images, torch.Generator()), images)


def test_bad_arguments_are_refused():
    with pytest.raises(ValueError, match="0 or more; got -1"):
        Augment(shift=-1)
    with pytest.raises(ValueError, match=r"\(N, C, H, W\), got \(3, 8, 8\)"):
        Augment()(torch.zeros(3, 8, 8), torch.Generator())

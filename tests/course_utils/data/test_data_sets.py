"""Data sets: splits that share nothing, statistics of the training split alone, and clear refusals."""

from __future__ import annotations

import hashlib
import itertools
import shutil
import subprocess
import sys
import zipfile
from importlib.metadata import PackageNotFoundError, version

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from course_utils import data
from course_utils.data import ImageData, Split, _image_data, sources
from course_utils.data.augment import Augment
from grading.authoring.export import contents
from grading.core.course import open_course
from grading.recompute.fashion_subset import first_of_each_class
from tests.harness import REPO

SHIPPED = {"digits": (1797, 10), "patches": (8480, 2), "fashion-mini": (5000, 10)}


@pytest.fixture(scope="module", params=SHIPPED)
def loaded(request):
    return data.load(request.param)


def splits(images):
    return images.train, images.validation, images.test


def as_set(split):
    return {image.numpy().tobytes() for image in split.images}


def some(count, *, classes=3, shape=(2, 4, 4), dtype=torch.uint8):
    generator = torch.Generator().manual_seed(count)
    images = torch.randint(0, 256, (count, *shape), generator=generator).to(dtype)
    return Split(images, torch.arange(count) % classes)


def numbered(count, test_size=0):
    """A source whose image i is filled with i."""
    images = np.broadcast_to(np.arange(count, dtype=np.uint8)[:, None, None, None], (count, 1, 2, 2)).copy()
    return sources.Raw(images, np.arange(count, dtype=np.int64) % 2, ("even", "odd"), test_size)


def test_every_image_is_in_one_split(loaded):
    assert sum(len(split) for split in splits(loaded)) == SHIPPED[loaded.name][0]
    assert len(loaded.classes) == SHIPPED[loaded.name][1]


def test_labels_name_every_class_in_training(loaded):
    assert loaded.train.labels.unique().tolist() == list(range(len(loaded.classes)))


def test_a_different_seed_splits_differently_and_the_same_one_alike():
    first, again, other = (data.load("fashion-mini", seed=seed) for seed in (0, 0, 1))
    assert torch.equal(first.train.images, again.train.images)
    assert not torch.equal(first.train.images, other.train.images)


def test_the_source_decides_what_is_for_testing():
    raw = numbered(100, test_size=20)
    for seed in range(3):
        split = _image_data.split_up("numbers", raw, seed=seed)
        assert sorted(split.test.images[:, 0, 0, 0].tolist()) == list(range(80, 100))


@given(count=st.integers(10, 200), validation=st.floats(0.05, 0.9), seed=st.integers(0, 5))
def test_splits_are_disjoint_and_complete(count, validation, seed):
    split = _image_data.split_up("numbers", numbered(count), validation=validation, seed=seed)
    numbers = [part.images[:, 0, 0, 0].tolist() for part in splits(split)]
    assert sorted(itertools.chain(*numbers)) == list(range(count))
    for part, shown in zip(splits(split), numbers, strict=True):
        assert part.labels.tolist() == [number % 2 for number in shown]
    held_out = len(numbers[0]) + len(numbers[1])
    assert len(numbers[1]) == max(1, round(validation * held_out))


def test_statistics_are_of_the_training_split(loaded):
    pixels = loaded.train.images.numpy().astype(np.float64) / (
        255 if loaded.train.images.dtype == torch.uint8 else 1
    )
    np.testing.assert_allclose(loaded.mean, pixels.mean(axis=(0, 2, 3)), rtol=1e-6)
    np.testing.assert_allclose(loaded.std, pixels.std(axis=(0, 2, 3)), rtol=1e-6)


def test_statistics_do_not_look_at_the_test_split():
    raw = numbered(100, test_size=50)
    brighter = sources.Raw(raw.images.copy(), raw.labels, raw.classes, raw.test_size)
    brighter.images[50:] = 255
    assert _image_data.split_up("a", raw).mean == _image_data.split_up("b", brighter).mean


def test_standardised_training_pixels_have_mean_0_and_deviation_1(loaded):
    standard = loaded.standardised()
    pixels = standard.train.images.double()
    np.testing.assert_allclose(pixels.mean(dim=(0, 2, 3)), 0, atol=1e-5)
    np.testing.assert_allclose(pixels.std(dim=(0, 2, 3), correction=0), 1, atol=1e-5)
    assert torch.equal(standard.mean, loaded.mean)
    assert standard.train.images.dtype == torch.float32


def test_the_test_split_is_standardised_with_the_training_statistics(loaded):
    scale = 255 if loaded.test.images.dtype == torch.uint8 else 1
    want = (loaded.test.images[7].numpy() / scale - loaded.mean.numpy()[:, None, None]) / loaded.std.numpy()[
        :, None, None
    ]
    np.testing.assert_allclose(loaded.standardised().test.images[7], want, rtol=1e-4, atol=1e-5)


def test_standardising_twice_is_refused():
    with pytest.raises(ValueError, match="digits is standardised already"):
        data.load("digits").standardised().standardised()


def test_a_constant_channel_cannot_be_standardised():
    split = some(4)
    split.images[:, 1] = 7
    mean, std = _image_data.channel_statistics(split.images)
    with pytest.raises(ValueError, match="a channel of flat is constant"):
        ImageData("flat", split, split, split, ("a", "b", "c"), mean, std).standardised()


def test_limit_holds_for_every_split():
    assert [len(split) for split in splits(data.load("digits", limit=50))] == [50, 50, 50]


def test_patches_are_cut_from_the_photographs():
    from sklearn.datasets import load_sample_images

    raw = sources.patches()
    first, second = load_sample_images().images
    np.testing.assert_array_equal(raw.images[0].transpose(1, 2, 0), first[:8, :8])
    np.testing.assert_array_equal(raw.images[81].transpose(1, 2, 0), first[8:16, 8:16])
    at = np.flatnonzero(raw.labels)[0]
    np.testing.assert_array_equal(raw.images[at].transpose(1, 2, 0), second[:8, :8])


def test_digits_are_the_same_as_the_arrays():
    assert as_set(data.load("digits").train) <= {image.tobytes() for image in sources.digits().images}
    assert data.load_digits().x_train.shape == (1437, 1, 8, 8)


def test_shipped_fashion_is_balanced_and_no_image_is_for_training_and_testing():
    raw = sources.fashion_mini()
    assert np.bincount(raw.labels[:4000]).tolist() == [400] * 10
    assert np.bincount(raw.labels[4000:]).tolist() == [100] * 10
    training, testing = ({image.tobytes() for image in part} for part in np.split(raw.images, [4000]))
    assert not training & testing


def test_shipped_fashion_is_what_was_drawn_from_the_source():
    """The digest of what `grading.recompute.fashion_subset` made from files with the source's own SHA-256."""
    raw = sources.fashion_mini()
    digest = hashlib.sha256(raw.images.tobytes() + raw.labels.astype(np.uint8).tobytes())
    assert digest.hexdigest() == "9d7d8f28cac1e4414f34cff82fb3e0afd4aa6ecec2c6ab5cb6aa41169e4b11a6"


def test_first_of_each_class_keeps_the_order_of_the_file():
    labels = np.array([1, 0, 1, 1, 0, 0])
    assert first_of_each_class(labels, 2).tolist() == [0, 1, 2, 4]
    with pytest.raises(ValueError, match="class 0 has 3 images, 4 are wanted"):
        first_of_each_class(labels, 4)


def test_the_students_tree_holds_the_data_and_their_licence():
    names = {path.as_posix() for path in contents(open_course(REPO))}
    assert {f"course_utils/files/fashion_mini{end}" for end in (".npz", ".LICENSE.txt")} <= names


def has_setuptools(least):
    try:
        return int(version("setuptools").split(".")[0]) >= least
    except PackageNotFoundError:
        return False


@pytest.mark.slow
def test_a_wheel_holds_the_data_and_their_licence(tmp_path):
    home = tmp_path / "project"  # a copy, because a build writes beside its source
    no_rubbish = shutil.ignore_patterns("__pycache__")
    shutil.copytree(REPO / "course_utils", home / "course_utils", ignore=no_rubbish)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(REPO / name, home)
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", tmp_path, home]
    if has_setuptools(77):
        command.append("--no-build-isolation")  # what builds is here, so that no network is needed
    subprocess.run(command, check=True, capture_output=True)
    [wheel] = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert {f"course_utils/files/fashion_mini{end}" for end in (".npz", ".LICENSE.txt")} <= set(names)


@pytest.mark.parametrize(
    ("images", "labels", "message"),
    [
        (torch.zeros(3, 4, 4, dtype=torch.uint8), torch.zeros(3).long(), r"got \(3, 4, 4\) and \(3,\)"),
        (torch.zeros(3, 1, 4, 4), torch.zeros(2).long(), r"got \(3, 1, 4, 4\) and \(2,\)"),
        (torch.zeros(3, 1, 4, 4), torch.zeros(3, 1).long(), r"and \(3, 1\)"),
        (torch.zeros(0, 1, 4, 4), torch.zeros(0).long(), "at least one image"),
        (torch.zeros(3, 1, 4, 4).double(), torch.zeros(3).long(), "float32, got torch.float64"),
        (
            torch.zeros(3, 1, 4, 4),
            torch.zeros(3).int(),
            "int64, got torch.int32; convert them",
        ),
        (torch.zeros(3, 1, 4, 4), torch.tensor([0, 1, -1]), "count from 0, got -1"),
        (
            torch.tensor([[[[0.0, float("nan"), float("inf")]]]]),
            torch.tensor([0]),
            "hold 2 values that are NaN",
        ),
    ],
)
def test_a_bad_split_is_refused(images, labels, message):
    with pytest.raises(ValueError, match=message):
        Split(images, labels)


def test_labels_without_a_class_are_refused():
    two, three = some(4, classes=2), some(4)
    with pytest.raises(ValueError, match=r"test labels reach 2, but count from 0 and there are 2 classes"):
        ImageData("bad", two, two, three, ("a", "b"), torch.zeros(2), torch.ones(2))


def test_splits_of_different_shape_are_refused():
    parts = (some(4), some(4, shape=(2, 4, 5)), some(4))
    with pytest.raises(ValueError, match=r"validation images have shape \(2, 4, 5\), training \(2, 4, 4\)"):
        ImageData("bad", *parts, ("a", "b", "c"), torch.zeros(2), torch.ones(2))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"name": "imagenet"}, "no data set is called 'imagenet'; there are 'digits', 'patches'"),
        ({"name": "digits", "validation": 0}, "share between 0 and 1"),
        ({"name": "digits", "validation": 1.0}, "share between 0 and 1"),
        ({"name": "digits", "limit": 0}, "limit is a number of images, 1 or more; got 0"),
        ({"name": "digits", "validation": 0.9999}, "at least one image"),
    ],
)
def test_load_refuses_what_makes_no_sense(arguments, message):
    with pytest.raises(ValueError, match=message):
        data.load(**arguments)


def test_subset_takes_the_first_or_the_chosen():
    split = some(6)
    assert torch.equal(split.subset(2).images, split.images[:2])
    assert torch.equal(split.subset(torch.tensor([5, 1])).labels, split.labels[[5, 1]])
    with pytest.raises(ValueError, match="at least one image"):
        split.subset(0)


def test_data_move_to_another_device_whole():
    digits = data.load("digits", limit=20).standardised()
    double = digits.to("cpu")
    assert double.is_standardised
    assert torch.equal(double.test.images, digits.test.images)
    assert double.mean.device.type == "cpu"


@given(count=st.integers(1, 30), size=st.integers(1, 40), seed=st.integers(0, 9))
@settings(deadline=None)
def test_shuffled_batches_hold_every_image_once_with_its_label(count, size, seed):
    split = some(count)
    generator = torch.Generator().manual_seed(seed)
    parts = list(data.batches(split, size, generator=generator))
    assert [len(labels) for _, labels in parts[:-1]] == [size] * (len(parts) - 1)
    found = Split(*(torch.cat(tensors) for tensors in zip(*parts, strict=True)))
    assert pairs(found) == pairs(split)


def pairs(split):
    return sorted(
        (image.numpy().tobytes(), int(label)) for image, label in zip(split.images, split.labels, strict=True)
    )


def test_batches_without_a_generator_keep_the_order():
    split = some(7)
    images, labels = (torch.cat(parts) for parts in zip(*data.batches(split, 3), strict=True))
    assert torch.equal(images, split.images)
    assert torch.equal(labels, split.labels)


def test_batches_shuffle_anew_in_every_epoch_and_repeat_with_the_seed():
    split = some(50, classes=50)
    generator = torch.Generator().manual_seed(3)
    first, second = (next(iter(data.batches(split, 50, generator=generator)))[1] for _ in range(2))
    again = next(iter(data.batches(split, 50, generator=torch.Generator().manual_seed(3))))[1]
    assert not torch.equal(first, second)
    assert torch.equal(first, again)


def test_batches_augment_and_leave_the_split_as_it_was():
    split, before = some(8), some(8).images
    generator = torch.Generator().manual_seed(0)
    [(images, _)] = data.batches(split, 8, generator=generator, augment=Augment(shift=2))
    assert not torch.equal(images.sort(0).values, before.sort(0).values)
    assert torch.equal(split.images, before)


def test_batches_refuse_bad_arguments_at_once():
    with pytest.raises(ValueError, match="batch_size is a number of images, 1 or more; got 0"):
        data.batches(some(3), 0)
    with pytest.raises(ValueError, match="pass generator"):
        data.batches(some(3), 2, augment=Augment())

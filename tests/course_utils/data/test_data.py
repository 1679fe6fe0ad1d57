"""The digits as arrays: what the NumPy notebooks train on."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.datasets import load_digits as raw_digits

from course_utils.data import load_digits


@pytest.fixture(scope="module")
def digits():
    return load_digits()


def rows(images):
    """Each image as bytes, so that images can be compared as wholes."""
    return [image.tobytes() for image in images]


def test_shapes_and_dtypes(digits):
    assert digits.x_train.shape == (1437, 1, 8, 8)
    assert digits.x_test.shape == (360, 1, 8, 8)
    assert digits.y_train.shape == (1437,)
    assert digits.y_test.shape == (360,)
    assert digits.x_train.dtype == digits.x_test.dtype == np.float32
    assert digits.y_train.dtype == digits.y_test.dtype == np.int64


def test_splits_hold_every_digit_once_with_its_own_label(digits):
    images = np.concatenate([digits.x_train, digits.x_test]) * np.float32(digits.std) + np.float32(
        digits.mean
    )
    labels = np.concatenate([digits.y_train, digits.y_test])
    raw, raw_labels = raw_digits(return_X_y=True)
    ours = {(tuple(np.rint(image.ravel() * 16)), label) for image, label in zip(images, labels, strict=True)}
    theirs = {(tuple(image), label) for image, label in zip(raw, raw_labels, strict=True)}
    assert ours == theirs
    assert len(labels) == len(raw_labels) == len(theirs)


def test_no_test_image_is_in_the_training_split(digits):
    assert not set(rows(digits.x_train)) & set(rows(digits.x_test))


def test_statistics_come_from_the_training_split_alone(digits):
    assert digits.x_train.mean(dtype=np.float64) == pytest.approx(0, abs=1e-5)
    assert digits.x_train.std(dtype=np.float64) == pytest.approx(1, abs=1e-5)
    # Those of all images, or of the test split, would leave this at 0 or 1.
    assert abs(digits.x_test.mean(dtype=np.float64)) > 1e-4
    raw = raw_digits().data / 16
    assert digits.mean != pytest.approx(raw.mean(), abs=1e-6)


def test_mean_and_std_undo_the_standardisation(digits):
    pixels = digits.x_test * digits.std + digits.mean
    assert pixels.min() == pytest.approx(0, abs=1e-5)
    assert pixels.max() == pytest.approx(1, abs=1e-5)


def test_every_class_is_in_both_splits(digits):
    assert set(digits.y_train) == set(digits.y_test) == set(range(10))


def test_seed_decides_the_split(digits):
    again, other = load_digits(), load_digits(seed=1)
    np.testing.assert_array_equal(again.x_train, digits.x_train)
    np.testing.assert_array_equal(again.y_test, digits.y_test)
    assert not np.array_equal(other.y_test, digits.y_test)


@pytest.mark.parametrize("test_size", [1, 1796])
def test_both_splits_may_be_as_small_as_one(test_size):
    digits = load_digits(test_size=test_size)
    assert (len(digits.y_train), len(digits.y_test)) == (1797 - test_size, test_size)


@pytest.mark.parametrize("test_size", [0, -5, 1797, 5000])
def test_a_split_without_images_is_refused(test_size):
    with pytest.raises(ValueError, match=f"between 1 and 1796, got {test_size}"):
        load_digits(test_size=test_size)

"""Downloads: cut at every stage, damaged, raced for, or with nowhere to put them; and what reads them."""

from __future__ import annotations

import errno
import gzip
import hashlib
import os
import pickle
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from course_utils.data import _formats, _image_data, sources
from course_utils.data._downloads import DataUnavailableError, RemoteFile, cache_folder, fetch
from tests.course_utils.data import archives
from tests.course_utils.data.file_server import FileServer

CONTENT = np.random.default_rng(0).bytes(300_000)
NOBODY_LISTENS = RemoteFile("archive.bin", "http://127.0.0.1:9/archive.bin", "0" * 64)
FETCH = """
import sys
from pathlib import Path
from course_utils.data._downloads import DataUnavailableError, RemoteFile, fetch
try:
    fetch(RemoteFile(*sys.argv[2:]), Path(sys.argv[1]), progress=False)
except DataUnavailableError as error:
    sys.exit(str(error))
"""


@pytest.fixture
def server():
    with FileServer(CONTENT) as server:
        yield server


def get(file, folder, **options):
    return fetch(file, folder, progress=False, timeout=5, **options)


def in_another_process(file, folder, *, prefix=(), **options):
    command = [*prefix, sys.executable, "-c", FETCH, folder, file.path, file.url, file.sha256]
    return subprocess.Popen(list(map(str, command)), stderr=subprocess.PIPE, text=True, **options)


def left_in(folder):
    """Names of the files, but for the empty one that is locked."""
    return sorted(path.name for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock")


def test_a_file_is_downloaded_once(server, tmp_path):
    path = get(server.file(), tmp_path)
    assert path.read_bytes() == CONTENT
    assert get(server.file(), tmp_path) == path
    assert server.asked == 1
    assert left_in(tmp_path) == ["archive.bin"]


def test_a_file_may_lie_in_a_folder_of_the_cache(server, tmp_path):
    assert get(server.file("deep/er/archive.bin"), tmp_path) == tmp_path / "deep" / "er" / "archive.bin"


def test_the_progress_bar_reaches_the_end(server, tmp_path, capsys):
    fetch(server.file(), tmp_path)
    shown = capsys.readouterr().err
    assert "100%" in shown
    assert "300k/300k" in shown


@pytest.mark.parametrize("cut", [0, 65_536, len(CONTENT) - 1])
def test_a_connection_that_breaks_once_costs_nothing(server, tmp_path, cut):
    server.cuts = [cut]
    assert get(server.file(), tmp_path).read_bytes() == CONTENT
    assert server.asked == 2
    assert left_in(tmp_path) == ["archive.bin"]


def test_half_a_file_is_never_taken_for_the_whole(server, tmp_path):
    server.cuts = [150_000] * 2
    with pytest.raises(DataUnavailableError, match="did not deliver it, ChunkedEncodingError"):
        get(server.file(), tmp_path)
    assert left_in(tmp_path) == []
    assert get(server.file(), tmp_path).read_bytes() == CONTENT


@pytest.mark.parametrize("damaged", [b"", CONTENT[:-1], CONTENT[:-1] + b"x"])
def test_a_damaged_file_in_the_cache_is_replaced(server, tmp_path, damaged):
    (tmp_path / "archive.bin").write_bytes(damaged)
    assert get(server.file(), tmp_path).read_bytes() == CONTENT


def test_after_a_killed_download_the_next_process_downloads_it(server, tmp_path):
    server.pause = 0.2
    process = in_another_process(server.file(), tmp_path)
    wait_until(lambda: sum(path.stat().st_size for path in tmp_path.iterdir()) >= 1 << 16)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    server.pause = 0
    assert "archive.bin" not in left_in(tmp_path)
    assert get(server.file(), tmp_path).read_bytes() == CONTENT


def test_an_interrupted_download_leaves_nothing(server, tmp_path, monkeypatch):
    def interrupt(*_, **__):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("pooch.core.hash_matches", interrupt)
        with pytest.raises(KeyboardInterrupt):
            get(server.file(), tmp_path)
    assert left_in(tmp_path) == []
    assert get(server.file(), tmp_path).read_bytes() == CONTENT


def test_the_wrong_content_is_refused_and_thrown_away(server, tmp_path):
    file = server.file()
    server.content = CONTENT[:-1] + b"x"
    with pytest.raises(DataUnavailableError, match="has another SHA-256 than it should"):
        get(file, tmp_path)
    assert left_in(tmp_path) == []


@pytest.mark.parametrize("status", [403, 404, 500, 503])
def test_a_refusal_of_the_server_is_not_taken_for_the_file(server, tmp_path, status):
    server.status = status
    with pytest.raises(DataUnavailableError, match=r"127\.0\.0\.1:\d+ did not deliver it, HTTPError"):
        get(server.file(), tmp_path)
    assert server.asked == 2
    assert left_in(tmp_path) == []


def test_a_server_that_falls_silent_is_given_up(server, tmp_path):
    server.pause = 2
    with pytest.raises(DataUnavailableError, match="did not deliver it"):
        fetch(server.file(), tmp_path, progress=False, timeout=0.3)


def test_the_message_is_one_sentence_with_two_ways_out(tmp_path):
    with pytest.raises(DataUnavailableError) as caught:
        get(NOBODY_LISTENS, tmp_path)
    message = str(caught.value)
    assert message.startswith("archive.bin cannot be had (127.0.0.1:9 did not deliver it, ConnectionError): ")
    assert f"put the file from {NOBODY_LISTENS.url} into {tmp_path} yourself" in message
    assert message.endswith("or use load('digits'), which needs no network.")
    assert "\n" not in message


def test_a_file_that_was_put_there_needs_no_network(tmp_path):
    file = RemoteFile(NOBODY_LISTENS.path, NOBODY_LISTENS.url, hashlib.sha256(CONTENT).hexdigest())
    (tmp_path / file.path).write_bytes(CONTENT)
    assert get(file, tmp_path) == tmp_path / file.path


def test_a_full_disk_is_named(server, tmp_path, monkeypatch):
    def fill(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("pooch.HTTPDownloader.__call__", fill)
    with pytest.raises(DataUnavailableError, match=f"the disk is full at {tmp_path}; make room"):
        get(server.file(), tmp_path)


def without_roots_privilege():
    """A prefix for commands that may not write where the permissions forbid it."""
    if os.name != "posix":
        pytest.skip("needs POSIX permissions")
    if os.geteuid() != 0:
        return []
    if shutil.which("setpriv") is None:
        pytest.skip("root may write anywhere, and there is no setpriv to take that right away")
    return ["setpriv", "--inh-caps=-dac_override", "--bounding-set=-dac_override"]


def test_a_read_only_cache_is_named(server, tmp_path):
    folder = tmp_path / "cache"
    folder.mkdir(mode=0o555)
    process = in_another_process(server.file(), folder, prefix=without_roots_privilege())
    _, message = process.communicate(timeout=60)
    assert process.returncode == 1
    assert f"({folder} cannot be used, Permission denied; COURSE_DATA can name another folder)" in message
    assert server.asked == 0


def test_a_read_only_cache_that_holds_the_file_is_enough(server, tmp_path):
    folder = tmp_path / "cache"
    folder.mkdir()
    (folder / "archive.bin").write_bytes(CONTENT)
    folder.chmod(0o555)
    process = in_another_process(server.file(), folder, prefix=without_roots_privilege())
    assert process.communicate(timeout=60)[1] == ""
    assert process.returncode == 0


def test_a_cache_that_is_a_file_is_named(server, tmp_path):
    (tmp_path / "cache").write_text("")
    with pytest.raises(DataUnavailableError, match="cache cannot be used, "):
        get(server.file(), tmp_path / "cache")


def test_of_several_processes_one_downloads(server, tmp_path):
    server.pause = 0.1
    processes = [in_another_process(server.file(), tmp_path) for _ in range(3)]
    messages = [process.communicate(timeout=120)[1] for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0], messages
    assert server.asked == 1
    assert left_in(tmp_path) == ["archive.bin"]


def test_of_several_threads_one_downloads(server, tmp_path):
    server.pause = 0.02
    with ThreadPoolExecutor(4) as pool:
        paths = list(pool.map(lambda _: get(server.file(), tmp_path), range(4)))
    assert {path.read_bytes() for path in paths} == {CONTENT}
    assert server.asked == 1


def test_the_environment_names_the_cache(monkeypatch, tmp_path):
    monkeypatch.setenv("COURSE_DATA", str(tmp_path))
    assert cache_folder() == tmp_path
    monkeypatch.setenv("COURSE_DATA", "~/data")
    assert cache_folder() == Path.home() / "data"
    monkeypatch.delenv("COURSE_DATA")
    assert cache_folder().name == "cnn-course"


def test_cifar_is_read_as_it_was_written(tmp_path, monkeypatch):
    content, images, labels = archives.random_cifar()
    monkeypatch.setenv("COURSE_DATA", str(tmp_path))
    with FileServer(content) as server:
        raw = sources.cifar10(server.file("cifar.tar.gz"))
    np.testing.assert_array_equal(raw.images, images)
    np.testing.assert_array_equal(raw.labels, labels)
    assert raw.test_size == 4
    split = _image_data.split_up("cifar10", raw)
    assert {image.numpy().tobytes() for image in split.test.images} == {
        image.tobytes() for image in images[-4:]
    }


def test_fashion_is_read_as_it_was_written(tmp_path, monkeypatch):
    rng = np.random.default_rng(1)
    images, labels = rng.integers(0, 256, (30, 28, 28)), rng.integers(0, 10, 30)
    monkeypatch.setenv("COURSE_DATA", str(tmp_path))
    files = []
    for i, part in enumerate([images[:20], labels[:20], images[20:], labels[20:]]):
        (tmp_path / f"{i}.gz").write_bytes(archives.idx(part))
        digest = hashlib.sha256(archives.idx(part)).hexdigest()
        files.append(RemoteFile(f"{i}.gz", NOBODY_LISTENS.url, digest))
    raw = sources.fashion(files)
    np.testing.assert_array_equal(raw.images[:, 0], images)
    np.testing.assert_array_equal(raw.labels, labels)
    assert raw.test_size == 10


def test_a_pickle_that_names_a_function_is_refused(tmp_path):
    """Even if somebody's hash were right, nothing but arrays is built."""
    harm = tmp_path / "harm"

    class Harmful:
        def __reduce__(self):
            return os.mkdir, (str(harm),)

    batches = dict.fromkeys(archives.BATCHES, pickle.dumps(Harmful(), protocol=2))
    (tmp_path / "bad.tar.gz").write_bytes(archives.cifar_archive(batches))
    with pytest.raises(pickle.UnpicklingError, match=r"refused to load \w+.mkdir: only NumPy arrays"):
        _formats.read_cifar10(tmp_path / "bad.tar.gz")
    assert not harm.exists()


@pytest.mark.parametrize(
    "name", ["builtins.eval", "builtins.getattr", "os.system", "numpy.load", "_codecs.encode"]
)
def test_no_other_name_is_admitted(name):
    module, _, function = name.rpartition(".")
    content = f"c{module}\n{function}\n.".encode()
    with pytest.raises(pickle.UnpicklingError, match=f"refused to load {name}"):
        _formats._read_batch(content, "data_batch_1")


IMAGES, LABELS = np.zeros((2, 3, 32, 32), np.uint8), [1, 2]


@pytest.mark.parametrize(
    ("batch", "message"),
    [
        (pickle.dumps([1, 2]), "no uint8 array"),
        (archives.cifar_batch(IMAGES[:, :2], LABELS), r"no uint8 array of shape \(N, 3072\)"),
        (archives.cifar_batch(IMAGES, [1]), "no list of 2 labels"),
    ],
)
def test_a_batch_of_another_form_is_refused(batch, message):
    with pytest.raises(ValueError, match=f"data_batch_1 holds {message}"):
        _formats._read_batch(batch, "data_batch_1")


def test_an_archive_that_lacks_a_batch_is_refused(tmp_path):
    batches = dict.fromkeys(archives.BATCHES[1:], archives.cifar_batch(IMAGES, LABELS))
    (tmp_path / "short.tar.gz").write_bytes(archives.cifar_archive(batches))
    with pytest.raises(ValueError, match="it lacks data_batch_1"):
        _formats.read_cifar10(tmp_path / "short.tar.gz")


@pytest.mark.parametrize(
    "content", [b"", bytes([0, 0, 8, 1, 0, 0, 0, 5, 1]), bytes([0, 0, 13, 1, 0, 0, 0, 0])]
)
def test_a_file_that_is_no_idx_is_refused(tmp_path, content):
    (tmp_path / "bad.gz").write_bytes(gzip.compress(content))
    with pytest.raises(ValueError, match="is no IDX file of unsigned bytes"):
        _formats.read_idx(tmp_path / "bad.gz")


def wait_until(condition, seconds=30):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)

"""Files that are downloaded once, and hashed before anybody reads them."""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass
from pathlib import Path

__all__ = ["DataUnavailableError", "RemoteFile", "cache_folder", "fetch"]


class DataUnavailableError(RuntimeError):
    """The data can neither be found in the cache nor downloaded; the message says what to do."""


@dataclass(frozen=True)
class RemoteFile:
    """A file on the net: where it goes below the cache folder, its address, and its SHA-256 in hex."""

    path: str
    url: str
    sha256: str


def cache_folder() -> Path:
    """The folder that the environment variable COURSE_DATA names, else one in the user's cache."""
    import pooch

    return Path(os.environ.get("COURSE_DATA") or pooch.os_cache("cnn-course")).expanduser()


def fetch(
    file: RemoteFile, folder: Path | None = None, *, timeout: float = 30, progress: bool = True
) -> Path:
    """The path of a file in the cache, downloaded unless it is there with the right hash.

    A file gets its name only once its hash is right. A download that fails is tried once more. Of several
    processes one downloads while the others wait.
    folder: of the cache, by default `cache_folder()`. timeout: seconds without an answer.
    Raises DataUnavailableError if there is no network, the folder cannot be written or the disk is full.
    """
    folder = cache_folder() if folder is None else folder
    path = folder / file.path
    try:
        if _has_hash(path, file.sha256):  # needs no lock, so that a shared cache may be read-only
            return path
        path.parent.mkdir(parents=True, exist_ok=True)
        return _download(file, folder, timeout=timeout, progress=progress)
    except (OSError, ValueError) as error:
        raise DataUnavailableError(
            f"{path.name} cannot be had ({_reason(error, file.url, path.parent)}): put the file from "
            f"{file.url} into {path.parent} yourself, or use load('digits'), which needs no network."
        ) from error


def _has_hash(path: Path, sha256: str) -> bool:
    import pooch

    return path.is_file() and pooch.file_hash(str(path)) == sha256


def _download(file: RemoteFile, folder: Path, *, timeout: float, progress: bool) -> Path:
    """Let one process at a time download; those that waited find the file there."""
    import pooch
    from filelock import FileLock

    cache = pooch.create(
        folder,
        base_url="",
        registry={file.path: file.sha256},
        urls={file.path: file.url},
        retry_if_failed=1,
    )
    with FileLock(f"{folder / file.path}.lock"):
        downloader = pooch.HTTPDownloader(progressbar=progress, timeout=timeout)
        return Path(cache.fetch(file.path, downloader=downloader))


def _reason(error: OSError | ValueError, url: str, folder: Path) -> str:
    """Why a download failed, in a few words."""
    from requests import RequestException

    if isinstance(error, ValueError) and not isinstance(error, RequestException):
        return "what was downloaded has another SHA-256 than it should, so it was thrown away unread"
    if isinstance(error, RequestException):
        return f"{url.split('/')[2]} did not deliver it, {type(error).__name__}"
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"the disk is full at {folder}; make room, or name another folder in COURSE_DATA"
    return f"{folder} cannot be used, {error.strerror}; COURSE_DATA can name another folder"

"""Files in the stores that pyarrow's file systems reach (Amazon S3, Google Cloud Storage, Hadoop, Azure), when the user names one."""

from __future__ import annotations

from typing import Any, BinaryIO, cast

SCHEMES = ("s3://", "gs://", "gcs://", "hdfs://", "viewfs://", "abfs://", "abfss://", "file://")


def is_remote(name: str) -> bool:
    return name.startswith(SCHEMES)


def filesystem(address: str) -> tuple[Any, str]:
    """The file system of an address and the path in it; raises OSError. A path without a scheme is one of this machine."""
    from pathlib import Path

    from pyarrow import ArrowException, fs

    if not is_remote(address):
        return fs.LocalFileSystem(), str(Path(address).absolute())
    try:
        found, path = fs.FileSystem.from_uri(address)
    except (ArrowException, ValueError) as error:
        raise OSError(f"no such store: {str(error)[:120]}") from None
    return found, path


def open_remote(address: str) -> BinaryIO:
    """The file at `address`, from which one may also read at any place; raises OSError."""
    store, path = filesystem(address)
    return cast(BinaryIO, store.open_input_file(path))

"""A folder for what a run writes: on a disk that all machines see, or in a store such as S3. Files in it appear whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, BinaryIO, cast
from uuid import uuid4

from letopis.formats.remote import filesystem


@dataclass(frozen=True, slots=True)
class Place:
    """A folder by its address: a path, or `s3://bucket/folder`. It can be pickled: each process opens the store for itself."""

    address: str

    @contextmanager
    def writing(self, name: str) -> Iterator[BinaryIO]:
        """A file that gets its `name` when all is in it; one that was there is replaced. Raises OSError."""
        store, path = self._at(name)
        folder, _, last = path.rpartition("/")
        store.create_dir(folder, recursive=True)
        aside = f"{folder}/_{last}.{uuid4().hex}.tmp"  # should two workers do the same, each has a file of its own
        try:
            with store.open_output_stream(aside) as out:
                yield cast(BinaryIO, out)
            store.move(aside, path)
        except BaseException:
            with suppress(OSError):
                store.delete_file(aside)
            raise

    def reading(self, name: str) -> Any:
        """An open file of pyarrow. Raises OSError."""
        store, path = self._at(name)
        return store.open_input_file(path)

    def write_json(self, name: str, value: object) -> None:
        with self.writing(name) as out:
            out.write(json.dumps(value, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n")

    def read_json(self, name: str) -> Any:
        """The value in a file; None if there is none. Raises ValueError, OSError."""
        try:
            with self.reading(name) as file:
                return json.loads(file.read())
        except FileNotFoundError:
            return None

    def names(self) -> list[str]:
        """What is in the folder."""
        from pyarrow import fs

        store, path = self._at("")
        return sorted(info.base_name for info in store.get_file_info(fs.FileSelector(path.rstrip("/"), allow_not_found=True)))

    def remove(self, folder: str) -> None:
        """Remove a folder in it with all that it holds."""
        store, path = self._at(folder)
        store.delete_dir(path)

    def _at(self, name: str) -> tuple[Any, str]:
        store, path = filesystem(self.address)
        return store, f"{path.rstrip('/')}/{name}" if name else path

"""Renews the output shown below each ``$ letopis`` command of the README: ``python docs/refresh.py``."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

README = Path(__file__).parent.parent / "README.md"
BLOCK = re.compile(r"```console\n\$ letopis (?P<arguments>[^\n]*)\n.*?```", re.DOTALL)


def shown(match: re.Match[str]) -> str:
    """The block with what the command prints now."""
    command = [sys.executable, "-m", "letopis", *shlex.split(match["arguments"])]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=README.parent)
    return f"```console\n$ letopis {match['arguments']}\n{done.stdout}```"


if __name__ == "__main__":
    README.write_text(BLOCK.sub(shown, README.read_text(encoding="utf-8")), encoding="utf-8")

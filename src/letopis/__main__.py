"""``python -m letopis`` is ``letopis``."""

from letopis.cli import main

if __name__ == "__main__":
    raise SystemExit(main())

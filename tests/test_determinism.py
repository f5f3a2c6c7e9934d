"""The same text gives the same ledger in every process: nothing hangs on the order of a set, which each process draws anew."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
SEEDS = range(8)
TWO_PHRASES_OF_ONE_LENGTH = """
from letopis.languages import ru
from letopis.languages.phrases import Phrases, keys

morphology = ru.load().morphology
phrases = Phrases()
for word in ("дело", "деть", "день", "дюна"):
    phrases.add(word, word, morphology)
known = frozenset().union(*(keys(w, morphology) for w in ("дело", "деть", "день", "дюна")))
print(phrases.at(0, [known], ["дело"]).value)
"""
LEDGERS = """
import json
from pathlib import Path
import letopis

texts = [p.read_text(encoding="utf-8") for p in sorted(Path("samples").glob("*.txt"))]
print(json.dumps([r.to_dict() for r in letopis.read_many(texts)], ensure_ascii=False, sort_keys=True))
"""


def printed(program: str, seed: int) -> str:
    surroundings = {**os.environ, "PYTHONHASHSEED": str(seed), "PYTHONPATH": "src", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=surroundings, check=True, capture_output=True)
    return done.stdout.decode()


def test_a_tie_between_phrases_is_settled_alike() -> None:
    assert len({printed(TWO_PHRASES_OF_ONE_LENGTH, seed) for seed in SEEDS}) == 1


def test_the_samples_give_the_same_ledgers() -> None:
    assert len({printed(LEDGERS, seed) for seed in (0, 1, 2)}) == 1

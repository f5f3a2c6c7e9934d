"""Where the weights are: inside the installed `natasha` wheel, which is located but never imported.

Importing natasha would pull in pymorphy2 and pkg_resources; only its data files (MIT) are needed.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path


class WeightsMissing(RuntimeError):
    """The wheel that carries the weights is not installed, or not whole."""


@dataclass(frozen=True, slots=True)
class WeightFiles:
    """Paths of the four archives."""

    navec: Path
    morphology: Path
    syntax: Path
    names: Path


def weight_files() -> WeightFiles:
    """Locate the weights; raises `WeightsMissing` with the mend."""
    spec = find_spec("natasha")
    if spec is None or not spec.submodule_search_locations:
        raise WeightsMissing("the package natasha, whose wheel carries the weights, is not installed: pip install 'natasha>=1.6'")
    data = Path(spec.submodule_search_locations[0]) / "data"
    files = WeightFiles(
        navec=data / "emb" / "navec_news_v1_1B_250K_300d_100q.tar",
        morphology=data / "model" / "slovnet_morph_news_v1.tar",
        syntax=data / "model" / "slovnet_syntax_news_v1.tar",
        names=data / "model" / "slovnet_ner_news_v1.tar",
    )
    for path in (files.navec, files.morphology, files.syntax, files.names):
        if not path.is_file():
            raise WeightsMissing(f"{path} is missing: reinstall with pip install --force-reinstall 'natasha>=1.6'")
    return files

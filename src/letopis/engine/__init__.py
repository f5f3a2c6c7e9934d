"""The neural tagger: batches of sentences in; tags, trees and names out."""

from letopis.engine.tagger import Tagged, Tagger, load_tagger
from letopis.engine.trees import repair

__all__ = ["Tagged", "Tagger", "load_tagger", "repair"]

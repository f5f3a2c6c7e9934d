"""Who is told to speak, and who cannot: what a description or a pronoun beside a word of speech may point back to."""

from __future__ import annotations

from letopis.languages.language import Language
from letopis.model import Parse
from letopis.steps.clusters import Cluster
from letopis.steps.salience import SUBJECTS, relation

PUBLIC = frozenset({"party", "activist", "culture", "sport", "human", "business", "author"})
"""Kinds of title that one person may well have together, so that none of them speaks against another."""
MODIFIERS = frozenset({"amod", "acl"})
PATIENTS = frozenset({"obj", "nsubj:pass"})
LATELY = 2
"""Sentences over which a speaker stays the one who speaks."""


def speaks(parse: Parse, language: Language, i: int) -> bool:
    """Is the mention headed by `i` told to say something: the subject of a verb of speech, or the party of `по словам`?"""
    token = parse.tokens[i]
    while token.deprel in {"conj", "appos", "flat:name"} and token.head >= 0:
        token = parse.tokens[token.head]
    if token.head < 0:
        return False
    above = parse.tokens[token.head]
    if token.deprel in SUBJECTS:
        return above.lemma in language.speech.verbs
    whose = token.feat("Case") == "Gen" or token.pos == "DET" or token.deprel == "det"
    return whose and above.lemma in language.speech.words("told_by") and any(t.deprel == "case" for t in parse.dependents(above.i))


def spoke_before(parse: Parse, language: Language, cluster: Cluster, at: int) -> int:
    """The last word before token `at` where the cluster is told to speak; -1 without one in the last few sentences."""
    here = parse.tokens[at].sentence
    heads = (o.mention.head for o in cluster.sightings if o.mention.head < at and here - parse.tokens[o.mention.head].sentence <= LATELY)
    return max((h for h in heads if speaks(parse, language, h)), default=-1)


def silent(parse: Parse, language: Language, cluster: Cluster, at: int) -> bool:
    """Is the cluster told to be dead before token `at`, and nowhere to have spoken?"""
    if cluster.first >= at:
        return False
    heads = [o.mention.head for o in cluster.sightings if o.mention.head != at]
    return any(_dead(parse, language, h) for h in heads if h < at) and not any(speaks(parse, language, h) for h in heads)


def _dead(parse: Parse, language: Language, i: int) -> bool:
    """`погибшей журналистки`, `убили адвоката`, `адвокат погиб`, `убийство адвоката`."""
    token = parse.tokens[i]
    killing, dying = language.speech.words("killing"), language.speech.words("dying")
    if token.lemma in dying:
        return True
    for t in parse.dependents(i):
        if t.deprel in MODIFIERS and (t.lemma in killing or t.lemma in dying):
            return True
    above = parse.tokens[token.head].lemma if token.head >= 0 else ""
    if above not in dying and above not in killing:
        return False
    role = relation(parse, i)
    return role in (SUBJECTS if above in dying else PATIENTS) or (role == "nmod" and token.feat("Case") == "Gen")

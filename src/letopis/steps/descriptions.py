"""Persons without their name: offices, and descriptions such as `политик`. Each rule answers with a cluster or abstains."""

from __future__ import annotations

from letopis.steps.clusters import Cluster
from letopis.steps.foreground import Stage
from letopis.steps.offices import may_hold
from letopis.steps.phrases import numbers
from letopis.steps.salience import SUBJECTS, relation
from letopis.steps.sameness import states
from letopis.steps.scene import Sighting
from letopis.steps.speaking import PUBLIC, speaks

OFFICIALS = frozenset({"state_head", "government_head", "minister", "official", "legislator", "diplomat", "royal", "party"})
FOR_ANYBODY = frozenset({"human", "suspect", "victim"})
"""Kinds of title that may be said of whoever is told about; others only of one not known as something else."""
LEAD = 3
"""Sentences after the headline that introduce who it is about."""
SELDOM = frozenset({"police", "law", "medic", "clergy", "military", "kin", "author", "science"})
"""Kinds of title said only of one who is told to be that."""
AT_COURT = frozenset({"press", "law", "police", "medic", "clergy"})
ON_DUTY = AT_COURT | {"official", "minister", "diplomat", "military", "science", "state_head", "government_head"}
"""Whoever is told by these in a report is there for the office, and is not called `мужчина`; those at court not even `подозреваемый`."""


def office(stage: Stage, s: Sighting) -> Cluster | None:
    """`президент Чили`: whoever is told to be that; the nearest before, else the first after."""
    assert s.title
    title, of = s.title, s.of
    if s.mention.anchor == "common" and not of and title.kind != "kin":
        return None
    fitting = [c for c in stage.persons() if c.is_named and stage.one_gender(c, s) and _holds(stage, c, s)]
    if title.kind == "kin" and len(fitting) != 1:
        return None
    return stage.nearest(fitting, s.mention.head)


def same_office(stage: Stage, s: Sighting) -> Cluster | None:
    """The same office as one that stands without a name elsewhere."""
    if s.mention.anchor == "common" and not s.of:
        return None
    fitting = [c for c in stage.persons() if (c.is_named or stage.one_gender(c, s)) and _holds(stage, c, s) and _same_noun(stage, c, s)]
    return stage.nearest(fitting, s.mention.head)


def untitled_head(stage: Stage, s: Sighting) -> Cluster | None:
    """`Обама … Президент`: a person of whom no office is told, in the foreground just before."""
    if s.title is None or s.title.kind not in {"state_head", "government_head"} or relation(stage.parse, s.mention.head) not in SUBJECTS:
        return None
    fitting = [c for c in stage.persons() if c.is_named and not c.titles and stage.one_gender(c, s)]
    return stage.foremost(fitting, s, least=0.0)


def description(stage: Stage, s: Sighting) -> Cluster | None:
    """`политик`, `женщина`, `подозреваемый`: who is in the foreground and is not known as something else."""
    if s.mention.anchor not in {"definite", "role"} or not s.bare or s.mention.number == "Plur":
        return _told_more(stage, s)
    kind = s.title.kind if s.title else "human"
    if kind in {"kin", "medic"}:
        return None
    if kind in {"official", "party"} and s.mention.anchor == "role" and s.title and "wide" not in s.title.ranks:
        return None

    if s.title and "stranger" in s.title.ranks:
        return None

    def may(c: Cluster) -> bool:
        kinds = {t.kind for t, _ in c.titles}
        if kind in {"party", "official"}:
            return not kinds or bool(kinds & OFFICIALS)
        if kind in FOR_ANYBODY:
            return not kinds & (ON_DUTY if kind == "human" else AT_COURT)
        return (kind in kinds or not kinds) and kind not in SELDOM

    fitting = stage.alive((c for c in stage.persons() if may(c) and stage.one_gender(c, s)), s)
    return stage.foremost(fitting, s, least=-0.5) or stage.main(fitting, s) or _told_more(stage, s)


def _told_more(stage: Stage, s: Sighting) -> Cluster | None:
    """`олимпийский чемпион`, `правозащитник`: who spoke last or is told about, by a new word that nothing known of them speaks against."""
    if s.title is None or s.mention.number == "Plur" or s.title.kind not in PUBLIC or not _definite(stage, s):
        return None
    fitting = [c for c in stage.persons() if c.is_named and {t.kind for t, _ in c.titles} <= PUBLIC and stage.one_gender(c, s)]
    if s.title.kind == "human" and not s.bare:
        return None
    return stage.speaker(fitting, s) or (stage.main(fitting, s) if relation(stage.parse, s.mention.head) in SUBJECTS else None)


def from_headline(stage: Stage, s: Sighting) -> Cluster | None:
    """`Гражданин Чили` in the headline: the one person whom the lead tells by like words (`чилиец Мигель Рохас`)."""
    first = stage.parse.tokens[s.mention.head].sentence
    if first > 0 or s.mention.number == "Plur":
        return None

    def told(c: Cluster) -> bool:
        lead = [o for o in c.sightings if o.words and 0 < stage.parse.tokens[o.mention.head].sentence <= LEAD]
        return any(o.says & s.says for o in lead) and stage.one_gender(c, s)

    fitting = [c for c in stage.persons() if told(c)]
    return fitting[0] if len(fitting) == 1 else None


def several(stage: Stage, s: Sighting) -> Cluster | None:
    """`оба президента`, `лидеры`: two persons of that office named before, or the two that stand side by side."""
    assert s.title
    title, lexicon = s.title, stage.scene.language.lexicon
    if not s.bare or title.kind not in OFFICIALS | {"human"} or not _may_be_two(stage, s):
        return None
    before = [c for c in stage.persons() if not c.members and c.first < s.mention.head]
    fitting = [c for c in before if any(may_hold(lexicon, title, s.of, t, o) for t, o in c.titles)]
    if len(fitting) == 2:
        return stage.together(fitting)
    pair = stage.coordinated(s)
    alike = pair is not None and all(not m.titles or m in fitting for m in pair.members)
    return pair if alike and title.kind in {"state_head", "government_head", "party", "human"} else None


def _same_noun(stage: Stage, c: Cluster, s: Sighting) -> bool:
    """What may be said of anybody makes one of two nameless ones only in the same word: a `смертник` need be no `боевик`."""
    lemma = stage.parse.tokens[s.mention.head].lemma
    return (s.title is None or s.title.kind not in FOR_ANYBODY) or any(stage.parse.tokens[o.mention.head].lemma == lemma for o in c.sightings)


def _holds(stage: Stage, c: Cluster, s: Sighting) -> bool:
    """Is `c` told to hold the office of `s`, and no like office somewhere else?"""
    assert s.title
    here, lexicon = states(s.of), stage.scene.language.lexicon
    if here and any(t.kind == s.title.kind and (there := states(o)) and not there & here for t, o in c.titles):
        return False
    return any(may_hold(lexicon, s.title, s.of, t, o) for t, o in c.titles)


def _definite(stage: Stage, s: Sighting) -> bool:
    """Not `один из чемпионов`, `другой политик`, nor a word that stands beside a name or a predicate."""
    token = stage.parse.tokens[s.mention.head]
    before = {stage.parse.tokens[i].lemma for i in stage.parse.covered(s.mention.span)}
    place = relation(stage.parse, s.mention.head) in SUBJECTS or speaks(stage.parse, stage.scene.language, s.mention.head)
    return place and token.deprel != "conj" and not before & stage.scene.words.newcomers and s.mention.head not in stage.scene.unnamed


def _may_be_two(stage: Stage, s: Sighting) -> bool:
    counts = [stage.scene.language.lexicon.pronouns.get(t.lemma) for t in numbers(stage.parse, s.mention.head)]
    return all(row is not None and row.type == "pair" for row in counts)

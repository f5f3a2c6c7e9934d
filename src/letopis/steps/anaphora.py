"""Places what points back: offices without a name, definite descriptions, pronouns. Each rule answers with a cluster or abstains."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from letopis.languages.folding import fold
from letopis.model import Parse
from letopis.steps.clusters import Cluster
from letopis.steps.commons import common_mention
from letopis.steps.phrases import numbers
from letopis.steps.salience import SUBJECTS, WINDOW, clause, forbidden, relation, subject_of, weight
from letopis.steps.sameness import belongs_together, same_office, states
from letopis.steps.scene import Scene, Sighting
from letopis.steps.speaking import PUBLIC, silent, speaks, spoke_before

OFFICIALS = frozenset({"state_head", "government_head", "minister", "official", "legislator", "diplomat", "royal", "party"})
FOR_ANYBODY = frozenset({"human", "suspect", "victim"})
"""Kinds of title that may be said of whoever is told about; others only of one not known as something else."""
INDEFINITE = frozenset({"один", "другой", "некий", "некоторый", "какой-то", "любой", "каждый", "многий", "ещё", "местный", "неизвестный", "новый"})
"""Words that bring in somebody new."""
LEAD = 3
"""Sentences after the headline that introduce who it is about."""
SELDOM = frozenset({"police", "law", "medic", "clergy", "military", "kin", "author", "science"})
"""Kinds of title said only of one who is told to be that."""
NAMED = 0.6
"""What a name adds: who is named is likelier to be taken up again."""
AT_COURT = frozenset({"press", "law", "police", "medic", "clergy"})
ON_DUTY = AT_COURT | {"official", "minister", "diplomat", "military", "science", "state_head", "government_head"}
"""Whoever is told by these in a report is there for the office, and is not called `мужчина`; those at court not even `подозреваемый`."""
STANDS_FOR = {
    "ведомство": {"agency"},
    "министерство": {"agency"},
    "компания": {"company", "generic", ""},
    "банк": {"company", ""},
    "организация": {"org", "party", "company", "generic", ""},
    "партия": {"party", ""},
    "клуб": {""},
    "вуз": {""},
}
"""Common noun for a body -> kinds of row that it may stand for; empty for a body that no table knows."""
MEDIA_WORDS = {
    "агентство": {"agency"},
    "газета_слово": {"newspaper"},
    "журнал": {"magazine"},
    "телеканал": {"tv"},
    "радио": {"radio"},
    "сайт": {"site"},
}


def points_back(scene: Scene, s: Sighting) -> bool:
    """An unnamed source that was cited before: `источник` and no more, `собеседник издания`."""
    word = scene.language.lexicon.pronouns.get(fold(scene.parse.tokens[s.mention.head].lemma))
    again = word is not None and word.type == "cited"
    return s.mention.kind == "unnamed" and s.mention.number != "Plur" and (s.bare or again)


class Anaphora:
    """Adds sightings to `clusters`, in the order of the text."""

    def __init__(self, scene: Scene, clusters: list[Cluster]) -> None:
        self.scene = scene
        self.parse: Parse = scene.parse
        self.clusters = clusters

    def place(self, sighting: Sighting) -> Cluster | None:
        """Join `sighting` to its cluster; one that says who it is makes a cluster of its own where none fits."""
        for rule in self._rules(sighting):
            cluster = rule(sighting)
            if cluster is not None:
                cluster.sightings.append(sighting)
                return cluster
        if sighting.mention.anchor == "pronoun":
            return None
        own = Cluster([sighting])
        self.clusters.append(own)
        return own

    def _rules(self, sighting: Sighting) -> tuple[Callable[[Sighting], Cluster | None], ...]:
        mention = sighting.mention
        if mention.anchor == "pronoun":
            kind = sighting.key.split(":")[1]
            return {"relative": (self._relative,), "reflexive": (self._reflexive,)}.get(kind, (self._pronoun,))
        if sighting.title and mention.number == "Plur":
            return (self._several, self._same_words)
        if sighting.title:
            return (self._office, self._untitled_head, self._description, self._from_headline, self._same_office, self._same_words)
        if mention.kind == "person":
            return (self._description, self._from_headline, self._same_words)
        if mention.kind == "media":
            return (self._medium, self._same_words)
        if mention.kind == "unnamed":
            return (self._cited, self._same_words)
        return (self._body, self._same_words)

    def _cited(self, s: Sighting) -> Cluster | None:
        """`собеседник издания`: the unnamed source cited before."""
        if not points_back(self.scene, s):
            return None
        before = [c for c in self.clusters if c.kind == "unnamed" and not c.plural and c.first() < s.mention.head]
        return self._nearest(before, s.mention.head, forward=False)

    # --- offices and descriptions of persons -------------------------------------------------------------------------
    def _office(self, s: Sighting) -> Cluster | None:
        """`президент Чили`: whoever is told to be that; the nearest before, else the first after."""
        assert s.title
        title, of = s.title, s.of
        if s.mention.anchor == "common" and not of and title.kind != "kin":
            return None
        fitting = [c for c in self._persons() if c.named() and self._holds(c, s) and self._one_gender(c, s)]
        if title.kind == "kin" and len(fitting) != 1:
            return None
        return self._nearest(fitting, s.mention.head)

    def _same_office(self, s: Sighting) -> Cluster | None:
        """The same office as one that stands without a name elsewhere."""
        if s.mention.anchor == "common" and not s.of:
            return None
        return self._nearest([c for c in self._persons() if self._holds(c, s) and self._same_noun(c, s)], s.mention.head)

    def _same_noun(self, c: Cluster, s: Sighting) -> bool:
        """What may be said of anybody makes one of two nameless ones only in the same word: a `смертник` need be no `боевик`."""
        lemma = self.parse.tokens[s.mention.head].lemma
        return (s.title is None or s.title.kind not in FOR_ANYBODY) or any(self.parse.tokens[o.mention.head].lemma == lemma for o in c.sightings)

    def _holds(self, c: Cluster, s: Sighting) -> bool:
        """Is `c` told to hold the office of `s`, and no like office somewhere else?"""
        assert s.title
        told = list(c.titles())
        elsewhere = any(t.kind == s.title.kind and states(o) and states(s.of) and not states(o) & states(s.of) for t, o in told)
        return not elsewhere and any(same_office(s.title, s.of, t, o) for t, o in told)

    def _untitled_head(self, s: Sighting) -> Cluster | None:
        """`Обама … Президент`: a person of whom no office is told, in the foreground just before."""
        if s.title is None or s.title.kind not in {"state_head", "government_head"} or relation(self.parse, s.mention.head) not in SUBJECTS:
            return None
        fitting = [c for c in self._persons() if c.named() and not any(True for _ in c.titles()) and self._one_gender(c, s)]
        return self._foremost(fitting, s, least=0.0)

    def _description(self, s: Sighting) -> Cluster | None:
        """`политик`, `женщина`, `подозреваемый`: who is in the foreground and is not known as something else."""
        if s.mention.anchor not in {"definite", "role"} or not s.bare or s.mention.number == "Plur":
            return self._told_more(s)
        kind = s.title.kind if s.title else "human"
        if kind in {"kin", "medic"}:
            return None
        if kind in {"official", "party"} and s.mention.anchor == "role" and s.title and s.title.id not in {"чиновник", "должностное_лицо"}:
            return None

        if s.title and s.title.id == "незнакомец":
            return None

        def may(c: Cluster) -> bool:
            kinds = {t.kind for t, _ in c.titles()}
            if kind in {"party", "official"}:
                return not kinds or bool(kinds & OFFICIALS)
            if kind in FOR_ANYBODY:
                return not kinds & (ON_DUTY if kind == "human" else AT_COURT)
            return (kind in kinds or not kinds) and kind not in SELDOM

        fitting = self._alive((c for c in self._persons() if may(c) and self._one_gender(c, s)), s)
        return self._foremost(fitting, s, least=-0.5) or self._main(fitting, s) or self._told_more(s)

    def _told_more(self, s: Sighting) -> Cluster | None:
        """`олимпийский чемпион`, `правозащитник`: who spoke last or is told about, by a new word that nothing known of them speaks against."""
        if s.title is None or s.mention.number == "Plur" or s.title.kind not in PUBLIC or not self._definite(s):
            return None
        fitting = [c for c in self._persons() if c.named() and {t.kind for t, _ in c.titles()} <= PUBLIC and self._one_gender(c, s)]
        if s.title.kind == "human" and not s.bare:
            return None
        return self._speaker(fitting, s) or (self._main(fitting, s) if relation(self.parse, s.mention.head) in SUBJECTS else None)

    def _definite(self, s: Sighting) -> bool:
        """Not `один из чемпионов`, `другой политик`, nor a word that stands beside a name or a predicate."""
        token = self.parse.tokens[s.mention.head]
        before = {self.parse.tokens[i].lemma for i in self.parse.covered(s.mention.span)}
        place = relation(self.parse, s.mention.head) in SUBJECTS or speaks(self.parse, self.scene.language, s.mention.head)
        return place and token.deprel != "conj" and not before & INDEFINITE and s.mention.head not in self.scene.unnamed

    def _main(self, clusters: Iterable[Cluster], s: Sighting) -> Cluster | None:
        """Whom the report is about: named, mentioned three times before, and more often than anybody else."""
        often = {id(c): sum(1 for o in c.sightings if o.mention.head < s.mention.head) for c in self._persons()}
        top = max(often.values(), default=0)
        return next((c for c in clusters if c.named() and often.get(id(c), 0) == top >= 3), None)

    def _from_headline(self, s: Sighting) -> Cluster | None:
        """`Гражданин Чили` in the headline: the one person whom the lead tells by like words (`чилиец Мигель Рохас`)."""
        first = self.parse.tokens[s.mention.head].sentence
        if first > 0 or s.mention.number == "Plur":
            return None

        def told(c: Cluster) -> bool:
            lead = [o for o in c.sightings if o.words and 0 < self.parse.tokens[o.mention.head].sentence <= LEAD]
            return any(o.says & s.says for o in lead) and self._one_gender(c, s)

        fitting = [c for c in self._persons() if told(c)]
        return fitting[0] if len(fitting) == 1 else None

    def _same_words(self, s: Sighting) -> Cluster | None:
        """The same noun again, saying no more: `посольство` after `посольство Чили`."""
        head = fold(self.parse.tokens[s.mention.head].lemma)
        said = s.says
        fitting = [
            c
            for c in self.clusters
            for o in c.sightings
            if o.mention.head != s.mention.head
            and fold(self.parse.tokens[o.mention.head].lemma) == head
            and o.mention.number == s.mention.number
            and o.mention.anchor != "pronoun"
            and belongs_together(o.of, s.of)
            and said <= o.says
        ]
        return self._nearest(fitting, s.mention.head, forward=False)

    # --- bodies ------------------------------------------------------------------------------------------------------
    def _body(self, s: Sighting) -> Cluster | None:
        if s.mention.anchor != "definite" or s.mention.number == "Plur":
            return None
        row = s.key.partition(":")[2]
        if row == "страна":
            return self._foremost([c for c in self.clusters if c.kind == "state"], s, least=-2.0)
        fitting = [c for c in self.clusters if self._may_be(c, row, s)]
        return self._nearest(fitting, s.mention.head, forward=False)

    def _may_be(self, c: Cluster, row: str, s: Sighting) -> bool:
        """What a common noun for bodies may stand for."""
        if not c.named() or c.kind not in {"organisation", "office"}:
            return False
        words = {w for o in c.sightings for w in o.says}
        word = fold(self.parse.tokens[s.mention.head].lemma)
        if word in words:
            return True
        if row not in STANDS_FOR:
            return False
        kinds = {self._row_kind(k) for k in c.rows() if k.startswith("org:")}
        return bool(kinds & STANDS_FOR[row]) if kinds else "" in STANDS_FOR[row]

    def _row_kind(self, key: str) -> str:
        return next((m.value.kind for m in self.scene.organisations.values() if f"org:{m.value.id}" == key), "")

    def _medium(self, s: Sighting) -> Cluster | None:
        """`издание`, `агентство`: the medium named last, of that kind where the table knows it."""
        if s.mention.anchor != "definite":
            return None
        media = [c for c in self.clusters if c.kind == "media" and any(o.mention.anchor == "name" for o in c.sightings)]
        wanted = MEDIA_WORDS.get(s.key.partition(":")[2], set())
        kinds = {f"media:{m.value.id}": m.value.kind for m in self.scene.media.values()}
        of_kind = [c for c in media if not wanted or any(kinds.get(k, "") in wanted or not k.startswith("media:") for k in c.rows())]
        return self._nearest(of_kind, s.mention.head, forward=False)

    # --- several together --------------------------------------------------------------------------------------------
    def _several(self, s: Sighting) -> Cluster | None:
        """`оба президента`, `лидеры`: two persons of that office named before, or the two that stand side by side."""
        assert s.title
        title = s.title
        if not s.bare or title.kind not in OFFICIALS | {"human"} or not self._may_be_two(s):
            return None
        before = [c for c in self._persons() if not c.members and c.first() < s.mention.head]
        fitting = [c for c in before if any(same_office(title, s.of, t, o) for t, o in c.titles())]
        if len(fitting) == 2:
            return self._together(fitting)
        pair = self._coordinated(s)
        alike = pair is not None and all(not any(True for _ in m.titles()) or m in fitting for m in pair.members)
        return pair if alike and title.kind in {"state_head", "government_head", "party", "human"} else None

    def _may_be_two(self, s: Sighting) -> bool:
        counts = [self.scene.language.lexicon.pronouns.get(t.lemma) for t in numbers(self.parse, s.mention.head)]
        return all(row is not None and row.type == "pair" for row in counts)

    def _together(self, members: Iterable[Cluster]) -> Cluster:
        group = tuple(members)
        known = next((c for c in self.clusters if c.members and set(map(id, c.members)) == set(map(id, group))), None)
        if known is None:
            known = Cluster(members=group)
            self.clusters.append(known)
        return known

    # --- pronouns ----------------------------------------------------------------------------------------------------
    def _relative(self, s: Sighting) -> Cluster | None:
        """`который`: what its clause hangs on."""
        for above in self.parse.ancestors(s.mention.head):
            if above.deprel in {"acl:relcl", "acl"} and above.head >= 0:
                return self._at(above.head)
        return None

    def _reflexive(self, s: Sighting) -> Cluster | None:
        """`свой`, `себя`: the subject of the clause, or of the one above where the clause has none."""
        verb = clause(self.parse, s.mention.head)
        for _ in range(3):
            subject = subject_of(self.parse, verb)
            if subject >= 0:
                return self._at(subject)
            above = self.parse.tokens[verb].head
            if above < 0:
                return None
            verb = above if self.parse.tokens[above].pos in {"VERB", "AUX"} else clause(self.parse, above)
        return None

    def _pronoun(self, s: Sighting) -> Cluster | None:
        if s.key.rpartition(":")[2] != "3":
            return None
        fitting = [c for c in self._alive(self.clusters, s) if self._agrees(c, s)]
        if s.mention.number == "Plur":
            pair = self._coordinated(s)
            if pair is not None:
                return pair
        return self._foremost(fitting, s, least=-2.5)

    def _agrees(self, c: Cluster, s: Sighting) -> bool:
        if s.mention.number == "Plur":
            return c.plural or (c.kind in {"organisation", "media"} and not c.members)
        if c.plural or (c.kind == "media" and s.key.startswith("pronoun:personal")):
            return False
        gender = c.gender
        if gender:
            return gender == s.mention.gender or (
                s.mention.gender in {"Masc", "Neut"} and gender in {"Masc", "Neut"} and s.key.startswith("pronoun:possessive")
            )
        return c.kind == "person"

    def _coordinated(self, s: Sighting) -> Cluster | None:
        """`они` after `Премьер и король встретились`."""
        best: tuple[float, list[Cluster]] | None = None
        for c in self.clusters:
            for o in c.sightings:
                w = weight(self.parse, o.mention, s.mention.head)
                if (
                    w is None
                    or o.mention.number == "Plur"
                    or c.kind != "person"
                    or relation(self.parse, o.mention.head) not in {"nsubj", "nsubj:pass"}
                ):
                    continue
                rest = [t for t in self.parse.dependents(o.mention.head) if t.deprel == "conj"]
                others = [x for t in rest if (x := self._of_token(t.i)) is not None and x.kind == "person"]
                if others and len(others) == len(rest) and (best is None or w > best[0]):
                    best = (w, [c, *others])
        return self._together(best[1]) if best else None

    # --- choosing ----------------------------------------------------------------------------------------------------
    def _persons(self) -> list[Cluster]:
        return [c for c in self.clusters if c.sightings and c.kind == "person"]

    def _alive(self, clusters: Iterable[Cluster], s: Sighting) -> list[Cluster]:
        """Those that `s` may stand for where it speaks: who was told to be dead says nothing."""
        told = speaks(self.parse, self.scene.language, s.mention.head)
        return [c for c in clusters if not (told and c.sightings and silent(self.parse, self.scene.language, c, s.mention.head))]

    def _speaker(self, clusters: Iterable[Cluster], s: Sighting) -> Cluster | None:
        """Whoever spoke last, where `s` speaks."""
        language = self.scene.language
        if not speaks(self.parse, language, s.mention.head):
            return None
        found = [(spoke_before(self.parse, language, c, s.mention.head), n, c) for n, c in enumerate(self.clusters)]
        last = max((f for f in found if f[0] >= 0), default=None)
        return last[2] if last is not None and last[2] in list(clusters) else None

    def _one_gender(self, c: Cluster, s: Sighting) -> bool:
        return len({c.gender, s.mention.gender} & {"Masc", "Fem"}) < 2

    def _nearest(self, clusters: Iterable[Cluster], at: int, forward: bool = True) -> Cluster | None:
        found = [
            (max((o.mention.head for o in c.sightings if o.mention.head < at), default=-1), -c.first(), n, c)
            for n, c in enumerate(clusters)
            if c.sightings
        ]
        before = [f for f in found if f[0] >= 0]
        if before:
            return max(before)[3]
        return max(found, key=lambda f: f[1])[3] if found and forward else None

    def _foremost(self, clusters: Iterable[Cluster], s: Sighting, least: float) -> Cluster | None:
        """The cluster that stands most in the foreground where `s` looks back, if above `least`."""
        at = s.mention.head
        best: tuple[float, Cluster] | None = None
        for c in clusters:
            score = self._score(c, s, at)
            if score is not None and score > least and (best is None or score > best[0]):
                best = (score, c)
        return best[1] if best else None

    def _score(self, c: Cluster, s: Sighting, at: int) -> float | None:
        noun = self.scene.possessed.get(at, -1)
        weights = [w for o in c.sightings if (w := weight(self.parse, o.mention, at)) is not None and not forbidden(self.parse, o.mention, at, noun)]
        if not weights:
            return None
        often = sum(1 for o in c.sightings if o.mention.head < at)
        kind = {"person": 1.5, "group": 0.5}.get(c.kind, 0.0) + (NAMED if c.named() else 0.0)
        if s.mention.number == "Plur" and not c.plural:
            kind = -1.5
        return max(weights) + 0.15 * min(often, 6) + kind

    def _at(self, token: int) -> Cluster | None:
        """The cluster that `token` stands for; a common noun gets one of its own."""
        known = self._of_token(token)
        if known is not None or self.parse.tokens[token].pos not in {"NOUN", "PROPN"}:
            return known
        mention = common_mention(self.parse, token, self.scene.language)
        own = Cluster([Sighting(mention, says=self.scene.says(mention.span))])
        self.clusters.append(own)
        return own

    def _of_token(self, token: int) -> Cluster | None:
        return next((c for c in self.clusters for o in c.sightings if o.mention.head == token), None)


__all__ = ["WINDOW", "Anaphora"]

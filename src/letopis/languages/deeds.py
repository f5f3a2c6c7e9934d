"""Typed tables of what the language says about doing: triggers of events, modals, controls, PLOVER's classes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Literal, TypeVar, cast

from letopis.languages.deed_words import DeedWords
from letopis.languages.folding import fold
from letopis.languages.tables import Row, read_table
from letopis.languages.words import load_words
from letopis.model import Status

TriggerPos = Literal["VERB", "NOUN"]

TRIGGER_COLUMNS = ("id", "lemmas", "pos", "class", "mode", "with", "actor", "recipient", "place", "needs", "example", "not_example")
MODAL_COLUMNS = ("id", "lemmas", "status", "slots", "example", "not_example", "spares")
CONTROL_COLUMNS = ("id", "lemmas", "slots", "actor", "recipient", "example", "not_example")
NUMBER_COLUMNS = ("id", "kind", "value", "lemmas", "example")
CONTEXT_COLUMNS = ("id", "label_en", "label_ru", "lemmas", "example")
NOUN_COLUMNS = ("id", "kind", "lemmas", "example")
CLASS_COLUMNS = ("id", "cameo", "label_en", "label_ru")
TRIGGER_FILES = ("event_verbs.tsv", "event_nouns.tsv", "event_phrases.tsv")
PRESUPPOSED = "presupposed"
"""In the column `spares` of modals."""
STATUSES = frozenset({"happened", "planned", "possible", "not_happened"})
ROLES = frozenset({"actor", "recipient"})
KINDS = frozenset({"person", "org", "state", "group", "human", "place", "thing", "media"})


@dataclass(frozen=True, slots=True)
class Governor:
    """The light verb (or noun) of a phrase, and the prepositions that may part it from the trigger (an empty one for none)."""

    lemmas: frozenset[str]
    prepositions: frozenset[str] = frozenset({""})


@dataclass(frozen=True, slots=True)
class Needs:
    """What must be true of a candidate before its row fires.

    `roles` must be filled (`party`: one of the two); `kinds` restrict the fillers of a role; none of the words around
    (dependents of the trigger, its governor) may be in `without`; where `only` is not empty, one of them must be in it;
    where `slots` is not empty, one of them must be filled; where `earlier` is not empty, the report has used one of these words before
    (`пикет … Акция прошла мирно`); where `behind` is not empty, the trigger stands behind one of these prepositions. `negated`: the word stands under `не`, and that is the deed (`не пустили`).
    """

    roles: frozenset[str] = frozenset()
    kinds: Mapping[str, frozenset[str]] = field(default_factory=dict)
    without: frozenset[str] = frozenset()
    only: frozenset[str] = frozenset()
    slots: tuple[str, ...] = ()
    negated: bool = False
    earlier: frozenset[str] = frozenset()
    behind: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class TriggerRow:
    """One way to name a deed. Slots are those of steps/government.py, in order of preference."""

    id: str
    lemmas: tuple[str, ...]
    pos: TriggerPos
    type: str
    mode: str | None
    governor: Governor | None
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    place: tuple[str, ...]
    needs: Needs
    examples: tuple[str, ...]
    not_examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ModalRow:
    """A word that gives what stands in one of its `slots` the status `status`, unless it is of one of the classes `spares`.

    `presupposes`: what it spares (everything, where no class is named) is there before, whatever is said of the word itself.
    """

    id: str
    lemmas: tuple[str, ...]
    status: Status
    slots: tuple[str, ...]
    spares: frozenset[str]
    presupposes: bool
    examples: tuple[str, ...]
    not_examples: tuple[str, ...]

    def spares_class(self, type_: str) -> bool:
        """Does the word leave deeds of class `type_` as they are?"""
        return type_ in self.spares or (self.presupposes and not self.spares)


@dataclass(frozen=True, slots=True)
class ControlRow:
    """A word whose own arguments play in the deed that stands in one of its `slots` (`обвинить Иран в поставках`: the accused supply)."""

    id: str
    lemmas: tuple[str, ...]
    slots: tuple[str, ...]
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    examples: tuple[str, ...]
    not_examples: tuple[str, ...]


AnyRow = TypeVar("AnyRow", TriggerRow, ModalRow, ControlRow)


@dataclass(frozen=True, slots=True)
class PloverClass:
    """One of the sixteen classes, with the CAMEO root codes that it comes from."""

    code: str
    label_en: str
    label_ru: str
    cameo: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NumberWord:
    """A word of numbers; `kind` is cardinal, multiplier, people, low or high (numbers.tsv tells them apart)."""

    kind: str
    value: float


@dataclass(frozen=True, slots=True)
class DeedTables:
    """The rows, indexed by lemma (`key` of it)."""

    words: DeedWords
    verbs: Mapping[str, tuple[TriggerRow, ...]] = field(default_factory=dict)
    nouns: Mapping[str, tuple[TriggerRow, ...]] = field(default_factory=dict)
    phrases: Mapping[str, tuple[TriggerRow, ...]] = field(default_factory=dict)
    named: frozenset[str] = frozenset()
    """What `nouns` or `phrases` know."""
    modals: Mapping[str, tuple[ModalRow, ...]] = field(default_factory=dict)
    controls: Mapping[str, tuple[ControlRow, ...]] = field(default_factory=dict)
    classes: Mapping[str, PloverClass] = field(default_factory=dict)
    triggers: tuple[TriggerRow, ...] = ()
    numbers: Mapping[str, NumberWord] = field(default_factory=dict)
    contexts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    place_nouns: frozenset[str] = frozenset()
    force_nouns: frozenset[str] = frozenset()
    time_nouns: frozenset[str] = frozenset()
    amount_nouns: frozenset[str] = frozenset()
    disaster_words: frozenset[str] = frozenset()
    possession_nouns: frozenset[str] = frozenset()
    doings_nouns: frozenset[str] = frozenset()
    collectives: frozenset[str] = frozenset()
    envoys: frozenset[str] = frozenset()
    scenes: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def active(self, lemma: str) -> str:
        """The verb without its reflexive ending (`обстреливаться` -> `обстреливать`); empty where it has none."""
        ending = next((e for e in self.words.reflexive_endings if lemma.endswith(e)), "")
        return lemma[: -len(ending)] if ending else ""


def load_deeds(folder: Traversable) -> DeedTables:
    """Read and check the tables in `folder`; raises `TableError`."""
    classes = {r.id: _class(r) for r in read_table(files(__package__) / "plover.tsv", CLASS_COLUMNS)}
    triggers = tuple(_trigger(r, classes) for name in TRIGGER_FILES for r in _rows(folder, name, TRIGGER_COLUMNS))
    plain = [t for t in triggers if t.governor is None]
    nouns = _index(t for t in plain if t.pos == "NOUN")
    phrases = _index(t for t in triggers if t.governor is not None)
    return DeedTables(
        words=load_words(folder / "deed_words.tsv", DeedWords),
        verbs=_index(t for t in plain if t.pos == "VERB"),
        nouns=nouns,
        phrases=phrases,
        named=frozenset((*nouns, *phrases)),
        modals=_index(_modal(r) for r in _rows(folder, "modals.tsv", MODAL_COLUMNS)),
        controls=_index(_control(r) for r in _rows(folder, "controls.tsv", CONTROL_COLUMNS)),
        classes=classes,
        triggers=triggers,
        numbers={fold(w): _number(r) for r in _rows(folder, "numbers.tsv", NUMBER_COLUMNS) for w in r.words("lemmas")},
        contexts=_contexts(folder),
        place_nouns=_nouns(folder, "place"),
        force_nouns=_nouns(folder, "force"),
        time_nouns=_nouns(folder, "time"),
        amount_nouns=_nouns(folder, "amount"),
        disaster_words=_nouns(folder, "disaster"),
        possession_nouns=_nouns(folder, "possession"),
        doings_nouns=_nouns(folder, "doings"),
        collectives=_nouns(folder, "collective"),
        envoys=_nouns(folder, "envoy"),
        scenes={kind: _nouns(folder, kind) for kind in ("sport", "stage")},
    )


def _number(row: Row) -> NumberWord:
    value = row.cells["value"]
    try:
        return NumberWord(row.cells["kind"], float(value or 0))
    except ValueError as error:
        raise row.error(f"`value` is {value!r}: write a number") from error


def _contexts(folder: Traversable) -> dict[str, tuple[str, ...]]:
    """Lemma -> the labels that it tells of."""
    out: dict[str, list[str]] = {}
    for row in _rows(folder, "contexts.tsv", CONTEXT_COLUMNS):
        for lemma in row.words("lemmas"):
            out.setdefault(fold(lemma), []).append(row.id)
    return {lemma: tuple(labels) for lemma, labels in out.items()}


def _nouns(folder: Traversable, kind: str) -> frozenset[str]:
    """Lemmas of the nouns of one kind."""
    rows = _rows(folder, "deed_nouns.tsv", NOUN_COLUMNS)
    return frozenset(fold(w) for row in rows if row.cells["kind"] == kind for w in row.words("lemmas"))


def _rows(folder: Traversable, name: str, columns: tuple[str, ...]) -> tuple[Row, ...]:
    path = folder / name
    return read_table(path, columns) if path.is_file() else ()


def _index(rows: Iterable[AnyRow]) -> dict[str, tuple[AnyRow, ...]]:
    out: dict[str, list[AnyRow]] = {}
    for row in rows:
        for lemma in dict.fromkeys(fold(w) for w in row.lemmas):
            out.setdefault(lemma, []).append(row)
    return {lemma: tuple(found) for lemma, found in out.items()}


def _class(row: Row) -> PloverClass:
    return PloverClass(row.id, row.cells["label_en"], row.cells["label_ru"], tuple(row.cells["cameo"].split()))


def _trigger(row: Row, classes: Mapping[str, PloverClass]) -> TriggerRow:
    pos, type_ = row.cells["pos"], row.cells["class"]
    if pos not in {"VERB", "NOUN"}:
        raise row.error(f"`pos` is {pos!r}: write VERB or NOUN")
    if classes and type_ not in classes:
        raise row.error(f"`class` is {type_!r}: write one of {', '.join(classes)}")
    return TriggerRow(
        id=row.id,
        lemmas=row.words("lemmas"),
        pos=cast(TriggerPos, pos),
        type=type_,
        mode=row.cells["mode"] or None,
        governor=_governor(row),
        actor=row.items("actor"),
        recipient=row.items("recipient"),
        place=row.items("place"),
        needs=_needs(row),
        examples=row.sentences("example"),
        not_examples=row.sentences("not_example"),
    )


def _governor(row: Row) -> Governor | None:
    cell = row.cells["with"]
    if not cell or cell == "-":
        return None
    lemmas, _, preposition = cell.partition(" ")
    return Governor(frozenset(fold(w) for w in lemmas.split("|")), frozenset(preposition.strip().split("|")))


def _needs(row: Row) -> Needs:
    roles: set[str] = set()
    kinds: dict[str, frozenset[str]] = {}
    words: dict[str, frozenset[str]] = {}
    slots: tuple[str, ...] = ()
    for item in row.items("needs"):
        name, _, value = item.partition(":")
        if "=" in item:
            name, _, value = item.partition("=")
            if name not in {"not", "only", "slot", "earlier", "behind"}:
                raise row.error(f"`needs` has {item!r}: before `=` write not, only, slot, earlier or behind")
            if name == "slot":
                slots += tuple(value.split("|"))
                continue
            words[name] = words.get(name, frozenset()) | {fold(w) for w in value.split("|")}
        elif value:
            kinds[name] = frozenset(value.split("|"))
            if name not in ROLES or not kinds[name] <= KINDS:
                raise row.error(f"`needs` has {item!r}: write actor:KIND or recipient:KIND, KIND one of {', '.join(sorted(KINDS))}")
        elif name in {*ROLES, "party", "negated"}:
            roles.add(name)
        else:
            raise row.error(f"`needs` has {item!r}: write actor, recipient, party, actor:KIND, recipient:KIND, negated, not=…, only=… or slot=…")
    return Needs(
        frozenset(roles - {"negated"}),
        kinds,
        words.get("not", frozenset()),
        words.get("only", frozenset()),
        slots,
        negated="negated" in roles,
        earlier=words.get("earlier", frozenset()),
        behind=words.get("behind", frozenset()),
    )


def _modal(row: Row) -> ModalRow:
    status = row.cells["status"]
    if status not in STATUSES:
        raise row.error(f"`status` is {status!r}: write one of {', '.join(sorted(STATUSES))}")
    return ModalRow(
        row.id,
        row.words("lemmas"),
        cast(Status, status),
        row.items("slots"),
        frozenset(row.items("spares")) - {PRESUPPOSED},
        PRESUPPOSED in row.items("spares"),
        row.sentences("example"),
        row.sentences("not_example"),
    )


def _control(row: Row) -> ControlRow:
    return ControlRow(
        row.id,
        row.words("lemmas"),
        row.items("slots"),
        row.items("actor"),
        row.items("recipient"),
        row.sentences("example"),
        row.sentences("not_example"),
    )

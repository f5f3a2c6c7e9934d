"""What the ledger's terms are called on the page, in plain words. The originals stay in addresses and exports."""

from __future__ import annotations

from collections.abc import Mapping


def N_(text: str) -> str:
    """Marks words for translation; they are translated where they are shown."""
    return text


ACTS: Mapping[str, str] = {
    "say": N_("says"),
    "confirm": N_("confirms"),
    "deny": N_("denies"),
    "promise": N_("promises"),
    "threaten": N_("threatens"),
    "warn": N_("warns"),
    "accuse": N_("accuses"),
    "criticise": N_("criticises"),
    "demand": N_("demands"),
    "request": N_("requests"),
    "propose": N_("proposes"),
    "reject": N_("rejects"),
    "support": N_("speaks in support"),
    "ask": N_("asks"),
    "estimate": N_("estimates"),
}
TYPES: Mapping[str, str] = {
    "AGREE": N_("agreement"),
    "CONSULT": N_("talks"),
    "SUPPORT": N_("support"),
    "CONCEDE": N_("concession"),
    "COOPERATE": N_("cooperation"),
    "AID": N_("aid"),
    "RETREAT": N_("retreat, release"),
    "REQUEST": N_("request"),
    "ACCUSE": N_("accusation, inquiry"),
    "REJECT": N_("refusal"),
    "THREATEN": N_("threat"),
    "PROTEST": N_("protest"),
    "SANCTION": N_("sanctions"),
    "MOBILIZE": N_("mobilisation, exercises"),
    "COERCE": N_("arrest, coercion"),
    "ASSAULT": N_("attack, violence"),
}
STATUSES: Mapping[str, str] = {
    "happened": N_("happened"),
    "planned": N_("planned"),
    "possible": N_("possible"),
    "not_happened": N_("did not happen"),
}
FORMS: Mapping[str, str] = {
    "direct": N_("in direct speech"),
    "indirect": N_("in indirect speech"),
    "mixed": N_("partly quoted"),
    "topic": N_("topic only"),
}
KINDS: Mapping[str, str] = {"statement": N_("statement"), "event": N_("event")}
VOUCHERS: Mapping[str, str] = {"narrator": N_("told by the report itself"), "said": N_("on somebody's word")}
REVIEWS: Mapping[str, str] = {"accepted": N_("accepted"), "edited": N_("edited"), "rejected": N_("rejected")}
UNNAMED: Mapping[str, str] = {
    "any": N_("any nameless source"),
    "official": N_("an official"),
    "military": N_("the military"),
    "security": N_("security services"),
    "diplomatic": N_("diplomats"),
    "agency": N_("an agency's source"),
    "business": N_("business"),
    "eyewitness": N_("an eyewitness"),
    "expert": N_("an expert"),
    "resident": N_("a resident"),
    "medic": N_("a medic"),
    "other": N_("another source"),
}
ENTITIES: Mapping[str, str] = {
    "person": N_("person"),
    "organisation": N_("organisation"),
    "state": N_("state"),
    "place": N_("place"),
    "media": N_("outlet"),
    "group": N_("group"),
    "office": N_("office"),
    "unnamed": N_("nameless source"),
    "other": N_("other"),
}
BASES: Mapping[str, str] = {
    "given": N_("given with the report"),
    "stated": N_("stated in full"),
    "report": N_("reckoned from the report's date"),
    "story": N_("reckoned from the story around"),
    "inferred": N_("inferred"),
    "unknown": N_("unknown"),
}
FIELDS: Mapping[str, Mapping[str, str]] = {
    "kind": KINDS,
    "act": ACTS,
    "type": TYPES,
    "status": STATUSES,
    "form": FORMS,
    "voucher": VOUCHERS,
    "unnamed": UNNAMED,
    "review": REVIEWS,
}
"""Field of a question -> its values and what they are called. `mode` has no closed list."""
TITLES: Mapping[str, str] = {
    "kind": N_("Kind"),
    "act": N_("Said how"),
    "type": N_("Deed"),
    "mode": N_("Manner"),
    "status": N_("Status"),
    "form": N_("Speech"),
    "voucher": N_("On whose word"),
    "unnamed": N_("Nameless source"),
    "review": N_("Review"),
    "outlet": N_("Outlet"),
    "who": N_("Who"),
    "whom": N_("To whom"),
    "relay": N_("Through whom"),
    "place": N_("Where"),
    "about": N_("About whom"),
}


SORTS: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "day": (("newest", "oldest", N_("Day")), ("-seen", "seen", N_("added"))),
    "who": (("who", "-who", N_("Who → whom")),),
    "what": (("what", "-what", N_("What")), ("status", "-status", N_("status"))),
    "words": (),
    "word": (("outlet", "-outlet", N_("On whose word")),),
}
"""Column of the table -> what it can be sorted by: the order to begin with, the other one, and what the link is called."""


def label(kind: str, value: str) -> str:
    """What the label of an entry is called: its act or its type."""
    return (ACTS if kind == "statement" else TYPES).get(value, value)

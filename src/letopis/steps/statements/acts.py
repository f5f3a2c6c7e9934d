"""What the speaker does by speaking: the row's act, unless negation or the content says more."""

from __future__ import annotations

from letopis.model import Act
from letopis.steps.statements.drafts import Draft
from letopis.steps.statements.scene import Scene

NEGATED: dict[Act, Act] = {"confirm": "deny", "deny": "confirm", "support": "reject", "estimate": "estimate", "reject": "confirm"}
"""What a negated cue does; a negated act that is not here was not done."""


def act_of(scene: Scene, draft: Draft) -> Act:
    if draft.negated:
        return NEGATED.get(draft.act, draft.act)
    return draft.act

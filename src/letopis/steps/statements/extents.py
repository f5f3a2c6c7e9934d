"""Where what was said begins and ends: trees carry far, marks and agreement mend them.

An extent is a half-open range of tokens; spans come from it by leaving out holes (interruptions such as `, сообщил X,`), edge marks and
the outer quotation marks.
"""

from __future__ import annotations

from collections.abc import Sequence

from letopis.model import Span, Token
from letopis.steps.statements.scene import DASHES, ENDS, MARKS, Scene

EDGES = frozenset({",", ";", ":", "(", "'", "''"}) | DASHES
PREDICATES = frozenset({"VERB", "ADJ"})
CLOSERS = frozenset("»”“\"'")
OPENERS = frozenset("«„“\"'")


def spans_of(scene: Scene, first: int, last: int) -> tuple[Span, ...]:
    """The spans of the tokens ``[first, last)`` without the holes that do not belong to it, edge marks and outer quotation marks."""
    pieces: list[Span] = []
    run: list[int] = []
    left_out = foreign(scene, first, last)
    for i in range(first, last + 1):
        if i < last and i not in left_out:
            run.append(i)
            continue
        if run:
            piece = _trimmed(scene, run)
            if piece:
                pieces.append(piece)
        run = []
    return tuple(pieces)


def foreign(scene: Scene, first: int, last: int) -> frozenset[int]:
    """Tokens of holes that are not part of what ``[first, last)`` says: those that close it, or that dashes set off.

    A hole that commas set off inside (`сказал, что, как сообщил мэр, город готов`) is said along with the rest.
    """
    ends = last
    while ends > first and not scene.wordlike[ends - 1]:
        ends -= 1
    out: set[int] = set()
    for hole in scene.holes:
        if hole.stop <= first or hole.start >= last:
            continue
        closes = hole.stop >= ends or hole.start <= first
        if closes or scene.tokens[hole.start].text in DASHES or scene.tokens[hole.start + 1].text in DASHES:
            out.update(hole)
    return frozenset(out)


def _trimmed(scene: Scene, run: Sequence[int]) -> Span | None:
    first, last = run[0], run[-1]
    while first <= last and scene.tokens[first].text in EDGES | {")"} | ENDS:
        first += 1
    while last >= first and (scene.tokens[last].text in EDGES or scene.tokens[last].text == "."):
        last -= 1
    if first > last or not any(scene.wordlike[i] for i in range(first, last + 1)):
        return None
    return unquoted(scene, Span(scene.tokens[first].span.start, scene.tokens[last].span.end))


def unquoted(scene: Scene, span: Span) -> Span:
    """`span` without the marks of a quotation that covers it wholly, and without marks whose partner lies outside."""
    text = scene.text
    start, end = span
    for _ in range(4):
        before = (start, end)
        while start < end and (text[start].isspace() or text[start] in ",'"):
            start += 1
        while end > start and (text[end - 1].isspace() or text[end - 1] in ",'"):
            end -= 1
        if start not in scene.quote_edges and end not in scene.quote_edges:
            break
        whole = next((q for q in scene.quotes if q.outer.start == start and q.outer.end == end), None)
        if whole:
            start, end = whole.inner
        elif start < end and any(q.outer.start == start and q.outer.end > end for q in scene.quotes):
            start += 1
        elif start < end and any(q.outer.end == end and q.outer.start < start for q in scene.quotes):
            end -= 1
        if (start, end) == before:
            break
    return Span(start, end)


def sentence_end(scene: Scene, token: int) -> int:
    """One past the last token of the sentence of `token`, without its final mark."""
    last = scene.sentence(token).last
    while last - 1 > token and (scene.tokens[last - 1].text == "." or (scene.tokens[last - 1].text in MARKS and _stray(scene, last - 1))):
        last -= 1
    return last


def _stray(scene: Scene, i: int) -> bool:
    """A closing mark whose opening one lies before the sentence."""
    at = scene.tokens[i].span.start
    begins = scene.sentence(i).span.start
    return not any(q.outer.end == at + 1 and q.outer.start >= begins for q in scene.quotes)


def clause_end(scene: Scene, start: int, cue: int) -> int:
    """One past the last token of the clause that begins at `start` and depends on the word `cue`."""
    end = sentence_end(scene, max(start, cue))
    for i in range(start + 1, end):
        if i in scene.in_hole or not scene.wordlike[i]:
            continue
        if scene.tokens[i - 1].text == ";" and _speaks_on(scene, i, end):
            return i - 1
        if _resumes(scene, i, start, cue):
            cut = _border_before(scene, i, start)
            if cut > start:
                return cut
    return _quote_end(scene, start, end, cue)


def _speaks_on(scene: Scene, i: int, end: int) -> bool:
    """Does somebody else speak behind the semicolon?"""
    return any(
        scene.tokens[k].lemma in scene.speech.verbs
        and scene.tokens[k].feat("VerbForm") == "Fin"
        and scene.lowers[i] not in scene.words["conjunction"]
        for k in range(i, end)
    )


def _quote_end(scene: Scene, start: int, end: int, cue: int) -> int:
    """What is said inside a quotation, by a cue inside it, ends with it at the latest."""
    inside = scene.quotes_around(cue)
    if inside:
        limit = inside[-1].inner.end
        while end > start and scene.tokens[end - 1].span.end > limit:
            end -= 1
    return end


def _resumes(scene: Scene, i: int, start: int, cue: int) -> bool:
    """Does the token `i`, after the beginning of the content, belong to the clause of the cue again (or to one around it)?"""
    token = scene.tokens[i]
    if (token.pos in PREDICATES or token.feats.get("VerbForm")) and _leads_anew(scene, token, start, cue):
        return True
    if token.head >= start and token.head < i:
        return False
    if _is_below(scene, i, cue):
        return token.head == cue and _concedes(scene, i, start)
    if token.feat("VerbForm") == "Inf" and scene.tokens[start].feat("VerbForm") == "Inf":
        return False  # a coordinated infinitive that the tree hung higher up
    return _embedded(scene, cue) and _outside_verb(scene, token, cue, start)


def _leads_anew(scene: Scene, token: Token, start: int, cue: int) -> bool:
    """Does the predicate `token` stand beside the cue, or beside what the cue hangs on, rather than in what was said?"""
    if _adds_by_gerund(scene, token, cue) or _peer(scene, token, cue, start) or _verb_of_the_subject(scene, token, cue):
        return True
    return _leaves_infinitive(scene, token, start) and _is_infinitive(scene, _top(scene, start, token.i))


def _adds_by_gerund(scene: Scene, token: Token, cue: int) -> bool:
    """`сказал, что A, добавив, что B`: a gerund of speech with something to say is the speaker's own again."""
    if token.feat("VerbForm") != "Conv" or token.lemma not in scene.speech.verbs or scene.tokens[cue].feat("VerbForm") == "Conv":
        return False
    after_comma = any(scene.tokens[k].text == "," for k in range(token.i - 2, token.i))
    says = (
        scene.tokens[token.i + 1].text == ":" or scene.lowers[token.i + 2] in scene.words["conjunction"] if token.i + 2 < len(scene.tokens) else False
    )
    return after_comma and says


def _verb_of_the_subject(scene: Scene, token: Token, cue: int) -> bool:
    """`Путешественник, утверждавший, что видел зверя, вернулся`: the sentence's subject, made its root, still lacks its verb."""
    root = scene.tokens[scene.sentence(cue).root]
    if root.pos not in {"NOUN", "PROPN", "PRON"} or root.i > cue or token.feat("VerbForm") != "Fin" or scene.tokens[token.i - 1].text != ",":
        return False
    own = any(d.deprel in {"nsubj", "nsubj:pass"} for d in scene.parse.dependents(token.i))
    return not own and token.deprel in {"conj", "parataxis"} and token.feat("Number") == root.feat("Number")


def _top(scene: Scene, start: int, i: int) -> int:
    """The word that leads what begins at `start`: the first before `i` whose head lies outside."""
    return next((k for k in range(start, i) if scene.wordlike[k] and scene.tokens[k].head not in range(start, i + 1)), start)


def _is_infinitive(scene: Scene, i: int) -> bool:
    """An infinitive of its own, not a part of a compound future (`будет строить`) or of a modal."""
    return scene.tokens[i].feat("VerbForm") == "Inf" and not any(d.pos == "AUX" for d in scene.parse.dependents(i))


def _leaves_infinitive(scene: Scene, token: Token, start: int) -> bool:
    """A finite verb (or short adjective) coordinated with an infinitive belongs to the sentence around (`предложил уйти, соседи опасались`)."""
    finite = token.feat("VerbForm") == "Fin" or (token.pos == "ADJ" and token.feat("Variant") == "Short")
    if not finite or token.deprel not in {"conj", "parataxis"} or token.head < 0:
        return False
    head = scene.tokens[token.head]
    return head.i < start or head.feat("VerbForm") == "Inf"


def _concedes(scene: Scene, i: int, start: int) -> bool:
    """`отказался уйти, несмотря на просьбы`: a concession of the cue, behind an infinitive."""
    first = min(scene.parse.subtree(i))
    infinitive = scene.tokens[start].feat("VerbForm") == "Inf"
    return infinitive and first > start and scene.tokens[first - 1].text == "," and scene.lowers[first] in scene.words["concession"]


def _is_below(scene: Scene, i: int, top: int) -> bool:
    return any(a.i == top for a in scene.parse.ancestors(i))


def _embedded(scene: Scene, cue: int) -> bool:
    """Does the cue stand in a subordinate clause, a participle or a gerund phrase, so that the main clause may go on after it?"""
    token = scene.tokens[cue]
    while token.deprel in {"conj", "xcomp"} and token.head >= 0:
        token = scene.tokens[token.head]
    return token.deprel in {"acl", "acl:relcl", "advcl", "amod", "ccomp", "nmod", "obl", "obj", "nsubj", "csubj"} or token.pos == "NOUN"


def _outside_verb(scene: Scene, token: Token, cue: int, start: int) -> bool:
    """A token after the content that hangs on something before the content, above the cue, and follows a mark."""
    above = {a.i for a in scene.parse.ancestors(cue)}
    if token.i in above:
        return any(_parts(scene, k, cue) for k in range(max(start, token.i - 3), token.i))
    return token.head in above and token.deprel not in {"punct"} and _after_mark(scene, token.i, start, cue)


def _parts(scene: Scene, k: int, cue: int) -> bool:
    """May the mark at `k` part what was said from the clause around: a comma, or the second of two dashes around the cue?"""
    if scene.tokens[k].text in {",", ";"}:
        return True
    return scene.tokens[k].text in DASHES and any(scene.tokens[n].text in DASHES for n in range(scene.sentence(cue).first, cue))


def _after_mark(scene: Scene, i: int, start: int, cue: int) -> bool:
    """Is there a comma or dash between the content's beginning and the phrase of `i`?"""
    first = min((k for k in scene.parse.subtree(i) if k > start), default=i)
    return any(_parts(scene, k, cue) for k in range(max(start, first - 2), first + 1)) or (scene.lowers[first] in scene.words["coordinator"])


def _peer(scene: Scene, token: Token, cue: int, start: int) -> bool:
    """A verb coordinated with the cue: hung on it, agreeing with it, without a subject of its own."""
    if token.pos not in {"VERB", "ADJ"} or not (token.deprel == "conj" or _misplaced_conjunct(scene, token)):
        return False
    other = scene.tokens[cue]
    if other.pos == "NOUN" and other.head >= 0 and scene.tokens[other.head].pos == "VERB":
        other = scene.tokens[other.head]
    closed = _closed_by_comma(scene, token, start)
    speaks = closed or token.lemma in scene.speech.verbs or _other_tense(scene, token, start)
    hung_on_cue = token.head < start
    if not (hung_on_cue or (speaks and token.head >= start)):
        return False
    if any(d.deprel in {"nsubj", "nsubj:pass"} for d in scene.parse.dependents(token.i)):
        return False
    if _form(scene, token) != _form(scene, other):
        return False
    if any(token.feat(f) != other.feat(f) for f in ("Number", "Person")) or _other_gender(token, other):
        return False
    first = min(scene.parse.subtree(token.i))
    if any(scene.lowers[k] in scene.words["conjunction"] for k in range(max(first, start + 1), token.i)):
        return False
    if hung_on_cue or closed:
        return True
    if _other_tense(scene, token, start):
        return True
    return not _agrees_inside(scene, token, start) and _says_something(scene, token)


def _closed_by_comma(scene: Scene, token: Token, start: int) -> bool:
    """`призналась, что письма сожгла, и заплакала`: the only comma of the content, before `и` and a verb in the singular without a subject."""
    first = next((k for k in range(token.i - 1, max(start, token.i - 4), -1) if scene.lowers[k] in scene.words["sentence_joint"]), -1)
    if first < 0 or scene.tokens[first - 1].text != "," or token.feat("Number") != "Sing" or token.feat("Gender") == "Neut":
        return False
    return not any(scene.tokens[k].text in {",", ";", ":"} or scene.tokens[k].text in DASHES for k in range(start, first - 1))


def _form(scene: Scene, token: Token) -> tuple[str, str]:
    """Verb form and tense; a short predicate (`был вынужден`) has those of its copula."""
    if token.feat("Variant") == "Short":
        copula = next((d for d in scene.parse.dependents(token.i) if d.deprel in {"cop", "aux", "aux:pass"}), None)
        return ("Fin", copula.feat("Tense") if copula else "Pres")
    return token.feat("VerbForm"), token.feat("Tense")


def _misplaced_conjunct(scene: Scene, token: Token) -> bool:
    """A finite verb behind a conjunction (an adverb may stand between) that the tree made something else."""
    if token.feat("VerbForm") != "Fin" or token.deprel in {"ccomp", "acl:relcl", "root", "parataxis"}:
        return False
    return any(scene.tokens[k].pos == "CCONJ" for k in (token.i - 1, token.i - 2))


def _other_tense(scene: Scene, token: Token, start: int) -> bool:
    """`сказала, что боится, и сжала руку`: the verb that it hangs on inside the content stands in another tense."""
    head = scene.tokens[token.head]
    while head.pos not in {"VERB", "AUX"} and head.head >= start:
        head = scene.tokens[head.head]
    return (
        head.i >= start
        and head.feat("VerbForm") == "Fin"
        and head.feat("Tense") != token.feat("Tense")
        and scene.lowers[token.i - 1] not in scene.words["negation"]
    )


def _says_something(scene: Scene, token: Token) -> bool:
    """Has the verb a content of its own behind it: a clause, a colon, a topic?"""
    end = min(scene.sentence(token.i).last, token.i + 8)
    if any(scene.tokens[k].text == ":" or scene.lowers[k] in scene.words["conjunction"] for k in range(token.i + 1, end)):
        return True
    if not any(scene.tokens[k].pos == "CCONJ" for k in range(token.i - 3, token.i)):
        return False
    return any(d.i > token.i and d.deprel in {"obl", "obj", "xcomp", "ccomp", "iobj"} for d in scene.parse.dependents(token.i))


def _other_gender(a: Token, b: Token) -> bool:
    """Words of one form end alike; only where they do not does the tagger's gender decide."""
    return a.feat("Gender") != b.feat("Gender") and a.text[-1:] != b.text[-1:]


def _agrees_inside(scene: Scene, token: Token, start: int) -> bool:
    """Could the verb be coordinated inside the content: with its head there, which has a subject and the same form?"""
    head = scene.tokens[token.head]
    same = all(token.feat(f) == head.feat(f) for f in ("Number", "Gender", "Person", "Tense"))
    subject = any(d.deprel in {"nsubj", "nsubj:pass"} for d in scene.parse.dependents(head.i))
    return same and subject and not any(scene.tokens[k].text == "," for k in range(token.i - 3, token.i))


def _border_before(scene: Scene, i: int, start: int) -> int:
    """One past the last token before the phrase of `i`, its conjunction and its comma."""
    first = i
    for k in range(i - 1, start, -1):
        if scene.tokens[k].text == "," or scene.tokens[k].text in DASHES or scene.tokens[k].text == ";":
            first = k
            break
        if scene.lowers[k] in scene.words["coordinator"] and scene.tokens[k].head in {i, scene.tokens[i].head}:
            first = k
            if scene.tokens[k - 1].text == ",":
                first = k - 1
            break
    return first


def _opens_quote(scene: Scene, i: int) -> bool:
    at = scene.tokens[i].span.start
    return any(at <= q.outer.start <= at + 1 for q in scene.quotes)


def phrase_extent(scene: Scene, head: int, cue: int, before: int = -1) -> tuple[int, int]:
    """Tokens ``[first, last)`` of the phrase headed by `head` with all that hangs on it, on its side of the cue."""
    below = [i for i in scene.parse.subtree(head) if i != cue and (i > cue) == (head > cue) and i not in scene.in_hole]
    first = last = head
    chosen = set(below)
    while first - 1 in chosen or (first - 2 in chosen and not scene.wordlike[first - 1]):
        first -= 1
    while last + 1 in chosen or (last + 2 in chosen and not scene.wordlike[last + 1]) or (last + 1 in scene.in_hole and head > cue):
        last += 1
        if last + 1 >= len(scene.tokens):
            break
    last = min(last, scene.sentence(head).last - 1)
    last = next((k - 1 for k in range(head + 1, last) if scene.tokens[k].text == ":" and _opens_quote(scene, k + 1)), last)
    first = max(first, scene.sentence(head).first)
    while first < head and (scene.tokens[first].text in EDGES or scene.lowers[first] in scene.words["coordinator"]):
        first += 1
    return first, last + 1

"""Routes in prose: by which way the cells are given."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from trials.domain.extraction.text import (
    Reading,
    Taken,
    Text,
    certain,
    has_any,
    hints_of,
    normalise,
    pattern_of,
    phrases_of,
    search_for,
    unclear,
)
from trials.domain.vocabulary import Route


@dataclass(frozen=True, slots=True)
class _Rule:
    """One way of saying a route. `hints` are literals of which one must occur before the pattern is tried."""

    route: Route
    name: str
    hints: tuple[str, ...]
    pattern: re.Pattern[str]


_INTO = r"(?:in|into|in to|to|inside|within|around|through|via|at)\s(?:the\s|a\s|their\s|his\s|each\s|an\s)?(?:[a-z-]{1,18}\s){0,3}?"

#: Turns of speech that tell a route, by rule, beside the phrases of data/routes.toml: literals of which one must occur, and the pattern.
_TURNS = {
    "peripheral-vein": ("peripheral", r"\b(?:intravenous\w{0,2}|iv)\s(?:\w{1,12}\s){0,4}peripheral\b(?! (?:blood|stem|neur|art))"),
    "intracoronary": (
        "coronar|infarct-related|infarct related|culprit",
        r"\b(?:into|in|through|via|to|down)\s(?:the\s)?(?:\w{1,12}[- ]){0,3}(?:coronary (?:arter|circul|sinus|vessel)|culprit (?:vessel|arter)|infarct[- ]related)\w{0,3}",
    ),
    "intramyocardial": (
        "myocardi|endocardi|epicardi|intracardi|intra-cardi|intramyo|ventric|heart",
        r"\b(?:intra|trans|endo)-?\s?(?:myo|endo|epi)?-?cardi\w{1,5}(?=[^.]{0,60}\b(?:inject|deliver|admin|transplant|implant|inoculat|cell|infus|therapy|msc|route))"
        r"|\binject\w{0,4}\s(?:\w{1,14}\s){0,6}?" + _INTO + r"(?:myocardi\w{1,3}|endocardium|epicardium|heart\b|left ventric\w{1,5})",
    ),
    "intra-articular": (
        "joint|knee|articular",
        r"\binto\s(?:the\s|a\s|each\s|their\s|one\s|both\s|study\s)?(?:[a-z-]{1,12}\s){0,3}(?:joints?|knees?|articular (?:space|cavity))\b"
        r"|\binject\w{0,4}\s(?:[a-z-]{1,14}\s){0,5}(?:in|to the|in the)\s(?:[a-z-]{1,12}\s){0,2}?(?:knees?|joints?)\b",
    ),
    "intramuscular": ("muscle|gastrocnemius", r"\b(?:into|in)\s(?:the\s)?(?:[a-z-]{1,14}\s){0,4}(?:muscles?|gastrocnemius)\b"),
    "subcutaneous": ("cutaneous", r"\b(?:inject|admin|implant|given)\w{0,8}\s(?:\w{1,12}\s){0,3}sub-?cutaneous\w{0,2}"),
    "intralesional": (
        "lesion|fistul|wound|ulcer",
        r"\b(?:intra|peri)-?\s?(?:lesion|fistul)\w{1,5}(?= ?(?:inject|admin|infil|implant|deliver|transplant|treatment|application|route|\.|,|;|$|of|and|into|with))"
        r"|\b(?:inject|infiltrat|deliver|implant)\w{0,5}\s(?:[\w-]{1,18}\s){0,16}?(?:in|into|to the|to local|around|along|near|inside|at|surrounding|directly)\s(?:and around |and in |and )?(?:the\s|a\s|each\s|their\s)?(?:(?!patient|subject|with\b|\w{0,6}necrotic|bone\b)[a-z-]{1,14}\s){0,5}(?:fistula|lesion|wound|ulcer)\w{0,2}(?:\(s\))?"
        r"|\badminister\w{0,3} (?:locally|directly),? (?:in|into|to|around|at) (?:the |each |a )(?:[a-z-]{1,14}\s){0,2}(?:fistula|lesion|wound|ulcer)\w{0,2}",
    ),
    "topical": (
        "topical|transdermal|application|spray|gel|cream|dressing|eye drop|drops",
        r"\btopical\w{0,2}\b(?! (?:treatments?|therap(?:y|ies)|drugs?|agents?)\b(?! (?:with|of)\b))|\bspray(?:ed|ing)?\b(?=[^.]{0,40}(?:wound|burn|skin|ulcer))"
        r"|\b(?:hydrogel|gel|cream|dressing)(?: sheets?| patch)? (?:containing|with|loaded|seeded)[^.]{0,60}(?:cell|msc|exosome)|\b(?:seeded|loaded) (?:in|on|onto|into) (?:an? |the )?(?:[\w-]{1,16} ){0,5}dressings?\b|\bdressing for (?:[a-z-]{1,14} ){0,4}(?:wound|ulcer|burn)"
        r"|\bapplication of (?:[\w-]{1,16} ){1,4}(?:on|to|onto) (?:the |patients?'? |an? )?(?:[a-z-]{1,14} ){0,3}(?:ulcer|wound|burn)|\b(?:applied|smeared|spread) (?:on|to|onto|over) (?:the )?(?:\w{1,12} )?(?:wound|burn|skin|face|ulcer)",
    ),
    "intrahepatic": (
        "intrahepatic|intra-hepatic|liver",
        r"\bintra-?hepatic(?:ally)?(?=\s?$|[,.;)])|\b(?:inject|infus|transplant|implant|deliver)\w{0,6}\s(?:\w{1,12}\s){0,4}(?:directly )?into\s(?:the\s)?liver(?! (?:through|via|by))",
    ),
    "intra-arterial": (
        "arter",
        r"\b(?:via|through|into|by|in|to)\s(?:the\s)?(?:[a-z-]{1,12}\s){0,3}(?:carotid|femoral|renal|celiac|cerebral|vertebral|splenic|pancreatic|popliteal|ophthalmic|superior|mesenteric|pancreas|bronchial|pulmonary|internal iliac|pancreaticoduodenal|uterine)(?: [a-z]{1,14}){0,2} arter\w{1,4}",
    ),
    "other": (
        "intra|peri|sub|epidural|retro|nasal|nose|trache|bronch|scaffold|disc|marrow|stereotac|bladder|gland|vocal|brain|kidney|pancreas|lung|penis|tendon|sphincter|putamen|thymus|pleura|femoral head|iliac|uter|ovar|plug|cavity|implant|spinal cord|membrane|sheet|matrix|graft|defect|fracture|lymph|suture|muc|embedded|seeded|filled",
        r"\b(?:into|(?:inject|implant|plac|deliver|transplant|spread|insert|put|instil)\w{0,8} (?:directly |locally )?in)\s(?:the\s)?(?:[a-z-]{1,14}\s){0,3}(?:disc|disk|spinal cord|uterine cavity|uterus|endometri\w{1,3}|lacrimal gland|salivary gland|parotid gland|ovar(?:y|ies)|bladder wall|bladder|trachea|brain|peritoneal cavity|peritoneum|iliac crest|femoral head|submandibular gland|corpus cavernosum|corpora cavernosa|vocal folds?|sphincter|lymph nodes?|pleura\w{0,3}|tendons?|putamen|penis|kidney|pancreas|thymus|vitreous|lung|bone marrow cavity|medullary cavity|intestinal mucosa|mucosa)\b"
        r"|\b(?:scaffold|fistula plug|collagen (?:membrane|sponge|matrix|gel)|bone graft|cell sheet|biomatrix|fibrin glue|hydroxyapatite|tricalcium|allograft)\b(?=[^.]{0,160}\b(?:implant|transplant|plac|put|cell|seed|load|fill|graft|coat))"
        r"|\b(?:embedded|seeded) (?:in|on|into|onto|on to|with)(?: a| the)? (?:[a-z-]{1,15} ){0,4}(?:matrix|scaffolds?|carrier|sponge|patch)\b|\b(?:defects?|cavit(?:y|ies)|sockets?|bone gaps?) (?:(?:will be|was|were|is|are) )?(?:then )?filled (?:up )?with\b|\b(?:implant|transplant|put|plac|graft|inject)\w{0,5} (?:locally |directly )?(?:in|into|to|at|on) (?:the )?(?:[a-z-]{1,14} ){0,3}(?:fracture|defects?|nonunion|non union|non-union|alveolar|socket|sinus|site)\b",
    ),
    "intravenous": ("vein|iv", r"\b(?:into|through|via|in|by)\s(?:a\s|the\s|his\s|your\s)?(?:[a-z-]{1,10}\s)?veins?\b"),
}  # fmt: skip


def _rule(entry: Mapping[str, Any]) -> _Rule:
    hints, turns = _TURNS.get(entry["rule"], ("", ""))
    known = hints_of(entry["phrases"])
    pattern = pattern_of(entry["phrases"])
    return _Rule(
        Route(entry["code"]),
        f"route.{entry['rule']}",
        (*known, *hints.split("|")) if hints else known,
        re.compile(f"{pattern}|{turns}" if turns else pattern),
    )


#: Tried in order; a later rule never sees the words that an earlier one took.
_RULES = tuple(_rule(entry) for entry in phrases_of("routes")["route"])

_ANY_HINT = re.compile("|".join(sorted({re.escape(hint) for rule in _RULES for hint in rule.hints})))

#: "IV" in capitals means intravenous unless it numbers a phase, grade, stage, class or type.
_IV = re.compile(r"(?<![A-Za-z\d/-])(?:IV|iv)(?![A-Za-z\d]|[-/](?:I|V|\d))(?!\s?(?:\+/-|to\s(?:I|V)))")
_NUMBERED = re.compile(
    r"(?:phase|grades?|stages?|class|type|factor|nyha|ii|iii|i|score|or|level|to|and|aal)\s?[-/(:,]?\s?$"
)
_NOT_THE_CELLS = search_for(phrases_of("routes")["other_things"]["phrases"])


@dataclass(frozen=True, slots=True)
class RouteFound:
    """A route and the place of its words in the normalised text."""

    route: Route
    start: int
    end: int
    rule: str


def routes_found(text: Text) -> list[RouteFound]:
    """Return every route named in a text, in order of place; words already taken by a more exact rule are not read twice."""
    low = text.low
    found: list[RouteFound] = []
    if not (_ANY_HINT.search(low) or _SHORT.search(text.text)):
        return found
    taken = Taken(len(low))
    for rule in _RULES:
        if has_any(low, rule.hints):
            for match in rule.pattern.finditer(low):
                _keep(found, taken, low, match, rule)
    if "iv" in low:
        for match in _IV.finditer(text.text):
            if not _numbers(low, match):
                _keep(found, taken, low, match, _RULES[-1])
    for route, name, match in _abbreviated(text):
        start, end = match.span()
        if taken.is_free(start, end) and not _is_of_another(low, start, end):
            found.append(RouteFound(route, start, end, f"route.{name}"))
    return sorted(found, key=lambda f: f.start)


#: Abbreviations in capitals beside words of giving; IA is a joint or an artery, whichever the text speaks of.
_ABBREVIATED = (
    (Route.INTRATHECAL, "intrathecal", re.compile(r"(?<![\w/-])IT(?=\s(?:inject|infus|admin|deliver|transplant|route|and IV\b|\d))|(?<=\bIV and )IT\b|(?<=\bIV \+ )IT\b")),
    (Route.OTHER, "other", re.compile(r"(?<![\w/-])IP(?=\s(?:inject|infus|admin|route))")),
)  # fmt: skip
_SHORT = re.compile(r"(?<![\w/-])(?:IT|IP|IA|ia|i\.a\.)(?!\w)")
_IA = re.compile(r"(?<![\w/-])(?:IA|ia|i\.a\.)(?=\s(?:inject|infus|admin|deliver|route|and iv\b|\d))")
_OF_A_JOINT = re.compile(
    r"\b(?:knees?|hips?|joints?|osteoarthrit\w{1,3}|arthritis|articular|cartilage|gonarthro\w{1,4})\b"
)
_OF_AN_ARTERY = re.compile(r"\barter|\biv\b|\bintravenous")


def _abbreviated(text: Text) -> Iterator[tuple[Route, str, re.Match[str]]]:
    """Yield the routes told by an abbreviation only."""
    if not _SHORT.search(text.text):
        return
    for route, name, pattern in _ABBREVIATED:
        for match in pattern.finditer(text.text):
            yield route, name, match
    for match in _IA.finditer(text.text):
        joint, artery = _OF_A_JOINT.search(text.low), _OF_AN_ARTERY.search(text.low)
        if joint and not artery:
            yield Route.INTRA_ARTICULAR, "intra-articular", match
        elif artery and not joint:
            yield Route.INTRA_ARTERIAL, "intra-arterial", match


def _keep(found: list[RouteFound], taken: Taken, low: str, match: re.Match[str], rule: _Rule) -> None:
    start, end = match.span()
    if taken.is_free(start, end) and not _is_of_another(low, start, end):
        taken.take(start, end)
        found.append(RouteFound(rule.route, start, end, rule.name))


def _numbers(low: str, match: re.Match[str]) -> bool:
    """True where IV is a number: phase IV, grade III-IV, "(i) ... (iv)"."""
    if (
        "(iii)" in low[max(0, match.start() - 400) : match.start()]
        and low[match.start() - 1 : match.end() + 1] == "(iv)"
    ):
        return True
    return _NUMBERED.search(low[max(0, match.start() - 12) : match.start()]) is not None


_DISEASE_AFTER = re.compile(
    r"^[- ]?(?:ha?emorrh|adhes|defect|bleed|pressure|hypert|tumou?r|radiograph|photograph|environment|growth|device|cholest|bile|cholang|(?:artery |arterial )?(?:disease|bypass|angio|stenos|occlus|thromb|embol|calcif)|volume|abscess|infect|aneurysm|insuff|synech|mass\b|resistance|flow\b|neuropath|edema|fibrosis|access for|vasculopath)"
)


_SUSPENDED_IN = re.compile(r"\bin (?:\d{1,2} ?% )?(?:human )?(?:serum )?albumin\b(?: solution)?")


def _is_of_another(low: str, start: int, end: int) -> bool:
    """True where the words beside the route speak of a disease, another drug, of sampling or of an exclusion."""
    if _DISEASE_AFTER.match(low[end : end + 24]):
        return True
    lead = low[max(0, start - 45) : start]
    cut = max(lead.rfind(". "), lead.rfind("; "), lead.rfind("\n"))
    lead = _SUSPENDED_IN.sub(" ", lead[cut + 1 :])
    after = low[end : end + 32]
    stop = re.search(r"[.;\n]", after)
    return bool(_NOT_THE_CELLS.search(lead) or _NOT_THE_CELLS.search(after[: stop.start()] if stop else after))


_VEINS = (Route.PERIPHERAL_VEIN, Route.CENTRAL_VEIN)


def read_route(text: str, place: str = "") -> Reading[Route] | None:
    """Return the one route that a text states, unclear where it names several, None where it names none.

    Example: "infused intravenously through a peripheral vein" is the peripheral vein: the closer word wins over the wider one.
    """
    return route_in(normalise(text), place)


def route_in(text: Text, place: str = "") -> Reading[Route] | None:
    """Return the same as `read_route` for a text that is already normalised."""
    return _one_route(text, routes_found(text), place)


def _one_route(text: Text, found: list[RouteFound], place: str) -> Reading[Route] | None:
    if not found:
        return None
    routes = {f.route for f in found}
    for wide, closer in (
        (Route.INTRAVENOUS_UNSPECIFIED, _VEINS),
        (Route.INTRA_ARTERIAL, (Route.HEPATIC_ARTERY, Route.INTRACORONARY)),
    ):
        if wide in routes and len(routes & set(closer)) == 1 and len(routes) == 2:
            routes.discard(wide)
    if {Route.INTRAHEPATIC, Route.INTRA_ARTERIAL} & routes and Route.HEPATIC_ARTERY in routes:
        routes -= {Route.INTRAHEPATIC, Route.INTRA_ARTERIAL}
    if (
        Route.OTHER in routes
        and len(routes) == 2
        and routes & {Route.INTRALESIONAL, Route.INTRA_ARTICULAR, Route.INTRAMUSCULAR}
        and not any(text.low.startswith("subchondral", f.start) for f in found)
    ):
        routes.discard(Route.OTHER)
    if {Route.INTRALESIONAL, Route.INTRA_ARTICULAR} == routes and all(
        _OF_A_JOINT.search(text.low, f.start, f.end) for f in found if f.route is Route.INTRALESIONAL
    ):
        routes.discard(Route.INTRALESIONAL)  # a lesion of the cartilage lies in the joint
    first = next(f for f in found if f.route in routes)
    span = text.span(first.start, first.end, place)
    if len(routes) > 1:
        return unclear(None, span, first.rule, "several routes: " + ", ".join(sorted(routes)))
    return certain(first.route, span, first.rule)

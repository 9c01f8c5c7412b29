"""Routes in prose: by which way the cells are given."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from trials.domain.extraction.text import Reading, Taken, Text, certain, has_any, normalise, unclear
from trials.domain.vocabulary import Route


@dataclass(frozen=True, slots=True)
class _Rule:
    """One way of saying a route. `hints` are literals of which one must occur before the pattern is tried."""

    route: Route
    name: str
    hints: tuple[str, ...]
    pattern: re.Pattern[str]


def _rule(route: Route, name: str, hints: str, pattern: str) -> _Rule:
    return _Rule(route, f"route.{name}", tuple(hints.split("|")), re.compile(pattern))


_INTO = r"(?:in|into|in to|to|inside|within|around|through|via|at)\s(?:the\s|a\s|their\s|his\s|each\s|an\s)?(?:[a-z-]{1,18}\s){0,3}?"

#: Tried in order; a later rule never sees the words that an earlier one took.
_RULES = (
    _rule(Route.HEPATIC_ARTERY, "hepatic-artery", "hepatic a|hepatic-a|liver arter|hepatic) art|(hepatic)", r"\b(?:intra-?)?hepatic[- ]arter\w{1,4}|\bliver arter\w{1,3}|\bintra-?arterial \(hepatic\)"),
    _rule(Route.PORTAL_VEIN, "portal-vein", "portal", r"\bportal(?:[- ](?:vein|venous)|\s(?:system|circulation))|\bintra-?portal\w{0,3}|\btrans-?portal\b"),
    _rule(
        Route.PERIPHERAL_VEIN,
        "peripheral-vein",
        "peripheral|cubital|arm vein|forearm|elbow|basilic|cephalic|saphenous",
        r"\bperipheral(?:ly)?[- ](?:i\.?v\b\.?|intravenous\w{0,2}|veins?\b|venous|cannula|line|catheter|venipuncture)|\b(?:ante)?cubital|\b(?:fore)?arm vein|\bforearm (?:intravenous|iv\b|infusion)|\belbow vein"
        r"|\b(?:basilic|cephalic|saphenous) vein|\b(?:intravenous\w{0,2}|iv)\s(?:\w{1,12}\s){0,4}peripheral\b(?! (?:blood|stem|neur|art))|\bperipheral (?:infusion|injection)\b",
    ),
    _rule(
        Route.CENTRAL_VEIN,
        "central-vein",
        "central|jugular|subclavian|picc|hickman|femoral vein|umbilical vein",
        r"\bcentral[- ](?:ven\w{2,4}|line|iv\b|catheter)|\bjugular|\bsubclavian|\bpicc\b|\bhickman|\bfemoral vein",
    ),
    _rule(
        Route.INTRACORONARY,
        "intracoronary",
        "coronar|infarct-related|infarct related|culprit",
        r"\bintra-?\s?coronar\w{1,3}|\b(?:into|in|through|via|to|down)\s(?:the\s)?(?:\w{1,12}[- ]){0,3}(?:coronary (?:arter|circul|sinus|vessel)|culprit (?:vessel|arter)|infarct[- ]related)\w{0,3}|\bcoronary infusion",
    ),
    _rule(
        Route.INTRAMYOCARDIAL,
        "intramyocardial",
        "myocardi|endocardi|epicardi|cardiac inj|intracardi|intra-cardi|intramyo|ventricular wall",
        r"\b(?:intra|trans|endo)-?\s?(?:myo|endo|epi)?-?cardi\w{1,5}(?=[^.]{0,60}\b(?:inject|deliver|admin|transplant|implant|inoculat|cell|infus|therapy|msc|route))|\bintra-?myocardial\w{0,2}|\btrans-?endocardial\w{0,2}|\btrans-?epicardial\w{0,2}"
        r"|\bintra-?cardiac(?:ally)? (?:inject|cell|deliver)|\binject\w{0,4}\s(?:\w{1,14}\s){0,6}?" + _INTO + r"(?:myocardi\w{1,3}|endocardium|epicardium|heart\b|left ventric\w{1,5})",
    ),
    _rule(
        Route.INTRATHECAL,
        "intrathecal",
        "thecal|techal|lumbar p|spinal tap|subarachnoid|cerebrospinal|endolumbal|intralumbar|intra-lumbar|intrathec|intra thec",
        r"\bintra-?\s?(?:thec|tech)\w{1,5}|\b(?:via|by|through|with|using)\s(?:a\s|the\s)?(?:standard\s)?lumbar puncture|\blumbar puncture (?:inject|infus|admin|route|transplant)\w{0,8}|\bsub-?arachnoid|\bendolumbal\w{0,2}|\bintra-?lumbar\w{0,2}"
        r"|\binto (?:the )?(?:cerebro-?spinal fluid|csf|spinal (?:canal|fluid))",
    ),
    _rule(
        Route.INTRA_ARTICULAR,
        "intra-articular",
        "articular|anticular|joint|knee|intraarticular|hip",
        r"\bintra-?\s?articular\w{0,2}|\banticular|\binto\s(?:the\s|a\s|each\s|their\s|one\s|both\s|study\s)?(?:[a-z-]{1,12}\s){0,3}(?:joints?|knees?|articular (?:space|cavity))\b|\b(?:knee|hip|joint|ankle)(?: joint| cavity){0,2} inject\w{0,5}"
        r"|\binject\w{0,4}\s(?:[a-z-]{1,14}\s){0,5}(?:in|to the|in the)\s(?:[a-z-]{1,12}\s){0,2}?(?:knees?|joints?)\b|\bimplant\w{0,4} (?:in|into|to|on) (?:the )?(?:knee|cartilage|articular)",
    ),
    _rule(
        Route.INTRAMUSCULAR,
        "intramuscular",
        "muscula|muscle|gastrocnemius|i.m.|im ",
        r"\bintra-?\s?muscular\w{0,2}|\bi\.m\.|\bim (?=inject|admin|route|transplant)|\b(?:into|in)\s(?:the\s)?(?:[a-z-]{1,14}\s){0,4}(?:muscles?|gastrocnemius)\b",
    ),
    _rule(Route.SUBCUTANEOUS, "subcutaneous", "cutaneous", r"\bsub-?\s?cutaneous\w{0,2}(?= (?:inject|admin|infus|implant|route|transplant|deliver))|\b(?:inject|admin|implant|given)\w{0,8}\s(?:\w{1,12}\s){0,3}sub-?cutaneous\w{0,2}|\bsubcutaneously\b"),
    _rule(
        Route.INTRALESIONAL,
        "intralesional",
        "lesion|fistul|wound|ulcer|perianal|intrafist",
        r"\b(?:intra|peri)-?\s?(?:lesion|fistul)\w{1,5}(?= ?(?:inject|admin|infil|implant|deliver|transplant|treatment|application|route|\.|,|;|$|of|and|into|with))|\bintra-?lesional\w{0,2}"
        r"|\b(?:inject|infiltrat|deliver|implant)\w{0,5}\s(?:[\w-]{1,18}\s){0,16}?(?:in|into|to the|to local|around|along|near|inside|at|surrounding|directly)\s(?:and around |and in |and )?(?:the\s|a\s|each\s|their\s)?(?:(?!patient|subject|with\b|\w{0,6}necrotic|bone\b)[a-z-]{1,14}\s){0,5}(?:fistula|lesion|wound|ulcer)\w{0,2}(?:\(s\))?"
        r"|\badminister\w{0,3} (?:locally|directly),? (?:in|into|to|around|at) (?:the |each |a )(?:[a-z-]{1,14}\s){0,2}(?:fistula|lesion|wound|ulcer)\w{0,2}"
        r"|\b(?:fistula|lesion) (?:tract )?inject\w{1,4}",
    ),
    _rule(Route.INHALATION, "inhalation", "inhal|nebul|aerosol", r"\binhal(?:ed|ation|able|ing)\b|\bnebuli[sz]\w{1,5}|\baerosol\w{0,8}"),
    _rule(
        Route.TOPICAL,
        "topical",
        "topical|transdermal|application|spray|gel|cream|dressing|eye drop|drops",
        r"\btopical\w{0,2}\b(?! (?:treatments?|therap(?:y|ies)|drugs?|agents?)\b(?! (?:with|of)\b))|\btransdermal\w{0,2}(?! inject)|\bspray(?:ed|ing)?\b(?=[^.]{0,40}(?:wound|burn|skin|ulcer))|\bfibrin spray\b|\b(?:hydrogel|gel|cream|dressing)(?: sheets?| patch)? (?:containing|with|loaded|seeded)[^.]{0,60}(?:cell|msc|exosome)|\b(?:seeded|loaded) (?:in|on|onto|into) (?:an? |the )?(?:[\w-]{1,16} ){0,5}dressings?\b|\bdressing for (?:[a-z-]{1,14} ){0,4}(?:wound|ulcer|burn)|\bapplication of (?:[\w-]{1,16} ){1,4}(?:on|to|onto) (?:the |patients?'? |an? )?(?:[a-z-]{1,14} ){0,3}(?:ulcer|wound|burn)|\b(?:applied|smeared|spread) (?:on|to|onto|over) (?:the )?(?:\w{1,12} )?(?:wound|burn|skin|face|ulcer)|\beye ?drops?\b",
    ),
    _rule(Route.INTRASPLENIC, "intrasplenic", "splenic|spleen", r"\bintra-?\s?splenic\w{0,4}|\b(?:in|into)\s(?:the\s)?spleen"),
    _rule(
        Route.INTRAHEPATIC,
        "intrahepatic",
        "intrahepatic|intra-hepatic|the liver",
        r"\bintra-?hepatic(?:ally)?(?= (?:inject|admin|infus|implant|route|transplant|deliver|group|arm|cell|msc)|\s?$|[,.;)])|\b(?:inject|infus|transplant|implant|deliver)\w{0,6}\s(?:\w{1,12}\s){0,4}(?:directly )?into\s(?:the\s)?liver(?! (?:through|via|by))",
    ),
    _rule(
        Route.INTRA_ARTERIAL,
        "intra-arterial",
        "arter|carotid",
        r"\bintra-?\s?arter\w{1,6}|\b(?:via|through|into|by|in|to)\s(?:the\s)?(?:[a-z-]{1,12}\s){0,3}(?:carotid|femoral|renal|celiac|cerebral|vertebral|splenic|pancreatic|popliteal|ophthalmic|superior|mesenteric|pancreas|bronchial|pulmonary|internal iliac|pancreaticoduodenal|uterine)(?: [a-z]{1,14}){0,2} arter\w{1,4}|\bintra-?carotid",
    ),
    _rule(
        Route.OTHER,
        "other",
        "intra|peri|sub|epidural|retro|nasal|nose|trache|bronch|scaffold|disc|marrow|stereotac|bladder|gland|vocal|brain|kidney|pancreas|lung|penis|tendon|sphincter|putamen|thymus|pleura|femoral head|iliac|uter|ovar|plug|cavity|implant|spinal cord|membrane|sheet|matrix|graft|defect|fracture|lymph|suture|muc|embedded|seeded|filled",
        r"\bintra-?\s?(?:perito\w{2,7}|trache\w{2,5}|bronch\w{2,6}|nasal\w{0,2}|dis[ck]al\w{0,2}|osse\w{2,5}|bone marrow|medull\w{2,5}|cerebr\w{2,14}|ventricular\w{0,2}|crani\w{2,4}|parenchym\w{2,5}|pleural\w{0,2}|vitre\w{2,5}|ocular\w{0,2}|cavern\w{2,6}|ovar\w{2,5}|uterine"
        r"|derm\w{2,5}|spinal\w{0,2}|urethral\w{0,2}|tumou?r\w{0,5}|dural|vesical|testicular|renal\w{0,2}|pulmonary|lymphatic|nodal|prostatic|sphincter\w{0,5}|cochlear|gastric|tympanic|bony|synovial|stromal|tendin\w{2,6}|ligament\w{0,4}|striatal|cisternal|vaginal|lingual|penile|glandular)"
        r"|\b(?:endo|trans)-?(?:trache|bronch)\w{2,6}|\b(?:via|by|through|with)\s(?:a\s|the\s)?(?:\w{1,12}\s)?bronchoscop\w{1,4}|\bunder (?:the )?mucosa\b|\btransendoscop\w{1,6}|\bperi-?(?:bulbar|ocular|neural|urethral|articular|renal|anal inject\w{1,4}|ventricular|pancreatic)\w{0,2}|\bsub-?(?:retinal\w{0,2}|conjunctival\w{0,2}|tenon\w{0,4}|mucosal\w{0,2}|dural|choroidal|tenon's|urethral|macular|meningeal|chondral(?:ly)?(?= (?:inject|infus|implant|admin|deliver|applic|bone (?:inject|applic)|and intra)))|\bsuprachoroidal|\bepidural\w{0,2}|\bretro-?bulbar|\b(?:nasal|nose) (?:drip|spray|drop|inject)\w{0,3}"
        r"|\b(?:into|(?:inject|implant|plac|deliver|transplant|spread|insert|put|instil)\w{0,8} (?:directly |locally )?in)\s(?:the\s)?(?:[a-z-]{1,14}\s){0,3}(?:disc|disk|spinal cord|uterine cavity|uterus|endometri\w{1,3}|lacrimal gland|salivary gland|parotid gland|ovar(?:y|ies)|bladder wall|bladder|trachea|brain|peritoneal cavity|peritoneum|iliac crest|femoral head|submandibular gland|corpus cavernosum|corpora cavernosa|vocal folds?|sphincter|lymph nodes?|pleura\w{0,3}|tendons?|putamen|penis|kidney|pancreas|thymus|vitreous|lung|bone marrow cavity|medullary cavity|intestinal mucosa|mucosa)\b"
        r"|\bstereotactic\w{0,4}|\bbone marrow injection\b|\bint(?:er|ra)vertebral (?:dis[ck] )?inject\w{1,4}|\b(?:scaffold|fistula plug|collagen (?:membrane|sponge|matrix|gel)|bone graft|cell sheet|biomatrix|fibrin glue|hydroxyapatite|tricalcium|allograft)\b(?=[^.]{0,160}\b(?:implant|transplant|plac|put|cell|seed|load|fill|graft|coat))"
        r"|\b(?:embedded|seeded) (?:in|on|into|onto|on to|with)(?: a| the)? (?:[a-z-]{1,15} ){0,4}(?:matrix|scaffolds?|carrier|sponge|patch)\b|\b(?:defects?|cavit(?:y|ies)|sockets?|bone gaps?) (?:(?:will be|was|were|is|are) )?(?:then )?filled (?:up )?with\b|\b(?:implant|transplant|put|plac|graft|inject)\w{0,5} (?:locally |directly )?(?:in|into|to|at|on) (?:the )?(?:[a-z-]{1,14} ){0,3}(?:fracture|defects?|nonunion|non union|non-union|alveolar|socket|sinus|site)\b",
    ),
    _rule(
        Route.INTRAVENOUS_UNSPECIFIED,
        "intravenous",
        "venous|i.v|iv|vein|i v|traven|troven",
        r"\b(?:intra|trans|endo)-?\s?ven(?:ous|us|eous|e?ously)\w{0,3}|\bintr[ao]ven\w{1,8}|\bi\.\s?v\b\.?|\bvenous (?:infusion|injection|transfusion|drip)\b|\b(?:into|through|via|in|by)\s(?:a\s|the\s|his\s|your\s)?(?:[a-z-]{1,10}\s)?veins?\b|\bvenoclysis",
    ),
)  # fmt: skip

_ANY_HINT = re.compile("|".join(sorted({re.escape(hint) for rule in _RULES for hint in rule.hints})))

#: "IV" in capitals means intravenous unless it numbers a phase, grade, stage, class or type.
_IV = re.compile(r"(?<![A-Za-z\d/-])(?:IV|iv)(?![A-Za-z\d]|[-/](?:I|V|\d))(?!\s?(?:\+/-|to\s(?:I|V)))")
_NUMBERED = re.compile(
    r"(?:phase|grades?|stages?|class|type|factor|nyha|ii|iii|i|score|or|level|to|and|aal)\s?[-/(:,]?\s?$"
)
_NOT_THE_CELLS = re.compile(
    r"\b(?:antibiotics?|heparin|albumin|contrast|anti-?histamin\w{0,2}|(?:cortico)?steroids?|prednis\w{1,6}|methylpred\w{1,8}|drug abuse|drug user|drug use|fluids?|immuno-?globulins?|immune globulins?|ivig|cyclophosphamide|busulfan|fludarabine|chemotherap\w{1,2}"
    r"|thymoglobulin|melphalan|ganciclovir|catheter related|aspirat\w{1,4}|sedation|draw\w{0,2}|blood (?:collect|sampl|draw)\w{0,4}|biops\w{1,3}|g-csf|plasma exchange|rituximab|tocilizumab|remdesivir|diuretic\w{0,1}|furosemide|midazolam|propofol|thrombo\w{1,9}|thrombosis|anesthe\w{1,5}|anaesthe\w{1,5}|secret(?:ome|ions?)|hyaluron\w{1,4})\b"
)


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

"""Reading a comparison back from its HTML: the cells as a reader sees them, by row and by arm."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = {"input", "meta", "link", "br", "use", "path", "circle", "rect", "img"}


@dataclass
class Node:
    """An element: its tag, attributes, children and texts."""

    tag: str
    attrs: dict[str, str]
    children: list[Node | str] = field(default_factory=list)

    def find_all(self, tag: str = "", **attrs: str) -> list[Node]:
        """Every element below with the tag and the attributes ("class" holds the word asked for)."""
        found = []
        for child in self.children:
            if isinstance(child, Node):
                if (not tag or child.tag == tag) and all(_has(child, name, value) for name, value in attrs.items()):
                    found.append(child)
                found += child.find_all(tag, **attrs)
        return found

    def text(self, *, without: tuple[str, ...] = ()) -> str:
        """The words below, spaces folded; elements with one of the classes in ``without`` are passed over."""
        return " ".join("".join(self._texts(without)).split())

    def _texts(self, without: tuple[str, ...]) -> list[str]:
        texts = []
        for child in self.children:
            if isinstance(child, str):
                texts.append(child)
            elif not set(child.attrs.get("class", "").split()) & set(without):
                gap = " " if child.tag in ("td", "th", "p", "li", "summary", "details", "div") else ""
                texts += [gap, *child._texts(without), gap]
        return texts


def _has(node: Node, name: str, value: str) -> bool:
    given = node.attrs.get(name.rstrip("_").replace("_", "-"))
    return given is not None and (value in given.split() if name == "class_" else given == value)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("html", {})
        self.stack = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.stack[-1].children.append(node)
        if tag not in _VOID:
            self.stack.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.stack[-1].children.append(Node(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        for place in range(len(self.stack) - 1, 0, -1):
            if self.stack[place].tag == tag:
                del self.stack[place:]
                return

    def handle_data(self, data: str) -> None:
        self.stack[-1].children.append(data)


def signs_in(node: Node, name: str = "data-contradiction") -> list[Node]:
    """The signs of contradictions below an element; with "data-misfit", what does not fit."""
    return [one for one in node.find_all() if name in one.attrs]


def parse(html: str) -> Node:
    """Return the tree of a page."""
    reader = _Reader()
    reader.feed(html)
    return reader.root


@dataclass
class Compared:
    """The comparison's table: ``cells[row id][column]`` are its cells, columns counted from 0."""

    root: Node
    refs: list[str]
    cells: dict[str, list[Node]]

    def value(self, row: str, ref: str) -> str:
        """What is read in a cell without opening it: the value, its difference and flags apart."""
        summary = self.cells[row][self.refs.index(ref)].find_all("summary")[0]
        return summary.text()

    def why(self, row: str, ref: str) -> str:
        """What a cell says when it is opened."""
        return self.cells[row][self.refs.index(ref)].find_all("div", class_="why")[0].text()

    def signs(self, row: str, ref: str) -> list[Node]:
        """The signs of contradictions in a cell."""
        return signs_in(self.cells[row][self.refs.index(ref)])

    def relation(self, row: str, ref: str) -> str:
        """How a cell stands to the reference, with its ratio; empty when the row has no sizes."""
        found = self.cells[row][self.refs.index(ref)].find_all("span", class_="rel")
        return found[0].text() if found else ""

    def differs(self, row: str, ref: str) -> bool:
        """Whether the cell is marked as different from the reference."""
        return "ne" in self.cells[row][self.refs.index(ref)].attrs.get("class", "").split()


def compared(html: str) -> Compared:
    """Read the comparison's table from a page."""
    root = parse(html)
    table = root.find_all("table", class_="compare")[0]
    refs = [head.attrs["id"].removeprefix("col-") for head in table.find_all("span", class_="arm-head")]
    rows = [row for row in table.find_all("tr") if row.attrs.get("id", "").startswith("r-")]
    return Compared(root, refs, {row.attrs["id"].removeprefix("r-"): row.find_all("td") for row in rows})

"""A page's form as a browser would send it, read from the HTML itself."""

from html.parser import HTMLParser
from typing import Any


class FormReader(HTMLParser):
    """Collects the values of every control that a browser sends, except buttons."""

    def __init__(self) -> None:
        super().__init__()
        self.data: dict[str, list[str]] = {}
        self.select: dict | None = None
        self.textarea: str | None = None
        self.text = ""

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        name = found.get("name")
        if tag == "option" and self.select is not None:
            self.select["options"].append((found.get("value", ""), "selected" in found))
        if name is None or "disabled" in found:
            return
        kind = found.get("type", "text")
        if tag == "input" and kind not in ("submit", "button", "image", "file"):
            if kind not in ("checkbox", "radio") or "checked" in found:
                self.data.setdefault(name, []).append(found.get("value") or ("on" if kind == "checkbox" else ""))
        elif tag == "select":
            self.select = {"name": name, "options": [], "multiple": "multiple" in found}
        elif tag == "textarea":
            self.textarea, self.text = name, ""

    def handle_data(self, data):
        if self.textarea is not None:
            self.text += data

    def handle_endtag(self, tag):
        if tag == "select" and self.select is not None:
            chosen = [value for value, selected in self.select["options"] if selected]
            if not chosen and self.select["options"] and not self.select["multiple"]:
                chosen = [self.select["options"][0][0]]
            self.data.setdefault(self.select["name"], []).extend(chosen)
            self.select = None
        if tag == "textarea" and self.textarea is not None:
            self.data.setdefault(self.textarea, []).append(self.text.removeprefix("\r\n").removeprefix("\n"))
            self.textarea = None


def form_data(html: str) -> dict[str, list[str]]:
    """Return what a browser would send of all forms of a page."""
    reader = FormReader()
    reader.feed(html)
    return reader.data


def post_confirmed(client: Any, address: str, data: dict[str, Any]) -> Any:
    """Send a page, and once more with what is hardly meant confirmed where the answer asks for that."""
    from trials.admin.confirming import CONFIRMED  # benchmarks read forms before Django is set up

    answer = client.post(address, data)
    if answer.status_code != 200 or not answer.context.get("doubts"):
        return answer
    return client.post(address, data | {CONFIRMED: answer.context["confirmation"]})

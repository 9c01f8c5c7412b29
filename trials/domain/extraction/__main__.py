"""The command line of the pure core: `python -m trials.domain.extraction {regimens,timeframes,criteria}`.

JSON lines on standard input, readings as JSON lines on standard output: a study of API v2 a line for `regimens`,
`{"id", "text"}` for the others. A line that cannot be read is answered by `{"line", "error"}` and the rest goes on;
the exit code is then 1.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import IO, Any


def _regimens(item: dict[str, Any]) -> dict[str, Any]:
    from trials.domain.extraction.exchange import study_form
    from trials.domain.extraction.study import read_study

    if "protocolSection" not in item:
        raise ValueError("no protocolSection: not a study of API v2")
    return study_form(read_study(item))


def _timeframe(item: dict[str, Any]) -> dict[str, Any]:
    from trials.domain.extraction.exchange import timeframe_form

    return _with_id(item, timeframe_form(_text(item)))


def _criterion(item: dict[str, Any]) -> dict[str, Any]:
    from trials.domain.extraction.exchange import criterion_form

    return _with_id(item, criterion_form(_text(item)))


def _text(item: dict[str, Any]) -> str:
    text = item.get("text")
    if not isinstance(text, str):
        raise ValueError("no text")
    return text


def _with_id(item: dict[str, Any], form: dict[str, Any]) -> dict[str, Any]:
    return {"id": item["id"], **form} if "id" in item else form


#: Each kind imports its readers when first used: a caller of one pays for one.
KINDS: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "regimens": _regimens,
    "timeframes": _timeframe,
    "criteria": _criterion,
}


def answers(kind: str, lines: Iterable[str]) -> Iterator[tuple[dict[str, Any], bool]]:
    """Yield (answer, went well) for each line that is not empty; lines are numbered from 1."""
    read = KINDS[kind]
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            item = json.loads(line)
            if not isinstance(item, dict):
                raise ValueError("not a JSON object")
            answer = read(item)
        except (ValueError, RecursionError) as error:
            yield {"line": number, "error": str(error)}, False
        else:
            yield answer, True


def main(
    arguments: Sequence[str] | None = None, source: Iterable[str] | None = None, sink: IO[str] | None = None
) -> int:
    """Read lines, write answers, return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m trials.domain.extraction",
        description="Read registry prose into structure: JSON lines in, readings as JSON lines out.",
    )
    parser.add_argument("kind", choices=sorted(KINDS))
    kind = parser.parse_args(arguments).kind
    out = sys.stdout if sink is None else sink
    code = 0
    for answer, went_well in answers(kind, _lines_of_input() if source is None else source):
        out.write(json.dumps(answer, ensure_ascii=False) + "\n")
        code = code if went_well else 1
    return code


def _lines_of_input() -> Iterator[str]:
    """Yield the lines of standard input as UTF-8 whatever the locale; bytes that are none become a sign that JSON may hold."""
    for line in sys.stdin.buffer:
        yield line.decode("utf-8", errors="replace")


if __name__ == "__main__":
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")
    sys.exit(main())

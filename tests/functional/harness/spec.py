"""The API's document as the judge of every answer below /api/, and of what commands print with --json."""

import json
import re
import sys

from .paths import ROOT
from .schema import Mismatch, Schemas

sys.path.append(str(ROOT / "tools"))

from aan_tool.openapi import DESK, joined  # noqa: E402

# Every status and reason that the reference names.
REASONS = {(int(status), word) for status, word in
           re.findall(r"^\| (\d+) \| `(\w+)` \|", (ROOT / "docs/reference/reasons.md").read_text(), re.MULTILINE)}
PROBLEM = {"$ref": "#/components/schemas/Problem"}
EVENT = {"$ref": "#/components/schemas/ShopEvent"}


class Operation:
    def __init__(self, path, method, definition):
        self.path = path
        self.method = method
        self.definition = definition
        self.pattern = re.compile("^" + re.sub(r"\{[^}]+\}", "[^/]+", path) + "$")

    def __str__(self):
        return f"{self.method} {self.path}"

    @property
    def needs_desk_key(self):
        return any("deskKey" in one for one in self.definition.get("security", []))

    @property
    def scopes(self):
        """What a key of the desk must be allowed for it."""
        return {scope for one in self.definition.get("security", []) for scope in one.get("deskKey", [])}


class Spec:
    def __init__(self, document):
        self.document = document
        self.schemas = Schemas(document)
        self.known = [Operation(path, method.upper(), definition)
                      for path, item in document["paths"].items() for method, definition in item.items()]
        # What every shop has; the door of a card processor is only where cards are sold.
        self.operations = [one for one in self.known if one.path.startswith("/api/")]

    def find(self, method, path):
        """Text before names, as the server's router has it."""
        fitting = [one for one in self.known if one.pattern.match(path)]
        fitting.sort(key=lambda one: one.path.count("{"))
        exact = [one for one in fitting if one.method == ("GET" if method == "HEAD" else method)]
        return (exact[0] if exact else None), bool(fitting)

    def parameters(self, operation):
        for one in operation.definition.get("parameters", []):
            yield self.schemas.resolve(one["$ref"]) if "$ref" in one else one

    def request_schema(self, operation):
        """Of a body in JSON; none: it takes a form, or nothing."""
        content = operation.definition.get("requestBody", {}).get("content", {})
        return content.get("application/json", {}).get("schema")

    def check(self, method, path, response):
        """Raises Mismatch unless the document has such an answer to such a request."""
        path = path.split("?")[0]
        operation, is_known = self.find(method, path)
        where = f"{method} {path} -> {response.status}"
        if operation is None:
            self.check_unrouted(where, method, is_known, response)
            return
        answer = operation.definition["responses"].get(str(response.status))
        if answer is None:
            raise Mismatch(f"{where}: the document has no such status for {operation}")
        if "$ref" in answer:
            answer = self.schemas.resolve(answer["$ref"])
        for name, header in answer.get("headers", {}).items():
            if header.get("required") and response.header(name) is None:
                raise Mismatch(f"{where}: header {name} is missing")
        self.check_content(where, method, answer, response)

    def check_unrouted(self, where, method, is_known, response):
        reader = (400, 414, 417, 421, 431)
        allowed = (204, 403, 405, *reader) if is_known else (308, 403, 404, *reader)
        if response.status not in allowed:
            raise Mismatch(f"{where}: there is no such operation, so {allowed} were possible")
        if response.status == 405 and not response.header("allow"):
            raise Mismatch(f"{where}: 405 without Allow")
        if response.status >= 400:
            self.check_content(where, method, {"content": {"application/problem+json": {"schema": PROBLEM}}},
                               response)

    def check_command(self, words, value):
        """What `aan order show ... --json` prints is what the API's operation order.show answers."""
        item = self.document["paths"].get(DESK + ".".join(map(str, words[:2])))
        if item is None:
            return
        operation, = item.values()
        try:
            self.schemas.check(value, operation["responses"]["200"]["content"]["application/json"]["schema"])
        except Mismatch as wrong:
            raise Mismatch(f"aan {' '.join(map(str, words))}: {wrong}\n{json.dumps(value)[:600]}") from None

    def check_content(self, where, method, answer, response):
        content = answer.get("content")
        if content is None:
            if response.body:
                raise Mismatch(f"{where}: a body where the document has none")
            return
        kind = (response.header("content-type") or "").split(";")[0]
        if kind not in content:
            raise Mismatch(f"{where}: content type {kind!r}, the document has {list(content)}")
        if method == "HEAD":
            if response.body:
                raise Mismatch(f"{where}: HEAD with a body")
            return
        try:
            value = (response.text if kind == "text/plain" else
                     json.loads(response.body, object_pairs_hook=without_repeats))
            self.schemas.check(value, content[kind]["schema"])
        except (ValueError, Mismatch) as wrong:
            raise Mismatch(f"{where}: {wrong}\n{response.body[:600]!r}") from None
        if kind == "application/problem+json" and value["status"] != response.status:
            raise Mismatch(f"{where}: the problem says {value['status']}")
        if kind == "application/problem+json" and (response.status, value["reason"]) not in REASONS:
            raise Mismatch(f"{where}: docs/reference/reasons.md has no {value['reason']}")


def without_repeats(pairs):
    names = [name for name, _ in pairs]
    if len(names) != len(set(names)):
        raise ValueError(f"a member twice among {names}")
    return dict(pairs)


SPEC = Spec(joined(ROOT))

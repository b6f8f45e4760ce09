"""Requests made from openapi.json: such as it allows, and such as it forbids, the same for the same seed."""

import json
import random
from dataclasses import dataclass, field
from urllib.parse import quote

BODY_BYTES_MAX = 256 << 10
STRANGE = ["", " ", "0", "-1", "null", "true", "[]", "{}", "'", '"', "\\", "%", "../..", "a" * 300, "é", "书", "\u202e",
           "x\ny", "; DROP TABLE orders", "<script>", "${x}", "{{x}}", "NaN", "1e9", "0x10", "١٢"]


@dataclass
class Request:
    method: str
    path: str
    headers: dict = field(default_factory=dict)
    body: bytes | None = None
    is_forbidden: bool = False  # by the document: 4xx is the only right answer
    about: str = ""


class Maker:
    """`known`: values of the shop for names of parameters and members (a token, a slug, a grant)."""

    def __init__(self, spec, known, seed):
        self.spec = spec
        self.known = known
        self.chance = random.Random(seed)

    def requests(self, operation, rounds):
        for _ in range(rounds):
            yield self.plain(operation)
        for parameter in self.spec.parameters(operation):
            yield from self.around_parameter(operation, parameter)
        if self.spec.request_schema(operation):
            yield from self.around_body(operation)

    # What the document allows.

    def plain(self, operation, about="allowed", **changes):
        path, query, headers = operation.path, [], {}
        for one in self.spec.parameters(operation):
            value = changes.get("parameters", {}).get(one["name"], self.parameter(one))
            if value is None:
                continue
            if one["in"] == "path":
                path = path.replace("{" + one["name"] + "}", quote(str(value), safe=""))
            elif one["in"] == "query":
                query.append(one["name"] + "=" + quote(str(value), safe=""))
            else:
                headers[one["name"]] = str(value)
        if operation.definition.get("security") and self.known.get("deskKey"):
            headers["Authorization"] = "Bearer " + self.known["deskKey"]
        schema, body = self.spec.request_schema(operation), None
        if schema:
            headers["Content-Type"] = "application/json"
            body = json.dumps(self.value(schema)).encode()
        return Request(operation.method, path + ("?" + "&".join(query) if query else ""), headers, body, about=about)

    def parameter(self, one):
        if not one.get("required") and self.chance.random() < 0.5:
            return None
        return self.known.get(one["name"]) or self.value(one["schema"])

    def value(self, schema, name=""):
        if "$ref" in schema:
            return self.value(self.spec.schemas.resolve(schema["$ref"]), name)
        if "oneOf" in schema:
            return self.value(self.chance.choice(schema["oneOf"]), name)
        if "enum" in schema:
            return self.chance.choice(schema["enum"])
        make = {"object": self.object, "array": self.array, "string": self.string, "integer": self.integer,
                "boolean": lambda _schema, _name: self.chance.random() < 0.5, "null": lambda _schema, _name: None}
        kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        return make[self.chance.choice(kinds)](schema, name)

    def object(self, schema, _name):
        return {name: self.value(part, name) for name, part in schema.get("properties", {}).items()
                if name in schema.get("required", []) or self.chance.random() < 0.6}

    def array(self, schema, name):
        size = self.chance.randint(schema.get("minItems", 0), min(schema.get("maxItems", 3), 3))
        return [self.value(schema["items"], name) for _ in range(size)]

    def string(self, schema, name):
        if name in self.known and self.chance.random() < 0.7:
            return self.known[name]
        if schema.get("pattern") or schema.get("minLength", 0) > 1:
            return self.known.get(name) or f"{self.chance.getrandbits(64):016x}"
        text = self.chance.choice(STRANGE)[: schema.get("maxLength", 300)]
        return text if len(text) >= schema.get("minLength", 0) else "x"

    def integer(self, schema, _name):
        return self.chance.randint(schema.get("minimum", 0), schema.get("maximum", 1000))

    # What it forbids.

    def around_parameter(self, operation, one):
        schema = one["schema"]
        for text in self.chance.sample(STRANGE, 8):
            if not text and one["in"] == "path":
                continue
            request = self.plain(operation, f"{one['name']}={text!r:.20}", parameters={one["name"]: text})
            request.is_forbidden = not self.is_allowed(text, schema, one)
            yield self.sendable(request)
        forbidden = []
        if schema["type"] == "integer":
            forbidden += [schema["minimum"] - 1, schema.get("maximum", 2**63) + 1, 10**30, "1.5", "1 ", "+1", "abc", ""]
        if "enum" in schema:
            forbidden += ["other", schema["enum"][0].upper(), schema["enum"][0] + " "]
        if "maxLength" in schema:
            forbidden.append("a" * (schema["maxLength"] + 1))
        if schema.get("minLength", 0) > 1:
            forbidden.append("a" * (schema["minLength"] - 1))
        for value in forbidden:
            request = self.plain(operation, f"{one['name']} is {value!r:.20}", parameters={one["name"]: value})
            request.is_forbidden = True
            yield self.sendable(request)
        if one.get("required") and one["in"] == "header":
            request = self.plain(operation, f"without {one['name']}")
            del request.headers[one["name"]]
            request.is_forbidden = True
            yield request
        if one["in"] == "query":
            for raw in ("%00", "%ff", "%", "%zz", "a=b=c", "&&", "a" * 5000):
                request = self.plain(operation, f"{one['name']} raw {raw:.10}", parameters={one["name"]: None})
                request.path += ("&" if "?" in request.path else "?") + one["name"] + "=" + raw
                yield request

    def is_allowed(self, text, schema, one):
        if schema["type"] == "integer":
            is_number = text.isascii() and text.isdigit()
            return is_number and self.spec.schemas.matches(int(text), schema)
        if not text and not one.get("required"):
            return True
        return self.spec.schemas.matches(text, schema)

    @staticmethod
    def sendable(request):
        """A header line holds one line of bytes."""
        request.headers = {name: value.replace("\n", " ").encode("utf-8").decode("latin-1")
                           for name, value in request.headers.items()}
        return request

    def around_body(self, operation):
        schema = self.spec.request_schema(operation)
        if "$ref" in schema:
            schema = self.spec.schemas.resolve(schema["$ref"])
        for about, value in self.wrong_values(schema):
            yield self.with_body(operation, json.dumps(value).encode(), about)
        good = json.dumps(self.value(schema)).encode()
        bodies = {
            "cut": good[:-1], "text": b"hello", "invalid UTF-8": b'{"items":"\xff"}', "NUL": b"\0", "NaN": b'{"items":NaN}',
            "repeated member": good[:-1] + (b"," if len(good) > 2 else b"") + b'"x":1,"x":2}',
            "two documents": good + good, "deep array": b"[" * 20_000 + b"]" * 20_000,
            "deep object": b'{"a":' * 20_000 + b"1" + b"}" * 20_000, "comment": b"/* */" + good,
            "half a pair": b'{"items":"\\ud800"}', "oversized": b'{"x":"' + b"a" * BODY_BYTES_MAX + b'"}',
            "trailing comma": good[:-1] + b",}",
        }
        for about, body in bodies.items():
            yield self.with_body(operation, body, about)
        for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
                     "application/json; charset=utf-16", "application/xml", "a/b/c", None):
            request = self.with_body(operation, good, f"content type {kind}")
            # A charset is another way to say JSON, which is UTF-8 in any case.
            request.is_forbidden = len(good) > 2 and kind != "application/json; charset=utf-16"
            request.headers["Content-Type"] = kind
            if kind is None:
                del request.headers["Content-Type"]
            yield request

    def with_body(self, operation, body, about):
        request = self.plain(operation, "body: " + about)
        request.body, request.is_forbidden = body, True
        return request

    def wrong_values(self, schema):
        for value in ([], "text", 1, True, None, [{}]):
            yield f"is {value!r}", value
        yield "unknown member", {**self.value(schema), "price": {"amount": "1", "currency": "USD"}}
        for name in schema.get("required", []):
            whole = self.value(schema)
            del whole[name]
            yield f"without {name}", whole
        for name, part in schema.get("properties", {}).items():
            for wrong in (None, 1, 1.5, -1, True, [], {}, [[]], {"a": 1}, 10**40):
                if not self.spec.schemas.matches(wrong, part):
                    yield f"{name} is {wrong!r:.20}", {**self.value(schema), name: wrong}
            if "maxLength" in part:
                yield f"{name} too long", {**self.value(schema), name: "a" * (part["maxLength"] + 1)}
            if "maxItems" in part:
                yield f"{name} too many", {**self.value(schema), name: [self.value(part["items"])] * (part["maxItems"] + 1)}

"""The API's document, joined: `src/api/openapi.json` and the chapters of `src/api/openapi/`, as that folder's README
says. CMake embeds what this writes: `openapi.py SOURCE_DIR OUTPUT`."""

import json
import re
import sys
from pathlib import Path

DESK = "/api/v1/desk/"
SCHEMAS = "#/components/schemas/"
NAMED = re.compile(r'"(?:\$ref|answer)": "(\w+)"')
LOOK = {"400": "BadRequest", "401": "NoKey", "403": "Forbidden", "404": "NotFound", "408": "TooSlow", "409": "Conflict",
        "410": "Gone", "414": "TooLongAddress", "417": "Expectation", "421": "Misdirected", "429": "Limited",
        "431": "TooLargeHead", "500": "Internal", "503": "Unavailable", "504": "Timeout"}
CHANGE = {**LOOK, "413": "TooLarge", "415": "NotJson", "502": "Upstream"}


def chapters(source):
    """The files of the document below `source`, the root of the tree; the main one first."""
    folder = Path(source) / "src" / "api"
    return [folder / "openapi.json", *sorted((folder / "openapi").glob("*.json"))]


def without_repeats(pairs):
    names = [name for name, _ in pairs]
    if len(names) != len(set(names)):
        raise ValueError(f"a member twice among {names}")
    return dict(pairs)


def read(path):
    return json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=without_repeats)


class Join:
    def __init__(self, document, others):
        self.document = document
        self.arguments = {}
        self.schemas = {}
        self.operations = {}
        for one in others:
            for mine, theirs in ((self.arguments, one.get("arguments", {})), (self.schemas, one.get("schemas", {})),
                                 (self.operations, one.get("operations", {}))):
                if both := mine.keys() & theirs.keys():
                    raise ValueError(f"in two chapters: {sorted(both)}")
                mine.update(theirs)

    def joined(self):
        schemas = self.document["components"]["schemas"]
        for name, one in self.operations.items():
            method = "post" if one.get("changes") or one.get("in_body") else "get"
            self.document["paths"][DESK + name] = {method: self.operation(name, one)}
        bases = {one["extends"] for one in self.schemas.values() if "extends" in one}
        named = set(NAMED.findall(json.dumps([self.schemas, self.operations])))
        for name in self.schemas:
            if name in schemas:
                raise ValueError(f"two schemas are named {name}")
            if name in named:
                schemas[name] = self.written_out(self.extended(name))
            elif name not in bases:
                raise ValueError(f"nothing is a {name}")
        return self.document

    def extended(self, name):
        """The schema with what it extends, as one object: generators of code make nothing good of allOf."""
        one = dict(self.schemas[name])
        if "extends" not in one:
            return one
        base = self.extended(one.pop("extends"))
        merged = {**base, **one, "properties": {**base["properties"], **one["properties"]}}
        if optional := [*base.get("optional", []), *one.get("optional", [])]:
            merged["optional"] = optional
        return merged

    def written_out(self, schema):
        """Standard JSON Schema: an object has all its members but `optional` ones, and no others."""
        if isinstance(schema, list):
            return [self.written_out(one) for one in schema]
        if not isinstance(schema, dict):
            return schema
        whole = {name: self.written_out(value) for name, value in schema.items() if name not in ("properties", "optional")}
        if "$ref" in schema:
            whole["$ref"] = SCHEMAS + schema["$ref"]
        if "properties" in schema:
            whole["properties"] = {name: self.written_out(one) for name, one in schema["properties"].items()}
            optional = schema.get("optional", [])
            whole["required"] = [name for name in schema["properties"] if name not in optional]
            whole["additionalProperties"] = False
        return whole

    def argument(self, schema):
        """In place: what is sent has no names of its own."""
        if "$ref" not in schema:
            return schema
        return {**self.arguments[schema["$ref"]], **{name: value for name, value in schema.items() if name != "$ref"}}

    def operation(self, name, one):
        unknown = one.keys() - {"changes", "in_body", "scope", "summary", "description", "arguments", "required", "answer"}
        if unknown:
            raise ValueError(f"{name}: {sorted(unknown)}")
        arguments = {key: self.argument(schema) for key, schema in one.get("arguments", {}).items()}
        needed = one.get("required", [])
        if missing := set(needed) - arguments.keys():
            raise ValueError(f"{name}: {sorted(missing)} is required and no argument")
        words = re.split(r"[.-]", name)
        scope = f"A key of the desk with the scope {one['scope']}."
        said = {
            "operationId": words[0] + "".join(word.capitalize() for word in words[1:]),
            "tags": ["desk"],
            "summary": one["summary"],
            "description": f"{one['description']} {scope}" if "description" in one else scope,
            "security": [{"deskKey": [one["scope"]]}],
        }
        in_body = one.get("changes") or one.get("in_body")
        usual = CHANGE if in_body else LOOK
        if one.get("changes"):
            said["parameters"] = [{"$ref": "#/components/parameters/IdempotencyKey"}]
        if in_body:
            body = {"type": "object", "properties": arguments, "required": needed, "additionalProperties": False}
            said["requestBody"] = {"required": bool(needed), "content": {"application/json": {"schema": body}}}
        elif arguments:
            said["parameters"] = [self.parameter(key, schema, key in needed) for key, schema in arguments.items()]
        answer = {"description": "Done." if one.get("changes") else "As it stands now.",
                  "content": {"application/json": {"schema": {"$ref": SCHEMAS + one["answer"]}}}}
        said["responses"] = {"200": answer, **{status: {"$ref": "#/components/responses/" + usual[status]}
                                               for status in sorted(usual)}}
        return said

    @staticmethod
    def parameter(name, schema, is_required):
        schema = dict(schema)
        said = {"name": name, "in": "query", "required": is_required}
        if "description" in schema:
            said["description"] = schema.pop("description")
        return {**said, "schema": schema}


def joined(source):
    """The document of the tree at `source`. ValueError: its chapters do not fit together."""
    main, *others = (read(path) for path in chapters(source))
    return Join(main, others).joined()


def text(value, depth=3):
    """As JSON, with a line for each path and each component: short, and a change can be read."""
    if depth == 0 or not isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    indent = " " * (4 - depth)
    rows = (f"\n{indent}{json.dumps(name)}:{text(one, depth - 1)}" for name, one in value.items())
    return "{" + ",".join(rows) + "}"


def main():
    source, output = sys.argv[1:]
    Path(output).parent.mkdir(parents=True, exist_ok=True)
    Path(output).write_text(text(joined(source)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

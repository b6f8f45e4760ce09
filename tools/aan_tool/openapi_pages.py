"""The API's document as pages of the shop: a fragment of HTML for each chapter and one that leads to them, without a
script and without anybody else's code. CMake embeds what this writes: `openapi_pages.py SOURCE_DIR OUTPUT_FOLDER`. The
first line of each file is the page's title, the rest what stands on it."""

import json
import re
import shlex
import sys
from html import escape
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from aan_tool import openapi  # noqa: E402

METHODS = ("get", "post", "put", "delete")
DEPTH_MAX = 5  # of an example
CHAPTERS = {
    "node": ("The shop itself", "Whether it lives and sells, what it is, and this document."),
    "catalog": ("Books", "The catalogue: lists, one book, search, and the shapes that programs of an earlier marketplace know."),
    "sales": ("Orders", "From a quote to a download."),
    "payments": ("Payments", "What processors of payments send."),
    "sandbox": ("Sandbox", "Play money and a clock that goes forward, for whoever builds on the shop."),
    "desk-catalog": ("Desk: books", "Books and new versions of them, with a key of the desk."),
    "desk-selling": ("Desk: bundles and codes", "Bundles, codes and publishers, with a key of the desk."),
    "desk-orders": ("Desk: orders", "Orders, refunds, disputes, documents, gifts and licences, with a key of the desk."),
    "desk-money": ("Desk: money", "The journal and taxes, with a key of the desk."),
    "desk-people": ("Desk: people", "What the shop knows about somebody, shown and forgotten, with a key of the desk."),
    "desk-shop": ("Desk: the shop", "What needs a person, settings, own pages, people, the audit log and webhooks, with a key of the desk."),
    "desk": ("Desk: files and events", "Uploads, and what happens as it happens, with a key of the desk."),
}
SELLING = ("bundle", "coupon", "publisher")  # of the catalogue's chapter, which is long
# Values that say what is meant better than their type does.
SAMPLES = {"title": "Walden", "author": "Henry David Thoreau", "slug": "walden", "amount": "1999", "currency": "USD",
           "language": "en", "email": "reader@example.org", "reference": "K7QM-2VXD", "format": "epub"}


class Document:
    """The joined document, and where its parts stand."""

    def __init__(self, source):
        self.whole = openapi.joined(source)
        self.chapter_of = {}
        for path in openapi.chapters(source)[1:]:
            for name in openapi.read(path).get("operations", {}):
                is_selling = name.split(".")[0] in SELLING
                self.chapter_of[openapi.DESK + name] = "desk-" + ("selling" if is_selling else path.stem)

    def resolved(self, value):
        while isinstance(value, dict) and "$ref" in value:
            *places, last = value["$ref"].removeprefix("#/").split("/")
            where = self.whole
            for place in places:
                where = where[place]
            value = {**where[last], **{name: one for name, one in value.items() if name != "$ref"}}
        return value

    def operations(self):
        """(chapter, method, path, operation), in the document's order."""
        for path, item in self.whole["paths"].items():
            for method in METHODS:
                if method in item:
                    yield self.chapter_of.get(path, item[method]["tags"][0]), method, path, item[method]

    def example(self, schema, name="", depth=0):
        schema = self.resolved(schema)
        if "example" in schema:
            return schema["example"]
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return schema["enum"][0]
        for key in ("oneOf", "anyOf", "allOf"):
            if key in schema:
                return self.example(schema[key][0], name, depth)
        kind = schema.get("type", "object" if "properties" in schema else "string")
        if isinstance(kind, list):
            kind = kind[0]
        if kind == "object":
            if depth >= DEPTH_MAX:
                return {}
            return {key: self.example(one, key, depth + 1) for key, one in schema.get("properties", {}).items()}
        if kind == "array":
            return [self.example(schema["items"], name, depth + 1)] if schema.get("items") and depth < DEPTH_MAX else []
        return {"integer": max(schema.get("minimum", 1), 1), "number": 19.99, "boolean": True, "null": None}.get(
            kind, self.example_text(schema, name))

    @staticmethod
    def example_text(schema, name):
        if schema.get("format") == "date-time":
            return "2026-11-22T10:00:00Z"
        if schema.get("format") == "uri":
            return "https://shop.example/books/walden"
        if schema.get("pattern", "").startswith("^[a-z0-9]{4}_"):
            return "shop_01kaq3v8m5t2c9d7e6f4g0h1jk"
        return SAMPLES.get(name, name or "text")


def anchor(operation):
    return "op-" + escape(operation["operationId"])


def kind_of(document, schema):
    """A schema in a few words."""
    schema = document.resolved(schema)
    if "enum" in schema:
        return "one of " + ", ".join(json.dumps(one) for one in schema["enum"])
    for key in ("oneOf", "anyOf"):
        if key in schema:
            return " or ".join(dict.fromkeys(kind_of(document, one) for one in schema[key]))
    kind = schema.get("type", "object")
    if isinstance(kind, list):
        kind = " or ".join(kind)
    if kind == "array" and schema.get("items"):
        return "list of " + kind_of(document, schema["items"])
    if schema.get("format") == "binary":
        return "file"
    bounds = []
    if "minimum" in schema:
        bounds.append(f"from {schema['minimum']}")
    if "maximum" in schema:
        bounds.append(f"to {schema['maximum']}")
    if "maxLength" in schema:
        bounds.append(f"at most {schema['maxLength']} characters")
    return " ".join([{"string": "text", "integer": "whole number"}.get(kind, kind), *bounds])


def row(document, name, schema, where, is_needed, said):
    needed = "required" if is_needed else "optional"
    return (f'<div><dt><code>{escape(name)}</code> <span class="quiet">{escape(where)}, {needed}</span></dt>'
            f"<dd>{escape(kind_of(document, schema))}{'. ' + escape(said) if said else ''}</dd></div>")


def inputs(document, operation):
    rows = []
    for one in map(document.resolved, operation.get("parameters", [])):
        place = {"query": "in the query", "path": "in the path", "header": "header"}[one["in"]]
        rows.append(row(document, one["name"], one["schema"], place, one.get("required", False), one.get("description", "")))
    for kind, media in operation.get("requestBody", {}).get("content", {}).items():
        schema = document.resolved(media.get("schema", {}))
        for name, one in schema.get("properties", {}).items():
            said = document.resolved(one).get("description", "")
            where = "in the body" if "json" in kind else "in the form"
            rows.append(row(document, name, one, where, name in schema.get("required", []), said))
    return f'<h3>What it takes</h3><dl class="facts api-facts">{"".join(rows)}</dl>' if rows else ""


def curl(document, method, path, operation):
    words = ["curl"]
    if method != "get":
        words += ["-X", method.upper()]
    query = []
    for one in map(document.resolved, operation.get("parameters", [])):
        value = document.example(one["schema"], one["name"])
        if one["in"] == "path":
            path = path.replace("{" + one["name"] + "}", str(value))
        elif one["in"] == "query" and one.get("required"):
            query.append(f"{one['name']}={value}")
        elif one["name"] == "Idempotency-Key":
            words += ["-H", "Idempotency-Key: $(uuidgen)"]
    if any("deskKey" in one for one in operation.get("security", [])):
        words += ["-H", "Authorization: Bearer $AAN_KEY"]
    for kind, media in operation.get("requestBody", {}).get("content", {}).items():
        if "json" in kind:
            words += ["-H", "Content-Type: application/json", "-d",
                      json.dumps(document.example(media.get("schema", {})), ensure_ascii=False)]
        elif "multipart" in kind:
            for name in document.resolved(media["schema"])["required"]:
                words += ["-F", f"{name}=@" + ("cover.jpg" if name == "cover" else "book.epub")]
        break
    words.append("https://shop.example" + path + ("?" + "&".join(query) if query else ""))
    return " ".join(f'"{one}"' if "$" in one else shlex.quote(one) for one in words)


def answers(document, operation, shown_at):
    """`shown_at`: where on this page an example of a schema stands; a second one is a link to the first."""
    said, refusals = [], []
    for status, one in operation["responses"].items():
        answer = document.resolved(one)
        if status >= "400":
            refusals.append((status, answer.get("description", "")))
            continue
        for kind, media in answer.get("content", {}).items():
            example = ""
            name = media["schema"].get("$ref", "")
            if "json" in kind and shown_at.setdefault(name or operation["operationId"], operation) is not operation:
                first = shown_at[name]
                example = f'<p class="quiet">As of <a href="#{anchor(first)}">{escape(first["summary"])}</a>.</p>'
            elif "json" in kind:
                shown = json.dumps(document.example(media["schema"]), ensure_ascii=False, indent=1)
                example = f"<pre tabindex=\"0\">{escape(shown)}</pre>"
            said.append(f"<p><strong>{status}</strong> {escape(answer['description'])} "
                        f'<span class="quiet">{escape(kind)}</span></p>{example}')
        if not answer.get("content"):
            said.append(f"<p><strong>{status}</strong> {escape(answer['description'])}</p>")
    listed = ", ".join(f'<abbr title="{escape(text)}">{status}</abbr>' for status, text in sorted(refusals))
    return f"<h3>What it answers</h3>{''.join(said)}<p class=\"quiet\">Refusals are problem documents: {listed}.</p>"


def described(document, shown_at, method, path, operation):
    return (f'<section class="api-operation" id="{anchor(operation)}"><h2><code>{method.upper()} {escape(path)}</code></h2>'
            f"<p><strong>{escape(operation['summary'])}.</strong> {escape(operation.get('description', ''))}</p>"
            f"<pre tabindex=\"0\">{escape(curl(document, method, path, operation))}</pre>"
            f"{inputs(document, operation)}{answers(document, operation, shown_at)}</section>")


def pages(source):
    """Name of each page, its title and what stands on it."""
    document = Document(source)
    chapters = {}
    for chapter, *one in document.operations():
        chapters.setdefault(chapter, []).append(one)
    if unknown := chapters.keys() - CHAPTERS.keys():
        raise ValueError(f"chapters without a name: {sorted(unknown)}")
    info = document.whole["info"]
    lead = [f"<h1>The API</h1><p class=\"lead\">{escape(info['summary'])}</p>",
            *(f"<p>{escape(part)}</p>" for part in re.split(r"(?<=\.) (?=Addresses|HEAD)", info["description"])),
            '<p><a class="button" href="/api/openapi.json">The document for programs (OpenAPI 3.1)</a></p>']
    for name, (title, text) in CHAPTERS.items():
        if name not in chapters:
            continue
        link = f"/api-reference/{name}"
        rows = "".join(
            f'<li><a href="{link}#{anchor(one)}"><code>{method.upper()} {escape(path)}</code></a> {escape(one["summary"])}</li>'
            for method, path, one in chapters[name])
        lead.append(f'<section class="api-chapter" id="chapter-{name}"><h2><a href="{link}">{escape(title)}</a></h2>'
                    f"<p>{escape(text)}</p><ul>{rows}</ul></section>")
        shown_at = {}
        body = (f'<p class="kicker"><a href="/api">The API</a></p><h1>{escape(title)}</h1><p class="lead">{escape(text)}</p>'
                + "".join(described(document, shown_at, *one) for one in chapters[name]))
        yield name, f"API: {title}", body
    yield "index", "The API", "\n".join(lead)


def main():
    source, output = sys.argv[1:]
    folder = Path(output)
    folder.mkdir(parents=True, exist_ok=True)
    for name in {*CHAPTERS, "index"}:
        (folder / f"{name}.html").write_text("", encoding="utf-8")
    for name, title, body in pages(source):
        (folder / f"{name}.html").write_text(f"{title}\n{body}\n", encoding="utf-8")


if __name__ == "__main__":
    main()

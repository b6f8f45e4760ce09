"""The part of JSON Schema 2020-12 that openapi.json uses. An unknown keyword is an error, not a pass."""

import re
from datetime import datetime
from urllib.parse import urlsplit

IGNORED = {"description", "default", "title", "example", "examples", "summary"}


class Mismatch(AssertionError):
    """A document is not what its schema says."""


def is_type(value, name):
    if name == "null":
        return value is None
    if name == "boolean":
        return isinstance(value, bool)
    if name == "integer":
        return isinstance(value, int) and not isinstance(value, bool)
    if name == "number":
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    return isinstance(value, {"string": str, "array": list, "object": dict}[name])


def is_date_time(text):
    """RFC 3339: a day that exists, a time, and an offset."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", text, re.ASCII):
        return False
    try:
        datetime.fromisoformat(text)
        return True
    except ValueError:
        return False


def is_uri(text):
    """RFC 3986: with a scheme, in its own characters, every percent sign with two digits."""
    if not re.fullmatch(r"(?:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+", text, re.ASCII):
        return False
    try:
        parts = urlsplit(text)
        return bool(parts.scheme) and (bool(parts.hostname) or parts.scheme not in ("http", "https"))
    except ValueError:
        return False


def is_int64(number):
    return -(2**63) <= number < 2**63


FORMATS = {"date-time": ("string", is_date_time), "uri": ("string", is_uri), "int64": ("integer", is_int64)}


class Schemas:
    """Checks values against schemas of one document, following `$ref` inside it."""

    def __init__(self, document):
        self.document = document

    def resolve(self, reference):
        if not reference.startswith("#/"):
            raise ValueError(f"reference out of the document: {reference}")
        at = self.document
        for part in reference[2:].split("/"):
            at = at[part.replace("~1", "/").replace("~0", "~")]
        return at

    def check(self, value, schema, path=""):
        """Raises Mismatch with the place of the first difference."""
        for keyword, argument in schema.items():
            if keyword in IGNORED:
                continue
            rule = getattr(self, "on_" + keyword.lstrip("$"), None)
            if rule is None:
                raise ValueError(f"schema keyword {keyword} is not known here")
            rule(value, argument, schema, path)

    def matches(self, value, schema):
        try:
            self.check(value, schema)
            return True
        except Mismatch:
            return False

    @staticmethod
    def fail(path, why):
        raise Mismatch(f"at {path or '/'}: {why}")

    def on_ref(self, value, reference, _schema, path):
        self.check(value, self.resolve(reference), path)

    def on_type(self, value, names, _schema, path):
        if not any(is_type(value, name) for name in ([names] if isinstance(names, str) else names)):
            self.fail(path, f"{value!r:.80} is not of type {names}")

    def on_enum(self, value, allowed, _schema, path):
        if value not in allowed:
            self.fail(path, f"{value!r:.80} is none of {allowed}")

    def on_pattern(self, value, pattern, _schema, path):
        if isinstance(value, str) and not re.search(pattern.replace("$", r"\Z") if pattern.endswith("$") else pattern,
                                                    value):
            self.fail(path, f"{value!r:.80} does not match {pattern}")

    def on_format(self, value, name, _schema, path):
        if name not in FORMATS:
            raise ValueError(f"format {name} is not known here")
        kind, rule = FORMATS[name]
        if is_type(value, kind) and not rule(value):
            self.fail(path, f"{value!r:.80} is no {name}")

    def on_minLength(self, value, least, _schema, path):
        if isinstance(value, str) and len(value) < least:
            self.fail(path, f"shorter than {least}")

    def on_maxLength(self, value, most, _schema, path):
        if isinstance(value, str) and len(value) > most:
            self.fail(path, f"longer than {most}")

    def on_minimum(self, value, least, _schema, path):
        if is_type(value, "number") and value < least:
            self.fail(path, f"{value} is below {least}")

    def on_maximum(self, value, most, _schema, path):
        if is_type(value, "number") and value > most:
            self.fail(path, f"{value} is above {most}")

    def on_minItems(self, value, least, _schema, path):
        if isinstance(value, list) and len(value) < least:
            self.fail(path, f"fewer than {least} elements")

    def on_maxItems(self, value, most, _schema, path):
        if isinstance(value, list) and len(value) > most:
            self.fail(path, f"more than {most} elements")

    def on_items(self, value, schema, _schema, path):
        if isinstance(value, list):
            for number, one in enumerate(value):
                self.check(one, schema, f"{path}/{number}")

    def on_properties(self, value, properties, _schema, path):
        if isinstance(value, dict):
            for name, schema in properties.items():
                if name in value:
                    self.check(value[name], schema, f"{path}/{name}")

    def on_required(self, value, names, _schema, path):
        if isinstance(value, dict):
            for name in names:
                if name not in value:
                    self.fail(path, f"{name} is missing")

    def on_additionalProperties(self, value, allowed, schema, path):
        if not isinstance(value, dict):
            return
        for name in value.keys() - schema.get("properties", {}).keys():
            if allowed is False:
                self.fail(path, f"{name} is not in the schema")
            self.check(value[name], allowed, f"{path}/{name}")

    def on_oneOf(self, value, schemas, _schema, path):
        count = sum(self.matches(value, schema) for schema in schemas)
        if count != 1:
            self.fail(path, f"{value!r:.120} fits {count} of {len(schemas)} alternatives")

    def on_anyOf(self, value, schemas, _schema, path):
        if not any(self.matches(value, schema) for schema in schemas):
            self.fail(path, f"{value!r:.120} fits none of {len(schemas)} alternatives")

    def on_allOf(self, value, schemas, _schema, path):
        for schema in schemas:
            self.check(value, schema, path)

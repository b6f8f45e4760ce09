import json
import unittest
from pathlib import Path

from planted_tree import ROOT, PlantedTree

from aan_tool.openapi import joined, text

MAIN = {"paths": {}, "components": {"schemas": {"Problem": {"type": "object"}}}}
CHAPTER = {
    "arguments": {"BookName": {"type": "string", "description": "Its slug."}},
    "operations": {
        "book.show": {"scope": "see_books", "summary": "One", "arguments": {"book": {"$ref": "BookName"}}, "required": ["book"],
                      "answer": "Book"},
        "order.renew-link": {"scope": "help_buyers", "changes": True, "summary": "New", "description": "The old one ends.",
                             "arguments": {"order": {"type": "string"}}, "required": ["order"], "answer": "Longer"},
    },
    "schemas": {
        "Base": {"type": "object", "properties": {"id": {"type": "string"}}},
        "Book": {"extends": "Base", "properties": {"price": {"$ref": "Price"}, "note": {"type": "string"}}, "optional": ["note"]},
        "Longer": {"extends": "Book", "properties": {"optional": {"type": "array", "items": {"$ref": "Price"}}}},
        "Price": {"type": "object", "properties": {"amount": {"type": "string"}}},
    },
}


class Joining(PlantedTree):
    def join(self, **changes):
        self.plant("src/api/openapi.json", json.dumps(MAIN))
        self.plant("src/api/openapi/books.json", json.dumps({**CHAPTER, **changes}))
        return joined(self.root)

    def refused(self, **changes):
        with self.assertRaises(ValueError) as caught:
            self.join(**changes)
        return str(caught.exception)

    def test_objects_are_closed_and_need_all_but_what_is_optional(self):
        schemas = self.join()["components"]["schemas"]
        book = schemas["Book"]
        self.assertEqual((list(book["properties"]), book["required"]), (["id", "price", "note"], ["id", "price"]))
        self.assertEqual((book["additionalProperties"], book["type"]), (False, "object"))
        self.assertEqual(book["properties"]["price"], {"$ref": "#/components/schemas/Price"})
        self.assertEqual(schemas["Longer"]["required"], ["id", "price", "optional"], "a member may be named like a keyword")
        self.assertEqual(schemas["Longer"]["properties"]["optional"]["items"], {"$ref": "#/components/schemas/Price"})
        self.assertNotIn("Base", schemas, "which nothing is")

    def test_an_operation_has_its_path_its_scope_and_its_arguments_where_they_are_sent(self):
        paths = self.join()["paths"]
        look = paths["/api/v1/desk/book.show"]["get"]
        self.assertEqual(look["parameters"], [{"name": "book", "in": "query", "required": True, "description": "Its slug.",
                                               "schema": {"type": "string"}}])
        self.assertEqual((look["security"], look["operationId"]), ([{"deskKey": ["see_books"]}], "bookShow"))
        change = paths["/api/v1/desk/order.renew-link"]["post"]
        body = change["requestBody"]["content"]["application/json"]["schema"]
        self.assertEqual((body["required"], body["additionalProperties"]), (["order"], False))
        self.assertEqual(change["operationId"], "orderRenewLink")
        self.assertTrue(change["description"].startswith("The old one ends. A key"))

    def test_chapters_that_do_not_fit_are_refused(self):
        self.assertIn("nothing is a Spare", self.refused(schemas={**CHAPTER["schemas"], "Spare": {"type": "string"}}))
        self.assertIn("Problem", self.refused(schemas={**CHAPTER["schemas"], "Problem": {"type": "string"}}))
        show = CHAPTER["operations"]["book.show"]
        self.assertIn("sumary", self.refused(operations={"book.show": {**show, "sumary": "x"}}))
        self.assertIn("no argument", self.refused(operations={"book.show": {**show, "required": ["bok"]}}))
        self.join()
        self.plant("src/api/openapi/again.json", json.dumps({"arguments": CHAPTER["arguments"]}))
        self.assertRaises(ValueError, joined, self.root)
        (Path(self.root) / "src/api/openapi/again.json").write_text('{"schemas": {"A": 1, "A": 2}}')
        self.assertRaises(ValueError, joined, self.root)

    def test_the_document_of_this_tree_is_written_as_it_is_read(self):
        document = joined(ROOT)
        self.assertEqual(json.loads(text(document)), document)


if __name__ == "__main__":
    unittest.main()

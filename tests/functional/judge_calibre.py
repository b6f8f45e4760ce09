"""What the store client of calibre finds by a description of OpenSearch. Run by calibre-debug, whose modules it takes;
on standard input {description, words}, on standard output a JSON list of what calibre shows of each book."""

import json
import sys

from calibre.gui2.store.opensearch_store import open_search

SHOWN = ("title", "author", "price", "detail_item", "cover_url", "formats", "downloads")

asked = json.load(sys.stdin)
found = open_search(asked["description"], asked["words"], max_results=20, timeout=20)
print(json.dumps([{name: getattr(one, name) for name in SHOWN} for one in found]))

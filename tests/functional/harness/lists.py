"""A shop of its own that lists of books are brought to."""

import json
import time

from .case import ShopCase
from .process import Shop, fresh_folder

HEAD = "source,source_id,title,author,language,subjects,isbn13,price\n"
ROWS = ("s,1,Walden,Henry Thoreau,en,Woods; Ponds,0-306-40615-2,4.99\n"
        "s,2,The Watsons,Jane Austen,en,Manners,,\n"
        "s,3,Watsons,\"Austen, Jane\",eng,Manners,,\n"
        "s,4,Alone,,fr,,,\n")


class ListCase(ShopCase):
    def begun(self, name="lists"):
        self.folder = fresh_folder(name)
        shop = Shop(is_demo=False).start()
        self.addCleanup(self.end, shop)
        return shop

    def begun_in(self, currencies):
        self.folder = fresh_folder("lists-" + currencies)
        shop = Shop(is_demo=False, env={"SHOP_CURRENCIES": currencies}).start()
        self.addCleanup(self.end, shop)
        return shop

    def write(self, name, text):
        path = self.folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def bring(self, shop, path, *arguments, code=0):
        done = shop.run("import", path, *arguments, "--json")
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return json.loads(done.stdout)["lists"][0]

    def counts(self, entry):
        return tuple(entry[name] for name in ("new", "merged", "matched", "changed", "as_before", "withdrawn", "refused"))

    def hash_of(self, shop):
        return shop.json("export", "--hash")

    def wait_found(self, shop, word, slug=None):
        for _ in range(100):
            if "/books/" + (slug or word) in shop.client().get("/search?q=" + word).text:
                return
            time.sleep(0.1)
        self.fail(word + " is not found")

"""A download that is started, and one that is renewed, in a shop where somebody has bought the book."""

from harness import free_key
from sale import RENEWALS, USES, Sale, counts, download_of, rows


def bought(api):
    """An order that is paid and has used its first download: its path, its grant."""
    sale = Sale()
    sale.run(api)
    path = "/api/v1/orders/" + sale.order["token"]
    return path, download_of(api.get(path).json()["order"])["grant_id"]


class DownloadStart:
    """A use is taken and an address is given: both or neither."""

    name = "download start"

    @staticmethod
    def prepare(shop):
        return bought(shop.client(is_browser=False))

    def __init__(self, prepared):
        self.path, self.grant = prepared
        self.key = free_key()
        self.address = None

    def run(self, api):
        answer = api.post_json(self.path + "/downloads", {"grant_id": self.grant}, self.key, 201).json()
        address = answer["url"][answer["url"].index("/download/"):]  # the port is another after a restart
        if self.address not in (None, address):
            raise AssertionError("one key, two addresses")
        self.address = address
        api.get(address)

    def facts(self, shop):
        (uses,), = rows(shop, "SELECT uses_left FROM download_grant")
        return uses, counts(shop)

    def check(self, shop):
        if self.facts(shop) != (USES - 2, [1, 1, 1, 2]):
            raise AssertionError(f"after the restart: {self.facts(shop)}")

    def check_alone(self, shop):
        steps = [(USES - 1, [1, 1, 1, 1]), (USES - 2, [1, 1, 1, 2])]
        facts = self.facts(shop)
        if facts not in steps or steps.index(facts) < (self.address is not None):
            raise AssertionError(f"without a buyer: {facts}")


class Renewal:
    """A spent download that is renewed and used, in a shop where somebody has bought and used all of it."""

    name = "renewal"

    @staticmethod
    def prepare(shop):
        api = shop.client(is_browser=False)
        path, grant = bought(api)
        for _ in range(USES - 1):
            api.post_json(path + "/downloads", {"grant_id": grant}, free_key(), 201)
        return path, grant

    def __init__(self, prepared):
        self.path, self.grant = prepared
        self.renew_key, self.download_key = free_key(), free_key()
        self.is_renewed = self.is_started = False

    def run(self, api):
        api.post_json(f"{self.path}/downloads/{self.grant}/renew", {}, self.renew_key, 200)
        self.is_renewed = True
        api.post_json(self.path + "/downloads", {"grant_id": self.grant}, self.download_key, 201)
        self.is_started = True

    def facts(self, shop):
        (uses, renewals), = rows(shop, "SELECT uses_left, renewals_left FROM download_grant")
        return uses, renewals, counts(shop)

    def check(self, shop):
        if self.facts(shop) != (USES - 1, RENEWALS - 1, [1, 1, 1, USES + 1]):
            raise AssertionError(f"after the restart: {self.facts(shop)}")

    def check_alone(self, shop):
        """All of a step or none of it, and never less than was acknowledged."""
        uses, renewals, (_, _, _, tokens) = self.facts(shop)
        steps = {(0, RENEWALS, USES): 0, (USES, RENEWALS - 1, USES): 1, (USES - 1, RENEWALS - 1, USES + 1): 2}
        done = steps.get((uses, renewals, tokens))
        if done is None or done < self.is_renewed + self.is_started:
            raise AssertionError(f"without a buyer: {self.facts(shop)}")

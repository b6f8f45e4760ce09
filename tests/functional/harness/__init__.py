"""What the functional tests stand on: a shop process, a scriptless browser, and the API's own document."""

from .buyer import Buyer
from .case import ShopCase, shared_shop, stop_shared
from .client import Client, Response, free_key
from .golden import compare_golden
from .page import Page
from .paths import AAN, ROOT, epub_folder
from .process import Shop, fresh_folder, run_aan
from .schema import Mismatch
from .spec import SPEC

__all__ = ["AAN", "Buyer", "Client", "Mismatch", "Page", "ROOT", "Response", "SPEC", "Shop", "ShopCase", "compare_golden",
           "epub_folder", "free_key", "fresh_folder", "run_aan", "shared_shop", "stop_shared"]

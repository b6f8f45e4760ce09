"""Feeds for reading apps: fetched as an app does, walked, and given to the judges."""

import json
import os
import shutil
import subprocess
import unittest
from base64 import b64encode
from pathlib import Path
from xml.etree import ElementTree

from .paths import ROOT
from .process import environment, fresh_folder

ATOM = "{http://www.w3.org/2005/Atom}"
OPDS = "{http://opds-spec.org/2010/catalog}"
THREAD = "{http://purl.org/syndication/thread/1.0}"
REL = "http://opds-spec.org/"
NAVIGATION = "application/atom+xml;profile=opds-catalog;kind=navigation"
ACQUISITION = "application/atom+xml;profile=opds-catalog;kind=acquisition"
FEED = "application/opds+json"
JUDGE_SECONDS_MAX = 120


def data_folder():
    """Where the schemas of the specifications are, or the test is skipped by name."""
    folder = Path(os.environ.get("AAN_TEST_DATA") or ROOT.parent / "shared" / "data") / "opds"
    if not folder.is_dir():
        raise unittest.SkipTest("the schemas of OPDS are not here (AAN_TEST_DATA)")
    return folder


def basic(name, password):
    return {"Authorization": "Basic " + b64encode(f"{name}:{password}".encode()).decode()}


class Link:
    def __init__(self, element):
        self.rel = element.get("rel")
        self.href = element.get("href")
        self.type = element.get("type")
        self.title = element.get("title")
        self.length = element.get("length")
        self.group = element.get(OPDS + "facetGroup")
        self.is_active = element.get(OPDS + "activeFacet") == "true"
        self.count = element.get(THREAD + "count")
        self.prices = [(one.get("currencycode"), one.text) for one in element.findall(OPDS + "price")]
        self.types = [one.get("type") for one in element.findall(OPDS + "indirectAcquisition")]


class Atom:
    """A feed or an entry of OPDS 1.2."""

    def __init__(self, element):
        self.element = element
        self.id = element.findtext(ATOM + "id")
        self.title = element.findtext(ATOM + "title")
        self.updated = element.findtext(ATOM + "updated")
        self.authors = [one.text for one in element.findall(f"{ATOM}author/{ATOM}name")]
        self.links = [Link(one) for one in element.findall(ATOM + "link")]
        self.entries = [Atom(one) for one in element.findall(ATOM + "entry")]

    def all(self, rel):
        return [one for one in self.links if one.rel == rel]

    def one(self, rel):
        found = self.all(rel)
        return found[0] if found else None

    def href(self, rel):
        found = self.one(rel)
        return found.href if found else None


def atom(response):
    # Apps that read by a browser's parser refuse what follows the document.
    assert response.body.endswith((b"</feed>\n", b"</entry>\n")), response.body[-80:]
    assert not response.body.startswith(b"\xef\xbb\xbf")
    return Atom(ElementTree.fromstring(response.body))


def walk(client, path, headers=None):
    """All pages of a feed of OPDS 1.2."""
    pages = []
    while path:
        pages.append(atom(client.get(path, headers)))
        path = pages[-1].href("next")
    return pages


def walk_json(client, path, headers=None):
    pages = []
    while path:
        pages.append(client.get(path, headers).json())
        path = next((one["href"] for one in pages[-1]["links"] if one.get("rel") == "next"), None)
    return pages


def jing(files):
    """What RELAX NG says against these files, by name."""
    data, classes, java = data_folder(), os.environ.get("AAN_JING"), os.environ.get("AAN_JAVA")
    if not classes or not java:
        raise unittest.SkipTest("jing is not here (AAN_JING, AAN_JAVA)")
    done = subprocess.run([java, "-cp", classes, "com.thaiopensource.relaxng.util.Driver", "-c", data / "rnc" / "opds12.rnc", *files],
                          capture_output=True, text=True, timeout=JUDGE_SECONDS_MAX, check=False)
    return done.stdout + done.stderr if done.returncode else ""


def apps(feeds):
    """What the parsers of reading apps see of them: {name: {app: ...}}. `feeds`: (name, kind, text)."""
    data, node, modules = data_folder(), os.environ.get("AAN_NODE"), os.environ.get("AAN_NODE_MODULES")
    if not node or not modules or not (Path(modules) / "r2-opds-js").is_dir():
        raise unittest.SkipTest("the parsers of reading apps are not here (AAN_NODE, AAN_NODE_MODULES)")
    asked = json.dumps([{"name": name, "kind": kind, "text": text} for name, kind, text in feeds])
    done = subprocess.run([node, ROOT / "tests" / "functional" / "judge_opds.mjs", data / "schema"], input=asked, capture_output=True,
                          text=True, timeout=JUDGE_SECONDS_MAX, check=False)
    if done.returncode:
        raise AssertionError(done.stderr[-3000:])
    return json.loads(done.stdout)


def calibre(description, words):
    """What calibre's store client shows of the books that it finds; no screen and nothing of the machine's own calibre."""
    program = shutil.which("calibre-debug")
    if not program:
        raise unittest.SkipTest("calibre is not here (calibre-debug)")
    home = str(fresh_folder("calibre"))
    done = subprocess.run([program, "-e", ROOT / "tests" / "functional" / "judge_calibre.py"],
                          input=json.dumps({"description": description, "words": words}), capture_output=True, text=True,
                          env=environment({"QT_QPA_PLATFORM": "offscreen", "HOME": home, "CALIBRE_CONFIG_DIRECTORY": home}),
                          timeout=JUDGE_SECONDS_MAX, check=False)
    if done.returncode:
        raise AssertionError(done.stderr[-3000:])
    return json.loads(done.stdout)

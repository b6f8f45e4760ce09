"""Files that were made to hurt, and files that only look like books. All of them are refused."""

import struct

from .book import CONTAINER, epub, entries_of, metadata, package, page, parts_of_book
from .case import GOOD, REFUSED, Case
from .noise import noise
from .zip_writer import Entry, deflate, write_zip

MEGABYTE = 1 << 20


def hostile_cases():
    yield from not_books()
    yield from names()
    yield from methods()
    yield from bombs()
    yield from wrong_structure()
    yield from documents()


def refused(name, data, says=""):
    return Case("hostile-" + name, data, REFUSED, says=says)


def not_books():
    things = {"empty": b"", "byte": b"P", "text": b"this is no book", "pdf": b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n",
              "html": page().encode(), "elf": b"\x7fELF" + b"\0" * 500, "gzip": b"\x1f\x8b\x08" + b"\0" * 50,
              "zeros": b"\0" * 100_000, "ff": b"\xff" * 100_000, "pk": b"PK\3\4", "pk-end": b"PK\5\6" + b"\0" * 18,
              "pk-again": b"PK\3\4" * 5000, "mobi": b"\0" * 60 + b"BOOKMOBI" + b"\0" * 200,
              "rar": b"Rar!\x1a\x07\0" + b"\0" * 100, "7z": b"7z\xbc\xaf\x27\x1c" + b"\0" * 100,
              "ole": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
              "docx": write_zip([Entry(b"[Content_Types].xml", b"<Types/>"), Entry(b"word/document.xml", b"<w/>")]),
              "cbz": write_zip([Entry(b"001.jpg", b"\xff\xd8\xff")]), "zip-empty": write_zip([])}
    for name, data in things.items():
        yield refused("not-" + name, data)


def names():
    for name, entry in {
        "climbs": b"../outside", "climbs-deep": b"EPUB/../../../etc/passwd", "absolute": b"/etc/passwd",
        "backslash": b"EPUB\\..\\..\\x", "backslash-plain": b"EPUB\\one", "dots": b"EPUB/..",
        "only-dots": b"..", "long": b"a" * 1025, "drive": b"C:\\x",
        "drive-slash": b"C:/x", "drive-relative": b"c:x", "nul": b"EPUB/one.xhtml\0.css", "nul-climbs": b"EPUB/a\0/../../b",
        "nul-at-end": b"EPUB/a\0", "nul-only": b"\0",
    }.items():
        yield refused("name-" + name, epub(extra=[Entry(entry, b"x")]))
    for name, entry in {"same": b"EPUB/one.xhtml", "case": b"EPUB/ONE.xhtml", "case-folder": b"epub/one.xhtml",
                        "case-container": b"meta-inf/CONTAINER.xml"}.items():
        yield refused("twice-" + name, epub(extra=[Entry(entry, b"x")]))
    accents = ["EPUB/é.css".encode(), "EPUB/é.css".encode()]
    yield refused("twice-composed", epub(extra=[Entry(entry, b"x", flags=0x800) for entry in accents]))
    yield refused("name-differs", epub(extra=[Entry(b"EPUB/a", b"x", local_name=b"EPUB/b")]))
    # A link's target is only ever content: nothing is unpacked, so there is nothing to follow.
    link = Entry(b"EPUB/link", b"/etc/passwd", attributes=0o120777 << 16)
    yield Case("hostile-symlink-is-only-bytes", epub(extra=[link]), GOOD, {"title": "A Book"})
    parts = parts_of_book(without=("EPUB/one.xhtml",))
    page_link = Entry(b"EPUB/one.xhtml", b"/etc/passwd", attributes=0o120777 << 16)
    yield Case("hostile-symlink-as-page", write_zip(entries_of(parts) + [page_link]), REFUSED)


def methods():
    for method in (1, 6, 9, 12, 14, 93, 95, 97, 98, 99, 255):
        yield refused(f"method-{method}", epub(extra=[Entry(b"EPUB/a", b"x", method=method, packed=b"x")]))
    yield refused("encrypted", epub(extra=[Entry(b"EPUB/a", b"x" * 50, method=0, flags=1)]))
    yield refused("encrypted-page", write_zip(entries_of(parts_of_book(without=("EPUB/one.xhtml",))) +
                                              [Entry(b"EPUB/one.xhtml", page().encode(), method=0, flags=1)]))
    yield refused("encrypted-strong", epub(extra=[Entry(b"EPUB/a", b"x" * 50, method=0, flags=0x41)]))
    for name, file in {"adobe": "META-INF/rights.xml", "lcp": "META-INF/license.lcpl"}.items():
        yield refused("drm-" + name, epub(more={file: "<rights/>"}), "DRM")
    aes = ('<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><enc:EncryptedData xmlns:enc="x">'
           '<enc:EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes256-cbc"/></enc:EncryptedData>'
           "</encryption>")
    yield refused("drm-aes", epub(more={"META-INF/encryption.xml": aes}), "encrypted")
    yield refused("drm-unknown", epub(more={"META-INF/encryption.xml": aes.replace("xmlenc#aes256-cbc", "other")}))
    yield refused("drm-broken", epub(more={"META-INF/encryption.xml": "<encryption><En"}))


def bombs():
    for megabytes in (2, 16, 100):
        yield refused(f"bomb-ratio-{megabytes}", epub(more={"EPUB/bomb": b"\0" * (megabytes * MEGABYTE)}), "bomb")
    yield refused("bomb-page", epub(more={"EPUB/one.xhtml": page("<p>" + "a" * (50 * MEGABYTE) + "</p>")}), "bomb")
    claim = deflate(b"\0" * 100_000)
    yield refused("bomb-declared-257-mb", epub(extra=[Entry(b"EPUB/a", b"", packed=claim * 10_000,
                                                            declared=257 * MEGABYTE)]))
    yield refused("bomb-declared-4-gb", epub(extra=[Entry(b"EPUB/a", b"", packed=claim, declared=0xFFFFFFFF)]))
    # Five entries of 250 MB, each honest about its ratio only if the packed bytes were there.
    half = [Entry(f"EPUB/a{number}".encode(), b"", packed=b"\0" * 900_000, declared=250 * MEGABYTE)
            for number in range(5)]
    yield refused("bomb-total", epub(extra=half))
    # Entries that lie one in another, as Fifield's bomb has them: all of them point to one place.
    kernel = Entry(b"EPUB/k", b"\0" * 60_000)
    parts = entries_of(parts_of_book())
    whole = write_zip(parts + [kernel])
    at = whole.index(b"EPUB/k") - 30
    again = [Entry(f"EPUB/k{number}".encode(), kernel.data, offset=at, is_absent=True) for number in range(500)]
    yield refused("bomb-overlap", write_zip(parts + [kernel] + again))
    # The package document says 900 bytes and unpacks to 13 MB.
    big = package(metadata(more="<!--" + "x" * (13 * MEGABYTE) + "-->")).encode()
    lying = [entry for entry in parts if entry.name != b"EPUB/package.opf"]
    yield refused("bomb-package-declared-small",
                  write_zip(lying + [Entry(b"EPUB/package.opf", big, declared=900)]))
    random = noise(9 * MEGABYTE)
    honest = package(metadata(more="<!--" + random + "-->")).encode()
    yield refused("bomb-package-9-mb", write_zip(lying + [Entry(b"EPUB/package.opf", honest, 0)]))
    container = [entry for entry in parts if entry.name != b"META-INF/container.xml"]
    large = (CONTAINER + "<!--" + noise(MEGABYTE) + "-->").encode()
    yield refused("bomb-container-1-mb", write_zip(container + [Entry(b"META-INF/container.xml", large, 0)]))
    yield refused("entries-20001", epub(extra=[Entry(f"e/{number}".encode(), b"") for number in range(20_001)]))
    inner = epub()
    yield Case("hostile-zip-in-zip", epub(more={"EPUB/inner.epub": inner}), GOOD, {"title": "A Book"})


def wrong_structure():
    yield refused("container-missing", epub(without=("META-INF/container.xml",)), "container")
    yield refused("package-missing", epub(without=("EPUB/package.opf",)))
    for name, container in {
        "empty": "", "broken": "<container><rootf", "other": "<html/>", "no-rootfile": "<container><rootfiles/></container>",
        "outside": CONTAINER.replace("EPUB/package.opf", "../../etc/passwd"),
        "absolute": CONTAINER.replace("EPUB/package.opf", "/etc/passwd"),
        "address": CONTAINER.replace("EPUB/package.opf", "http://x.example/p.opf"),
        "file-address": CONTAINER.replace("EPUB/package.opf", "file:///etc/passwd"),
        "encoded-out": CONTAINER.replace("EPUB/package.opf", "%2e%2e/%2e%2e/etc/passwd"),
        "encoded-nul": CONTAINER.replace("EPUB/package.opf", "EPUB/package.opf%00.x"),
        "type": CONTAINER.replace("oebps-package+xml", "pdf"), "self": CONTAINER.replace("EPUB/package.opf",
                                                                                         "META-INF/container.xml"),
    }.items():
        yield refused("container-" + name, epub(more={"META-INF/container.xml": container}))
    for name, opf in {
        "empty": "", "broken": "<package><metadata", "other-root": "<html/>", "page": page(),
        "no-metadata": package("").replace("<metadata", "<nothing").replace("</metadata>", "</nothing>"),
        "no-title": package(metadata(title=None)), "blank-title": package(metadata(title="   ")),
        "no-spine": package(metadata(), spine=""), "spine-of-nothing": package(metadata(), spine='<itemref idref="x"/>'),
        "no-manifest": package(metadata(), manifest=""), "binary": b"\0\1\2\3" * 500, "nul": package(
            metadata(title="A\0B")), "mismatched": "<package><metadata></package></metadata>",
        "invalid-utf-8-everywhere": b"\xff\xfe\xfa" * 300,
    }.items():
        if name == "nul":
            # What comes after a NUL is nobody's guess: it may be read or refused, and decides nothing else.
            yield Case("hostile-package-nul", epub(opf), ("ok", "warned", "refused"))
        else:
            yield refused("package-" + name, epub(opf))
    yield refused("count-lies", epub(count=1))
    yield refused("count-more", epub(count=60))
    end = epub()
    directory_at = struct.unpack("<I", end[-6:-2])[0]
    yield refused("directory-beyond-the-end", end[:-6] + struct.pack("<I", len(end) * 2) + end[-2:])
    yield refused("directory-into-the-data", end[:-6] + struct.pack("<I", directory_at // 2) + end[-2:])


def documents():
    for name, title in {"zero-width": "\u200b", "marks": "\u200e\u200f\u202e\u2066", "joiners": "\u200c\u200d", "bom": "\ufeff"}.items():
        yield refused("title-" + name, epub(package(metadata(title))), "no title")
    laughs = "".join(f'<!ENTITY a{number} "{f"&a{number - 1};" * 10 if number else "ha"}">' for number in range(10))
    billion = package(metadata(title="Laugh &a9;")).replace("?>", f"?><!DOCTYPE package [{laughs}]>", 1)
    # No entity is ever replaced: the title is what was written.
    yield Case("hostile-entity-bomb", epub(billion), GOOD, {"title": "Laugh &a9;"})
    outside = package(metadata(title="T &x;")).replace(
        "?>", '?><!DOCTYPE package [<!ENTITY x SYSTEM "file:///etc/passwd">]>', 1)
    yield Case("hostile-entity-outside", epub(outside), GOOD, {"title": "T &x;"})
    parameter = package(metadata(title="T")).replace(
        "?>", '?><!DOCTYPE package [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x.dtd"> %x;]>', 1)
    yield Case("hostile-entity-parameter", epub(parameter), GOOD, {"title": "T"})
    include = page('<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>')
    yield Case("hostile-xinclude", epub(more={"EPUB/one.xhtml": include}), GOOD, {"title": "A Book"})
    yield refused("package-deep", epub(package(metadata(more="<x>" * 5000 + "</x>" * 5000))), "deep")
    yield refused("package-very-deep", epub(package(metadata(more="<x>" * 300_000 + "</x>" * 300_000))))
    wide = "".join(f'<item id="i{number}" href="f{number}" media-type="text/css"/>' for number in range(30_000))
    item = '<item id="one" href="one.xhtml" media-type="application/xhtml+xml"/>'
    yield Case("hostile-manifest-30000", epub(package(metadata(), item + wide)), GOOD, {"title": "A Book"})
    spine = '<itemref idref="one"/>' * 40_000
    yield Case("hostile-spine-40000", epub(package(metadata(), spine=spine)), GOOD, {"title": "A Book"})
    circle = "".join(f'<meta id="m{number}" refines="#m{(number + 1) % 50}" property="role">aut</meta>'
                     for number in range(50))
    yield Case("hostile-refines-in-a-circle", epub(package(metadata(more=circle))), GOOD, {"title": "A Book"})
    attributes = " ".join(f'a{number}="x"' for number in range(20_000))
    yield Case("hostile-attributes-20000", epub(package(metadata(), attributes=attributes)), GOOD, {"title": "A Book"})
    yield Case("hostile-title-megabyte", epub(package(metadata(title=noise(MEGABYTE)))), GOOD, {"language": "en"})
    yield Case("hostile-title-invalid-utf-8",
               epub(package(metadata(title="A\udcffB\udcc0\udcafC")).encode("utf-8", "surrogateescape")), GOOD,
               {"language": "en"})
    script = '<img src=x onerror=alert(1)><script>alert(1)</script>'.replace("<", "&lt;").replace(">", "&gt;")
    yield Case("hostile-title-script", epub(package(metadata(title=script))), GOOD,
               {"title": "<img src=x onerror=alert(1)><script>alert(1)</script>"})

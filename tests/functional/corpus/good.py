"""Books that people really have: odd, old, foreign, and for sale."""

import base64

from .book import (CONTAINER, COVER_ITEM, NAV, NAV_ITEM, NCX, PAGE_ITEM, epub, metadata, package, page)
from .case import GOOD, REFUSED, Case
from .noise import noise
from .pictures import JPEG, WEBP, gif, png
from .zip_writer import STORED, Entry

OK = ("ok",)
WARNED = ("warned",)
FIELDS = {"title": "A Book", "creators": ["Ada Author"], "language": "en", "isbn": "", "is_drawn": False}

TITLES = {
    "plain": ("Walden", "Walden"), "accents": ("Éléments d’été", "Éléments d’été"),
    "german": ("Straße & Äther".replace("&", "&amp;"), "Straße & Äther"), "polish": ("Żółć", "Żółć"),
    "greek": ("Ἀνάβασις", "Ἀνάβασις"), "russian": ("Война и мир", "Война и мир"),
    "arabic": ("ألف ليلة وليلة", "ألف ليلة وليلة"), "hebrew": ("שיר השירים", "שיר השירים"),
    "chinese": ("紅樓夢", "紅樓夢"), "japanese": ("こころ", "こころ"), "korean": ("홍길동전", "홍길동전"),
    "hindi": ("गोदान", "गोदान"), "thai": ("สี่แผ่นดิน", "สี่แผ่นดิน"), "emoji": ("A 📚 Book", "A 📚 Book"),
    "spaces": ("  A \n  Book\t ", "A Book"), "character": ("A&#x2014;B", "A—B"), "named": ("Caf&eacute;", "Café"),
    "cdata": ("<![CDATA[Less < More]]>", "Less < More"), "markup": ("&lt;b&gt;Bold&lt;/b&gt;", "<b>Bold</b>"),
    "direction": ("A\u202eB\u202c", "AB"), "combining": ("Cafe\u0301", "Cafe\u0301"),
    "quotes": ("&quot;Why?&quot;, she said", '"Why?", she said'), "sql": ("Robert'); DROP TABLE work;--",
                                                                         "Robert'); DROP TABLE work;--"),
    "template": ("{{TITLE}} %s ${x}", "{{TITLE}} %s ${x}"), "digits": ("1984", "1984"),
}

LANGUAGES = {"en": "en", "de": "de", "fr-CA": "fr-CA", "zh-Hant-TW": "zh-Hant-TW", "pt_BR": "pt-BR", "ar": "ar",
             "he": "he", "grc": "grc", "sr-Latn": "sr-Latn", " es ": "es", "en-GB-oed": "en-GB-oed"}
NO_LANGUAGES = {"word": "English", "symbols": "e?", "empty": "", "one": "x"}

ISBNS = {"urn:isbn:9780306406157": "9780306406157", "9780306406157": "9780306406157",
         "978-0-306-40615-7": "9780306406157", "0-306-40615-2": "9780306406157", "ISBN 0306406152": "9780306406157",
         "urn:isbn:9780306406158": "", "0306406153": "", "urn:uuid:9780306406157": "", "080442957X": "9780804429573"}


def fields(**other):
    return {**FIELDS, **other}


def good_cases():
    yield from titles()
    yield from languages()
    yield from identifiers()
    yield from creators()
    yield from packages()
    yield from covers()
    yield from contents()
    yield from archives()


def titles():
    for name, (written, read) in TITLES.items():
        yield Case(f"good-title-{name}", epub(package(metadata(title=written))), OK, fields(title=read))
    two = '<dc:title id="t2">Life in the Woods</dc:title><meta refines="#t2" property="title-type">{}</meta>'
    yield Case("good-title-subtitle-refined", epub(package(metadata("Walden", more=two.format("subtitle")))), OK,
               fields(title="Walden"))
    yield Case("good-title-main-comes-second", epub(package(metadata("Short", more=two.format("main")))), OK,
               fields(title="Life in the Woods"))
    yield Case("good-title-twice", epub(package(metadata("First", more="<dc:title>Second</dc:title>"))), OK,
               fields(title="First"))
    yield Case("good-title-empty-first", epub(package(metadata(" ", more="<dc:title>Second</dc:title>"))), OK,
               fields(title="Second"))
    long = "word " * 300
    yield Case("good-title-endless", epub(package(metadata(long))), WARNED,
               {"language": "en", "creators": ["Ada Author"], "is_drawn": False}, "cut")


def languages():
    for number, (written, read) in enumerate(LANGUAGES.items()):
        yield Case(f"good-language-{number}", epub(package(metadata(language=written))), OK, fields(language=read))
    for name, written in NO_LANGUAGES.items():
        yield Case(f"good-language-none-{name}", epub(package(metadata(language=written))), WARNED,
                   fields(language="und"), "language")
    yield Case("good-language-missing", epub(package(metadata(language=None))), WARNED, fields(language="und"),
               "language")
    right = package(metadata(language="ar"), spine='<itemref idref="one"/>',
                    spine_attributes='page-progression-direction="rtl"')
    yield Case("good-right-to-left", epub(right), OK, fields(language="ar"))


def identifiers():
    for number, (written, read) in enumerate(ISBNS.items()):
        is_wrong = written.startswith("urn:isbn:") and not read  # it says that it is one
        yield Case(f"good-isbn-{number}", epub(package(metadata(identifier=written))), WARNED if is_wrong else OK,
                   fields(isbn=read), *(["ISBN"] if is_wrong else []))
    second = '<dc:identifier opf:scheme="ISBN">978-0-306-40615-7</dc:identifier>'
    yield Case("good-isbn-second", epub(package(metadata(more=second))), OK, fields(isbn="9780306406157"))
    yield Case("good-isbn-source", epub(package(metadata(more="<dc:source>urn:isbn:9780306406157</dc:source>"))), OK,
               fields(isbn=""))


def creators():
    role = '<meta refines="#creator" property="role" scheme="marc:relators">{}</meta>'
    second = '<dc:creator id="c2">Bo Second</dc:creator>'
    yield Case("good-creator-two", epub(package(metadata(more=second))), OK,
               fields(creators=["Ada Author", "Bo Second"]))
    yield Case("good-creator-role-author", epub(package(metadata(more=role.format("aut")))), OK, fields())
    yield Case("good-creator-translator", epub(package(metadata(more=role.format("trl")))), OK, fields(creators=[]))
    old = '<dc:creator opf:role="aut" opf:file-as="Second, Bo">Bo Second</dc:creator>'
    yield Case("good-creator-old-way", epub(package(metadata(creator=None, more=old), version="2.0")), OK,
               fields(creators=["Bo Second"]))
    yield Case("good-creator-none", epub(package(metadata(creator=None))), OK, fields(creators=[]))
    yield Case("good-creator-twice", epub(package(metadata(more="<dc:creator>Ada Author</dc:creator>"))), OK, fields())
    many = "".join(f"<dc:creator>Author {number}</dc:creator>" for number in range(200))
    yield Case("good-creator-two-hundred", epub(package(metadata(more=many))), GOOD, {"title": "A Book"})


def packages():
    """Namespaces, prefixes and encodings of the package document."""
    plain = package(metadata())
    prefixed = (plain.replace("<package xmlns=", "<opf:package xmlns:opf=").replace("</package", "</opf:package")
                .replace("xmlns:opf=\"http://www.idpf.org/2007/opf\">", ">", 1))
    for tag in ("metadata", "manifest", "item", "spine", "itemref", "meta"):
        prefixed = prefixed.replace(f"<{tag} ", f"<opf:{tag} ").replace(f"<{tag}>", f"<opf:{tag}>")
        prefixed = prefixed.replace(f"</{tag}>", f"</opf:{tag}>")
    yield Case("good-package-prefixed", epub(prefixed), OK, fields())
    refined = metadata("Short", more='<dc:title id="t2">Main</dc:title><meta refines="#t2" '
                                     'property="title-type">main</meta>')
    yield Case("good-package-prefixed-refines",
               epub(package(refined).replace("<meta ", "<opf:meta ").replace("</meta>", "</opf:meta>")), OK,
               fields(title="Main"))
    yield Case("good-package-dc-default",
               epub(plain.replace("<dc:title", '<title xmlns="http://purl.org/dc/elements/1.1/"')
                    .replace("</dc:title>", "</title>")), OK, fields())
    yield Case("good-package-odd-prefix", epub(plain.replace("dc:", "x:").replace("xmlns:dc", "xmlns:x")), OK,
               fields())
    yield Case("good-package-no-namespace", epub(plain.replace(' xmlns="http://www.idpf.org/2007/opf"', "", 1)), OK,
               fields())
    yield Case("good-package-upper-namespace", epub(plain.replace("idpf.org/2007", "IDPF.ORG/2007")), OK, fields())
    yield Case("good-package-bom", epub("\ufeff" + plain), OK, fields())
    yield Case("good-package-no-declaration", epub(plain.split("?>", 1)[1]), OK, fields())
    for encoding in ("utf-16-le", "utf-16-be"):
        mark = b"\xff\xfe" if encoding.endswith("le") else b"\xfe\xff"
        text = package(metadata("Süße Bücher")).replace('encoding="utf-8"', 'encoding="utf-16"')
        yield Case(f"good-package-{encoding}", epub(mark + text.encode(encoding)), OK, fields(title="Süße Bücher"))
    latin = package(metadata("Süße Bücher")).replace('encoding="utf-8"', 'encoding="iso-8859-1"')
    yield Case("good-package-latin-1", epub(latin.encode("latin-1")), OK, fields(title="Süße Bücher"))
    windows = package(metadata("“Süße” Bücher")).replace('encoding="utf-8"', 'encoding="windows-1252"')
    yield Case("good-package-windows-1252", epub(windows.encode("cp1252")), OK, fields(title="“Süße” Bücher"))
    kanji = package(metadata("日本")).replace('encoding="utf-8"', 'encoding="Shift_JIS"')
    yield Case("good-package-shift-jis", epub(kanji.encode("shift_jis")), WARNED, says="encoding that cannot be read")
    yield Case("good-package-dtd", epub(plain.replace("?>", '?><!DOCTYPE package SYSTEM "http://x.example/opf.dtd">',
                                                      1)), OK, fields())
    yield Case("good-package-comments", epub(plain.replace("<metadata", "<!-- a note --><metadata")), OK, fields())
    wrapped = package("<dc-metadata>" + metadata() + "</dc-metadata>", version="1.0")
    yield Case("good-package-oeb", epub(wrapped), OK, fields())
    root = CONTAINER.replace("EPUB/package.opf", "package.opf")
    flat = {"META-INF/container.xml": root, "package.opf": plain, "nav.xhtml": NAV, "one.xhtml": page(),
            "cover.jpg": JPEG}
    gone = ("EPUB/package.opf", "EPUB/nav.xhtml", "EPUB/one.xhtml", "EPUB/cover.jpg")
    yield Case("good-package-at-the-top", epub(more=flat, without=gone), OK, fields())
    two = CONTAINER.replace("<rootfiles>", '<rootfiles><rootfile full-path="EPUB/x.pdf" media-type="application/pdf"/>')
    yield Case("good-container-other-first", epub(more={"META-INF/container.xml": two, "EPUB/x.pdf": "%PDF"}), OK,
               fields())
    encoded = CONTAINER.replace("EPUB/package.opf", "EPUB/my%20book.opf")
    yield Case("good-container-encoded", epub(more={"META-INF/container.xml": encoded, "EPUB/my book.opf": plain},
                                              without=("EPUB/package.opf",)), OK, fields())
    href = plain.replace("one.xhtml", "ch%C3%A4p%20one.xhtml")
    yield Case("good-href-encoded", epub(href, more={"EPUB/chäp one.xhtml": page()}, without=("EPUB/one.xhtml",)), OK,
               fields())
    yield Case("good-href-climbs-inside", epub(plain.replace("one.xhtml", "../text/one.xhtml"),
                                               more={"text/one.xhtml": page()}, without=("EPUB/one.xhtml",)), OK,
               fields())
    yield Case("good-href-with-fragment", epub(plain.replace("one.xhtml", "one.xhtml#start")), OK, fields())


def covers():
    drawn = fields(is_drawn=True)

    def with_cover(name, data, kind="image/jpeg"):
        item = f'<item id="cover" href="{name}" media-type="{kind}" properties="cover-image"/>'
        return epub(package(metadata(), item + NAV_ITEM + PAGE_ITEM), without=("EPUB/cover.jpg",),
                    more={"EPUB/" + name: data})

    for name, data, kind in (("c.png", png(60, 90), "image/png"), ("c.gif", gif(60, 90), "image/gif"),
                             ("c.webp", WEBP, "image/webp"), ("c.jpeg", JPEG, "image/jpeg"),
                             ("wrong-type.png", JPEG, "image/png"), ("none", JPEG, "application/octet-stream")):
        yield Case(f"good-cover-{name}", with_cover(name, data, kind), OK, fields())
    no_cover = NAV_ITEM + PAGE_ITEM
    yield Case("good-cover-missing", epub(package(metadata(), no_cover), without=("EPUB/cover.jpg",)), WARNED, drawn,
               "cover")
    yield Case("good-cover-named-and-absent", epub(without=("EPUB/cover.jpg",)), WARNED, drawn, "cover")
    for name, data in (("text", b"not a picture"), ("empty", b""), ("cut-jpeg", JPEG[:80]), ("tiny", png(8, 8)),
                       ("stripe", png(2000, 40)), ("pdf", b"%PDF-1.4 cover"), ("tiff", b"II*\0" + b"\0" * 100),
                       ("html", page()), ("huge", png(10, 10, declared=(30_000, 30_000))),
                       ("bomb", png(1, 1, declared=(65_000, 65_000))), ("crc", png(60, 90)[:-20] + b"\0" * 20)):
        verdict = GOOD if name == "crc" else WARNED
        yield Case(f"good-cover-not-{name}", with_cover("c.jpg", data), verdict, {} if name == "crc" else drawn)
    svg = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'
    yield Case("good-cover-svg-plain", with_cover("c.svg", svg.format("<text>A</text>"), "image/svg+xml"), WARNED,
               drawn)
    inside = svg.format(f'<image xlink:href="data:image/jpeg;base64,{base64.b64encode(JPEG).decode()}"/>')
    yield Case("good-cover-svg-raster", with_cover("c.svg", inside, "image/svg+xml"), ("ok",), fields(), "lettering")
    remote = svg.format('<image xlink:href="http://x.example/c.jpg"/><script>alert(1)</script>')
    yield Case("good-cover-svg-remote", with_cover("c.svg", remote, "image/svg+xml"), WARNED, drawn)
    entity = '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + svg.format("<text>&x;</text>")
    yield Case("good-cover-svg-entity", with_cover("c.svg", entity, "image/svg+xml"), WARNED, drawn)
    old = '<meta name="cover" content="cover"/>'
    item = '<item id="cover" href="cover.jpg" media-type="image/jpeg"/>'
    yield Case("good-cover-epub-2", epub(package(metadata(more=old), item + PAGE_ITEM, version="2.0")), WARNED, fields())
    yield Case("good-cover-epub-2-prefixed",
               epub(package(metadata(more=old), item + PAGE_ITEM, version="2.0").replace("<meta ", "<opf:meta ")
                    .replace("</meta>", "</opf:meta>")), WARNED, fields())
    guide = '<guide><reference type="cover" href="cover.xhtml"/></guide>'
    cover_page = page('<img src="cover.jpg" alt=""/>')
    yield Case("good-cover-guide", epub(package(metadata(), item + PAGE_ITEM, version="2.0", after=guide),
                                        more={"EPUB/cover.xhtml": cover_page}), WARNED, fields())
    yield Case("good-cover-first-page", epub(package(metadata(), item + PAGE_ITEM),
                                             more={"EPUB/one.xhtml": cover_page}), GOOD, fields())
    climbing = COVER_ITEM.replace("cover.jpg", "../../cover.jpg")
    yield Case("good-cover-climbs-out", epub(package(metadata(), climbing + PAGE_ITEM)), WARNED, drawn)


def contents():
    ncx_item = '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
    epub2 = package(metadata(), COVER_ITEM + ncx_item + PAGE_ITEM, version="2.0", spine_attributes='toc="ncx"')
    yield Case("good-epub-2-ncx", epub(epub2, without=("EPUB/nav.xhtml",), more={"EPUB/toc.ncx": NCX}), OK, fields())
    yield Case("good-epub-2-ncx-absent", epub(epub2, without=("EPUB/nav.xhtml",)), WARNED, fields(),
               "toc.ncx is not in the file")
    yield Case("good-nav-absent", epub(without=("EPUB/nav.xhtml",)), WARNED, fields(), "nav.xhtml is not in the file")
    yield Case("good-nav-damaged", epub(more={"EPUB/nav.xhtml": "<html><nav>"}), WARNED, fields(), "nav.xhtml")
    yield Case("good-no-nav-at-all", epub(package(metadata(), COVER_ITEM + PAGE_ITEM), without=("EPUB/nav.xhtml",)),
               WARNED, fields(), "names no table of contents")
    fixed = '<meta property="rendition:layout">pre-paginated</meta>'
    yield Case("good-fixed-layout", epub(package(metadata(more=fixed))), OK, fields(fixed_layout=True))
    scripted = PAGE_ITEM.replace("/>", ' properties="scripted"/>')
    yield Case("good-scripts", epub(package(metadata(), COVER_ITEM + NAV_ITEM + scripted),
                                    more={"EPUB/one.xhtml": page("<script>alert(1)</script><p>Text.</p>")}), WARNED,
               fields(has_scripts=True), "script")
    far = '<item id="far" href="https://x.example/a.mp3" media-type="audio/mpeg"/>'
    yield Case("good-remote", epub(package(metadata(), COVER_ITEM + NAV_ITEM + PAGE_ITEM + far)), WARNED,
               fields(has_remote_resources=True), "internet")
    for name, algorithm in (("idpf", "http://www.idpf.org/2008/embedding"), ("adobe", "http://ns.adobe.com/pdf/enc#RC")):
        sealed = (f'<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><EncryptedData>'
                  f'<EncryptionMethod Algorithm="{algorithm}"/><CipherData><CipherReference URI="EPUB/f.otf"/>'
                  f"</CipherData></EncryptedData></encryption>")
        yield Case(f"good-font-{name}", epub(more={"META-INF/encryption.xml": sealed, "EPUB/f.otf": "OTTO" * 50}), OK,
                   fields())
    two_item = '<item id="two" href="two.xhtml" media-type="application/xhtml+xml"/>'
    of_two = package(metadata(), COVER_ITEM + NAV_ITEM + PAGE_ITEM + two_item,
                     '<itemref idref="one"/><itemref idref="two"/>')
    second = {"EPUB/two.xhtml": page()}
    yield Case("good-page-damaged", epub(of_two, more={"EPUB/one.xhtml": "<html><body><p>open", **second}), WARNED, fields())
    yield Case("good-page-absent", epub(of_two, without=("EPUB/one.xhtml",), more=second), WARNED, fields())
    yield Case("good-page-html", epub(package(metadata(), COVER_ITEM + NAV_ITEM + PAGE_ITEM.replace("application/xhtml+xml", "text/html"))),
               OK, fields())
    yield Case("good-page-outside", epub(of_two.replace("two.xhtml", "../../two.xhtml")), WARNED, fields(), "1 of 2 steps is left out")
    yield Case("good-page-alone-outside", epub(package(metadata()).replace("one.xhtml", "../../one.xhtml")), REFUSED,
               says="not in the archive")
    yield Case("good-page-alone-damaged", epub(more={"EPUB/one.xhtml": "<html><body><p>open"}), REFUSED)
    yield Case("good-page-alone-absent", epub(without=("EPUB/one.xhtml",)), REFUSED)
    yield Case("good-page-invalid-utf-8", epub(more={"EPUB/one.xhtml": page("<p>\udcff</p>").encode(
        "utf-8", "surrogateescape")}), GOOD, fields())
    deep = page("<div>" * 1000 + "x" + "</div>" * 1000)
    yield Case("good-page-deep", epub(of_two, more={"EPUB/one.xhtml": deep, **second}), WARNED, fields())
    yield Case("good-page-without-text", epub(more={"EPUB/one.xhtml": page("")}), GOOD, fields())
    yield Case("good-page-million-words", epub(more={"EPUB/one.xhtml": page("<p>" + noise(4_000_000) + "</p>")}), GOOD,
               fields())


def archives():
    yield Case("good-mimetype-missing", epub(without=("mimetype",)), WARNED, fields(), "mimetype")
    yield Case("good-mimetype-wrong", epub(more={"mimetype": "application/zip"}), WARNED, fields(), "mimetype")
    yield Case("good-mimetype-newline", epub(more={"mimetype": "application/epub+zip\r\n"}), OK, fields())
    late = epub(without=("mimetype",), extra=[Entry(b"mimetype", b"application/epub+zip", STORED)])
    yield Case("good-mimetype-late", late, WARNED, fields(), "mimetype")
    yield Case("good-archive-comment", epub(comment=b"made by hand"), OK, fields())
    yield Case("good-archive-folder-entries", epub(extra=[Entry(b"EPUB/", b"", STORED)]), OK, fields())
    yield Case("good-archive-junk", epub(more={".DS_Store": "x", "__MACOSX/._a": "x", "Thumbs.db": "x"}), OK, fields())
    blank = {f"EPUB/blank{number}.png": png(20, 20) for number in range(50)}
    yield Case("good-archive-many-small", epub(more=blank), OK, fields())
    yield Case("good-archive-two-thousand", epub(more={f"EPUB/f{number}": "x" for number in range(2000)}), OK, fields())
    flat = {"EPUB/flat.bin": b"\0" * 900_000}
    yield Case("good-archive-ratio-below-floor", epub(more=flat), OK, fields())

"""A small good EPUB of which any part can be replaced."""

from .pictures import JPEG
from .zip_writer import STORED, Entry, write_zip

CONTAINER = ('<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">'
             '<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>'
             '</rootfiles></container>')
NAV = ('<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title>Contents'
       '</title></head><body><nav epub:type="toc"><ol><li><a href="one.xhtml">One</a></li></ol></nav></body></html>')
NCX = ('<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"><navMap><navPoint id="n" playOrder="1">'
       '<navLabel><text>One</text></navLabel><content src="one.xhtml"/></navPoint></navMap></ncx>')
COVER_ITEM = '<item id="cover" href="cover.jpg" media-type="image/jpeg" properties="cover-image"/>'
NAV_ITEM = '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
PAGE_ITEM = '<item id="one" href="one.xhtml" media-type="application/xhtml+xml"/>'


def page(body="<h1>One</h1>" + "<p>It was a bright cold day, and the shop was open.</p>" * 20):
    return ('<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>One</title>'
            f"</head><body>{body}</body></html>")


def package(metadata, manifest=COVER_ITEM + NAV_ITEM + PAGE_ITEM, spine='<itemref idref="one"/>', version="3.0",
            attributes="", after="", spine_attributes=""):
    return (f'<?xml version="1.0" encoding="utf-8"?><package xmlns="http://www.idpf.org/2007/opf" version="{version}" '
            f'unique-identifier="id" {attributes}><metadata xmlns:dc="http://purl.org/dc/elements/1.1/" '
            f'xmlns:opf="http://www.idpf.org/2007/opf">{metadata}</metadata><manifest>{manifest}</manifest>'
            f"<spine {spine_attributes}>{spine}</spine>{after}</package>")


def metadata(title="A Book", creator="Ada Author", language="en", identifier="urn:uuid:1", more=""):
    parts = [f'<dc:identifier id="id">{identifier}</dc:identifier>']
    if title is not None:
        parts.append(f'<dc:title id="title">{title}</dc:title>')
    if creator is not None:
        parts.append(f'<dc:creator id="creator">{creator}</dc:creator>')
    if language is not None:
        parts.append(f"<dc:language>{language}</dc:language>")
    return "".join(parts) + '<meta property="dcterms:modified">2026-01-01T00:00:00Z</meta>' + more


def as_bytes(value):
    return value.encode() if isinstance(value, str) else value


def parts_of_book(opf=None, without=(), more=None):
    """Names and bytes of a book; `more` adds to them or replaces some."""
    parts = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "EPUB/package.opf": opf if opf is not None else package(metadata()),
        "EPUB/nav.xhtml": NAV,
        "EPUB/one.xhtml": page(),
        "EPUB/cover.jpg": JPEG,
    }
    parts.update(more or {})
    for name in without:
        del parts[name]
    return {name: as_bytes(value) for name, value in parts.items()}


def entries_of(parts):
    return [Entry(name.encode() if isinstance(name, str) else name, data, STORED if name == "mimetype" else 8)
            for name, data in parts.items()]


def epub(opf=None, without=(), more=None, extra=(), **zip_options):
    """The bytes of a book; `extra`: entries that are more than a name and bytes."""
    return write_zip(entries_of(parts_of_book(opf, without, more)) + list(extra), **zip_options)

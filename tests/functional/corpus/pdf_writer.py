"""Small PDF files written by hand, so that they can hold what no honest program writes."""

import textwrap
import zlib

FIRST = "Call me by the name of the pond and walk with me along its shore until the light has gone from the water."


def string(text):
    return b"(" + text.encode("latin-1").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)") + b")"


def stream(data, words=b"", packed=True):
    body = zlib.compress(data, 9) if packed else data
    filter_ = b"/Filter/FlateDecode" if packed else b""
    return b"<<" + words + filter_ + b"/Length %d>>\nstream\n" % len(body) + body + b"\nendstream"


def write_pdf(objects, trailer=b"", root=1):
    """Objects by number from 1 on, with a plain table of contents."""
    out, places = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    at = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d/Root %d 0 R" % (len(objects) + 1, root) + trailer + b">>\nstartxref\n%d\n%%%%EOF\n" % at
    return bytes(out)


def pdf(title="The Pond", author="Ada Shore", pages=30, language="en-GB", catalog=b"", trailer=b"", xmp=None, text=FIRST,
        outline=True, box=(420, 595), first=b"0.1 0.3 0.5 rg 0 0 420 595 re f 0.9 0.8 0.2 rg 60 300 300 200 re f",
        page_words=b"", extra=()):
    """A book of so many pages: a drawing on the first, two lines of Helvetica on each other. `extra`: further objects,
    from the number `extra_number(pages)` on."""
    count = pages
    kids = b" ".join(b"%d 0 R" % (6 + 2 * i) for i in range(count))
    info = b"<<" + (b"/Title" + string(title) if title else b"") + (b"/Author" + string(author) if author else b"") + b">>"
    names = b"/Outlines 4 0 R" if outline else b""
    more = b"/Metadata %d 0 R" % (extra_number(pages)) if xmp else b""
    lang = b"/Lang" + string(language) if language else b""
    objects = [b"<</Type/Catalog/Pages 2 0 R" + names + more + lang + catalog + b">>",
               b"<</Type/Pages/Count %d/Kids[" % count + kids + b"]>>", info,
               b"<</Type/Outlines/First 5 0 R/Last 5 0 R/Count 1>>",
               b"<</Title" + string("The first walk") + b"/Parent 4 0 R/Dest[6 0 R/Fit]>>"]
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    for i in range(count):
        resources = b"" if i == 0 else b"/Resources<</Font<</F " + font + b">>>>"
        objects.append(b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]" % box + resources + page_words +
                       b"/Contents %d 0 R>>" % (7 + 2 * i))
        lines = textwrap.wrap(text, 60)
        shown = b"BT /F 11 Tf 40 500 Td 14 TL " + b" ".join(string(line) + b" Tj T*" for line in lines) + b" ET"
        objects.append(stream(first if i == 0 else shown))
    if xmp:
        objects.append(stream(xmp.encode(), b"/Type/Metadata/Subtype/XML", packed=False))
    objects.extend(extra)
    return write_pdf(objects, b"/Info 3 0 R" + trailer)


def extra_number(pages):
    """Number of the first object behind those of a book with so many pages."""
    return 6 + 2 * pages


def xmp_packet(inner):
    return ('<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
            'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/" '
            'xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">'
            f'<rdf:Description rdf:about="">{inner}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>')


def packed_objects(objects):
    """An object stream that holds these dictionaries, numbers from 900 on: as newer programs write them."""
    heads, body = [], b""
    for number, text in enumerate(objects, 900):
        heads.append(b"%d %d" % (number, len(body)))
        body += text + b"\n"
    head = b" ".join(heads) + b"\n"
    return stream(head + body, b"/Type/ObjStm/N %d/First %d" % (len(objects), len(head)))

"""Good, hostile and damaged files of the other kinds: PDF, comics, audiobooks. The same bytes on every machine."""

import json
import random

from .case import DECIDED, GOOD, REFUSED, Case
from .pdf_writer import FIRST, extra_number, packed_objects, pdf, stream, string, write_pdf, xmp_packet
from .pictures import JPEG, png
from .sound import flac, m4b, mp3
from .zip_writer import DEFLATED, STORED, Entry, write_zip

SEED = 20261126
HURT_EACH = 18  # damaged copies of each good file


def format_cases():
    good = [*good_pdfs(), *good_comics(), *good_audio()]
    yield from good
    yield from hostile_pdfs()
    yield from hostile_comics()
    yield from hostile_audio()
    for case in good:
        yield from damaged(case)


def info_xml(**facts):
    return ("<?xml version='1.0'?><ComicInfo>" + "".join(f"<{name}>{text}</{name}>" for name, text in facts.items()) +
            "</ComicInfo>").encode()


def cbz(names=None, info=None, method=STORED, more=()):
    names = names or [f"page {number}.png" for number in range(1, 13)]
    entries = [Entry(name.encode(), png(60, 90 + i), method) for i, name in enumerate(names)]
    if info:
        entries.append(Entry(b"ComicInfo.xml", info))
    return write_zip([*entries, *more])


def album(tracks=3, method=STORED, **options):
    return {f"{number} - Part {number}.mp3": mp3(40, ((b"TALB", "Along the Shore"), (b"TPE1", "Ada Shore"), (b"TCOM", "Nell Voice"),
                                                      (b"TIT2", f"Part {number}")), **options) for number in range(1, tracks + 1)}


def audio_zip(files, method=STORED):
    return write_zip([Entry(name.encode(), data, method) for name, data in files.items()])


def good_pdfs():
    yield Case("pdf-plain.pdf", pdf(), GOOD, {"title": "The Pond", "creators": ["Ada Shore"], "language": "en-GB", "pages": 30,
                                             "format": "pdf", "contents": ["The first walk"], "is_drawn": False, "has_sample": True})
    facts = ("<dc:title><rdf:Alt><rdf:li xml:lang='x-default'>Stones</rdf:li></rdf:Alt></dc:title><dc:creator><rdf:Seq>"
             "<rdf:li>Bo Calder</rdf:li><rdf:li>Ines Calder</rdf:li></rdf:Seq></dc:creator><dc:language><rdf:Bag><rdf:li>de</rdf:li>"
             "</rdf:Bag></dc:language><prism:isbn>978-0-306-40615-7</prism:isbn><dc:description><rdf:Alt><rdf:li xml:lang='x-default'>"
             "On stones.</rdf:li></rdf:Alt></dc:description><dc:subject><rdf:Bag><rdf:li>Geology</rdf:li></rdf:Bag></dc:subject>")
    yield Case("pdf-xmp.pdf", pdf(title="Microsoft Word - x.doc", author="somebody", language=None, xmp=xmp_packet(facts)), GOOD,
               {"title": "Stones", "creators": ["Bo Calder", "Ines Calder"], "language": "de", "isbn": "9780306406157"})
    yield Case("pdf-tagged.pdf", pdf(title="Tagged", catalog=b"/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>",
                                     xmp=xmp_packet("<pdfuaid:part>1</pdfuaid:part>")), GOOD, {"conforms": ["PDF/UA-1"]})
    yield Case("pdf-short.pdf", pdf(title="A Leaf", pages=3), GOOD, {"pages": 3, "has_sample": False}, "fewer than ten pages")
    yield Case("pdf-scan.pdf", pdf(title="Scanned", text=""), GOOD, {"has_sample": False}, "hold no text")
    yield Case("pdf-few-words.pdf", pdf(title="Few words", text="A pond."), GOOD, {"has_sample": False}, "too little text")
    yield Case("pdf_without_a_title.pdf", pdf(title=None, author=None), GOOD, {"title": "pdf without a title", "creators": []},
               "states no title")
    yield Case("pdf-letters.pdf", pdf(title="Letters", first=b"", page_words=b"/Resources<</Font<</F <</Type/Font/Subtype/Type1"
                                      b"/BaseFont/Helvetica>>>>>>"), GOOD, {"is_drawn": True}, "fonts that the file does not bring")
    yield Case("pdf-mailed.pdf", b"From: somebody\r\n\r\n" + pdf(title="Mailed"), GOOD, {"title": "Mailed"})
    js = b"/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"
    yield Case("pdf-script.pdf", pdf(title="Scripted", catalog=js), GOOD, {"has_scripts": True}, "contains scripts")
    yield Case("pdf-script-hidden.pdf", pdf(title="Hidden", extra=[packed_objects([b"<</S/J#61vaScript/JS(x)>>"])]), GOOD,
               {"has_scripts": True}, "contains scripts")
    yield Case("pdf-inner-files.pdf", pdf(title="Inner", catalog=b"/Names<</EmbeddedFiles<</Names[]>>>>"), GOOD, {}, "hidden in this PDF")


def hostile_pdfs():
    yield Case("pdf-locked.pdf", pdf(trailer=b"/Encrypt<</Filter/Standard/V 1/R 2/O<" + b"00" * 32 + b">/U<" + b"00" * 32 +
                                     b">/P -44>>/ID[<00><00>]"), REFUSED, says="encrypted")
    launch = b"<</S/Launch/F(cmd.exe)>>"
    yield Case("pdf-launch.pdf", pdf(catalog=b"/OpenAction" + launch), REFUSED, says="starts a program")
    yield Case("pdf-launch-packed.pdf", pdf(extra=[packed_objects([launch])]), REFUSED, says="starts a program")
    yield Case("pdf-no-pages.pdf", write_pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 0/Kids[]>>"]), REFUSED)
    yield Case("pdf-circle.pdf", write_pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 9/Kids[2 0 R 2 0 R]>>"]), DECIDED)
    yield Case("pdf-outline-circle.pdf", pdf(title="Round").replace(b"/Parent 4 0 R/Dest", b"/Parent 4 0 R/Next 5 0 R/First 5 0 R/Dest"), DECIDED)
    yield Case("pdf-empty.pdf", b"%PDF-1.7\n", REFUSED)
    yield Case("pdf-bomb.pdf", pdf(title="Bomb", extra=[stream(b"\0" * (64 << 20), b"/Type/ObjStm/N 1/First 4")]), DECIDED)
    wide = b"q " * 200_000 + b"0 0 1 1 re f"
    yield Case("pdf-deep.pdf", pdf(title="Deep", first=wide), DECIDED)
    yield Case("pdf-slow-page.pdf", pdf(title="Slow", first=b"0 0 400 500 re f " * 400_000), DECIDED)
    huge = (b"<</Type/XObject/Subtype/Image/Width 60000/Height 60000/ColorSpace/DeviceRGB/BitsPerComponent 8",)
    yield Case("pdf-huge-picture.pdf", pdf(title="Huge", first=b"q 400 0 0 500 0 0 cm /I Do Q", page_words=b"/Resources<</XObject<</I "
                                           b"%d 0 R>>>>" % extra_number(30), extra=[stream(b"\0" * 100, huge[0][2:])]), DECIDED)
    yield Case("pdf-narrow.pdf", pdf(title="Narrow", box=(1, 5000)), GOOD, {"is_drawn": True}, "too narrow")
    yield Case("pdf-nan.pdf", pdf(title="Odd").replace(b"[0 0 420 595]", b"[0 0 1e99 -1e]"), DECIDED)
    yield Case("pdf-kids.pdf", write_pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 2000000000/Kids[]>>"]), REFUSED)
    yield Case("pdf-xmp-bomb.pdf", pdf(title="Entities", xmp="<!DOCTYPE a [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]>" +
                                       xmp_packet("<dc:title>&b;</dc:title>")), GOOD, {"title": "&b;"})


def good_comics():
    yield Case("comic-plain.cbz", cbz(info=info_xml(Title="Tides", Series="Shorelines", Number="3", Writer="Ada Shore", Penciller="Bo Line",
                                                   LanguageISO="en", Year="2024", Month="5", Summary="Water rises.", Genre="Drama, Sea")),
               GOOD, {"title": "Tides", "creators": ["Ada Shore"], "language": "en", "pages": 12, "format": "cbz", "has_sample": True,
                      "is_drawn": False})
    yield Case("comic_bare.cbz", cbz(method=DEFLATED), GOOD, {"title": "comic bare", "pages": 12}, "states no title")
    left = [Entry(b"__MACOSX/._page 1.png", b"x"), Entry(b".thumbs/1.png", b"x"), Entry(b"Thumbs.db", b"x")]
    yield Case("comic-left-behind.cbz", cbz(more=left), GOOD, {"pages": 12})
    yield Case("comic-avif.cbz", write_zip([Entry(b"1.avif", b"\0\0\0\x1cftypavif" + b"\0" * 40)]), GOOD, {"is_drawn": True}, "AVIF")


def hostile_comics():
    page = png(60, 90)
    yield Case("comic-no-pictures.cbz", write_zip([Entry(b"readme.txt", b"x")]), REFUSED)
    yield Case("comic-no-decoding.cbz", write_zip([Entry(b"1.png", b"no picture"), Entry(b"2.jpg", b"\xff\xd8\xff")]), REFUSED, says="cannot be shown")
    yield Case("comic-svg.cbz", write_zip([Entry(b"1.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>")]), REFUSED, says="cannot be shown")
    yield Case("comic-climbs.cbz", write_zip([Entry(b"../1.png", page)]), REFUSED, says="outside")
    yield Case("comic-absolute.cbz", write_zip([Entry(b"/etc/1.png", page)]), REFUSED, says="outside")
    yield Case("comic-backslash.cbz", write_zip([Entry(b"..\\1.png", page)]), REFUSED)
    yield Case("comic-twice.cbz", write_zip([Entry(b"1.png", page), Entry(b"1.PNG", page)]), REFUSED, says="twice")
    yield Case("comic-locked.cbz", write_zip([Entry(b"1.png", page, STORED, flags=1)]), REFUSED, says="encrypted")
    yield Case("comic-bomb.cbz", write_zip([Entry(b"1.png", b"\0" * (40 << 20))]), REFUSED, says="bomb")
    yield Case("comic-many.cbz", write_zip([Entry(b"%d.png" % number, b"", STORED) for number in range(20_001)]), REFUSED, says="20,000")
    yield Case("comic-pages.cbz", write_zip([Entry(b"%d.png" % number, b"", STORED) for number in range(5_001)]), REFUSED, says="5,000")
    yield Case("comic-pixels.cbz", write_zip([Entry(b"1.png", png(2, 2, (40_000, 40_000)))]), REFUSED, says="megapixels")
    yield Case("comic-bad-info.cbz", cbz(info=b"<ComicInfo><Title>"), GOOD, {}, "ComicInfo.xml cannot be read")
    yield Case("comic-long-info.cbz", cbz(info=info_xml(Title="T" * 100_000)), GOOD)


def good_audio():
    yield Case("audio-zip.zip", audio_zip({**album(), "cover.jpg": JPEG}), GOOD,
               {"title": "Along the Shore", "creators": ["Ada Shore"], "narrators": ["Nell Voice"], "format": "audiobook", "seconds": 120,
                "contents": ["Part 1", "Part 2", "Part 3"], "is_drawn": False})
    yield Case("audio-deflated.zip", audio_zip(album(), DEFLATED), GOOD, {"seconds": 120, "is_drawn": True})
    manifest = {"@context": ["https://schema.org", "https://www.w3.org/ns/wp-context"], "conformsTo": "https://www.w3.org/TR/audiobooks/",
                "name": "By Manifest", "author": "Bo Calder", "readBy": [{"name": "Nell Voice"}], "inLanguage": "fr",
                "readingOrder": [{"url": "b.mp3", "name": "Second first", "duration": "PT40S"}, {"url": "a.mp3", "duration": "PT40S"}]}
    yield Case("audio-manifest.lpf", audio_zip({"publication.json": json.dumps(manifest).encode(), "a.mp3": mp3(40), "b.mp3": mp3(40)}), GOOD,
               {"title": "By Manifest", "language": "fr", "creators": ["Bo Calder"], "media_type": "application/lpf+zip",
                "contents": ["Second first", "a"]})
    readium = {"metadata": {"title": "By Readium", "author": "Bo", "language": "en", "duration": 80},
               "readingOrder": [{"href": "a.mp3", "duration": 40, "title": "One"}]}
    yield Case("audio-readium.audiobook", audio_zip({"manifest.json": json.dumps(readium).encode(), "a.mp3": mp3(40)}), GOOD,
               {"title": "By Readium", "media_type": "application/audiobook+zip"})
    yield Case("audio-one.mp3", mp3(60, ((b"TALB", "One Track"), (b"TPE1", "Ada Shore")), JPEG, ((30_000, "Late"), (0, "Early")), "eng"), GOOD,
               {"title": "One Track", "format": "mp3", "seconds": 60, "language": "en", "contents": ["Early", "Late"], "is_drawn": False})
    yield Case("audio-book.m4b", m4b(5400, ((b"\xa9alb", "Walden Read"), (b"\xa9ART", "H. D. Thoreau"), (b"\xa9wrt", "Nell Voice")),
                                     ((0, "Economy"), (1800, "Sounds")), JPEG), GOOD,
               {"title": "Walden Read", "format": "m4b", "seconds": 5400, "contents": ["Economy", "Sounds"], "is_drawn": False,
                "narrators": ["Nell Voice"]})
    yield Case("audio-lossless.flac", flac(60, ("ALBUM=Lossless", "ARTIST=Ada Shore", "LANGUAGE=en")), GOOD,
               {"title": "Lossless", "format": "flac", "seconds": 60, "language": "en"})


def hostile_audio():
    yield Case("audio-broken.zip", audio_zip({"1.mp3": b"no sound", "2.mp3": b""}), REFUSED, says="no track that can be played")
    yield Case("audio-part.zip", audio_zip({**album(1), "2 - Gone.mp3": b"no sound"}), GOOD, {}, "cannot be read")
    yield Case("audio-climbs.zip", audio_zip({"../1.mp3": mp3(5)}), REFUSED, says="outside")
    yield Case("audio-manifest-lies.lpf", audio_zip({"publication.json": b'{"readingOrder":[{"url":"../../etc/passwd"},{"url":"http://x/y.mp3"},'
                                                     b'{"url":"a.mp3"}]}', "a.mp3": mp3(5)}), GOOD, {}, "not in the file")
    yield Case("audio-manifest-deep.lpf", audio_zip({"publication.json": b"[" * 100_000, "a.mp3": mp3(5)}), GOOD, {}, "no manifest")
    yield Case("audio-m4b-cut.m4b", m4b()[:200], REFUSED)
    lying = bytearray(m4b())
    at = lying.index(b"moov") - 4
    lying[at:at + 4] = b"\x7f\xff\xff\xff"
    yield Case("audio-m4b-lies.m4b", bytes(lying), DECIDED)
    yield Case("audio-id3-lies.mp3", b"ID3\4\0\0\x7f\x7f\x7f\x7f" + mp3(5), DECIDED)
    yield Case("audio-flac-empty.flac", b"fLaC", REFUSED)
    yield Case("audio-ogg-empty.ogg", b"OggS" + b"\0" * 100, REFUSED)


def damaged(case):
    """Copies with bytes changed, cut out, doubled or cut off: whatever they are now, the shop decides and lives."""
    pick = random.Random(f"{SEED} {case.name}")
    stem, _, ending = case.name.rpartition(".")
    seen = {case.bytes}
    for number in range(HURT_EACH):
        data = bytearray(case.bytes)
        for _ in range(pick.randint(1, 8)):
            at = pick.randrange(max(1, len(data)))
            deed = pick.randrange(5)
            length = pick.randrange(1, 64)
            if deed == 0:
                data[at:at + 1] = bytes([pick.randrange(256)])
            elif deed == 1:
                del data[at:at + length]
            elif deed == 2:
                data[at:at] = data[at:at + length]
            elif deed == 3:
                data[at:at + length] = bytes(pick.randrange(256) for _ in range(length))
            elif len(data) > 500:
                del data[max(400, at):]
        while bytes(data) in seen:  # nothing was changed that was not the same
            data.append(pick.randrange(256))
        seen.add(bytes(data))
        yield Case(f"{stem}-hurt-{number}.{ending}", bytes(data), DECIDED)

// A small good EPUB, made here, so that no test needs a book of somebody else's.
import { load } from "./places.mjs";

const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
const page = (title, body) => `<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml" ` +
  `xmlns:epub="http://www.idpf.org/2007/ops"><head><title>${escaped(title)}</title></head><body>${body}</body></html>`;

export async function epub({ title, author, language, subject }, id) {
  const { default: JSZip } = await load("jszip");
  const zip = new JSZip();
  zip.file("mimetype", "application/epub+zip", { compression: "STORE" });
  zip.file("META-INF/container.xml", `<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">` +
    `<rootfiles><rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>`);
  zip.file("book.opf", `<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">` +
    `<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">urn:odd:${id}</dc:identifier>` +
    `<dc:title>${escaped(title)}</dc:title>${author ? `<dc:creator>${author}</dc:creator>` : ""}<dc:language>${language ?? "en"}</dc:language>${subject ? `<dc:subject>${subject}</dc:subject>` : ""}` +
    `<meta property="dcterms:modified">2026-01-01T00:00:00Z</meta></metadata>` +
    `<manifest><item id="n" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>` +
    `<item id="t" href="text.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="t"/></spine></package>`);
  zip.file("nav.xhtml", page("Contents", `<nav epub:type="toc"><ol><li><a href="text.xhtml">${escaped(title)}</a></li></ol></nav>`));
  zip.file("text.xhtml", page(title, `<h1>${escaped(title)}</h1>${"<p>Some words of a book.</p>".repeat(200)}`));
  return zip.generateAsync({ type: "nodebuffer" });
}

// A real reader opens the file: title, contents and the first words, as a person would find them.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

import { load } from "./places.mjs";

export async function openBook(path) {
  const bytes = await readFile(path);
  assert.equal(bytes.subarray(0, 2).toString(), "PK", "an EPUB begins like a ZIP");
  assert.equal(bytes.subarray(30, 58).toString(), "mimetypeapplication/epub+zip", "its type comes first");
  const { Book } = await load("@likecoin/epub-ts/node");
  const book = new Book(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  await book.opened;
  const texts = [];
  for (let at = 0; book.spine.get(at); ++at)
    texts.push(await book.spine.get(at).render(book.archive.request.bind(book.archive)));
  return {
    title: book.packaging.metadata.title,
    language: book.packaging.metadata.language,
    contents: book.navigation.toc.map((entry) => entry.label.trim()),
    words: texts.join(" ").replace(/<[^>]*>/g, " ").split(/\s+/).length,
  };
}

export async function expectBook(path, title) {
  const book = await openBook(path);
  assert.equal(book.title, title);
  assert.ok(book.contents.length > 0, "the book has a table of contents");
  assert.ok(book.words > 600, `the book has text: ${book.words} words`);
  return book;
}

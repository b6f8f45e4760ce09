// Feeds as the parsers of reading apps see them: Thorium's (r2-opds-js), Palace's (opds-feed-parser) and Foliate's; and
// the JSON forms against the schemas of their specifications. `judge_opds.mjs SCHEMA_FOLDER`, feeds as JSON on standard
// input: [{name, kind: "atom" | "feed" | "publication" | "authentication", text}]. Prints {name: {app: what it saw}}.

import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const modules = process.env.AAN_NODE_MODULES;
const require = createRequire(join(modules, "..", "package.json"));
const es6 = (name, path) => require(`${name}/dist/es6-es2015/src/${path}.js`);

const shared = es6("r2-shared-js", "init-globals");
shared.initGlobalConverters_GENERIC();
shared.initGlobalConverters_SHARED();
es6("r2-opds-js", "opds/init-globals").initGlobalConverters_OPDS();
const { OPDS } = es6("r2-opds-js", "opds/opds1/opds");
const { Entry } = es6("r2-opds-js", "opds/opds1/opds-entry");
const { OPDSFeed } = es6("r2-opds-js", "opds/opds2/opds2");
const { OPDSPublication } = es6("r2-opds-js", "opds/opds2/opds2-publication");
const { OPDSAuthenticationDoc } = es6("r2-opds-js", "opds/opds2/opds2-authentication-doc");
const { convertOpds1ToOpds2, convertOpds1ToOpds2_EntryToPublication } = es6("r2-opds-js", "opds/converter");
const { XML } = es6("r2-utils-js", "_utils/xml-js-mapper/index");
const { TaJsonDeserialize } = es6("r2-lcp-js", "serializable");
const { DOMParser: StrictParser } = require("@xmldom/xmldom");
const Palace = require("opds-feed-parser").default;
const Ajv = require("ajv").default;
const addFormats = require("ajv-formats").default;

globalThis.customElements = { define() {}, get() {} };
const foliate = await import(pathToFileURL(join(modules, "foliate-js", "opds.js")).href);

function validators(folder) {
  const ajv = new Ajv({ strict: false, unicodeRegExp: false, allErrors: true });
  addFormats(ajv);
  const walk = (at) => {
    for (const one of readdirSync(at, { withFileTypes: true })) {
      if (one.isDirectory()) walk(join(at, one.name));
      else if (one.name.endsWith(".json")) {
        const schema = JSON.parse(readFileSync(join(at, one.name), "utf8"));
        if (!ajv.getSchema(schema.$id)) ajv.addSchema(schema);
      }
    }
  };
  walk(folder);
  return (kind) => ajv.getSchema(`https://drafts.opds.io/schema/${kind}.schema.json`);
}

// What a reader of the feed can do, in the same words for each parser.
const link = (rel, type, href, more = {}) => ({ rel, type, href, ...more });
const thoriumLink = (it) =>
  link(it.Rel?.[0], it.TypeLink, it.Href, {
    price: it.Properties?.Price?.Value,
    currency: it.Properties?.Price?.Currency,
    indirect: it.Properties?.IndirectAcquisitions?.map((one) => one.TypeAcquisition),
  });
const thoriumBook = (it) => ({
  title: it.Metadata.Title,
  id: it.Metadata.Identifier,
  authors: it.Metadata.Author?.map((one) => one.Name) ?? [],
  images: it.Images?.length ?? 0,
  links: it.Links.map(thoriumLink),
});
const thoriumFeed = (it) => ({
  title: it.Metadata.Title,
  links: it.Links.map(thoriumLink),
  ways: it.Navigation?.map((one) => ({ title: one.Title, href: one.Href })) ?? [],
  facets: it.Facets?.map((one) => ({ group: one.Metadata.Title, links: one.Links.length })) ?? [],
  books: it.Publications?.map(thoriumBook) ?? [],
});
const foliateBook = (it) => ({
  title: it.metadata.title,
  authors: (it.metadata.author ?? []).map((one) => one.name),
  images: it.images.length,
  links: it.links.map((one) =>
    link([one.rel].flat()[0], one.type, one.href, {
      price: one.properties?.price?.value,
      currency: one.properties?.price?.currency,
      indirect: one.properties?.indirectAcquisition?.map((way) => way.type),
    }),
  ),
});
const foliateFeed = (it) => ({
  title: it.metadata.title,
  ways: (it.navigation ?? []).map((one) => ({ title: one.title, href: one.href })),
  facets: (it.facets ?? []).map((one) => ({ group: one.metadata.title, links: one.links.length })),
  books: (it.publications ?? []).map(foliateBook),
});

// A browser's documents have what this parser of XML has not.
function foliateDocument(text) {
  const document = new StrictParser().parseFromString(text, "application/xml");
  const element = Object.getPrototypeOf(document.documentElement);
  if (!("children" in element))
    Object.defineProperty(element, "children", {
      get() {
        return Array.from(this.childNodes).filter((one) => one.nodeType === 1);
      },
    });
  return document;
}

async function atom(text) {
  const document = new StrictParser().parseFromString(text, "application/xml");
  if (document.documentElement.localName === "entry")
    return { thorium: thoriumBook(convertOpds1ToOpds2_EntryToPublication(XML.deserialize(document, Entry))) };
  const palace = await new Palace().parse(text);
  return {
    thorium: thoriumFeed(convertOpds1ToOpds2(XML.deserialize(document, OPDS))),
    palace: {
      title: palace.title,
      kind: palace.constructor.name,
      books: palace.entries.map((one) => ({
        title: one.title,
        id: one.id,
        links: one.links.map((it) => link(it.rel, it.type, it.href)),
      })),
    },
    foliate: foliateFeed(foliate.getFeed(foliateDocument(text))),
  };
}

const schema = validators(process.argv[2]);
function json(kind, text) {
  const value = JSON.parse(text);
  const valid = schema(kind);
  const findings = valid(value) ? [] : valid.errors.map((one) => `${one.instancePath} ${one.message}`);
  const readers = {
    feed: () => ({ thorium: thoriumFeed(TaJsonDeserialize(value, OPDSFeed)) }),
    publication: () => ({ thorium: thoriumBook(TaJsonDeserialize(value, OPDSPublication)) }),
    authentication: () => {
      const it = TaJsonDeserialize(value, OPDSAuthenticationDoc);
      return { thorium: { title: it.Title, ways: it.Authentication.map((one) => one.Type) } };
    },
  };
  return { findings, ...readers[kind]() };
}

const seen = {};
for (const { name, kind, text } of JSON.parse(readFileSync(0, "utf8")))
  seen[name] = kind === "atom" ? await atom(text) : json(kind, text);
console.log(JSON.stringify(seen));

#pragma once
#include <string>

#include "node/node.hpp"
#include "ports/source_store.hpp"

namespace aan::node {

/// First line of our own export: what `worker/list/own_json.hpp` knows it by.
std::string own_export_head(std::string_view site);
/// A book as one line of it, without the comma between lines: canonical objects of work, edition
/// and offer, which work stands for it, and, outside of every hash, which cover the shop chose,
/// whether it shows no sample, by which names and digests lists know it and which fields a person
/// wrote. Members stand in the order of their names, without blanks, no member is left out, and no
/// moment of this shop (made, changed) is among them. Errors: of the store.
Result<std::string> own_export_line(const ports::Snapshot& at, const catalog::BookDetail& book);
/// The end of it, with the bundles of the shop, one on a line; they are in no hash. An export of
/// before ends without them. Errors: of the store.
Result<std::string> own_export_tail(const ports::Store& store);

struct CatalogueHash {
  std::string hex;  ///< SHA-256
  std::int64_t works = 0;
  std::int64_t editions = 0;
  std::int64_t offers = 0;
};
/// SHA-256 over the canonical objects of all works, then all editions, then all offers, each by
/// rising id and followed by a line feed. Two shops of the same catalogue have the same, whichever
/// engine and whenever they got it. Pictures and samples are not in it: they are made of the files,
/// which are, by their CIDs. Reads one snapshot. Errors: of the store.
Result<CatalogueHash> catalogue_hash(const ports::Store& store);

}  // namespace aan::node

#pragma once
#include <boost/json.hpp>

#include "worker/list/csv_list.hpp"

namespace aan::worker::list {

/// Rows of a catalogue of the reference implementation, in every shape that was found: an object
/// with `books`, the answers of its API (`data`, `catalog.books`), its storefront's `products` with
/// integer cents, or a bare array. Of each book both names of a fact are taken (`coverImage` or
/// `cover`, `format` as array or free text, `id` as text or number); public paths of paid files,
/// invented ratings, fixed prices in coins and campaign texts are left out, with a note. Errors:
/// invalid (no books in it); those of `take`.
Result<ListFacts> read_upstream(const boost::json::value& document, const TakeRow& take);

}  // namespace aan::worker::list

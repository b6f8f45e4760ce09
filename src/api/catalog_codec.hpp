#pragma once
#include <string>
#include <vector>

#include "api/json_writer.hpp"
#include "ports/catalog_store.hpp"
#include "service/browsing/browse.hpp"
#include "service/browsing/search.hpp"

namespace aan::api {

/// Books with the number of all there are, as `/api/catalog` gives them since the first version:
/// `price` is a plain number there, and `priceMoney` beside it is the one to reckon with.
/// `origin` comes before every address.
std::string write_catalog(const service::WholeBooks& found, const std::string& origin);
/// What a search was forgiven, where it was: `searched`, `loose`.
void write_forgiven(JsonWriter& out, const service::WholeBooks& found);

std::string write_books(const ports::BookPage& page, const ports::BookQuery& query,
                        const std::string& origin);
/// Hits with their facets. `query`: as it was asked.
std::string write_found(const service::SearchView& found, const ports::SearchQuery& query,
                        const std::string& origin);
std::string write_book(const service::BookView& view, const std::string& origin);

std::string write_bundles(const std::vector<catalog::BundleDetail>& bundles, std::int64_t total,
                          std::int64_t limit, std::int64_t offset, const std::string& origin);
std::string write_bundle(const catalog::BundleDetail& detail, const std::string& origin);

}  // namespace aan::api

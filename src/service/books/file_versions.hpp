#pragma once
#include <vector>

#include "domain/sales/order.hpp"
#include "ports/catalog_store.hpp"
#include "service/room.hpp"

namespace aan::service {

/// The versions of a file that a grant opens: the one that was bought first, then every later one.
/// Never empty. Errors: corrupt when its file is not there; those of the store.
Result<std::vector<catalog::FileVersion>> file_versions_of(const ports::CatalogStore& catalog,
                                                           const sales::DownloadGrant& grant);

/// Every version of every file of a book, file by file, the oldest first. Errors: of the store.
Result<std::vector<catalog::FileVersion>> versions_of_book(const Room& room,
                                                           const catalog::BookDetail& book);

}  // namespace aan::service

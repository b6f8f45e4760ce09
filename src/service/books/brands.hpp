#pragma once
#include <string>
#include <vector>

#include "service/browsing/browse.hpp"

namespace aan::service {

/// A publisher under a name for addresses.
struct Brand {
  std::string id;    ///< slug of the name; "-2", "-3" at its end where two have the same
  std::string name;  ///< as `ports::PublisherCount`
  std::int64_t works = 0;
};

/// By name; of very many, the 500 with the most books.
Result<std::vector<Brand>> list_brands(const Room& room);
/// Errors: not_found "no_such_brand".
Result<Brand> find_brand(const Room& room, std::string_view id);
/// The id of a book's publisher among these; empty for a book that names none.
std::string brand_of(const std::vector<Brand>& brands, const catalog::Edition& edition);

}  // namespace aan::service

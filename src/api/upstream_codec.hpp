#pragma once
#include <string>
#include <vector>

#include "service/books/brands.hpp"
#include "service/shop.hpp"

namespace aan::api {

// The shapes that programs of the marketplace know which this shop takes the place of. A price is a
// JSON number in major units, written from the integer and never through a floating point number;
// `priceMoney` beside it is the one to reckon with.

/// What surrounds a page of books.
struct UpstreamPage {
  std::int64_t limit = 0;
  std::int64_t offset = 0;
  std::string origin;  ///< comes before every address
};

/// `/api/books`
std::string write_upstream_books(const service::WholeBooks& found,
                                 const std::vector<service::Brand>& brands,
                                 const UpstreamPage& page);
/// `/api/search`
std::string write_upstream_search(const service::WholeBooks& found, const std::string& words,
                                  const std::vector<service::Brand>& brands,
                                  const UpstreamPage& page);
/// `/api/brands`
std::string write_brands(const std::vector<service::Brand>& brands);
/// `/api/storefront/catalog`. `categories`: of the whole shop.
std::string write_storefront(const service::WholeBooks& found, const service::Shop& shop,
                             const std::vector<service::Brand>& brands,
                             const std::vector<catalog::SubjectCount>& categories,
                             const UpstreamPage& page);

}  // namespace aan::api

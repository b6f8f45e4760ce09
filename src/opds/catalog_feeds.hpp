#pragma once
#include <string>

#include "net/request.hpp"
#include "opds/feed.hpp"
#include "service/browsing/browse_feeds.hpp"
#include "service/use_cases.hpp"

namespace aan::opds {

inline constexpr std::int64_t kBooksAPage = 30;
/// Letters that lead to other pages included: rules for feeds say 20 to 50 entries a page.
inline constexpr std::int64_t kNamesAPage = 50;

/// What an address of the catalogue asks for. Only what is known is read, and what an app left as a
/// placeholder ("{language?}") counts as not sent.
struct Asked {
  enum class What : std::uint8_t { root, books, subjects, contributors, search };
  What what = What::root;
  std::string path;  ///< "/books", "/new", "/free": the same list under three names
  ports::BookQuery query;
  std::string text;       ///< of a search
  std::string from;       ///< where a list of names begins
  std::string behind;     ///< a place in it
  std::int64_t page = 1;  ///< of a search; what is below 1 is 1
  std::int64_t upto = 0;  ///< of a page behind the first: see `ports::SearchQuery`
};

/// Of a field that is sent twice the first counts. Errors: those of `Request::queries`, and of a
/// place that is none.
Result<Asked> read_asked(Asked::What what, std::string path, const net::Request& request);
/// The one address of what is asked for, behind the root of a form: known feeds are kept by it.
std::string address_of(const Asked& asked);
/// Looks once. Errors: those of `service/browsing/browse_feeds`; not_found "no_such_page" of a
/// search that has not so many.
Result<Feed> make_feed(const service::UseCases& use, const Asked& asked,
                       const std::string& language);
Publication publication_of(service::FeedBook book, bool is_whole);

}  // namespace aan::opds

#include "adapters/search_xapian/newest.hpp"

#include <algorithm>

namespace aan::search_xapian {

void PlacesBetween::init(const Xapian::Database& database) {
  database_ = database;
  books_ = database.get_doccount();
  last_ = std::min(last_, database.get_lastdocid());
  place_ = 0;
}

void PlacesBetween::next(double) {
  auto book = database_.postlist_begin({});
  book.skip_to(std::max(place_ + 1, first_));
  place_ = book == database_.postlist_end({}) ? last_ + 1 : *book;
}

void PlacesBetween::skip_to(Xapian::docid place, double) { place_ = std::max(place, first_); }

bool PlacesBetween::at_end() const { return place_ > last_; }

Xapian::Query places(Xapian::docid first, Xapian::docid last) {
  auto source = std::make_unique<PlacesBetween>(first, last);
  return Xapian::Query(source.release()->release());
}

}  // namespace aan::search_xapian

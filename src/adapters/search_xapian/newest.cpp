#include "adapters/search_xapian/newest.hpp"

#include <algorithm>

namespace aan::search_xapian {

void FromPlace::init(const Xapian::Database& database) {
  database_ = database;
  books_ = database.get_doccount();
  last_ = database.get_lastdocid();
  place_ = 0;
}

void FromPlace::next(double) {
  auto book = database_.postlist_begin({});
  book.skip_to(std::max(place_ + 1, first_));
  place_ = book == database_.postlist_end({}) ? last_ + 1 : *book;
}

void FromPlace::skip_to(Xapian::docid place, double) { place_ = std::max(place, first_); }

bool FromPlace::at_end() const { return place_ > last_; }

}  // namespace aan::search_xapian

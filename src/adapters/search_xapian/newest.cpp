#include "adapters/search_xapian/newest.hpp"

#include <algorithm>

namespace aan::search_xapian {

void FromPlace::init(const Xapian::Database& database) {
  database_ = database;
  books_ = database.get_doccount();
  is_started_ = false;
}

void FromPlace::next(double weight_min) {
  if (!is_started_) {
    skip_to(first_, weight_min);
  } else {
    ++at_;
  }
}

void FromPlace::skip_to(Xapian::docid place, double) {
  if (!is_started_) at_ = database_.postlist_begin({});
  is_started_ = true;
  at_.skip_to(std::max(place, first_));
}

bool FromPlace::at_end() const { return is_started_ && at_ == database_.postlist_end({}); }

}  // namespace aan::search_xapian

#include "adapters/search_xapian/stretches.hpp"

namespace aan::search_xapian {

void Stretches::init(const Xapian::Database& database) {
  books_ = database.get_doccount();
  last_ = database.get_lastdocid();
  place_ = 0;
}

void Stretches::skip_to(Xapian::docid place, double) {
  const Xapian::docid stretch = place / kStretch;
  const Xapian::docid ahead = stretch % one_in_;
  place_ = ahead == 0 ? place : (stretch + one_in_ - ahead) * kStretch;
}

Xapian::Query stretches(Xapian::docid one_in) {
  auto source = std::make_unique<Stretches>(one_in);
  return Xapian::Query(source.release()->release());
}

}  // namespace aan::search_xapian

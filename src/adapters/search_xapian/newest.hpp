#pragma once
#include <memory>
#include <string>

#include <xapian.h>

namespace aan::search_xapian {

/// Every book from one place to another, as a query: with it a filter is read at its newest end
/// only, or as it was when nothing stood behind. Asked whether a place holds a book it says yes
/// without looking: the filter beside it knows. Not thread-safe.
class PlacesBetween final : public Xapian::PostingSource {
 public:
  PlacesBetween(Xapian::docid first, Xapian::docid last) : first_(first), last_(last) {}
  [[nodiscard]] Xapian::doccount get_termfreq_min() const override { return 0; }
  [[nodiscard]] Xapian::doccount get_termfreq_est() const override { return books_; }
  [[nodiscard]] Xapian::doccount get_termfreq_max() const override { return books_; }
  void next(double weight_min) override;
  void skip_to(Xapian::docid place, double weight_min) override;
  [[nodiscard]] bool at_end() const override;
  [[nodiscard]] Xapian::docid get_docid() const override { return place_; }
  void init(const Xapian::Database& database) override;
  [[nodiscard]] PlacesBetween* clone() const override {
    return std::make_unique<PlacesBetween>(first_, last_).release();
  }
  [[nodiscard]] std::string get_description() const override { return "PlacesBetween"; }

 private:
  Xapian::docid first_;
  Xapian::docid last_;
  Xapian::Database database_;
  Xapian::doccount books_ = 0;
  Xapian::docid place_ = 0;  ///< 0: not started
};
/// The query of `PlacesBetween`.
[[nodiscard]] Xapian::Query places(Xapian::docid first, Xapian::docid last);

}  // namespace aan::search_xapian

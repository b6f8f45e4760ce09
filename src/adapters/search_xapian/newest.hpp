#pragma once
#include <memory>
#include <string>

#include <xapian.h>

namespace aan::search_xapian {

/// Every book from a place on, as a query: with it a filter is read at its newest end only. Asked
/// whether a place holds a book it says yes without looking: the filter beside it knows.
/// Not thread-safe.
class FromPlace final : public Xapian::PostingSource {
 public:
  explicit FromPlace(Xapian::docid first) : first_(first) {}
  [[nodiscard]] Xapian::doccount get_termfreq_min() const override { return 0; }
  [[nodiscard]] Xapian::doccount get_termfreq_est() const override { return books_; }
  [[nodiscard]] Xapian::doccount get_termfreq_max() const override { return books_; }
  void next(double weight_min) override;
  void skip_to(Xapian::docid place, double weight_min) override;
  [[nodiscard]] bool at_end() const override;
  [[nodiscard]] Xapian::docid get_docid() const override { return place_; }
  void init(const Xapian::Database& database) override;
  [[nodiscard]] FromPlace* clone() const override {
    return std::make_unique<FromPlace>(first_).release();
  }
  [[nodiscard]] std::string get_description() const override { return "FromPlace"; }

 private:
  Xapian::docid first_;
  Xapian::Database database_;
  Xapian::doccount books_ = 0;
  Xapian::docid last_ = 0;
  Xapian::docid place_ = 0;  ///< 0: not started
};

}  // namespace aan::search_xapian

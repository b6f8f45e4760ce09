#pragma once
#include <string>

#include <xapian.h>

namespace aan::search_xapian {

/// Every book from a place on, as a query: with it a filter is read at its newest end only.
/// Xapian owns it (`release`). Single use per query, not thread-safe.
class FromPlace final : public Xapian::PostingSource {
 public:
  explicit FromPlace(Xapian::docid first) : first_(first) {}
  [[nodiscard]] Xapian::doccount get_termfreq_min() const override { return 0; }
  [[nodiscard]] Xapian::doccount get_termfreq_est() const override { return books_; }
  [[nodiscard]] Xapian::doccount get_termfreq_max() const override { return books_; }
  void next(double weight_min) override;
  void skip_to(Xapian::docid place, double weight_min) override;
  [[nodiscard]] bool at_end() const override;
  [[nodiscard]] Xapian::docid get_docid() const override { return *at_; }
  void init(const Xapian::Database& database) override;
  [[nodiscard]] FromPlace* clone() const override { return new FromPlace(first_); }
  [[nodiscard]] std::string get_description() const override { return "FromPlace"; }

 private:
  Xapian::docid first_;
  Xapian::Database database_;
  Xapian::doccount books_ = 0;
  Xapian::PostingIterator at_;
  bool is_started_ = false;
};

}  // namespace aan::search_xapian

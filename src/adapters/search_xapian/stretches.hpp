#pragma once
#include <memory>
#include <string>

#include <xapian.h>

namespace aan::search_xapian {

/// As many neighbouring places as share a few blocks of the index.
inline constexpr Xapian::docid kStretch = 128;

/// One stretch of neighbouring places in every so many, over the whole index: with it a query is
/// read in a sample that is as old and as new as all of it. Asked whether a place holds a book it
/// says yes without looking: the query beside it knows. Not thread-safe.
class Stretches final : public Xapian::PostingSource {
 public:
  /// `one_in`: at least 1.
  explicit Stretches(Xapian::docid one_in) : one_in_(one_in) {}
  [[nodiscard]] Xapian::doccount get_termfreq_min() const override { return 0; }
  // All of them, so that the query beside it leads.
  [[nodiscard]] Xapian::doccount get_termfreq_est() const override { return books_; }
  [[nodiscard]] Xapian::doccount get_termfreq_max() const override { return books_; }
  void next(double weight_min) override { skip_to(place_ + 1, weight_min); }
  void skip_to(Xapian::docid place, double weight_min) override;
  [[nodiscard]] bool at_end() const override { return place_ > last_; }
  [[nodiscard]] Xapian::docid get_docid() const override { return place_; }
  void init(const Xapian::Database& database) override;
  [[nodiscard]] Stretches* clone() const override {
    return std::make_unique<Stretches>(one_in_).release();
  }
  [[nodiscard]] std::string get_description() const override { return "Stretches"; }

 private:
  Xapian::docid one_in_;
  Xapian::docid last_ = 0;
  Xapian::doccount books_ = 0;
  Xapian::docid place_ = 0;  ///< 0: not started
};
/// The query of `Stretches`.
[[nodiscard]] Xapian::Query stretches(Xapian::docid one_in);

}  // namespace aan::search_xapian

#include "adapters/search_xapian/weighed.hpp"

#include <algorithm>
#include <memory>

namespace aan::search_xapian {
namespace {

class Weighed final : public Xapian::PostingSource {
 public:
  explicit Weighed(WeighedBooks books) : books_(std::move(books)) {
    double most = 0;
    for (const auto& [book, worth] : books_) most = std::max(most, worth);
    set_maxweight(most);
  }
  [[nodiscard]] PostingSource* clone() const override {
    return std::make_unique<Weighed>(books_).release();
  }
  [[nodiscard]] Xapian::doccount get_termfreq_min() const override { return get_termfreq_est(); }
  [[nodiscard]] Xapian::doccount get_termfreq_est() const override {
    return static_cast<Xapian::doccount>(books_.size());
  }
  [[nodiscard]] Xapian::doccount get_termfreq_max() const override { return get_termfreq_est(); }
  void init(const Xapian::Database& /*database*/) override { after_ = 0; }
  void next(double /*least*/) override { ++after_; }
  void skip_to(Xapian::docid book, double /*least*/) override {
    after_ = std::max<std::size_t>(after_, 1);
    while (!at_end() && get_docid() < book) ++after_;
  }
  [[nodiscard]] bool at_end() const override { return after_ > books_.size(); }
  [[nodiscard]] Xapian::docid get_docid() const override { return books_[after_ - 1].first; }
  [[nodiscard]] double get_weight() const override { return books_[after_ - 1].second; }

 private:
  WeighedBooks books_;
  std::size_t after_ = 0;  // the book after it is next; 0: none yet
};

}  // namespace

Xapian::Query weighed(WeighedBooks books) {
  if (books.empty()) return {};
  auto source = std::make_unique<Weighed>(std::move(books));
  return Xapian::Query(source.release()->release());
}

Xapian::Query these(const Places& places) {
  WeighedBooks known;
  known.reserve(places.size());
  for (const Xapian::docid book : places) known.emplace_back(book, 0);
  return weighed(std::move(known));
}

}  // namespace aan::search_xapian

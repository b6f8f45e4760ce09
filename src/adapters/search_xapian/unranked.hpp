#pragma once
#include <memory>
#include <string>

#include <xapian.h>

namespace aan::search_xapian {

/// All books are equal. Unlike Xapian's own BoolWeight it says that it needs to know how often a
/// book has a word: without that Xapian 1.4.22 reads the list of all documents in place of that of
/// a word that all have, and takes its next block for damage ("Unexpected end of posting list").
class Unranked final : public Xapian::Weight {
 public:
  Unranked() { need_stat(WDF); }
  [[nodiscard]] Unranked* clone() const override { return std::make_unique<Unranked>().release(); }
  [[nodiscard]] std::string name() const override { return "Unranked"; }
  [[nodiscard]] double get_sumpart(Xapian::termcount, Xapian::termcount,
                                   Xapian::termcount) const override {
    return 0;
  }
  [[nodiscard]] double get_maxpart() const override { return 0; }
  [[nodiscard]] double get_sumextra(Xapian::termcount, Xapian::termcount) const override {
    return 0;
  }
  [[nodiscard]] double get_maxextra() const override { return 0; }

 private:
  void init(double) override {}
};

}  // namespace aan::search_xapian

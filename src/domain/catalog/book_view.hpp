#pragma once
#include <string>
#include <vector>

#include "domain/catalog/work.hpp"

namespace aan::catalog {

/// A book as lists show it: the work with its newest edition and its offer.
struct BookSummary {
  WorkId work_id;
  OfferId offer_id;
  std::string slug;
  std::string title;
  std::string subtitle;
  std::vector<std::string> authors;
  std::string language;
  std::string series;
  std::string series_position;
  std::optional<Money> price;
  std::vector<std::string> formats;
  crypto::Cid thumb_160;
  crypto::Cid thumb_320;
  crypto::Cid thumb_640;
  crypto::Cid cover;
  Timestamp created_at;
};

/// Whether any of an offer's files can be delivered now.
[[nodiscard]] inline bool has_whole_file(const std::vector<EditionFile>& files) {
  for (const EditionFile& file : files)
    if (!file.is_damaged) return true;
  return false;
}
/// Whether a book is out of stock for a while because the shop's copy of every file is damaged.
[[nodiscard]] inline bool is_being_restored(const std::vector<EditionFile>& files) {
  return !files.empty() && !has_whole_file(files);
}

/// A book as its own page shows it.
struct BookDetail {
  Work work;
  Edition edition;  ///< the newest
  std::vector<EditionFile> files;
  Offer offer;
};

/// What buying an offer means, read in one snapshot.
struct OfferDetail {
  Offer offer;
  Work work;
  Edition edition;
  std::vector<EditionFile> files;
  /// Listed, priced and there: may be put in a cart.
  [[nodiscard]] bool can_be_bought() const {
    return work.visibility == Visibility::listed && offer.price.has_value() &&
           has_whole_file(files);
  }
};

/// A subject with the number of listed works under it.
struct SubjectCount {
  Subject subject;
  std::int64_t works = 0;
};

/// A language with the number of listed works in it.
struct LanguageCount {
  std::string language;  ///< primary subtag: "en"
  std::int64_t works = 0;
};

}  // namespace aan::catalog

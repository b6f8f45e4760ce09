#pragma once
#include <string>
#include <string_view>
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
  bool buyer_sets_price = false;            ///< `price` is the least
  std::optional<Money> compare_at;          ///< shown struck through
  std::vector<Asset> sold_in;               ///< currencies, when that of `price` is not one of them
  std::optional<std::int64_t> copies_left;  ///< as of `Offer`
  std::optional<Timestamp> copies_back_at;  ///< as of `Offer`
  SaleState sale_state = SaleState::open;
  std::optional<Timestamp> sale_day;  ///< of its release before it, else of the sale before that
  std::vector<std::string> formats;
  bool has_whole_file = false;  ///< any of them can be delivered now
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

/// Whether a book can be had now, and what stands in its way. A book that is being restored is
/// that first of all, whatever else is missing: so an order for it is answered, too.
enum class Availability : std::uint8_t {
  available,
  not_for_sale,
  being_restored,
  sold_out,
  all_held,  ///< every copy that is left is held by an unpaid order for a while
  not_yet_sold,
  no_longer_sold,
  not_in_currency,  ///< it has a price, in other currencies
};
[[nodiscard]] constexpr std::string_view name_of(Availability availability) {
  switch (availability) {
    case Availability::available: return "available";
    case Availability::not_for_sale: return "not_for_sale";
    case Availability::being_restored: return "being_restored";
    case Availability::sold_out: return "sold_out";
    case Availability::all_held: return "all_held";
    case Availability::not_yet_sold: return "not_yet_sold";
    case Availability::no_longer_sold: return "no_longer_sold";
    case Availability::not_in_currency: return "not_in_currency";
  }
  return "not_for_sale";
}
[[nodiscard]] inline Availability availability_of(const Work& work, const Offer& offer,
                                                  const std::vector<EditionFile>& files) {
  if (is_being_restored(files)) return Availability::being_restored;
  if (work.visibility != Visibility::listed || !has_whole_file(files))
    return Availability::not_for_sale;
  if (!offer.price)
    return offer.others.empty() ? Availability::not_for_sale : Availability::not_in_currency;
  if (offer.sale_state == SaleState::not_yet) return Availability::not_yet_sold;
  if (offer.sale_state == SaleState::over) return Availability::no_longer_sold;
  if (offer.copies_left != 0) return Availability::available;
  return offer.copies_back_at ? Availability::all_held : Availability::sold_out;
}
/// The same of a listed book's summary, once its price is that of the currency that is shown.
[[nodiscard]] inline Availability availability_of(const BookSummary& book) {
  if (!book.has_whole_file)
    return book.formats.empty() ? Availability::not_for_sale : Availability::being_restored;
  if (!book.price)
    return book.sold_in.empty() ? Availability::not_for_sale : Availability::not_in_currency;
  if (book.sale_state == SaleState::not_yet) return Availability::not_yet_sold;
  if (book.sale_state == SaleState::over) return Availability::no_longer_sold;
  if (book.copies_left != 0) return Availability::available;
  return book.copies_back_at ? Availability::all_held : Availability::sold_out;
}
/// How many copies are left when they are few, which is what everybody is told.
[[nodiscard]] inline std::optional<std::int64_t> few_copies_of(
    const std::optional<std::int64_t>& copies_left) {
  return copies_left && *copies_left <= kFewCopies ? copies_left : std::nullopt;
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
    return availability_of(work, offer, files) == Availability::available;
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

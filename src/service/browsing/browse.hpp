#pragma once
#include <optional>
#include <string>
#include <vector>

#include "domain/catalog/currencies.hpp"
#include "service/browsing/shop_pages.hpp"
#include "service/browsing/subject_tree.hpp"
#include "service/delivery/keep_pictures.hpp"
#include "service/room.hpp"

namespace aan::service {

struct HomeView {
  std::optional<catalog::BookDetail> featured;
  std::vector<catalog::BookSummary> newest;
  std::vector<catalog::BookSummary> more;
  ports::BookPage free;
  std::vector<catalog::BundleDetail> bundles;  ///< the newest
  std::vector<catalog::SubjectCount> subjects;
  std::vector<catalog::LanguageCount> languages;
};
/// A page of the list with what it can be narrowed to.
struct BooksView {
  ports::BookPage page;
  std::string subject;  ///< names of what was asked for; empty: not asked
  std::string contributor;
  std::string series;
  std::string series_key;  ///< its slug
  std::vector<catalog::SubjectCount> subjects;
  std::vector<catalog::LanguageCount> languages;
  std::vector<SubjectNode> broader;   ///< above the subject that was asked for, the broadest first
  std::vector<SubjectNode> narrower;  ///< right below it
};
/// A page of the list with everything that is known of each book.
struct WholeBooks {
  std::vector<catalog::BookDetail> books;
  std::int64_t total = 0;  ///< of all pages
  std::string next;        ///< as of `ports::BookPage`; never of a search
  std::int64_t upto = 0;   ///< of a search: as of `ports::SearchAnswer`
  std::string corrected;   ///< of a search: as of `SearchView`
  bool is_loose = false;   ///< of a search: as of `ports::SearchAnswer`
};
struct BookView {
  catalog::BookDetail book;
  std::vector<catalog::BundleDetail> bundles;  ///< that hold it and can be had now
  std::vector<catalog::BookSummary> also;      ///< as of `related_to`
  bool is_stamped = false;                     ///< copies bear the references of their orders
  std::vector<catalog::Edition> stood_for;     ///< of books that it stands for, at most 10
  std::string series_key;                      ///< as of `BooksView`
  std::vector<catalog::FileVersion> earlier;   ///< of its files, each file's newest first
};

struct SampleView {
  catalog::BookDetail book;
  std::string xhtml;  ///< a sanitised fragment
};
/// How much of the catalogue there is, and which state of it.
struct CatalogueState {
  std::int64_t generation = 0;
  std::int64_t books = 0;           ///< listed ones
  std::int64_t free_books = 0;      ///< of them, in the shop's own currency
  std::vector<Asset> free_in;       ///< other currencies in which something is free
  std::int64_t bundles = 0;         ///< listed ones
  std::vector<ShopPage> own_pages;  ///< that the shop wrote, beside the terms
};

// Reading the catalogue: one snapshot for each call, no write, no network. `shown`: the currency in
// which prices are shown; empty, or none that the shop sells in: the shop's own.

Result<HomeView> view_home(const Room& room, const Asset& shown = {});
/// Errors: not_found for a subject, a contributor or a series that no listed book belongs to.
Result<BooksView> view_books(const Room& room, const ports::BookQuery& query,
                             const Asset& shown = {});
Result<ports::BookPage> list_books(const Room& room, const ports::BookQuery& query,
                                   const Asset& shown = {});
Result<WholeBooks> list_whole_books(const Room& room, const ports::BookQuery& query,
                                    const Asset& shown = {});
/// Errors: not_found, also for hidden works.
Result<BookView> view_book(const Room& room, std::string_view slug, const Asset& shown = {});
/// Errors: not_found (no such book, or no sample that could be shown now).
Result<SampleView> view_sample(const Room& room, KeepPictures& pictures, std::string_view slug,
                               const Asset& shown = {});
Result<CatalogueState> catalogue_state(const Room& room);

/// What a subject, a contributor or a series that an address asks for is called; empty for an empty
/// one. Errors: not_found "no_such_subject", "no_such_author", "no_such_series".
Result<std::string> name_of_shelf(const ports::CatalogStore& catalog, ports::ShelfKind kind,
                                  const std::string& asked);
/// Of works that were found in the same snapshot; one that is gone is left out.
Result<std::vector<catalog::BookDetail>> whole_books(const ports::CatalogStore& catalog,
                                                     const std::vector<catalog::BookSummary>& books,
                                                     const catalog::CurrencyChoice& choice);

}  // namespace aan::service

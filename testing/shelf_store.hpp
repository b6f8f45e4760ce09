#pragma once
#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

#include "ports/store.hpp"
#include "testing/bare_room.hpp"

namespace aan::testing {

/// A catalogue of a few books that can only be looked at. Everything else that a snapshot holds is
/// asked of the real stores, in tests/contract.
class Shelf final : public ports::CatalogStore {
 public:
  std::vector<catalog::BookDetail> books;
  std::vector<catalog::SubjectCount> subject_counts = {{{"craft", "Craft"}, 1}};
  std::vector<std::string> all_names;  ///< of every kind, in their order
  std::vector<std::string> letters;    ///< that they begin with
  /// What `works_below` was asked for, question by question; each has as many works as its name
  /// has letters.
  mutable std::vector<std::vector<catalog::Subject>> asked_below;

  Result<std::int64_t> generation() const override { return 7; }
  Result<ports::BookPage> list(const ports::BookQuery& query) const override {
    ports::BookPage page;
    for (const catalog::BookDetail& book : books) {
      const bool is_free = !book.files.empty() && book.offer.price && book.offer.price->is_zero();
      if (book.work.visibility != catalog::Visibility::listed) continue;
      if (query.only_free && !is_free) continue;
      page.total += 1;
      if (page.total <= query.limit) page.books.push_back(summary(book));
    }
    return page;
  }
  Result<ports::NamePage> names(const ports::NameQuery& query) const override {
    ports::NamePage page;
    for (const std::string& name : all_names) {
      if (std::ssize(page.names) == query.limit) {
        page.next = page.names.back().name;
        break;
      }
      page.names.push_back({name, name, 1});
    }
    return page;
  }
  Result<std::vector<std::string>> first_letters(ports::ShelfKind) const override {
    return letters;
  }
  Result<std::vector<catalog::SubjectCount>> subjects_from(std::string_view) const override {
    return std::vector<catalog::SubjectCount>{};
  }
  Result<std::vector<std::int64_t>> works_below(
      const std::vector<catalog::Subject>& headings) const override {
    asked_below.push_back(headings);
    std::vector<std::int64_t> works;
    for (const catalog::Subject& one : headings) works.push_back(std::ssize(one.name));
    return works;
  }
  Result<std::vector<ports::PublisherCount>> publishers() const override {
    return std::vector<ports::PublisherCount>{};
  }
  Result<std::vector<ports::FormatCount>> formats() const override {
    return std::vector<ports::FormatCount>{};
  }
  Result<std::optional<catalog::BookDetail>> find_by_slug(std::string_view slug) const override {
    return find([&](const auto& book) { return book.work.slug == slug; });
  }
  Result<std::optional<catalog::BookDetail>> find_work(const catalog::WorkId& id) const override {
    return find([&](const auto& book) { return book.work.id == id; });
  }
  Result<std::vector<catalog::BookSummary>> summaries(
      const std::vector<catalog::WorkId>& ids) const override {
    std::vector<catalog::BookSummary> found;
    for (const catalog::WorkId& id : ids)
      if (const auto book = find([&](const auto& it) { return it.work.id == id; }))
        found.push_back(summary(*book));
    return found;
  }
  Result<ports::WorkPage> list_works(std::int64_t, std::int64_t) const override {
    return ports::WorkPage{};
  }
  Result<std::optional<catalog::OfferDetail>> find_offer(
      const catalog::OfferId& id) const override {
    const auto book = find([&](const auto& it) { return it.offer.id == id; });
    if (!book) return std::optional<catalog::OfferDetail>{};
    return catalog::OfferDetail{book->offer, book->work, book->edition, book->files};
  }
  Result<std::optional<Timestamp>> release_of(const catalog::OfferId&) const override {
    return std::optional<Timestamp>{};
  }
  Result<bool> has_passed_dates(Timestamp) const override { return false; }
  Result<std::optional<catalog::EditionFile>> find_file(const catalog::FileId&) const override {
    return std::optional<catalog::EditionFile>{};
  }
  Result<std::vector<catalog::EditionFile>> files_after(const catalog::FileId&,
                                                        std::int64_t) const override {
    return std::vector<catalog::EditionFile>{};
  }
  Result<std::optional<catalog::EditionFile>> find_file_by_cid(const crypto::Cid&) const override {
    return std::optional<catalog::EditionFile>{};
  }
  Result<std::optional<catalog::Edition>> find_edition(const catalog::EditionId&) const override {
    return std::optional<catalog::Edition>{};
  }
  Result<std::vector<std::string>> slugs(std::int64_t) const override {
    std::vector<std::string> slugs;
    for (const catalog::BookDetail& book : books) slugs.push_back(book.work.slug);
    return slugs;
  }
  Result<std::vector<ports::ListedSlug>> listed_slugs(std::string_view,
                                                      std::int64_t) const override {
    std::vector<ports::ListedSlug> slugs;
    for (const catalog::BookDetail& book : books)
      slugs.push_back({book.work.slug, book.work.updated_at});
    return slugs;
  }
  Result<std::vector<std::string>> listed_slugs_by(std::int64_t) const override { return slugs(0); }
  Result<bool> is_public_blob(const crypto::Cid&) const override { return false; }
  Result<bool> is_shown_blob(const crypto::Cid&) const override { return false; }
  Result<std::vector<catalog::EditionFile>> files_behind(const crypto::Cid&,
                                                         std::int64_t) const override {
    return std::vector<catalog::EditionFile>{};
  }
  Result<std::vector<catalog::SubjectCount>> subjects() const override { return subject_counts; }
  Result<std::vector<catalog::LanguageCount>> languages() const override {
    return std::vector<catalog::LanguageCount>{{"en", 1}};
  }
  Result<std::optional<std::string>> shelf_name(ports::ShelfKind,
                                                std::string_view name) const override {
    return name == "craft" ? std::optional<std::string>("Craft") : std::nullopt;
  }
  Result<std::vector<ports::ChangedWork>> changed_after(std::int64_t, std::int64_t) const override {
    return std::vector<ports::ChangedWork>{};
  }
  Result<std::vector<catalog::FileVersion>> versions_of(const catalog::FileId&) const override {
    return std::vector<catalog::FileVersion>{};
  }
  Result<std::int64_t> add_version(const ports::NewFileVersion&) override { return closed(); }
  Result<> add_file(const ports::NewEditionFile&) override { return closed(); }
  Result<std::string> add_book(const catalog::Work&, const catalog::Edition&,
                               const std::vector<catalog::EditionFile>&,
                               const catalog::Offer&) override {
    return closed();
  }
  Result<catalog::Offer> set_price(const catalog::OfferId&, const catalog::PriceTerms&,
                                   Timestamp) override {
    return closed();
  }
  Result<catalog::Offer> set_prices(const catalog::OfferId&, const catalog::PriceTerms&,
                                    const std::vector<catalog::PriceTerms>&, Timestamp) override {
    return closed();
  }
  Result<bool> is_priced_in(const Asset&) const override { return true; }
  Result<ports::OtherPrices> other_prices(const std::vector<catalog::OfferId>& ids) const override {
    ports::OtherPrices prices;
    for (const catalog::BookDetail& book : books)
      if (!book.offer.others.empty() && std::ranges::find(ids, book.offer.id) != ids.end())
        prices[book.offer.id] = book.offer.others;
    return prices;
  }
  Result<> set_copies(const catalog::OfferId&, const std::optional<std::int64_t>&,
                      Timestamp) override {
    return closed();
  }
  Result<> set_rules(const catalog::OfferId&, const catalog::SaleRules&, Timestamp) override {
    return closed();
  }
  Result<> set_licence_seats(const catalog::OfferId&, const std::optional<std::int64_t>&,
                             Timestamp) override {
    return closed();
  }
  Result<std::optional<std::int64_t>> licence_seats_of(const catalog::OfferId&) const override {
    return std::optional<std::int64_t>{};
  }
  Result<std::int64_t> follow_sale_dates(Timestamp, std::int64_t) override { return closed(); }
  Result<std::int64_t> set_damaged(const crypto::Cid&, bool) override { return closed(); }
  Result<> set_pictures(const catalog::EditionId&, const catalog::Pictures&, Timestamp) override {
    return closed();
  }
  Result<> set_visibility(const catalog::WorkId&, catalog::Visibility, Timestamp) override {
    return closed();
  }

 private:
  static std::unexpected<Error> closed() { return fail(Errc::internal, "shelf", "read only"); }
  static catalog::BookSummary summary(const catalog::BookDetail& book) {
    catalog::BookSummary line;
    line.work_id = book.work.id;
    line.offer_id = book.offer.id;
    line.slug = book.work.slug;
    line.title = book.work.title;
    line.price = book.offer.price;
    return line;
  }
  template <class Wanted>
  std::optional<catalog::BookDetail> find(Wanted wanted) const {
    const auto at = std::ranges::find_if(books, wanted);
    return at == books.end() ? std::nullopt : std::optional(*at);
  }
};

class NoBundles final : public ports::BundleStore {
 public:
  Result<std::optional<catalog::Bundle>> find_bundle(const catalog::OfferId&) const override {
    return std::optional<catalog::Bundle>{};
  }
  Result<std::optional<catalog::Bundle>> find_bundle_by_slug(std::string_view) const override {
    return std::optional<catalog::Bundle>{};
  }
  Result<ports::BundlePage> list_bundles(ports::BundleScope, std::int64_t,
                                         std::int64_t) const override {
    return ports::BundlePage{};
  }
  Result<std::vector<catalog::Bundle>> bundles_with(const catalog::WorkId&,
                                                    std::int64_t) const override {
    return std::vector<catalog::Bundle>{};
  }
  Result<std::string> add_bundle(const catalog::Bundle&) override { return std::string(); }
  Result<> set_bundle_prices(const catalog::OfferId&, const Money&, const std::vector<Money>&,
                             Timestamp) override {
    return {};
  }
  Result<> set_bundle_visibility(const catalog::OfferId&, catalog::Visibility, Timestamp) override {
    return {};
  }
};

class NoStamps final : public ports::StampStore {
 public:
  Result<ports::PublisherPage> publishers(std::int64_t, std::int64_t) const override {
    return ports::PublisherPage{};
  }
  Result<std::optional<Timestamp>> stamped_since(std::string_view) const override {
    return std::optional<Timestamp>{};
  }
  Result<std::int64_t> editions_of(std::string_view) const override { return 0; }
  Result<std::optional<std::string>> outcome_of(const catalog::FileId&) const override {
    return std::optional<std::string>{};
  }
  Result<std::optional<ports::KeptStampPlan>> find_plan(const catalog::FileId&) const override {
    return std::optional<ports::KeptStampPlan>{};
  }
  Result<std::vector<catalog::EditionFile>> unplanned(std::int64_t) const override {
    return std::vector<catalog::EditionFile>{};
  }
  Result<std::vector<ports::UnstampedFile>> left_out(std::int64_t) const override {
    return std::vector<ports::UnstampedFile>{};
  }
  Result<bool> set_stamped(std::string_view, const std::optional<Timestamp>&) override {
    return false;
  }
  Result<> put_plan(const catalog::FileId&, const ports::KeptStampPlan&, Timestamp) override {
    return {};
  }
};

class NoTerms final : public ports::RecordStore {
 public:
  Result<std::optional<std::string>> find(std::string_view, std::string_view) const override {
    return std::optional<std::string>{};
  }
  Result<> put(std::string_view, std::string_view, std::string_view) override { return {}; }
  Result<> remove(std::string_view, std::string_view) override { return {}; }
  Result<Terms> terms() const override { return Terms{}; }
  Result<std::optional<Terms>> find_terms(std::int64_t) const override {
    return std::optional<Terms>{};
  }
  Result<std::int64_t> put_terms(std::string_view, Timestamp) override { return 0; }
};

/// A store that holds a shelf and counts how often it was looked at.
class ShelfStore final : public ports::Store {
 public:
  Shelf shelf;
  mutable int snapshots = 0;

  Result<> write(const char*, const std::function<Result<>(ports::UnitOfWork&)>&) override {
    return fail(Errc::internal, "shelf", "read only");
  }
  Result<> read(const std::function<Result<>(const ports::Snapshot&)>& look) const override {
    snapshots += 1;
    return look(Moment(*this));
  }
  Result<> copy_out(const std::function<Result<>(std::string_view)>&) const override {
    return fail(Errc::internal, "shelf", "not copied");
  }
  [[nodiscard]] const std::string& site() const override { return site_; }
  Result<std::int64_t> raise_epoch() override { return 1; }
  Result<> check_authority() const override { return {}; }
  [[nodiscard]] bool has_single_writer() const override { return true; }

 private:
  class Moment final : public ports::Snapshot {
   public:
    explicit Moment(const ShelfStore& store) : store_(store) {}
    [[nodiscard]] const ports::CatalogStore& catalog() const override { return store_.shelf; }
    [[nodiscard]] const ports::RecordStore& records() const override { return store_.records_; }
    [[nodiscard]] const ports::BundleStore& bundles() const override { return store_.bundles_; }
    [[nodiscard]] const ports::SaleStore& sales() const override { throw not_here(); }
    [[nodiscard]] const ports::GiftStore& gifts() const override { throw not_here(); }
    [[nodiscard]] const ports::LicenceStore& licences() const override { throw not_here(); }
    [[nodiscard]] const ports::CouponStore& coupons() const override { throw not_here(); }
    [[nodiscard]] const ports::StockStore& stock() const override { throw not_here(); }
    [[nodiscard]] const ports::HoldStore& holds() const override { throw not_here(); }
    [[nodiscard]] const ports::CustomerStore& customers() const override { throw not_here(); }
    [[nodiscard]] const ports::LibraryStore& libraries() const override { throw not_here(); }
    [[nodiscard]] const ports::LibraryKeyStore& library_keys() const override { throw not_here(); }
    [[nodiscard]] const ports::PaymentStore& payments() const override { throw not_here(); }
    [[nodiscard]] const ports::LedgerStore& ledger() const override { throw not_here(); }
    [[nodiscard]] const ports::QueueStore& queues() const override { throw not_here(); }
    [[nodiscard]] const ports::PersonStore& people() const override { throw not_here(); }
    [[nodiscard]] const ports::SessionStore& sessions() const override { throw not_here(); }
    [[nodiscard]] const ports::DocumentStore& documents() const override { throw not_here(); }
    [[nodiscard]] const ports::ApiKeyStore& api_keys() const override { throw not_here(); }
    [[nodiscard]] const ports::AuditLog& audit() const override { throw not_here(); }
    [[nodiscard]] const ports::AttentionStore& attention() const override { throw not_here(); }
    [[nodiscard]] const ports::WebhookStore& webhooks() const override { throw not_here(); }
    [[nodiscard]] const ports::BroadcastStore& broadcasts() const override { throw not_here(); }
    [[nodiscard]] const ports::AddressChangeStore& address_changes() const override {
      throw not_here();
    }
    [[nodiscard]] const ports::StampStore& stamps() const override { return store_.stamps_; }
    [[nodiscard]] const ports::ReaderLetterStore& reader_letters() const override {
      throw not_here();
    }
    [[nodiscard]] const ports::ReaderPasswordStore& reader_passwords() const override {
      throw not_here();
    }

   private:
    static std::logic_error not_here() { return std::logic_error("a shelf has only books"); }
    const ShelfStore& store_;
  };
  NoBundles bundles_;
  NoStamps stamps_;
  NoTerms records_;
  std::string site_ = "test";
};

/// A room around a shelf.
struct ShelfRoom : BareRoom<ShelfStore> {
  /// Puts a listed book on the shelf and gives it back for changes.
  catalog::BookDetail& add(const std::string& slug, std::int64_t cents) {
    catalog::BookDetail book;
    book.work.id = ids.make<catalog::WorkId>();
    book.work.slug = slug;
    book.work.title = slug;
    book.work.visibility = catalog::Visibility::listed;
    book.edition.id = ids.make<catalog::EditionId>();
    book.files.emplace_back().id = ids.make<catalog::FileId>();
    book.offer.id = ids.make<catalog::OfferId>();
    book.offer.work_id = book.work.id;
    book.offer.price = Money{cents, room.currency};
    return store.shelf.books.emplace_back(std::move(book));
  }
};

}  // namespace aan::testing

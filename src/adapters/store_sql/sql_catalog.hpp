#pragma once
#include "adapters/store_sql/engine/connection.hpp"
#include "ports/catalog_store.hpp"

namespace aan::store_sql {

/// The catalogue in SQL. Each changing call takes the next generation for its work, so that
/// `changed_after` can stop anywhere and go on from there.
class SqlCatalog final : public ports::CatalogStore {
 public:
  explicit SqlCatalog(Connection& connection) : db_(connection) {}

  // sql_catalog_list.cpp
  Result<ports::BookPage> list(const ports::BookQuery& query) const override;
  Result<std::vector<ports::PublisherCount>> publishers() const override;
  Result<std::vector<ports::FormatCount>> formats() const override;
  Result<ports::WorkPage> list_works(std::int64_t offset, std::int64_t limit) const override;
  Result<std::vector<catalog::BookSummary>> summaries(
      const std::vector<catalog::WorkId>& ids) const override;
  Result<std::vector<catalog::SubjectCount>> subjects() const override;
  Result<std::vector<catalog::LanguageCount>> languages() const override;
  Result<std::optional<std::string>> shelf_name(ports::ShelfKind kind,
                                                std::string_view name) const override;

  // sql_names.cpp
  Result<ports::NamePage> names(const ports::NameQuery& query) const override;
  Result<std::vector<std::string>> first_letters(ports::ShelfKind kind) const override;
  Result<std::vector<catalog::SubjectCount>> subjects_from(
      std::string_view slug_prefix) const override;
  Result<std::vector<std::int64_t>> works_below(
      const std::vector<catalog::Subject>& headings) const override;

  // sql_catalog_read.cpp
  Result<std::int64_t> generation() const override;
  Result<std::optional<catalog::BookDetail>> find_by_slug(std::string_view slug) const override;
  Result<std::optional<catalog::BookDetail>> find_work(const catalog::WorkId& id) const override;
  Result<std::optional<catalog::OfferDetail>> find_offer(const catalog::OfferId& id) const override;
  Result<ports::OtherPrices> other_prices(const std::vector<catalog::OfferId>& ids) const override;
  Result<bool> is_priced_in(const Asset& currency) const override;
  Result<std::optional<Timestamp>> release_of(const catalog::OfferId& id) const override;
  Result<std::optional<std::int64_t>> licence_seats_of(const catalog::OfferId& id) const override;
  Result<bool> has_passed_dates(Timestamp now) const override;
  Result<std::vector<ports::ChangedWork>> changed_after(std::int64_t generation,
                                                        std::int64_t limit) const override;

  // sql_catalog_files.cpp
  Result<std::optional<catalog::EditionFile>> find_file(const catalog::FileId& id) const override;
  Result<std::optional<catalog::EditionFile>> find_file_by_cid(
      const crypto::Cid& cid) const override;
  Result<std::vector<catalog::EditionFile>> files_after(const catalog::FileId& after,
                                                        std::int64_t limit) const override;
  Result<std::optional<catalog::Edition>> find_edition(const catalog::EditionId& id) const override;
  Result<std::vector<std::string>> slugs(std::int64_t limit) const override;
  Result<std::vector<ports::ListedSlug>> listed_slugs(std::string_view from,
                                                      std::int64_t limit) const override;
  Result<std::vector<std::string>> listed_slugs_by(std::int64_t step) const override;
  Result<bool> is_public_blob(const crypto::Cid& cid) const override;
  Result<bool> is_shown_blob(const crypto::Cid& cid) const override;
  Result<std::vector<catalog::EditionFile>> files_behind(const crypto::Cid& public_blob,
                                                         std::int64_t limit) const override;

  // sql_file_versions.cpp
  Result<std::vector<catalog::FileVersion>> versions_of(const catalog::FileId& id) const override;
  Result<std::int64_t> add_version(const ports::NewFileVersion& version) override;
  Result<> add_file(const ports::NewEditionFile& it) override;

  // sql_catalog_write.cpp
  Result<std::string> add_book(const catalog::Work& work, const catalog::Edition& edition,
                               const std::vector<catalog::EditionFile>& files,
                               const catalog::Offer& offer) override;
  Result<catalog::Offer> set_price(const catalog::OfferId& id, const catalog::PriceTerms& terms,
                                   Timestamp now) override;
  Result<catalog::Offer> set_prices(const catalog::OfferId& id, const catalog::PriceTerms& terms,
                                    const std::vector<catalog::PriceTerms>& others,
                                    Timestamp now) override;
  Result<> set_copies(const catalog::OfferId& id, const std::optional<std::int64_t>& copies_left,
                      Timestamp now) override;
  // sql_sale_rules.cpp
  Result<> set_rules(const catalog::OfferId& id, const catalog::SaleRules& rules,
                     Timestamp now) override;
  Result<> set_licence_seats(const catalog::OfferId& id, const std::optional<std::int64_t>& seats,
                             Timestamp now) override;
  Result<std::int64_t> follow_sale_dates(Timestamp now, std::int64_t limit) override;

  // sql_catalog_write.cpp
  Result<std::int64_t> set_damaged(const crypto::Cid& cid, bool is_damaged) override;
  Result<> set_pictures(const catalog::EditionId& id, const catalog::Pictures& pictures,
                        Timestamp now) override;
  Result<> set_visibility(const catalog::WorkId& id, catalog::Visibility visibility,
                          Timestamp now) override;

 private:
  Result<catalog::Offer> next_revision(const catalog::OfferId& id, const catalog::PriceTerms& terms,
                                       const std::vector<catalog::PriceTerms>& others,
                                       Timestamp now);
  Connection& db_;
};

}  // namespace aan::store_sql

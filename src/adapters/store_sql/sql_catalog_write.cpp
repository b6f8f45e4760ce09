#include <algorithm>
#include <set>

#include "adapters/store_sql/catalog_codec.hpp"
#include "adapters/store_sql/catalog_parts.hpp"
#include "adapters/store_sql/catalog_write.hpp"
#include "adapters/store_sql/engine/rows.hpp"
#include "adapters/store_sql/name_rows.hpp"
#include "adapters/store_sql/shelves.hpp"
#include "adapters/store_sql/sql_catalog.hpp"
#include "base/codec.hpp"
#include "base/text.hpp"

namespace aan::store_sql {
namespace {

// So many books of one title are told apart by numbers, all others by the end of their ids.
constexpr int kNumberedMax = 50;

// What tells an id from all others of its site.
std::string end_of(const catalog::WorkId& id) { return id.value.substr(id.value.rfind('_') + 1); }

std::optional<std::string_view> some(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional<std::string_view>(text);
}

}  // namespace

std::string author_names(const catalog::Work& work) {
  std::vector<std::string> names;
  for (const catalog::Contributor& contributor : work.contributors)
    if (contributor.role == catalog::ContributorRole::author)
      names.push_back(one_line(contributor.name));
  return join(names, '\n');
}

std::string insert_work(Connection& db, const catalog::Work& work, const std::string& series_slug,
                        std::int64_t generation) {
  const std::string base = work.slug.empty() ? slug(work.title) : work.slug;
  const std::string names = author_names(work);
  const std::string key = title_key(work.title);
  std::string candidate = base;
  for (int number = 2; number <= kNumberedMax + 2; ++number) {
    const std::int64_t added = db.run(
        "INSERT INTO work (id, slug, title, title_key, subtitle, description, author_names, "
        "series_slug, series_position, visibility, generation, created_at, updated_at) "
        "VALUES (:id, :slug, :title, :title_key, :subtitle, :description, :author_names, "
        ":series_slug, :series_position, :visibility, :generation, :created_at, :updated_at) "
        "ON CONFLICT (slug) DO NOTHING",
        {work.id, candidate, work.title, key, work.subtitle, work.description, names,
         some(series_slug), work.series_position,
         work.visibility == catalog::Visibility::listed ? "listed" : "hidden", generation,
         work.created_at, work.updated_at});
    if (added == 1) return candidate;
    candidate = base + "-" + (number <= kNumberedMax ? std::to_string(number) : end_of(work.id));
  }
  return {};
}

void insert_people_and_subjects(Connection& db, const catalog::Work& work) {
  int position = 0;
  for (const catalog::Contributor& c : work.contributors) {
    db.run(
        "INSERT INTO work_contributor (work_id, position, contributor_slug, role) "
        "VALUES (:work_id, :position, :contributor_slug, :role)",
        {work.id, position++, c.slug, catalog::code_of(c.role)});
  }
  position = 0;
  for (const catalog::Subject& s : work.subjects) {
    db.run(
        "INSERT INTO work_subject (work_id, position, subject_slug) "
        "VALUES (:work_id, :position, :subject_slug)",
        {work.id, position++, s.slug});
  }
}

namespace {

void make_public(Connection& db, const catalog::EditionId& id,
                 const std::vector<std::string>& cids) {
  for (const std::string& cid : cids) {
    if (cid.empty()) continue;
    db.run(
        "INSERT INTO public_blob (cid, edition_id) VALUES (:cid, :edition_id) "
        "ON CONFLICT (cid, edition_id) DO NOTHING",
        {cid, id});
  }
}

}  // namespace

void insert_edition(Connection& db, const catalog::Edition& e,
                    const std::vector<catalog::EditionFile>& files) {
  std::set<std::string> formats;
  for (const catalog::EditionFile& file : files) formats.insert(file.format);
  const std::string formats_text = join({formats.begin(), formats.end()}, ' ');
  const std::string accessibility = encode_accessibility(e.accessibility);
  const std::string contents = encode_contents(e.contents);
  const std::string cover = e.cover.text();
  const std::string thumb_160 = e.thumb_160.text();
  const std::string thumb_320 = e.thumb_320.text();
  const std::string thumb_640 = e.thumb_640.text();
  const std::string sample = e.sample ? e.sample->text() : "";
  const std::string sample_pictures = encode_cids(e.sample_pictures);
  db.run(
      "INSERT INTO edition (id, work_id, is_newest, language, version, isbn13, publisher, "
      "published, rights, words, accessibility, contents, formats, cover, thumb_160, thumb_320, "
      "thumb_640, sample, sample_pictures, fixed_layout, has_scripts, has_remote_resources, "
      "created_at) "
      "VALUES (:id, :work_id, 1, :language, :version, :isbn13, :publisher, :published, :rights, "
      ":words, :accessibility, :contents, :formats, :cover, :thumb_160, :thumb_320, :thumb_640, "
      ":sample, :sample_pictures, :fixed_layout, :has_scripts, :has_remote_resources, :created_at)",
      {e.id,           e.work_id,     e.language,
       e.version,      e.isbn13,      e.publisher,
       e.published,    e.rights,      e.words,
       accessibility,  contents,      formats_text,
       cover,          thumb_160,     thumb_320,
       thumb_640,      some(sample),  sample_pictures,
       e.fixed_layout, e.has_scripts, e.has_remote_resources,
       e.created_at});
  make_public(db, e.id, {cover, thumb_160, thumb_320, thumb_640, sample});
  make_public(db, e.id, split_list(sample_pictures, ' '));
  int position = 0;
  for (const catalog::EditionFile& file : files) {
    const std::string cid = file.cid.text();
    const std::string sha256 = hex(file.sha256);
    db.run(
        "INSERT INTO edition_file (id, edition_id, position, format, media_type, file_name, "
        "cid, sha256, size, pages, play_seconds) VALUES (:id, :edition_id, :position, :format, "
        ":media_type, :file_name, :cid, :sha256, :size, :pages, :play_seconds)",
        {file.id, file.edition_id, position++, file.format, file.media_type, file.file_name, cid,
         sha256, file.size, file.pages, file.play_seconds});
  }
}

namespace {

std::optional<std::int64_t> amount_of(const std::optional<Money>& money) {
  return money ? std::optional(money->amount) : std::nullopt;
}
std::optional<std::string_view> asset_of(const std::optional<Money>& money) {
  return money ? std::optional(money->asset.code()) : std::nullopt;
}

void insert_revision(Connection& db, const catalog::Offer& offer) {
  db.run(
      "INSERT INTO offer_revision (offer_id, revision, price_amount, price_asset, "
      "buyer_sets_price, suggested_amount, compare_at_amount, created_at) "
      "VALUES (:offer_id, :revision, :price_amount, :price_asset, :buyer_sets_price, "
      ":suggested_amount, :compare_at_amount, :created_at)",
      {offer.id, offer.revision, amount_of(offer.price), asset_of(offer.price),
       offer.buyer_sets_price, amount_of(offer.suggested), amount_of(offer.compare_at), db.now()});
  for (const catalog::PriceTerms& other : offer.others)
    db.run(
        "INSERT INTO offer_price (offer_id, revision, price_asset, price_amount, "
        "buyer_sets_price, suggested_amount, compare_at_amount) "
        "VALUES (:offer_id, :revision, :price_asset, :price_amount, :buyer_sets_price, "
        ":suggested_amount, :compare_at_amount)",
        {offer.id, offer.revision, asset_of(other.price), amount_of(other.price),
         other.buyer_sets_price, amount_of(other.suggested), amount_of(other.compare_at)});
}

// The shelves of what is free follow the prices.
void follow_free(Connection& db, const catalog::Work& work, const catalog::Offer& before,
                 const catalog::Offer& now) {
  const std::vector<std::string> free = free_shelves_of(now);
  for (const std::string& shelf : free_shelves_of(before))
    if (std::ranges::find(free, shelf) == free.end()) take_off_shelf(db, work.id, shelf);
  if (work.visibility == catalog::Visibility::listed) put_on_shelves(db, work, free);
}

}  // namespace

void insert_offer(Connection& db, const catalog::Offer& offer) {
  db.run(
      "INSERT INTO offer (id, work_id, is_current, revision, price_amount, price_asset, "
      "buyer_sets_price, suggested_amount, compare_at_amount, copies_left) "
      "VALUES (:id, :work_id, 1, :revision, :price_amount, :price_asset, :buyer_sets_price, "
      ":suggested_amount, :compare_at_amount, :copies_left)",
      {offer.id, offer.work_id, offer.revision, amount_of(offer.price), asset_of(offer.price),
       offer.buyer_sets_price, amount_of(offer.suggested), amount_of(offer.compare_at),
       offer.copies_left});
  insert_revision(db, offer);
  int position = 0;
  for (const catalog::FileId& file : offer.files)
    db.run(
        "INSERT INTO offer_file (offer_id, position, file_id) "
        "VALUES (:offer_id, :position, :file_id)",
        {offer.id, position++, file});
}

Result<std::string> SqlCatalog::add_book(const catalog::Work& work_given,
                                         const catalog::Edition& edition,
                                         const std::vector<catalog::EditionFile>& files,
                                         const catalog::Offer& offer) {
  return db_.attempt("store.add_book", [&]() -> Result<std::string> {
    NameRows names(db_);
    const catalog::Work work = names.placed(work_given);
    const std::string series = names.series(work.series);
    std::string stored_slug = insert_work(db_, work, series, next_generation(db_));
    if (stored_slug.empty())
      return refuse(Errc::conflict, "store.add_book", "Too many books have this title.");
    insert_people_and_subjects(db_, work);
    insert_edition(db_, edition, files);
    insert_offer(db_, offer);
    if (work.visibility == catalog::Visibility::listed)
      put_on_shelves(db_, work, shelves_of(work, series, edition, files, offer));
    return stored_slug;
  });
}

Result<catalog::Offer> SqlCatalog::set_price(const catalog::OfferId& id,
                                             const catalog::PriceTerms& terms, Timestamp now) {
  return db_.attempt("store.set_price", [&]() -> Result<catalog::Offer> {
    return next_revision(id, terms, read_other_prices(db_, id), now);
  });
}

Result<catalog::Offer> SqlCatalog::set_prices(const catalog::OfferId& id,
                                              const catalog::PriceTerms& terms,
                                              const std::vector<catalog::PriceTerms>& others,
                                              Timestamp now) {
  return db_.attempt("store.set_prices", [&]() -> Result<catalog::Offer> {
    return next_revision(id, terms, others, now);
  });
}

Result<catalog::Offer> SqlCatalog::next_revision(const catalog::OfferId& id,
                                                 const catalog::PriceTerms& terms,
                                                 const std::vector<catalog::PriceTerms>& others,
                                                 Timestamp now) {
  const std::optional<catalog::Offer> before = read_offer(db_, id);
  if (!before) return refuse(Errc::not_found, "store.set_price", "There is no such offer.");
  catalog::Offer offer = *before;
  static_cast<catalog::PriceTerms&>(offer) = terms;
  offer.others = others;
  std::ranges::sort(offer.others, {},
                    [](const catalog::PriceTerms& one) { return one.price->asset; });
  offer.revision += 1;
  db_.run(
      "UPDATE offer SET revision = :revision, price_amount = :price_amount, "
      "price_asset = :price_asset, buyer_sets_price = :buyer_sets_price, "
      "suggested_amount = :suggested_amount, compare_at_amount = :compare_at_amount "
      "WHERE id = :id",
      {offer.revision, amount_of(offer.price), asset_of(offer.price), offer.buyer_sets_price,
       amount_of(offer.suggested), amount_of(offer.compare_at), id});
  insert_revision(db_, offer);
  change_work(db_, offer.work_id, now);
  follow_free(db_, read_work(db_, offer.work_id).value(), *before, offer);
  return offer;
}

Result<> SqlCatalog::set_copies(const catalog::OfferId& id,
                                const std::optional<std::int64_t>& copies_left, Timestamp now) {
  return db_.attempt("store.set_copies", [&]() -> Result<> {
    const std::int64_t changed =
        db_.run("UPDATE offer SET copies_left = :copies_left WHERE id = :id", {copies_left, id});
    if (changed == 0) return refuse(Errc::not_found, "store.set_copies", "There is no such offer.");
    change_work(db_, read_offer(db_, id).value().work_id, now);
    return {};
  });
}

Result<std::int64_t> SqlCatalog::set_damaged(const crypto::Cid& cid, bool is_damaged) {
  return db_.attempt("store.set_damaged", [&]() -> Result<std::int64_t> {
    std::set<catalog::EditionId> editions;
    std::int64_t changed = 0;
    {
      const std::string name = cid.text();
      Rows rows(db_,
                "UPDATE edition_file SET is_damaged = :is_damaged "
                "WHERE cid = :cid AND is_damaged <> :not_already RETURNING edition_id",
                {is_damaged, name, is_damaged});
      for (; rows.next(); ++changed) editions.insert(rows.id<catalog::EditionId>());
    }
    for (const catalog::EditionId& id : editions)
      if (const auto edition = read_edition(db_, id)) touch_work(db_, edition->work_id);
    return changed;
  });
}

Result<> SqlCatalog::set_pictures(const catalog::EditionId& id, const catalog::Pictures& pictures,
                                  Timestamp now) {
  return db_.attempt("store.set_pictures", [&]() -> Result<> {
    const auto edition = read_edition(db_, id);
    if (!edition) return refuse(Errc::not_found, "store.set_pictures", "There is no such edition.");
    const std::string cover = pictures.cover.text();
    const std::string thumb_160 = pictures.thumb_160.text();
    const std::string thumb_320 = pictures.thumb_320.text();
    const std::string thumb_640 = pictures.thumb_640.text();
    const std::string sample = pictures.sample ? pictures.sample->text() : "";
    const std::string sample_pictures = encode_cids(pictures.sample_pictures);
    db_.run(
        "UPDATE edition SET cover = :cover, thumb_160 = :thumb_160, thumb_320 = :thumb_320, "
        "thumb_640 = :thumb_640, sample = :sample, sample_pictures = :sample_pictures "
        "WHERE id = :id",
        {cover, thumb_160, thumb_320, thumb_640, some(sample), sample_pictures, id});
    make_public(db_, id, {cover, thumb_160, thumb_320, thumb_640, sample});
    make_public(db_, id, split_list(sample_pictures, ' '));
    change_work(db_, edition->work_id, now);
    return {};
  });
}

Result<> SqlCatalog::set_visibility(const catalog::WorkId& id, catalog::Visibility visibility,
                                    Timestamp now) {
  return db_.attempt("store.set_visibility", [&]() -> Result<> {
    const bool is_listed = visibility == catalog::Visibility::listed;
    const std::int64_t changed =
        db_.run("UPDATE work SET visibility = :visibility, updated_at = :now WHERE id = :id",
                {is_listed ? "listed" : "hidden", now, id});
    if (changed == 0)
      return refuse(Errc::not_found, "store.set_visibility", "There is no such book.");
    touch_work(db_, id);
    if (!is_listed) {
      take_off_shelves(db_, id);
      return {};
    }
    const catalog::BookDetail book = read_book(db_, id).value();
    put_on_shelves(
        db_, book.work,
        shelves_of(book.work, series_slug_of(db_, id), book.edition, book.files, book.offer));
    return {};
  });
}

}  // namespace aan::store_sql

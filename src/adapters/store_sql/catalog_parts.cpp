#include "adapters/store_sql/catalog_parts.hpp"

#include "adapters/store_sql/catalog_codec.hpp"
#include "adapters/store_sql/engine/rows.hpp"
#include "adapters/store_sql/file_rows.hpp"

namespace aan::store_sql {
namespace {

std::vector<catalog::Contributor> read_contributors(Connection& db, const catalog::WorkId& id) {
  std::vector<catalog::Contributor> contributors;
  Rows rows(db,
            "SELECT c.name, c.sort_name, c.slug, wc.role FROM work_contributor wc "
            "JOIN contributor c ON c.slug = wc.contributor_slug "
            "WHERE wc.work_id = :work_id ORDER BY wc.position LIMIT 200",
            {id});
  while (rows.next()) {
    catalog::Contributor& c = contributors.emplace_back();
    c.name = rows.text();
    c.sort_name = rows.text();
    c.slug = rows.text();
    c.role = catalog::contributor_role(rows.text());
  }
  return contributors;
}

std::vector<catalog::Subject> read_subjects(Connection& db, const catalog::WorkId& id) {
  std::vector<catalog::Subject> subjects;
  Rows rows(db,
            "SELECT s.slug, s.name FROM work_subject ws JOIN subject s ON s.slug = ws.subject_slug "
            "WHERE ws.work_id = :work_id ORDER BY ws.position LIMIT 200",
            {id});
  while (rows.next()) {
    catalog::Subject& subject = subjects.emplace_back();
    subject.slug = rows.text();
    subject.name = rows.text();
  }
  return subjects;
}

}  // namespace

std::int64_t next_generation(Connection& db) {
  Rows rows(db,
            "UPDATE catalog_state SET generation = generation + 1 WHERE id = 'catalog' "
            "RETURNING generation");
  return rows.only().number();
}

void touch_work(Connection& db, const catalog::WorkId& id) {
  db.run("UPDATE work SET generation = :generation WHERE id = :id", {next_generation(db), id});
}

void change_work(Connection& db, const catalog::WorkId& id, Timestamp now) {
  db.run("UPDATE work SET generation = :generation, updated_at = :now WHERE id = :id",
         {next_generation(db), now, id});
}

std::optional<catalog::Work> read_work(Connection& db, const catalog::WorkId& id) {
  catalog::Work work;
  {
    Rows rows(db,
              "SELECT w.id, w.slug, w.title, w.subtitle, w.description, s.name, w.series_position, "
              "w.visibility, w.created_at, w.updated_at FROM work w "
              "LEFT JOIN series s ON s.slug = w.series_slug WHERE w.id = :id LIMIT 1",
              {id});
    if (!rows.next()) return std::nullopt;
    work.id = rows.id<catalog::WorkId>();
    work.slug = rows.text();
    work.title = rows.text();
    work.subtitle = rows.text();
    work.description = rows.text();
    work.series = rows.maybe_text().value_or("");
    work.series_position = rows.text();
    work.visibility =
        rows.text() == "listed" ? catalog::Visibility::listed : catalog::Visibility::hidden;
    work.created_at = rows.time();
    work.updated_at = rows.time();
  }
  work.contributors = read_contributors(db, id);
  work.subjects = read_subjects(db, id);
  return work;
}

std::optional<catalog::Edition> read_edition(Connection& db, const catalog::EditionId& id) {
  Rows rows(db,
            "SELECT id, work_id, language, version, isbn13, publisher, published, rights, words, "
            "accessibility, contents, cover, thumb_160, thumb_320, thumb_640, sample, "
            "sample_pictures, fixed_layout, has_scripts, has_remote_resources, created_at "
            "FROM edition WHERE id = :id LIMIT 1",
            {id});
  if (!rows.next()) return std::nullopt;
  catalog::Edition edition;
  edition.id = rows.id<catalog::EditionId>();
  edition.work_id = rows.id<catalog::WorkId>();
  edition.language = rows.text();
  edition.version = rows.number();
  edition.isbn13 = rows.text();
  edition.publisher = rows.text();
  edition.published = rows.text();
  edition.rights = rows.text();
  edition.words = rows.size();
  edition.accessibility = decode_accessibility(rows.text());
  edition.contents = decode_contents(rows.text());
  edition.cover = rows.cid();
  edition.thumb_160 = rows.cid();
  edition.thumb_320 = rows.cid();
  edition.thumb_640 = rows.cid();
  edition.sample = rows.maybe_cid();
  edition.sample_pictures = decode_cids(rows.text());
  edition.fixed_layout = rows.flag();
  edition.has_scripts = rows.flag();
  edition.has_remote_resources = rows.flag();
  edition.created_at = rows.time();
  return edition;
}

std::vector<catalog::EditionFile> read_files(Connection& db, const catalog::EditionId& id) {
  std::vector<catalog::EditionFile> files;
  // In the place of the first of its versions.
  Rows rows(db,
            "SELECT " AAN_FILE_COLUMNS
            "FROM edition_file f LEFT JOIN file_version v ON v.file_id = f.id "
            "LEFT JOIN edition_file o ON o.id = v.first_id WHERE f.edition_id = :edition_id "
            "AND " AAN_FILE_IS_CURRENT "ORDER BY COALESCE(o.position, f.position) LIMIT 100",
            {id});
  while (rows.next()) files.push_back(file_of(rows));
  return files;
}

std::optional<catalog::Offer> read_offer(Connection& db, const catalog::OfferId& id) {
  catalog::Offer offer;
  {
    Rows rows(
        db,
        "SELECT id, work_id, revision, price_amount, price_asset, buyer_sets_price, "
        "suggested_amount, compare_at_amount, copies_left, sold_from, sold_until, release_at, "
        "territory, countries, sale_state, licence_seats, " AAN_COPIES_BACK_AT
        " FROM offer o WHERE id = :id LIMIT 1",
        {id});
    if (!rows.next()) return std::nullopt;
    offer.id = rows.id<catalog::OfferId>();
    offer.work_id = rows.id<catalog::WorkId>();
    offer.revision = rows.number();
    offer.price = rows.maybe_money();
    offer.buyer_sets_price = rows.flag();
    const auto suggested = rows.maybe_number();
    const auto compare_at = rows.maybe_number();
    if (offer.price && suggested) offer.suggested = Money{*suggested, offer.price->asset};
    if (offer.price && compare_at) offer.compare_at = Money{*compare_at, offer.price->asset};
    offer.copies_left = rows.maybe_number();
    offer.rules.sold_from = rows.maybe_time();
    offer.rules.sold_until = rows.maybe_time();
    offer.rules.release_at = rows.maybe_time();
    offer.rules.territory = rows.named(catalog::parse_territory);
    offer.rules.countries = split_list(rows.text(), ' ');
    offer.sale_state = rows.named(catalog::parse_sale_state);
    offer.licence_seats = rows.maybe_number();
    offer.copies_back_at = rows.maybe_time();
  }
  offer.others = read_other_prices(db, id);
  Rows files(
      db, "SELECT file_id FROM offer_file WHERE offer_id = :offer_id ORDER BY position LIMIT 100",
      {id});
  while (files.next()) offer.files.push_back(files.id<catalog::FileId>());
  return offer;
}

namespace {

constexpr std::size_t kAtOnce = 25;  // a page of a list, and what stands above it

#define AAN_PRICE_COLUMNS \
  "p.price_amount, p.price_asset, p.buyer_sets_price, p.suggested_amount, p.compare_at_amount "
constexpr Sql kPricesOfOne = "SELECT " AAN_PRICE_COLUMNS
                             "FROM offer o "
                             "JOIN offer_price p ON p.offer_id = o.id AND p.revision = o.revision "
                             "WHERE o.id = :id ORDER BY p.price_asset LIMIT 100";
constexpr Sql kPricesOfMany =
    "SELECT o.id, " AAN_PRICE_COLUMNS
    "FROM offer o "
    "JOIN offer_price p ON p.offer_id = o.id AND p.revision = o.revision "
    "WHERE o.id IN (:id1, :id2, :id3, :id4, :id5, :id6, :id7, :id8, :id9, :id10, :id11, :id12, "
    ":id13, :id14, :id15, :id16, :id17, :id18, :id19, :id20, :id21, :id22, :id23, :id24, :id25) "
    "ORDER BY o.id, p.price_asset LIMIT 2500";

catalog::PriceTerms terms_of(Rows& rows) {
  catalog::PriceTerms terms;
  const Money price = rows.money();
  terms.price = price;
  terms.buyer_sets_price = rows.flag();
  const auto suggested = rows.maybe_number();
  const auto compare_at = rows.maybe_number();
  if (suggested) terms.suggested = Money{*suggested, price.asset};
  if (compare_at) terms.compare_at = Money{*compare_at, price.asset};
  return terms;
}

}  // namespace

std::vector<catalog::PriceTerms> read_other_prices(Connection& db, const catalog::OfferId& id) {
  std::vector<catalog::PriceTerms> others;
  Rows rows(db, kPricesOfOne, {id});
  while (rows.next()) others.push_back(terms_of(rows));
  return others;
}

ports::OtherPrices read_other_prices(Connection& db, const std::vector<catalog::OfferId>& ids) {
  ports::OtherPrices prices;
  for (std::size_t from = 0; from < ids.size(); from += kAtOnce) {
    // No offer has an empty id: places that are left over find nothing.
    const auto id = [&](std::size_t place) -> std::string_view {
      return from + place < ids.size() ? std::string_view(ids[from + place].value) : "";
    };
    Rows rows(db, kPricesOfMany,
              {id(0),  id(1),  id(2),  id(3),  id(4),  id(5),  id(6),  id(7),  id(8),
               id(9),  id(10), id(11), id(12), id(13), id(14), id(15), id(16), id(17),
               id(18), id(19), id(20), id(21), id(22), id(23), id(24)});
    while (rows.next()) {
      const auto offer = rows.id<catalog::OfferId>();
      prices[offer].push_back(terms_of(rows));
    }
  }
  return prices;
}

std::vector<catalog::EditionFile> read_offer_files(Connection& db, const catalog::OfferId& id) {
  std::vector<catalog::EditionFile> files;
  Rows rows(db,
            "SELECT " AAN_FILE_COLUMNS
            "FROM offer_file o JOIN edition_file f ON f.id = o.file_id "
            "WHERE o.offer_id = :offer_id ORDER BY o.position LIMIT 100",
            {id});
  while (rows.next()) files.push_back(file_of(rows));
  return files;
}

std::optional<catalog::BookDetail> read_book(Connection& db, const catalog::WorkId& id) {
  std::optional<catalog::Work> work = read_work(db, id);
  if (!work) return std::nullopt;
  catalog::EditionId edition_id;
  catalog::OfferId offer_id;
  {
    Rows rows(db,
              "SELECT e.id, o.id FROM edition e JOIN offer o ON o.work_id = e.work_id "
              "WHERE e.work_id = :work_id AND e.is_newest = 1 AND o.is_current = 1 LIMIT 1",
              {id});
    rows.only();
    edition_id = rows.id<catalog::EditionId>();
    offer_id = rows.id<catalog::OfferId>();
  }
  catalog::BookDetail book;
  book.work = *std::move(work);
  book.edition = read_edition(db, edition_id).value();
  book.files = read_files(db, edition_id);
  book.offer = read_offer(db, offer_id).value();
  return book;
}

}  // namespace aan::store_sql

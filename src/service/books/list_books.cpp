#include "service/books/list_books.hpp"

#include <algorithm>

#include "base/codec.hpp"
#include "base/text.hpp"
#include "crypto/hash.hpp"
#include "domain/catalog/currencies.hpp"
#include "domain/catalog/edition_facts.hpp"
#include "domain/catalog/list_row_frame.hpp"
#include "domain/catalog/match_key.hpp"
#include "domain/catalog/price.hpp"
#include "service/books/work_facts.hpp"

namespace aan::service {
namespace {

constexpr std::size_t kDigestBytes = 16;

std::string shortened(std::string_view text, std::size_t bytes) {
  return std::string(utf8_prefix(text, bytes));
}

std::string slug_of(const catalog::ListSubject& subject) {
  if (!subject.slug.empty()) return subject.slug;
  // Words of a library are shelved with those of everybody; a code is a shelf of its own.
  return slug(subject.code.empty() ? subject.name : subject.scheme + " " + subject.code);
}

void shelve(BookOfRow& made, const std::vector<catalog::ListSubject>& given) {
  std::vector<catalog::Subject> subjects;
  for (const catalog::ListSubject& one : given) subjects.push_back({slug_of(one), one.name});
  for (const std::size_t i : put_subjects(made.book.work, subjects, made.notes))
    made.codes.push_back({given[i].scheme, given[i].code});
}

std::optional<Money> amount_of(const std::string& text, const Asset& asset) {
  if (text.empty()) return std::nullopt;
  const auto money = parse_decimal(text, asset);
  if (!money || !catalog::check_price(*money)) return std::nullopt;
  return *money;
}

catalog::PriceTerms terms_of(const catalog::ListTerms& given, const Asset& asset) {
  catalog::PriceTerms terms;
  terms.price = amount_of(given.price, asset);
  if (!terms.price) return terms;
  terms.buyer_sets_price = given.buyer_sets_price;
  const auto suggested = amount_of(given.suggested, asset);
  const auto compare_at = amount_of(given.compare_at, asset);
  // What a shop would refuse to say of a price is left off, not the price.
  if (terms.buyer_sets_price && suggested && suggested->amount >= terms.price->amount)
    terms.suggested = suggested;
  if (!terms.buyer_sets_price && compare_at && compare_at->amount > terms.price->amount)
    terms.compare_at = compare_at;
  return terms;
}

// With how the shop would sell in it, where it is a currency.
std::string not_sold_in(const Room& room, std::string_view code, bool is_currency) {
  std::string others;
  for (const Asset& one : room.other_currencies)
    others += (others.empty() ? "" : ", ") + std::string(one.code());
  std::string said = "Its price in " + shortened(code, 10) + " was left out: this shop sells in " +
                     currencies_in_words(room) + ".";
  if (!is_currency || room.other_currencies.size() >= catalog::kOtherCurrenciesMax) return said;
  const std::string all =
      others.empty() ? std::string(code) : "\"" + others + ", " + std::string(code) + "\"";
  return said + " To sell in " + std::string(code) + " too: aan settings SHOP_CURRENCIES " + all +
         ".";
}

void put_terms(const Room& room, BookOfRow& made, const catalog::ListRow& row,
               const std::optional<Money>& price) {
  catalog::Offer& offer = made.book.offer;
  for (const catalog::ListTerms& one : row.terms) {
    const std::string_view code =
        one.currency.empty() ? room.currency.code() : std::string_view(one.currency);
    const auto asset = find_asset(code);
    const bool is_own = asset && *asset == room.currency;
    if (!is_sold_in(room, code)) {
      made.notes.push_back(not_sold_in(room, asset ? asset->code() : code, asset.has_value()));
      made.currencies_left_out.push_back(one.currency);
      continue;
    }
    const catalog::PriceTerms terms = terms_of(one, *asset);
    if (!terms.price) {
      made.notes.push_back("Its price was left out: " + shortened(one.price, 40) + " is none in " +
                           std::string(asset->code()) + ".");
    } else if (is_own && !offer.price) {
      static_cast<catalog::PriceTerms&>(offer) = terms;
    } else if (!is_own && std::ranges::none_of(offer.others, [&](const catalog::PriceTerms& it) {
                 return it.price->asset == *asset;
               })) {
      offer.others.push_back(terms);
    }
  }
  std::ranges::sort(offer.others, {},
                    [](const catalog::PriceTerms& one) { return one.price->asset; });
  made.is_price_given = price && !row.own && !offer.price && offer.others.empty();
  if (!offer.price && offer.others.empty()) offer.price = price;
}

catalog::ListTerms terms_row(const catalog::PriceTerms& terms) {
  catalog::ListTerms row;
  row.price = decimal(*terms.price);
  row.currency = terms.price->asset.code();
  if (terms.suggested) row.suggested = decimal(*terms.suggested);
  if (terms.compare_at) row.compare_at = decimal(*terms.compare_at);
  row.buyer_sets_price = terms.buyer_sets_price;
  return row;
}

}  // namespace

bool is_sold_in(const Room& room, std::string_view currency) {
  const auto asset = find_asset(currency);
  return asset && (*asset == room.currency ||
                   std::ranges::find(room.other_currencies, *asset) != room.other_currencies.end());
}

std::string currencies_in_words(const Room& room) {
  std::string words(room.currency.code());
  for (const Asset& one : room.other_currencies) words += ", " + std::string(one.code());
  return words;
}

BookOfRow book_of(const Room& room, const catalog::ListRow& row, const std::optional<Money>& price,
                  Timestamp now) {
  BookOfRow made;
  made.notes = row.notes;
  catalog::Work& work = made.book.work;
  const catalog::OwnBook* const own = row.own ? &*row.own : nullptr;
  work.id = own ? catalog::WorkId{own->work_id} : room.ids.make<catalog::WorkId>();
  put_record(work, row.record, made.notes);
  if (own && !own->slug.empty()) work.slug = own->slug;
  if (own && own->is_hidden) work.visibility = catalog::Visibility::hidden;
  shelve(made, row.subjects);
  work.created_at = work.updated_at = now;
  catalog::Edition& edition = made.book.edition;
  edition.id = own ? catalog::EditionId{own->edition_id} : room.ids.make<catalog::EditionId>();
  edition.work_id = work.id;
  edition.version = own ? static_cast<std::int64_t>(std::max<std::uint64_t>(own->version, 1)) : 1;
  edition.created_at = now;
  catalog::take_record(edition, row.record);
  catalog::Offer& offer = made.book.offer;
  offer.id = own ? catalog::OfferId{own->offer_id} : room.ids.make<catalog::OfferId>();
  offer.work_id = work.id;
  put_terms(room, made, row, price);
  offer.rules = row.rules;
  // What another shop waited for is here by now; our own export is taken as it is.
  for (std::optional<Timestamp>* day : {&offer.rules.sold_from, &offer.rules.release_at})
    if (!own && *day && **day <= now) day->reset();
  if (!catalog::check_rules(offer.rules)) {
    offer.rules.sold_from = offer.rules.sold_until = std::nullopt;
    const bool is_of_days = catalog::check_rules(offer.rules).has_value();
    if (!is_of_days) offer.rules = {};
    made.notes.emplace_back(is_of_days
                                ? "When it is sold was left out: it contradicts itself."
                                : "When and where it is sold was left out: it contradicts itself.");
  }
  if (own && own->copies_left) {
    offer.copies_left = static_cast<std::int64_t>(
        std::min(*own->copies_left, static_cast<std::uint64_t>(catalog::kCopiesMax)));
  }
  if (own && own->licence_seats && *own->licence_seats <= 1'000'000)
    offer.licence_seats = static_cast<std::int64_t>(*own->licence_seats);
  made.book.match_key =
      catalog::kept_match_key(work.title, row.record.contributors, edition.language);
  return made;
}

void overlay(catalog::BookDetail& book, const catalog::ListRow& row, const BookOfRow& said) {
  const catalog::Work& work = said.book.work;
  const catalog::Edition& edition = said.book.edition;
  const bool is_all = row.own.has_value();
  const auto put = [&](std::string& into, const std::string& from) {
    if (is_all || !from.empty()) into = from;
  };
  put(book.work.title, work.title);
  put(book.work.subtitle, work.subtitle);
  put(book.work.description, work.description);
  put(book.work.series, work.series);
  if (!row.record.series.empty() || is_all) book.work.series_position = work.series_position;
  if (is_all || !work.contributors.empty()) book.work.contributors = work.contributors;
  if (is_all || !work.subjects.empty()) book.work.subjects = work.subjects;
  book.work.updated_at = work.updated_at;
  if (is_all || edition.language != "und") book.edition.language = edition.language;
  put(book.edition.isbn13, edition.isbn13);
  put(book.edition.publisher, edition.publisher);
  put(book.edition.published, edition.published);
  put(book.edition.rights, edition.rights);
  if (is_all || !edition.contents.empty()) book.edition.contents = edition.contents;
  if (!is_all) return;
  // A file says of itself how long it is and how it is built; only the same shop knows better.
  book.edition.words = edition.words;
  book.edition.accessibility = edition.accessibility;
  book.edition.fixed_layout = edition.fixed_layout;
  book.edition.has_scripts = edition.has_scripts;
  book.edition.has_remote_resources = edition.has_remote_resources;
}

std::string match_key_of(const catalog::BookDetail& book) {
  std::vector<catalog::ContributorFact> people;
  for (const catalog::Contributor& one : book.work.contributors)
    people.push_back({one.name, one.sort_name, one.role});
  return catalog::kept_match_key(book.work.title, people, book.edition.language);
}

std::string digest_of(catalog::ListRow row) {
  row.line = 0;
  row.notes.clear();
  if (row.own) {
    row.own->cover.clear();
    row.own->has_no_sample = false;
    row.own->names.clear();
    row.own->edited.clear();
  }
  return hex(crypto::sha256(catalog::encode_list_row(row)).substr(0, kDigestBytes));
}

Result<catalog::ListRow> row_of(const ports::SourceStore& sources,
                                const catalog::BookDetail& book) {
  catalog::ListRow row;
  row.source = kOwnSource;
  row.key = book.work.id.value;
  catalog::BookRecord& record = row.record;
  record.title = book.work.title;
  record.subtitle = book.work.subtitle;
  record.description = book.work.description;
  record.series = book.work.series;
  record.series_position = book.work.series_position;
  for (const catalog::Contributor& one : book.work.contributors)
    record.contributors.push_back({one.name, one.sort_name, one.role});
  for (const catalog::Subject& one : book.work.subjects) {
    const auto code = AAN_TRY(sources.find_subject_code(one.slug));
    row.subjects.push_back({one.name, code ? code->scheme : "", code ? code->code : "", one.slug});
  }
  record.language = book.edition.language;
  record.isbn13 = book.edition.isbn13;
  record.publisher = book.edition.publisher;
  record.published = book.edition.published;
  record.rights = book.edition.rights;
  record.words = book.edition.words;
  record.accessibility = book.edition.accessibility;
  record.contents = book.edition.contents;
  record.fixed_layout = book.edition.fixed_layout;
  record.has_scripts = book.edition.has_scripts;
  record.has_remote_resources = book.edition.has_remote_resources;
  if (book.offer.price) row.terms.push_back(terms_row(book.offer));
  for (const catalog::PriceTerms& one : book.offer.others) row.terms.push_back(terms_row(one));
  row.rules = book.offer.rules;
  catalog::OwnBook& own = row.own.emplace();
  own.work_id = book.work.id.value;
  own.edition_id = book.edition.id.value;
  own.offer_id = book.offer.id.value;
  own.slug = book.work.slug;
  own.version = static_cast<std::uint64_t>(book.edition.version);
  own.is_hidden = book.work.visibility == catalog::Visibility::hidden;
  if (const auto merge = AAN_TRY(sources.find_merge(book.work.id)))
    own.merged_into = merge->into.value;
  if (book.offer.copies_left) own.copies_left = static_cast<std::uint64_t>(*book.offer.copies_left);
  if (book.offer.licence_seats)
    own.licence_seats = static_cast<std::uint64_t>(*book.offer.licence_seats);
  for (const catalog::EditionFile& one : book.files)
    own.files.push_back({one.id.value, one.format, one.media_type, one.file_name, one.cid.text(),
                         hex(one.sha256), one.size});
  return row;
}

Result<catalog::ListRow> row_of(const ports::Snapshot& at, const catalog::BookDetail& book) {
  return row_of(ports::sources_of(at), book);
}

}  // namespace aan::service

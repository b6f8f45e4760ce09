#include "node/commands/catalogue_json.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <iterator>

#include "base/codec.hpp"
#include "crypto/hash.hpp"
#include "node/commands/command_parts_json.hpp"
#include "service/books/ingest.hpp"

namespace aan::node {
namespace {

namespace json = boost::json;

constexpr std::int64_t kPage = 500;

json::array lines(const std::vector<std::string>& all) {
  json::array array;
  for (const std::string& one : all) array.emplace_back(one);
  return array;
}

json::value money(const std::optional<Money>& amount) {
  if (!amount) return nullptr;
  return json::object{{"amount", std::to_string(amount->amount)},
                      {"currency", amount->asset.code()}};
}

json::value number(const std::optional<std::int64_t>& it) {
  return it ? json::value(*it) : json::value(nullptr);
}

Result<json::object> work_object(const ports::SourceStore& sources, const catalog::Work& work) {
  json::array contributors;
  for (const catalog::Contributor& one : work.contributors)
    contributors.push_back(json::object{
        {"name", one.name}, {"role", catalog::code_of(one.role)}, {"sort_name", one.sort_name}});
  json::array subjects;
  for (const catalog::Subject& one : work.subjects) {
    const auto code = AAN_TRY(sources.find_subject_code(one.slug));
    subjects.push_back(json::object{{"code", code ? code->code : ""},
                                    {"name", one.name},
                                    {"scheme", code ? code->scheme : ""},
                                    {"slug", one.slug}});
  }
  return json::object{
      {"contributors", std::move(contributors)},
      {"description", work.description},
      {"id", work.id.value},
      {"series", work.series},
      {"series_position", work.series_position},
      {"slug", work.slug},
      {"subjects", std::move(subjects)},
      {"subtitle", work.subtitle},
      {"title", work.title},
      {"visibility", work.visibility == catalog::Visibility::listed ? "listed" : "hidden"}};
}

json::value accessibility(const catalog::AccessibilityFacts& facts) {
  if (!facts.stated) return nullptr;
  return json::object{{"access_modes", lines(facts.access_modes)},
                      {"access_modes_sufficient", lines(facts.access_modes_sufficient)},
                      {"certified_by", facts.certified_by},
                      {"conforms_to", lines(facts.conforms_to)},
                      {"features", lines(facts.features)},
                      {"hazards", lines(facts.hazards)},
                      {"summary", facts.summary}};
}

json::object edition_object(const catalog::Edition& edition,
                            const std::vector<catalog::EditionFile>& files) {
  json::array contents;
  for (const catalog::ContentsEntry& one : edition.contents)
    contents.push_back(json::object{{"depth", one.depth}, {"title", one.title}});
  json::array all;
  for (const catalog::EditionFile& one : files)
    all.push_back(json::object{{"cid", one.cid.text()},
                               {"file_name", one.file_name},
                               {"format", one.format},
                               {"id", one.id.value},
                               {"media_type", one.media_type},
                               {"sha256", hex(one.sha256)},
                               {"size", one.size}});
  return json::object{{"accessibility", accessibility(edition.accessibility)},
                      {"contents", std::move(contents)},
                      {"files", std::move(all)},
                      {"fixed_layout", edition.fixed_layout},
                      {"has_remote_resources", edition.has_remote_resources},
                      {"has_scripts", edition.has_scripts},
                      {"id", edition.id.value},
                      {"isbn13", edition.isbn13},
                      {"language", edition.language},
                      {"published", edition.published},
                      {"publisher", edition.publisher},
                      {"rights", edition.rights},
                      {"version", edition.version},
                      {"words", edition.words},
                      {"work_id", edition.work_id.value}};
}

json::object terms_object(const catalog::PriceTerms& terms) {
  return {{"buyer_sets_price", terms.buyer_sets_price},
          {"compare_at", money(terms.compare_at)},
          {"price", money(terms.price)},
          {"suggested", money(terms.suggested)}};
}

json::object offer_object(const catalog::Offer& offer,
                          const std::vector<catalog::EditionFile>& files) {
  json::array ids;
  for (const catalog::EditionFile& one : files) ids.emplace_back(one.id.value);
  json::array terms;
  if (offer.price) terms.push_back(terms_object(offer));
  for (const catalog::PriceTerms& one : offer.others) terms.push_back(terms_object(one));
  return json::object{{"copies_left", number(offer.copies_left)},
                      {"files", std::move(ids)},
                      {"id", offer.id.value},
                      {"licence_seats", number(offer.licence_seats)},
                      {"rules",
                       {{"countries", lines(offer.rules.countries)},
                        {"release_at", moment(offer.rules.release_at)},
                        {"sold_from", moment(offer.rules.sold_from)},
                        {"sold_until", moment(offer.rules.sold_until)},
                        {"territory", catalog::name_of(offer.rules.territory)}}},
                      {"terms", std::move(terms)},
                      {"work_id", offer.work_id.value}};
}

json::object bundle_object(const catalog::Bundle& bundle) {
  json::array terms = {json::object{{"price", money(bundle.price)}}};
  for (const Money& one : bundle.others) terms.push_back(json::object{{"price", money(one)}});
  json::array works;
  for (const catalog::WorkId& id : bundle.works) works.emplace_back(id.value);
  return {{"description", bundle.description},
          {"id", bundle.id.value},
          {"slug", bundle.slug},
          {"terms", std::move(terms)},
          {"title", bundle.title},
          {"visibility", bundle.visibility == catalog::Visibility::listed ? "listed" : "hidden"},
          {"works", std::move(works)}};
}

// How lists know a book; that this shop's own export knows it by its id needs no saying.
Result<json::array> names_of(const ports::SourceStore& sources, const catalog::WorkId& id) {
  json::array names;
  for (const ports::WorkSource& one : AAN_TRY(sources.names_in_lists(id)))
    if (one.source != "aan" || one.key != id.value)
      names.push_back(
          json::object{{"digest", one.digest}, {"key", one.key}, {"source", one.source}});
  return names;
}

// Of everything that `after` lists, in its order; the text of each goes into the hash.
template <class IdType, class After, class Text>
Result<std::int64_t> hash_all(crypto::Sha256& hash, After after, Text text) {
  std::int64_t count = 0;
  for (IdType last;;) {
    const std::vector<IdType> ids = AAN_TRY(after(last, kPage));
    if (ids.empty()) return count;
    for (const IdType& id : ids) {
      hash.update(AAN_TRY(text(id)));
      hash.update("\n");
      ++count;
    }
    last = ids.back();
  }
}

std::unexpected<Error> vanished() {
  return fail(Errc::corrupt, "catalogue.hash", "an id without its row");
}

}  // namespace

std::string own_export_head(std::string_view site) {
  return R"({"format":"aan-catalogue-1","site":)" + json::serialize(json::value(site)) +
         ",\"books\":[\n";
}

Result<std::string> own_export_line(const ports::Snapshot& at, const catalog::BookDetail& book) {
  const ports::SourceStore& sources = ports::sources_of(at);
  const auto merge = AAN_TRY(sources.find_merge(book.work.id));
  const auto cover = AAN_TRY(service::chosen_cover(at, book.edition.id));
  return json::serialize(
      json::object{{"cover", cover ? cover->text() : ""},
                   {"edited", lines(AAN_TRY(sources.edited_fields(book.work.id)))},
                   {"edition", edition_object(book.edition, book.files)},
                   {"has_no_sample", AAN_TRY(service::is_sample_hidden(at, book.edition.id))},
                   {"merged_into", merge ? merge->into.value : ""},
                   {"names", AAN_TRY(names_of(sources, book.work.id))},
                   {"offer", offer_object(book.offer, book.files)},
                   {"work", AAN_TRY(work_object(sources, book.work))}});
}

Result<std::string> own_export_tail(const ports::Store& store) {
  constexpr std::int64_t kBundles = 100;
  std::vector<catalog::Bundle> bundles;
  AAN_TRY(store.read([&](const ports::Snapshot& at) -> Result<> {
    bundles.clear();
    for (;;) {
      auto page = AAN_TRY(
          at.bundles().list_bundles(ports::BundleScope::all, std::ssize(bundles), kBundles));
      std::ranges::move(page.bundles, std::back_inserter(bundles));
      if (std::ssize(page.bundles) < kBundles) return {};
    }
  }));
  if (bundles.empty()) return "\n]}\n";
  // The oldest first, so that whoever reads them in order has them in the same order.
  std::string text = "\n],\"bundles\":[\n";
  for (auto it = bundles.rbegin(); it != bundles.rend(); ++it)
    text += (it == bundles.rbegin() ? "" : ",\n") + json::serialize(bundle_object(*it));
  return text + "\n]}\n";
}

Result<CatalogueHash> catalogue_hash(const ports::Store& store) {
  CatalogueHash made;
  crypto::Sha256 hash;
  AAN_TRY(store.read([&](const ports::Snapshot& at) -> Result<> {
    const ports::CatalogStore& catalog = at.catalog();
    const ports::SourceStore& sources = ports::sources_of(at);
    made.works = AAN_TRY(hash_all<catalog::WorkId>(
        hash, [&](const auto& id, std::int64_t limit) { return sources.works_after(id, limit); },
        [&](const catalog::WorkId& id) -> Result<std::string> {
          const auto book = AAN_TRY(catalog.find_work(id));
          if (!book) return vanished();
          return json::serialize(AAN_TRY(work_object(sources, book->work)));
        }));
    made.editions = AAN_TRY(hash_all<catalog::EditionId>(
        hash, [&](const auto& id, std::int64_t limit) { return sources.editions_after(id, limit); },
        [&](const catalog::EditionId& id) -> Result<std::string> {
          const auto edition = AAN_TRY(catalog.find_edition(id));
          if (!edition) return vanished();
          const auto book = AAN_TRY(catalog.find_work(edition->work_id));
          if (!book) return vanished();
          return json::serialize(edition_object(*edition, book->files));
        }));
    made.offers = AAN_TRY(hash_all<catalog::OfferId>(
        hash, [&](const auto& id, std::int64_t limit) { return sources.offers_after(id, limit); },
        [&](const catalog::OfferId& id) -> Result<std::string> {
          const auto offer = AAN_TRY(catalog.find_offer(id));
          if (!offer) return vanished();
          return json::serialize(offer_object(offer->offer, offer->files));
        }));
    return {};
  }));
  made.hex = hex(hash.finish());
  return made;
}

}  // namespace aan::node

#include "service/books/import_bundles.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "crypto/hash.hpp"
#include "domain/catalog/price.hpp"
#include "ports/source_store.hpp"
#include "service/books/list_books.hpp"
#include "service/books/manage_bundles.hpp"

namespace aan::service {
namespace {

std::string left_out(const catalog::ListBundle& said, std::string_view why) {
  return "Left out: the bundle “" + said.title + "”. " + std::string(why);
}

// The same for the same name in the same list, of the shape that all ids have.
catalog::OfferId id_of(const Room& room, const catalog::ListBundle& said) {
  if (said.source == kOwnSource) return {said.key};
  constexpr std::string_view kLetters = "0123456789abcdefghjkmnpqrstvwxyz";
  const std::string hash = crypto::sha256("bundle\n" + said.source + "\n" + said.key);
  std::string id = room.ids.site() + "_";
  for (std::size_t i = 0; i < 26; ++i) {
    const auto byte = static_cast<unsigned char>(hash[i]);
    id += kLetters[i == 0 ? byte % 8 : byte % 32];
  }
  return {id};
}

// The book that a list calls so; where another one stands for it, that.
Result<std::optional<catalog::WorkId>> work_of(const ports::Snapshot& at,
                                               const catalog::ListBundle& said,
                                               const std::string& book) {
  using Found = std::optional<catalog::WorkId>;
  if (said.source == kOwnSource) {
    const auto work = AAN_TRY(at.catalog().find_work(catalog::WorkId{book}));
    return work ? Found(work->work.id) : Found();
  }
  const ports::SourceStore& sources = ports::sources_of(at);
  const auto source = AAN_TRY(sources.find_source(said.source, book));
  if (!source) return Found();
  catalog::WorkId id = source->work_id;
  for (int depth = 0; depth < ports::kMergeDepthMax; ++depth) {
    const auto merge = AAN_TRY(sources.find_merge(id));
    if (!merge) break;
    id = merge->into;
  }
  return Found(id);
}

// Why it cannot be sold; empty: it can. `aside`: what was left out of its prices.
std::string put_prices(const Room& room, catalog::Bundle& bundle, const catalog::ListBundle& said,
                       std::string& aside) {
  bool has_own = false;
  for (const catalog::ListTerms& one : said.terms) {
    const auto asset = find_asset(one.currency);
    if (!asset) continue;
    const auto price = parse_decimal(one.price, *asset);
    if (!price || !catalog::check_price(*price)) continue;
    // What costs nothing is given away by a person, not by a list.
    if (price->is_zero()) return "A list makes nothing free. Set a price of nothing by hand.";
    if (*asset == room.currency) {
      if (has_own) return "It has two prices in " + std::string(asset->code()) + ".";
      bundle.price = *price;
      has_own = true;
    } else if (std::ranges::find(room.other_currencies, *asset) == room.other_currencies.end()) {
      aside += " Its price in " + std::string(asset->code()) + " was left out.";
    } else if (std::ranges::find(bundle.others, *asset, &Money::asset) == bundle.others.end()) {
      bundle.others.push_back(*price);
    }
  }
  std::ranges::sort(bundle.others, {}, &Money::asset);
  if (has_own) return {};
  return said.terms.empty() ? "It has no price."
                            : "It has no price in " + std::string(room.currency.code()) + ".";
}

Result<std::string> import_bundle(const Room& room, const catalog::ListBundle& said,
                                  std::string_view by) {
  catalog::Bundle bundle;
  bundle.id = id_of(room, said);
  if (!looks_like_id(bundle.id.value)) return left_out(said, "Its id is none.");
  bundle.title = said.title;
  if (!said.slug.empty()) bundle.slug = slug(said.slug, 200);
  bundle.description = said.description;
  if (said.is_hidden) bundle.visibility = catalog::Visibility::hidden;
  bool is_here = false;
  std::string missing;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    is_here = AAN_TRY(at.bundles().find_bundle(bundle.id)).has_value();
    if (is_here) return {};
    bundle.works.clear();
    missing.clear();
    for (const std::string& book : said.books) {
      const auto work = AAN_TRY(work_of(at, said, book));
      if (!work)
        missing = "Its book " + book + " is not here.";
      else if (std::ranges::find(bundle.works, *work) == bundle.works.end())
        bundle.works.push_back(*work);
    }
    return {};
  }));
  if (is_here) return std::string();
  if (!missing.empty()) return left_out(said, missing);
  if (said.books.empty()) return left_out(said, "It names no books.");
  std::string aside;
  if (const std::string why = put_prices(room, bundle, said, aside); !why.empty())
    return left_out(said, why);
  const auto made = keep_bundle(room, bundle, by);
  if (!made && made.error().code == Errc::invalid) return left_out(said, made.error().safe);
  if (!made) return std::unexpected(made.error());
  const auto standing = catalog::standing_of(*made);
  std::string sentence = "New: the bundle “" + said.title + "”";
  if (!standing.because_of.empty())
    sentence += ", which rests until “" + standing.because_of + "” can be bought";
  return sentence + "." + aside;
}

}  // namespace

Result<std::vector<std::string>> import_bundles(const Room& room,
                                                const std::vector<catalog::ListBundle>& bundles,
                                                std::string_view by) {
  std::vector<std::string> sentences;
  for (const catalog::ListBundle& one : bundles)
    if (std::string said = AAN_TRY(import_bundle(room, one, by)); !said.empty())
      sentences.push_back(std::move(said));
  return sentences;
}

}  // namespace aan::service

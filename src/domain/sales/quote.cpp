#include "domain/sales/quote.hpp"

#include <map>

#include "domain/catalog/currencies.hpp"
#include "domain/catalog/price.hpp"
#include "domain/tax/amounts.hpp"

namespace aan::sales {
namespace {

// A full cart, every book at the highest price, is an order.
static_assert(catalog::kPriceUnitsMax * static_cast<std::int64_t>(kQuoteLinesMax) <=
              kOrderTotalMax);

std::unexpected<Error> not_in_currency(const std::string& title, const Asset& currency,
                                       const std::vector<Asset>& sold_in) {
  const std::string code{currency.code()};
  const std::string others = catalog::codes_of(sold_in);
  return refuse(Errc::conflict, "quote.line",
                "“" + title + "” is not sold in " + code + ", but in " + others + ".",
                "not_in_currency", {{"title", title}, {"currency", code}, {"sold_in", others}});
}

Result<QuoteLine> price_line(const catalog::OfferDetail& detail, const Asset& currency,
                             const ChosenAmounts& chosen) {
  if (catalog::is_being_restored(detail.files))
    return refuse(Errc::conflict, "quote.line",
                  "“" + detail.work.title +
                      "” is being restored and cannot be bought at the moment. Take it out of "
                      "the cart, or come back later.",
                  "being_restored", {{"title", detail.work.title}});
  if (catalog::availability_of(detail.work, detail.offer, detail.files) ==
      catalog::Availability::sold_out)
    return sold_out(detail.work.title);
  if (catalog::availability_of(detail.work, detail.offer, detail.files) ==
      catalog::Availability::all_held)
    return all_held(detail.work.title, *detail.offer.copies_back_at);
  const catalog::Availability its =
      catalog::availability_of(detail.work, detail.offer, detail.files);
  if (its == catalog::Availability::not_yet_sold)
    return refuse(Errc::conflict, "quote.line", "“" + detail.work.title + "” is not sold yet.",
                  "not_yet_sold", {{"title", detail.work.title}});
  if (its == catalog::Availability::no_longer_sold)
    return refuse(Errc::conflict, "quote.line", "“" + detail.work.title + "” is not sold any more.",
                  "no_longer_sold", {{"title", detail.work.title}});
  // Nothing is converted: what stands here in another currency was not shown in this one.
  const bool is_in_another = detail.offer.price && !(detail.offer.price->asset == currency);
  if (its == catalog::Availability::not_in_currency || is_in_another)
    return not_in_currency(detail.work.title, currency, catalog::sold_in(detail.offer));
  if (!detail.can_be_bought())
    return refuse(Errc::conflict, "quote.line",
                  "“" + detail.work.title + "” cannot be bought at the moment.", "not_for_sale",
                  {{"title", detail.work.title}});
  QuoteLine line;
  line.offer_id = detail.offer.id;
  line.offer_revision = detail.offer.revision;
  line.work_id = detail.work.id;
  line.edition_id = detail.edition.id;
  line.edition_version = detail.edition.version;
  for (const catalog::EditionFile& file : detail.files) line.files.push_back(file.id);
  line.title = detail.work.title;
  line.authors = catalog::author_line(detail.work);
  line.price = *detail.offer.price;
  line.buyer_set_price = detail.offer.buyer_sets_price;
  if (const auto own = chosen.find(detail.offer.id); line.buyer_set_price && own != chosen.end()) {
    AAN_TRY(catalog::check_chosen(detail.offer, own->second));
    line.price = own->second;
  }
  line.discount = line.tax = line.tax_added = Money{0, line.price.asset};
  return line;
}

// The lines of a bundle: every book that can be had by itself, for its share of the price.
Result<std::vector<QuoteLine>> price_bundle(const catalog::BundleDetail& detail,
                                            const Asset& currency) {
  const catalog::Bundle& bundle = detail.bundle;
  const bool is_whole = detail.books.size() == bundle.works.size();
  if (bundle.visibility != catalog::Visibility::listed || !is_whole)
    return refuse(Errc::conflict, "quote.bundle",
                  "The bundle “" + bundle.title + "” cannot be bought at the moment.",
                  "bundle_not_for_sale", {{"title", bundle.title}});
  if (!bundle.is_priced || !(bundle.price.asset == currency))
    return not_in_currency(bundle.title, currency, catalog::sold_in(bundle));
  std::vector<QuoteLine> lines;
  std::vector<std::int64_t> weights;
  std::int64_t whole = 0;
  for (const catalog::OfferDetail& book : detail.books) {
    lines.push_back(AAN_TRY(price_line(book, currency, {})));
    weights.push_back(lines.back().price.amount);
    whole += weights.back();
  }
  if (whole == 0) weights.assign(weights.size(), 1);
  const std::vector<std::int64_t> shares = tax::share_out(bundle.price.amount, weights);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    lines[i].price = {shares[i], bundle.price.asset};
    lines[i].buyer_set_price = false;
    lines[i].bundle_id = bundle.id;
    lines[i].bundle_title = bundle.title;
  }
  return lines;
}

// Nobody pays twice for one book.
Result<> check_apart(const Quote& quote) {
  std::map<catalog::WorkId, const QuoteLine*> seen;
  for (const QuoteLine& line : quote.lines) {
    const auto [at, is_new] = seen.emplace(line.work_id, &line);
    const bool is_bundled = !line.bundle_id.empty() || !at->second->bundle_id.empty();
    if (is_new || !is_bundled) continue;
    const std::string& bundle =
        line.bundle_id.empty() ? at->second->bundle_title : line.bundle_title;
    return refuse(
        Errc::conflict, "quote.bundle",
        "“" + line.title + "” is in the bundle “" + bundle + "” already. Take one of the two out.",
        "already_in_bundle", {{"title", line.title}, {"bundle", bundle}});
  }
  return {};
}

std::unexpected<Error> total_too_large() {
  return refuse(Errc::invalid, "quote",
                "Together these books cost more than one order can hold. Order them apart.",
                "total_too_large");
}

// A line that nobody has taxed yet may say nothing of it.
Money money_or(const Money& amount, const Money& zero) {
  return amount.asset.empty() ? zero : amount;
}

// The decision that a stored quote was taxed by, as far as its amounts depend on it.
tax::Decision decision_of(const Quote& quote) {
  tax::Decision decision;
  decision.treatment = quote.treatment;
  decision.country = quote.tax_country;
  const bool is_reverse = quote.treatment == tax::Treatment::reverse_charge;
  (is_reverse ? decision.relief : decision.bps) = quote.tax_bps;
  const bool is_exclusive = is_reverse ? quote.tax_added.amount == 0
                                       : quote.tax_added == quote.tax && !quote.tax.is_zero();
  decision.prices = is_exclusive ? tax::Prices::exclusive : tax::Prices::inclusive;
  return decision;
}

}  // namespace

std::unexpected<Error> sold_out(const std::string& title) {
  return refuse(Errc::conflict, "quote.line", "“" + title + "” is sold out.", "sold_out",
                {{"title", title}});
}

std::unexpected<Error> all_held(const std::string& title, Timestamp back_at) {
  return refuse(Errc::conflict, "quote.line",
                "All copies of “" + title + "” are in other orders just now. Try again after " +
                    rfc3339(back_at) + ".",
                "all_held", {{"title", title}, {"until_unix", back_at.unix_seconds()}});
}

Result<> add_up(Quote& quote) {
  const Money zero{0, quote.subtotal.asset};
  quote.subtotal = quote.discount = quote.tax = quote.tax_added = zero;
  for (const QuoteLine& line : quote.lines) {
    quote.subtotal = AAN_TRY(add(quote.subtotal, line.price));
    quote.discount = AAN_TRY(add(quote.discount, line.discount));
    quote.tax = AAN_TRY(add(quote.tax, money_or(line.tax, zero)));
    quote.tax_added = AAN_TRY(add(quote.tax_added, money_or(line.tax_added, zero)));
  }
  quote.total = AAN_TRY(add(AAN_TRY(subtract(quote.subtotal, quote.discount)), quote.tax_added));
  quote.proceeds = AAN_TRY(subtract(quote.total, quote.tax));
  return {};
}

Result<Quote> make_quote(std::span<const catalog::OfferDetail> offers, const Asset& currency,
                         std::int64_t terms_version, const ChosenAmounts& chosen,
                         std::span<const catalog::BundleDetail> bundles) {
  std::size_t books = offers.size();
  for (const catalog::BundleDetail& bundle : bundles) books += bundle.bundle.works.size();
  if (books == 0) return refuse(Errc::invalid, "quote", "The cart is empty.", "empty_cart");
  if (books > kQuoteLinesMax)
    return refuse(Errc::invalid, "quote",
                  "One order holds at most " + std::to_string(kQuoteLinesMax) + " books.",
                  "too_many", {{"limit", std::int64_t{kQuoteLinesMax}}});
  const Money zero{0, currency};
  Quote quote;
  quote.subtotal = quote.discount = quote.tax = quote.tax_added = zero;
  quote.terms_version = terms_version;
  for (const catalog::OfferDetail& offer : offers)
    quote.lines.push_back(AAN_TRY(price_line(offer, currency, chosen)));
  for (const catalog::BundleDetail& bundle : bundles)
    for (QuoteLine& line : AAN_TRY(price_bundle(bundle, currency)))
      quote.lines.push_back(std::move(line));
  AAN_TRY(check_apart(quote));
  AAN_TRY(add_up(quote));
  if (quote.total.amount > kOrderTotalMax) return total_too_large();
  return quote;
}

Result<> apply_tax(Quote& quote, const tax::Decision& decision) {
  using enum tax::Treatment;
  const Money zero{0, quote.subtotal.asset};
  std::vector<std::int64_t> charges;
  std::int64_t whole = 0;  // at most kOrderTotalMax
  for (QuoteLine& line : quote.lines) {
    line.tax = line.tax_added = zero;
    charges.push_back(line.total().amount);
    whole += charges.back();
  }
  const bool is_free = whole == 0;
  quote.treatment = is_free ? none : decision.treatment;
  quote.tax_country = is_free ? std::string() : decision.country;
  quote.tax_bps = quote.treatment == taxed            ? decision.bps
                  : quote.treatment == reverse_charge ? decision.relief
                                                      : 0;
  const bool is_inclusive = decision.prices == tax::Prices::inclusive;
  const std::int64_t amount =
      is_inclusive ? tax::held_by(whole, quote.tax_bps) : tax::on_top_of(whole, quote.tax_bps);
  const std::vector<std::int64_t> shares = tax::share_out(amount, charges);
  for (std::size_t i = 0; i < shares.size(); ++i) {
    QuoteLine& line = quote.lines[i];
    if (quote.treatment == taxed) {
      line.tax.amount = shares[i];
      if (!is_inclusive) line.tax_added.amount = shares[i];
    } else if (is_inclusive) {
      line.tax_added.amount = -shares[i];  // zero but for a reverse charge
    }
  }
  AAN_TRY(add_up(quote));
  if (quote.total.amount > kOrderTotalMax) return total_too_large();
  return {};
}

bool is_consistent(const Quote& quote) {
  for (const QuoteLine& line : quote.lines)
    if (line.discount.amount < 0 || line.discount.amount > line.price.amount) return false;
  Quote again = quote;
  if (!add_up(again) || again.tax != quote.tax) return false;
  if (!apply_tax(again, decision_of(quote))) return false;
  for (std::size_t i = 0; i < quote.lines.size(); ++i)
    if (quote.lines[i].tax.amount != again.lines[i].tax.amount ||
        quote.lines[i].tax_added.amount != again.lines[i].tax_added.amount)
      return false;
  return again.treatment == quote.treatment && again.tax == quote.tax &&
         again.subtotal == quote.subtotal && again.discount == quote.discount &&
         again.total == quote.total && again.proceeds == quote.proceeds && quote.total.amount >= 0;
}

}  // namespace aan::sales

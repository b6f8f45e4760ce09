#include "web/desk/bundle_routes.hpp"

#include <algorithm>

#include "service/books/manage_bundles.hpp"
#include "web/desk/book_choice.hpp"
#include "web/desk/desk_page.hpp"
#include "web/desk/pager.hpp"
#include "web/view/books/book_block.hpp"

namespace aan::web {
namespace {

constexpr std::int64_t kRows = 50;

std::string state_of(const Locale& locale, const catalog::BundleDetail& detail) {
  if (detail.bundle.visibility != catalog::Visibility::listed)
    return locale.text("desk_bundle.hidden");
  const catalog::BundleStanding standing = catalog::standing_of(detail);
  const std::string key = "desk_bundle." + std::string(catalog::name_of(standing.availability));
  if (standing.availability == catalog::Availability::available) return locale.text(key);
  return locale.text(key, {{"title", standing.because_of}});
}

std::string field_in(const Asset& currency) { return "price." + std::string(currency.code()); }

// As they were typed, in a field for each of the shop's other currencies that the form had.
service::TypedPrices typed_others(const DeskFront& front, const Visit& visit) {
  service::TypedPrices typed;
  for (const Asset& one : front.room().other_currencies)
    if (has_field(visit, field_in(one)))
      typed[std::string(one.code())] = field_of(visit, field_in(one));
  return typed;
}

// The other currencies in which it has a price and cannot be had all the same, and why.
void fill_rests(Block& row, const DeskFront& front, const catalog::BundleDetail& detail) {
  for (const service::BundleRest& rest : service::not_sold_in(front.room(), detail))
    row.add("REST").set("TEXT", row.locale().text("desk_bundle_not_sold_in",
                                                  {{"currency", std::string(rest.currency.code())},
                                                   {"title", rest.because_of}}));
}

void fill_bundle(Block& row, const DeskFront& front, const catalog::BundleDetail& detail,
                 bool may_change) {
  const Locale& locale = row.locale();
  const catalog::Bundle& bundle = detail.bundle;
  const bool is_listed = bundle.visibility == catalog::Visibility::listed;
  std::string prices = price_text(locale, bundle.price);
  for (const Money& other : bundle.others) prices += " · " + locale.money(other);
  row.set("TITLE", bundle.title).set("PRICE", prices);
  row.set("STATE", state_of(locale, detail));
  fill_rests(row, front, detail);
  const bool rests = catalog::standing_of(detail).availability != catalog::Availability::available;
  row.set("STATE_NAME", !is_listed ? "hidden" : rests ? "warned" : "listed");
  const auto saved = catalog::saved(detail);
  row.set("SAVED", saved ? locale.money(*saved) : "");
  if (is_listed) row.add("LINK").set("PATH", bundle_path(bundle.slug)).set("TITLE", bundle.title);
  row.show_if("NO_LINK", !is_listed);
  for (const catalog::OfferDetail& book : detail.books)
    row.add("BOOK").set("TITLE", book.work.title).set("PATH", "/desk/books/" + book.work.slug);
  if (!may_change) return;
  Block change = row.add("CHANGE");
  for (const Asset& currency : front.room().other_currencies) {
    const auto at = std::ranges::find(bundle.others, currency, &Money::asset);
    change.add("OTHER")
        .set("CURRENCY", currency.code())
        .set("SLUG", bundle.slug)
        .set("TITLE", bundle.title)
        .set("AMOUNT", at == bundle.others.end() ? "" : decimal(*at));
  }
  change.show_if("SEVERAL", !front.room().other_currencies.empty());
  change.set("SLUG", bundle.slug)
      .set("TITLE", bundle.title)
      .set("AMOUNT", decimal(bundle.price))
      .set("CURRENCY", bundle.price.asset.code())
      .set("ACT", is_listed ? "hide" : "publish")
      .set("LABEL", locale.text(is_listed ? "desk_bundle_hide" : "desk_bundle_publish"));
}

using Meant = std::vector<service::MeantBooks>;

// `meant`: by the books that were typed, as far as they were looked for.
Result<net::Response> page_of(const DeskFront& front, const Visit& visit, const Error* problem,
                              const Meant& meant) {
  const std::int64_t at = desk_page_number(visit.request);
  const auto list = AAN_TRY(service::list_bundles(front.room(), at * kRows, kRows));
  const Locale& locale = find_locale("en");
  DeskPage page(front, visit, DeskItem::bundles, locale.text("desk_nav_bundles"), "bundles");
  Block& main = page.main();
  const bool may_change = visit.may(desk::Action::change_books);
  main.show_if("NONE", list.total == 0);
  if (list.total > 0) {
    Block table = main.add("TABLE");
    for (const catalog::BundleDetail& one : list.bundles) {
      Block row = table.add("ROW");
      fill_bundle(row, front, one, may_change);
    }
    add_desk_pager(main, "/desk/bundles?", at, kRows, list.total);
  }
  if (may_change) {
    const bool is_new = problem != nullptr && field_of(visit, "act") == "add";
    const auto typed = [&](std::string_view name) { return is_new ? field_of(visit, name) : ""; };
    Block form = main.add("FORM");
    for (const Asset& currency : front.room().other_currencies)
      form.add("OTHER").set("CURRENCY", currency.code()).set("PRICE", typed(field_in(currency)));
    form.set("CURRENCY", front.room().currency.code())
        .set("TITLE", typed("title"))
        .set("TEXT", typed("text"))
        .set("BOOKS", typed("books"))
        .set("PRICE", typed("price"));
    fill_choices(form, visit, meant);
  }
  const int status = problem == nullptr ? 200 : page.say_problem(*problem);
  return page.finish(status);
}

// Returns what was done, as the word of `done_at`. `meant` keeps which books were found, for the
// page that asks or says what is wrong.
Result<std::string> act(const DeskFront& front, const Visit& visit, Meant& meant) {
  const std::string act = field_of(visit, "act");
  const std::string& by = visit.person().name;
  const std::string name = field_of(visit, "bundle");
  if (act == "price") {
    AAN_TRY(service::set_bundle_prices(front.room(), name, field_of(visit, "price"),
                                       typed_others(front, visit), by));
    return "bundle-" + act;
  }
  if (act == "hide" || act == "publish") {
    AAN_TRY(service::set_bundle_visibility(
        front.room(), name,
        act == "hide" ? catalog::Visibility::hidden : catalog::Visibility::listed, by));
    return "bundle-" + act;
  }
  if (act != "add")
    return refuse(Errc::invalid, "desk.bundle", "The desk has no such button.", "no_such_button");
  service::BundleWish wish;
  wish.title = field_of(visit, "title");
  wish.description = field_of(visit, "text");
  wish.price = field_of(visit, "price");
  wish.others = typed_others(front, visit);
  meant = AAN_TRY(
      service::meant_in_lines(front.room(), field_of(visit, "books"), catalog::kBundleBooksMax));
  wish.books = AAN_TRY(chosen_books(front, visit, meant));
  const catalog::BundleDetail made = AAN_TRY(service::add_bundle(front.room(), wish, by));
  const bool is_sold = catalog::standing_of(made).availability == catalog::Availability::available;
  return is_sold ? "bundle-add" : "bundle-add-rests";
}

}  // namespace

Result<net::Response> show_bundles(const DeskFront& front, const Visit& visit) {
  return page_of(front, visit, nullptr, {});
}

Result<net::Response> change_bundles(const DeskFront& front, const Visit& visit) {
  Meant meant;
  const auto done = act(front, visit, meant);
  if (done) {
    front.follow_catalogue();
    return done_at("/desk/bundles", *done);
  }
  if (!stays_on_page(done.error())) return std::unexpected(done.error());
  return page_of(front, visit, &done.error(), meant);
}

}  // namespace aan::web

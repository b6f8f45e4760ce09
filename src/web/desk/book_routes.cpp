#include "web/desk/book_routes.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "base/text.hpp"
#include "service/books/edit_book.hpp"
#include "service/books/manage_catalog.hpp"
#include "service/books/merge_books.hpp"
#include "service/books/stock_demo.hpp"
#include "service/desk/search_books.hpp"
#include "service/letters/broadcast.hpp"
#include "web/browsing/cards.hpp"
#include "web/desk/desk_page.hpp"
#include "web/desk/pager.hpp"
#include "web/desk/typed_price.hpp"
#include "web/desk/version_view.hpp"
#include "web/view/books/book_block.hpp"

namespace aan::web {
namespace {

using catalog::BookDetail;
using catalog::Visibility;

constexpr std::int64_t kRows = 50;

// What a visitor of the shop finds of it, in one word of the locale.
std::string_view state_of(const BookDetail& book) {
  if (book.work.visibility == Visibility::hidden) return "hidden";
  if (catalog::is_being_restored(book.files)) return "restored";
  if (book.files.empty()) return "no_file";
  if (!book.offer.price && book.offer.others.empty()) return "unpriced";
  if (book.offer.sale_state != catalog::SaleState::open)
    return catalog::name_of(book.offer.sale_state);
  const bool is_free =
      book.offer.price && book.offer.price->is_zero() && !book.offer.buyer_sets_price;
  return is_free ? "free" : "listed";
}

std::string authors_of(const BookDetail& book, const Locale& locale) {
  std::vector<std::string> names;
  for (const catalog::Contributor& one : book.work.contributors)
    if (one.role == catalog::ContributorRole::author) names.push_back(one.name);
  return locale.list(names);
}

// What the buyer sets begins somewhere; in another currency than the shop's own, "free" names it.
std::string terms_text(const Locale& locale, const catalog::PriceTerms& terms, bool is_own) {
  const Money& price = *terms.price;
  if (price.is_zero() && !is_own)
    return locale.text(terms.buyer_sets_price ? "desk_price_any_in" : "desk_price_free_in",
                       {{"currency", std::string(price.asset.code())}});
  if (!terms.buyer_sets_price) return price_text(locale, terms.price);
  return price.is_zero() ? locale.text("price_own")
                         : locale.text("price_from", {{"price", locale.money(price)}});
}

std::string price_of(const BookDetail& book, const Locale& locale) {
  std::vector<std::string> prices;
  if (book.offer.price) prices.push_back(terms_text(locale, book.offer, /*is_own=*/true));
  for (const catalog::PriceTerms& other : book.offer.others)
    prices.push_back(terms_text(locale, other, /*is_own=*/false));
  if (prices.empty()) return locale.text("price_unset");
  std::string all;
  for (const std::string& price : prices) all += (all.empty() ? "" : " · ") + price;
  return all;
}

void fill_book(Block& block, const BookDetail& book) {
  const Locale& locale = block.locale();
  const std::string state{state_of(book)};
  block.set("PATH", "/desk/books/" + book.work.slug).set("TITLE", book.work.title);
  block.set("BOOK_LANG", book.edition.language).set("AUTHORS", authors_of(book, locale));
  block.set("PRICE", price_of(book, locale));
  block.set("STATE", locale.text("desk_book." + state)).set("STATE_NAME", state);
}

// The fields of the form of a price in one currency, as they were typed or as the offer has them.
struct PriceFields {
  std::string price;
  std::string compare_at;
  std::string suggested;
  bool buyer_sets_price = false;
};
// For the shop's own currency, and for the others.
struct PriceForm {
  PriceFields own;
  std::map<Asset, PriceFields> others;
};

// "price" of the shop's own currency, "price.EUR" of another.
PriceFields typed_fields(const Visit& visit, const std::string& ending) {
  return {field_of(visit, "price" + ending), field_of(visit, "compare_at" + ending),
          field_of(visit, "suggested" + ending),
          !field_of(visit, "buyer_sets_price" + ending).empty()};
}

std::string ending_of(const Asset& currency) { return "." + std::string(currency.code()); }

// A currency that the shop did not have yet when the form was shown has no field in it.
PriceForm typed_form(const DeskFront& front, const Visit& visit) {
  PriceForm form{typed_fields(visit, ""), {}};
  for (const Asset& one : front.room().other_currencies)
    if (has_field(visit, "price" + ending_of(one)))
      form.others[one] = typed_fields(visit, ending_of(one));
  return form;
}

PriceFields fields_of(const catalog::PriceTerms& terms) {
  const auto text = [](const std::optional<Money>& one) { return one ? decimal(*one) : ""; };
  return {text(terms.price), text(terms.compare_at), text(terms.suggested), terms.buyer_sets_price};
}

PriceForm form_of(const DeskFront& front, const catalog::Offer& offer) {
  PriceForm form{fields_of(offer), {}};
  for (const Asset& currency : front.room().other_currencies) {
    const auto at = std::ranges::find_if(
        offer.others, [&](const catalog::PriceTerms& one) { return one.price->asset == currency; });
    form.others[currency] = at == offer.others.end() ? PriceFields() : fields_of(*at);
  }
  return form;
}

Result<catalog::PriceTerms> terms_of(const PriceFields& typed, const Asset& currency) {
  catalog::PriceTerms terms;
  terms.price = AAN_TRY(typed_price(typed.price, currency));
  terms.compare_at = AAN_TRY(typed_price(typed.compare_at, currency));
  terms.suggested = AAN_TRY(typed_price(typed.suggested, currency));
  terms.buyer_sets_price = typed.buyer_sets_price;
  return terms;
}

// All prices of the form with one revision; those that are not in it stay.
Result<> set_prices(const DeskFront& front, const std::string& slug, const PriceForm& typed,
                    const std::string& by) {
  const service::Room& room = front.room();
  service::OtherTerms others;
  for (const auto& [currency, fields] : typed.others)
    others[currency] = AAN_TRY(terms_of(fields, currency));
  AAN_TRY(service::set_prices(room, slug, AAN_TRY(terms_of(typed.own, room.currency)), others, by));
  return {};
}

void fill_fields(Block& block, const PriceFields& typed, const Asset& currency) {
  block.set("PRICE_NOW", typed.price).set("COMPARE_AT", typed.compare_at);
  block.set("SUGGESTED", typed.suggested).show_if("BUYER_SETS", typed.buyer_sets_price);
  block.set("CURRENCY", currency.code());
}

void fill_forms(Block& main, const DeskFront& front, const Visit& visit, const BookDetail& book,
                const PriceForm& price) {
  Block forms = main.add("MAY_CHANGE");
  fill_fields(forms, price.own, front.room().currency);
  forms.show_if("OTHER_HINT", !price.others.empty());
  for (const auto& [currency, typed] : price.others) {
    Block other = forms.add("OTHER_CURRENCY");
    other.set("LEGEND",
              forms.locale().text("desk_price_in", {{"currency", std::string(currency.code())}}));
    fill_fields(other, typed, currency);
    other.show_if("MORE",
                  typed.buyer_sets_price || !typed.compare_at.empty() || !typed.suggested.empty());
  }
  forms.show(book.work.visibility == Visibility::hidden ? "PUBLISH" : "HIDE");
  const auto& copies = book.offer.copies_left;
  forms.set("COPIES", field_of(visit, "act") == "stock" ? field_of(visit, "copies")
                      : copies                          ? std::to_string(*copies)
                                                        : "");
}

// Dates and territory: as they are, or as they were typed when they could not be taken.
void fill_rules(Block& main, const Visit& visit, const BookDetail& book, bool is_wrong) {
  const catalog::SaleRules& rules = book.offer.rules;
  const std::string act = is_wrong ? field_of(visit, "act") : "";
  const auto dated = [&](std::string_view field, const std::optional<Timestamp>& moment,
                         service::DayEdge edge = service::DayEdge::begin) {
    return act == "dates" ? field_of(visit, field) : service::typed(moment, edge);
  };
  Block form = main.add("RULES");
  form.set("FROM", dated("from", rules.sold_from));
  form.set("UNTIL", dated("until", rules.sold_until, service::DayEdge::end));
  form.set("RELEASE", dated("release", rules.release_at));
  std::string countries;
  for (const std::string& one : rules.countries) countries += (countries.empty() ? "" : ", ") + one;
  const bool is_typed = act == "countries";
  form.set("COUNTRIES", is_typed ? field_of(visit, "countries") : countries);
  const std::string chosen =
      is_typed ? field_of(visit, "territory") : std::string(catalog::name_of(rules.territory));
  for (const auto one :
       {catalog::Territory::everywhere, catalog::Territory::only, catalog::Territory::except}) {
    const std::string name{catalog::name_of(one)};
    form.add("TERRITORY")
        .set("VALUE", name)
        .set("LABEL", form.locale().text("desk_territory." + name))
        .show_if("CHOSEN", name == chosen);
  }
  const auto& seats = book.offer.licence_seats;
  form.set("SEATS", act == "licence" ? field_of(visit, "seats")
                    : seats          ? std::to_string(*seats)
                                     : "");
}

std::string shown_language(const BookDetail& book) {
  return book.edition.language == "und" ? "" : book.edition.language;
}

// Title, authors and the rest: as they are, or as they were typed when they could not be taken.
void fill_edit(Block& main, const Visit& visit, const BookDetail& book, bool is_wrong,
               const std::vector<std::string>& edited) {
  const bool is_typed = is_wrong && field_of(visit, "act") == "edit";
  const auto now = [&](std::string_view field, const std::string& value) {
    return is_typed ? field_of(visit, field) : value;
  };
  Block form = main.add("EDIT");
  form.set("EDIT_TITLE", now("title", book.work.title));
  form.set("EDIT_SUBTITLE", now("subtitle", book.work.subtitle));
  form.set("EDIT_AUTHORS", now("authors", service::typed_authors(book.work)));
  form.set("EDIT_LANGUAGE", now("language", shown_language(book)));
  form.set("EDIT_DESCRIPTION", now("description", book.work.description));
  form.show_if("EDIT_OPEN", is_typed);
  if (edited.empty()) return;
  std::vector<std::string> names;
  for (const std::string& one : edited) names.push_back(form.locale().text("desk_edited." + one));
  form.add("WRITTEN").set(
      "WRITTEN_TEXT",
      form.locale().text("desk_edit_written", {{"fields", form.locale().list(names)}}));
}

// Whether readers see a sample, and the button that changes it.
Result<> fill_sample(Block& main, const DeskFront& front, const Visit& visit,
                     const BookDetail& book) {
  const bool is_hidden = AAN_TRY(front.ingest.is_sample_hidden(book.edition.id));
  const bool is_there = book.edition.sample.has_value();
  if (is_hidden)
    main.show("SAMPLE_HIDDEN");
  else if (!is_there)
    main.show("SAMPLE_NONE");
  else
    main.show(book.work.visibility == Visibility::listed ? "SAMPLE_SHOWN" : "SAMPLE_MADE");
  if (!visit.may(desk::Action::change_books)) return {};
  main.show_if("SHOW_SAMPLE", is_hidden);
  main.show_if("HIDE_SAMPLE", !is_hidden && is_there);
  return {};
}

// Where there are only so many copies: how many were sold, and how many wait for their money.
void fill_taken(Block& main, const sales::CopiesTaken& taken) {
  const Locale& locale = main.locale();
  Block block = main.add("TAKEN").set("SOLD", locale.number(taken.sold));
  block.set("HELD", taken.held_until ? locale.text("desk_copies_held_until",
                                                   {{"count", locale.number(taken.held)},
                                                    {"until", locale.date_time(*taken.held_until)}})
                                     : locale.number(taken.held));
}

Result<net::Response> page_of(const DeskFront& front, const Visit& visit,
                              const std::optional<PriceForm>& typed, const Error* problem) {
  const std::string slug{visit.request.param("slug")};
  auto found = service::find_book(front.room(), slug);
  if (!found && found.error().code == Errc::not_found)
    return refuse(Errc::not_found, "desk.book", "There is no such book in this shop.",
                  "no_such_book");
  const BookDetail book = AAN_TRY(std::move(found));
  DeskPage page(front, visit, DeskItem::books, book.work.title, "book");
  Block& main = page.main();
  const Locale& locale = page.locale();
  fill_book(main, book);
  fill_cover(main, cover_for_owner(front.room().keys.ring(), book.edition,
                                   book.work.visibility == Visibility::listed));
  main.set("SINCE", locale.date(book.work.created_at));
  const auto& copies = book.offer.copies_left;
  main.set("COPIES_LEFT", copies ? locale.number(*copies) : locale.text("desk_copies_unlimited"));
  if (copies) fill_taken(main, AAN_TRY(service::copies_taken(front.room(), book.offer.id)));
  main.set("REVISION", book.offer.revision).set("SHOP_PATH", "/books/" + book.work.slug);
  main.show_if("LISTED", book.work.visibility == Visibility::listed);
  for (const catalog::EditionFile& file : book.files) {
    Block row = main.add("FILE").set("NAME", file.file_name).set("SIZE", locale.size(file.size));
    row.set("CID", file.cid.text()).show(file.is_damaged ? "DAMAGED" : "WHOLE");
    if (visit.may(desk::Action::change_books)) row.add("TAKE_OUT").set("FORMAT", file.format);
  }
  if (visit.may(desk::Action::change_books)) {
    PriceForm form = form_of(front, book.offer);
    if (typed) form.own = typed->own;
    if (typed)
      for (const auto& [currency, fields] : typed->others) form.others[currency] = fields;
    fill_forms(main, front, visit, book, form);
    fill_rules(main, visit, book, problem != nullptr);
    fill_edit(main, visit, book, problem != nullptr,
              AAN_TRY(service::edited_fields(front.room(), book.work.id)));
    if (!book.files.empty()) main.add("NEW_VERSION").set("NOTE", field_of(visit, "note"));
    if (const auto other = AAN_TRY(service::stands_for(front.room(), slug))) {
      Block merged = main.add("MERGED");
      merged.set("PATH", "/desk/books/" + slug)
          .set("OTHER_PATH", "/desk/books/" + other->work.slug)
          .set("OTHER", other->work.title);
      if (const auto bundles = AAN_TRY(service::bundles_with(front.room(), book.work.id));
          !bundles.empty())
        merged.add("RESTING").set(
            "RESTING_TEXT", locale.text("desk_merged_bundles", {{"titles", locale.list(bundles)}}));
    } else {
      main.add("MERGE").set("PATH", "/desk/books/" + slug).set("INTO", field_of(visit, "into"));
    }
    Block cover = main.add("COVER");
    if (AAN_TRY(front.ingest.has_other_cover(book.edition.id)))
      cover.add("OTHER").set("PATH", "/desk/books/" + book.work.slug);
  }
  AAN_TRY(fill_sample(main, front, visit, book));
  AAN_TRY(fill_versions(main, front, book));
  AAN_TRY(fill_telling(main, front, visit, book));
  const int status = problem == nullptr ? 200 : page.say_problem(*problem);
  return page.finish(status);
}

// What stands in a field as it was shown is left alone, in whatever form it came in once.
// Returns whether anything is another now.
Result<bool> edit(const DeskFront& front, const Visit& visit, const std::string& slug) {
  const BookDetail book = AAN_TRY(service::find_book(front.room(), slug));
  const auto typed = [&](std::string_view field,
                         const std::string& shown) -> std::optional<std::string> {
    std::string text = field_of(visit, field);
    std::erase(text, '\r');
    return text == shown ? std::nullopt : std::optional(std::move(text));
  };
  const service::EditedBook done = AAN_TRY(service::edit_book(
      front.room(), slug,
      {typed("title", book.work.title), typed("subtitle", book.work.subtitle),
       typed("authors", service::typed_authors(book.work)), typed("language", shown_language(book)),
       typed("description", book.work.description)},
      visit.person().name));
  return !done.changed.empty();
}

// Returns whether there was anything to do.
Result<bool> act(const DeskFront& front, const Visit& visit) {
  const std::string act = field_of(visit, "act");
  const std::string slug{visit.request.param("slug")};
  const std::string& by = visit.person().name;
  if (act == "price") {
    AAN_TRY(set_prices(front, slug, typed_form(front, visit), by));
    return true;
  }
  if (act == "edit") {
    return edit(front, visit, slug);
  }
  if (act == "follow-lists") {
    AAN_TRY(service::follow_lists(front.room(), slug, by));
    return true;
  }
  if (act == "stock") {
    const std::string copies = field_of(visit, "copies");
    AAN_TRY(service::set_copies(
        front.room(), slug,
        AAN_TRY(service::read_copies(copies.empty() ? service::kUnlimited : copies)), by));
    return true;
  }
  if (act == "dates") {
    AAN_TRY(service::set_dates(
        front.room(), slug,
        {field_of(visit, "from"), field_of(visit, "until"), field_of(visit, "release")}, by));
    return true;
  }
  if (act == "countries") {
    AAN_TRY(service::set_territory(front.room(), slug, field_of(visit, "territory"),
                                   field_of(visit, "countries"), by));
    return true;
  }
  if (act == "licence") {
    AAN_TRY(service::set_licence_seats(front.room(), slug,
                                       AAN_TRY(sales::parse_seats(field_of(visit, "seats"))), by));
    return true;
  }
  if (act == "tell") {
    AAN_TRY(service::begin_broadcast(front.room(), front.shop.use.shop, slug, by));
    return true;
  }
  if (act == "stop-telling") {
    AAN_TRY(service::stop_broadcast(front.room(), field_of(visit, "broadcast"), by));
    return true;
  }
  if (act == "take-out") {
    AAN_TRY(front.ingest.take_out(slug, field_of(visit, "format"), by));
    return true;
  }
  if (act == "hide-sample" || act == "show-sample") {
    AAN_TRY(act == "hide-sample" ? front.ingest.hide_sample(slug, by)
                                 : front.ingest.show_sample(slug, by));
    return true;
  }
  if (act == "merge") {
    AAN_TRY(service::merge_books(front.room(), slug, field_of(visit, "into"), by));
    return true;
  }
  if (act == "unmerge") {
    AAN_TRY(service::unmerge_book(front.room(), slug, by));
    return true;
  }
  if (act != "publish" && act != "hide")
    return refuse(Errc::invalid, "desk.book", "The desk has no such button.", "no_such_button");
  AAN_TRY(service::set_visibility(front.room(), slug,
                                  act == "hide" ? Visibility::hidden : Visibility::listed, by));
  return true;
}

// A price that was taken off is not one that was saved.
std::string done_word(const Visit& visit, bool is_changed) {
  std::string act = field_of(visit, "act");
  if (!is_changed) return "same";
  return act == "price" && field_of(visit, "price").empty() ? "no-price" : act;
}

service::BookFilter asked_filter(const Visit& visit) {
  const auto asked = [&](std::string_view name) {
    return one_line(visit.request.query(name).value_or(""));
  };
  return {asked("search"), asked("state"), asked("format")};
}

// Of the list as it is filtered, ready for a page number behind it.
std::string list_address(const service::BookFilter& filter) {
  std::string address = "/desk/books?";
  const auto add = [&](std::string_view name, const std::string& value) {
    if (!value.empty()) address += std::string(name) + "=" + percent_encode(value) + "&";
  };
  add("search", filter.words);
  add("state", filter.state);
  add("format", filter.format);
  return address;
}

void add_choice(Block& form, std::string_view list, const std::string& value,
                const std::string& text, const std::string& chosen) {
  form.add(list).set("VALUE", value).set("TEXT", text).show_if("CHOSEN", value == chosen);
}

void fill_filter(Block& main, const service::BookFilter& filter,
                 std::vector<ports::FormatCount> formats) {
  const Locale& locale = main.locale();
  Block form = main.add("FILTERS").set("SEARCH", filter.words);
  form.show_if("ALL", !filter.is_any());
  add_choice(form, "STATE", "", locale.text("desk_any_state"), filter.state);
  for (const std::string_view state : service::book_states())
    add_choice(form, "STATE", std::string(state),
               locale.text("desk_books_state." + std::string(state)), filter.state);
  // One that only hidden books have is none of these and stays chosen.
  if (!filter.format.empty() &&
      std::ranges::find(formats, filter.format, &ports::FormatCount::format) == formats.end())
    formats.push_back({filter.format, 0});
  add_choice(form, "FORMAT", "", locale.text("desk_any_format"), filter.format);
  for (const ports::FormatCount& one : formats)
    add_choice(form, "FORMAT", one.format, format_name(locale, one.format), filter.format);
}

void fill_table(Block& main, const DeskFront& front, const std::vector<BookDetail>& books) {
  const Locale& locale = main.locale();
  Block table = main.add("TABLE");
  for (const BookDetail& book : books) {
    Block row = table.add("ROW");
    fill_book(row, book);
    catalog::Pictures small;
    small.thumb_160 = book.edition.thumb_160;
    fill_cover(row, cover_for_owner(front.room().keys.ring(), small,
                                    book.work.visibility == Visibility::listed));
    row.set_if("COPIES", book.offer.copies_left ? locale.number(*book.offer.copies_left) : "");
  }
}

}  // namespace

Result<net::Response> show_books(const DeskFront& front, const Visit& visit) {
  const std::int64_t at = desk_page_number(visit.request);
  service::BookFilter filter = asked_filter(visit);
  auto found = service::desk_books(front.room(), filter, at * kRows, kRows);
  std::optional<Error> problem;
  if (!found && found.error().code == Errc::invalid) {
    problem = found.error();
    found = service::DeskBooks();
  }
  const service::DeskBooks view = AAN_TRY(std::move(found));
  DeskPage page(front, visit, DeskItem::books, find_locale("en").text("desk_nav_books"), "books");
  Block& main = page.main();
  main.show_if("UPLOAD", visit.may(desk::Action::change_books));
  if (view.total == 0 && filter.is_any()) {
    main.show("NONE");
    return page.finish();
  }
  fill_filter(main, filter, view.formats);
  main.show_if("NOT_FOUND", view.total == 0 && !problem);
  if (view.total > 0) {
    fill_table(main, front, view.books);
    add_desk_pager(main, list_address(filter), at, kRows, view.total);
  }
  return page.finish(problem ? page.say_problem(*problem) : 200);
}

Result<net::Response> show_book(const DeskFront& front, const Visit& visit) {
  return page_of(front, visit, std::nullopt, nullptr);
}

Result<net::Response> change_book(const DeskFront& front, const Visit& visit) {
  const auto done = act(front, visit);
  if (!done) {
    if (!stays_on_page(done.error())) return std::unexpected(done.error());
    const bool is_price = field_of(visit, "act") == "price";
    return page_of(front, visit, is_price ? std::optional(typed_form(front, visit)) : std::nullopt,
                   &done.error());
  }
  front.follow_catalogue();
  return done_at("/desk/books/" + std::string(visit.request.param("slug")),
                 "book-" + done_word(visit, *done));
}

Result<net::Response> take_version(const DeskFront& front, const Visit& visit) {
  const std::string slug{visit.request.param("slug")};
  const auto put = [&]() -> Result<> {
    AAN_TRY(service::refuse_in_demo(front.room()));
    for (const net::FormPart& part : visit.request.parts) {
      if (!part.is_file || part.file_name.empty()) continue;
      AAN_TRY(front.ingest.add_version(part.file->get(), slug, field_of(visit, "note"),
                                       visit.person().name));
      return {};
    }
    return refuse(Errc::invalid, "desk.version", "Choose a file.", "no_file");
  };
  if (const auto done = put(); !done) {
    if (!stays_on_page(done.error())) return std::unexpected(done.error());
    return page_of(front, visit, std::nullopt, &done.error());
  }
  front.follow_catalogue();
  return done_at("/desk/books/" + slug, "book-version");
}

Result<net::Response> take_cover(const DeskFront& front, const Visit& visit) {
  const std::string slug{visit.request.param("slug")};
  const std::string& by = visit.person().name;
  const auto put = [&]() -> Result<std::string> {
    for (const net::FormPart& part : visit.request.parts) {
      if (!part.is_file || part.file_name.empty()) continue;
      AAN_TRY(front.ingest.set_cover(part.file->get(), slug, by));
      return "book-cover";
    }
    if (field_of(visit, "act") != "own")
      return refuse(Errc::invalid, "desk.cover", "Choose a file.", "no_file");
    AAN_TRY(front.ingest.take_own_cover(slug, by));
    return "book-cover-own";
  };
  const auto done = put();
  if (!done) {
    if (!stays_on_page(done.error())) return std::unexpected(done.error());
    return page_of(front, visit, std::nullopt, &done.error());
  }
  front.follow_catalogue();
  return done_at("/desk/books/" + slug, *done);
}

}  // namespace aan::web

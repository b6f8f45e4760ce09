#include "web/desk/book_page.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "service/books/edit_book.hpp"
#include "service/books/file_versions.hpp"
#include "service/books/manage_catalog.hpp"
#include "service/books/merge_books.hpp"
#include "service/books/typed_facts.hpp"
#include "web/browsing/cards.hpp"
#include "web/desk/book_choice.hpp"
#include "web/desk/book_row.hpp"
#include "web/desk/desk_page.hpp"
#include "web/desk/version_view.hpp"
#include "web/view/books/book_block.hpp"

namespace aan::web {
namespace {

using catalog::BookDetail;
using catalog::Visibility;

// A field whose text a refusal may be about, the button of its form, and its label.
struct Field {
  std::string_view act;
  std::string_view name;
  std::string_view label;
};
// The first of each form is meant by a refusal that names none.
constexpr Field kFields[] = {{"price", "price", "desk_price"},
                             {"price", "compare_at", "desk_compare_at"},
                             {"price", "suggested", "desk_suggested"},
                             {"stock", "copies", "desk_copies"},
                             {"dates", "from", "desk_sold_from"},
                             {"dates", "until", "desk_sold_until"},
                             {"dates", "release", "desk_release"},
                             {"countries", "countries", "desk_countries"},
                             {"licence", "seats", "desk_licence_seats"},
                             {"edit", "title", "desk_edit_title"},
                             {"edit", "subtitle", "desk_edit_subtitle"},
                             {"edit", "authors", "desk_edit_authors"},
                             {"edit", "language", "desk_edit_language"},
                             {"edit", "description", "desk_edit_description"},
                             {"edit", "contributors", "desk_edit_contributors"},
                             {"edit", "series", "desk_edit_series"},
                             {"edit", "series_position", "desk_edit_series_position"},
                             {"edit", "subjects", "desk_edit_subjects"},
                             {"edit", "isbn", "desk_edit_isbn"},
                             {"edit", "publisher", "desk_edit_publisher"},
                             {"merge", "into", "desk_merge_into"}};

// What a refusal names: "until", "compare_at.EUR"; of the words of a book "book_title".
std::string field_named(const Error& error) {
  const auto value = std::ranges::find(error.values, "field", &ErrorValue::name);
  if (value != error.values.end()) return std::get<std::string>(value->value);
  return error.reason.starts_with("book_") ? error.reason.substr(5) : "";
}

std::string in_capitals(std::string_view name) {
  std::string out(name);
  for (char& c : out)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return out;
}

// The same error, naming its field as the page does.
Error with_label(Error error, const std::string& label) {
  for (auto& [name, value] : error.values)
    if (name == "field") value = label;
  return error;
}

// Says what is wrong in the form that was sent and marks its field; returns whether it was said.
// In the long form of a book's words it stands at the field, in the others above them. Of a form
// without a field, such as a button's, it stands at the top of the page. `main` is the whole page.
bool mark_field(Block& main, const Visit& visit, const Error& error) {
  const std::string act = field_of(visit, "act");
  const std::string named = field_named(error);
  const std::string name = named.substr(0, named.find('.'));
  const Field* field = nullptr;
  for (const Field& one : kFields)
    if (one.act == act && (field == nullptr || one.name == name)) field = &one;
  if (field == nullptr) return false;
  std::string label = main.locale().text(field->label);
  const bool is_of_other = name.size() < named.size();
  if (is_of_other) label += " (" + named.substr(name.size() + 1) + ")";
  const std::string sentence = sentence_of(main.locale(), with_label(error, label));
  if (act == "edit") {
    main.add("BAD_" + in_capitals(field->name)).set("FAULT", sentence);
    return true;
  }
  const bool is_named = sentence.contains("“" + label + "”");
  main.add("FAULT_" + (is_of_other ? "OTHER" : in_capitals(act)))
      .set("FAULT", is_named ? sentence
                             : main.locale().text("desk_fault_in",
                                                  {{"field", label}, {"sentence", sentence}}));
  if (!is_of_other) main.show("BAD_" + in_capitals(field->name));
  return true;
}

// The same of a form that sends a file to `path`: opened again, with the sentence at the field.
bool mark_file(Block& form, const Visit& visit, const std::string& path, const Error* error) {
  if (error == nullptr || visit.request.path != path) return false;
  form.show("OPEN");
  form.add(error->reason == "version_note" ? "BAD_NOTE" : "BAD_FILE")
      .set("FAULT", sentence_of(form.locale(), *error));
  return true;
}

void fill_forms(Block& main, const DeskFront& front, const Visit& visit, const BookDetail& book,
                const PriceForm& price, bool is_merged, const std::string& wrong) {
  if (is_merged) return;  // it is not sold, whatever these would say
  Block forms = main.add("SALE_FORMS");
  fill_fields(forms, price.own, front.room().currency);
  forms.show_if("OTHER_HINT", !price.others.empty());
  for (const auto& [currency, typed] : price.others) {
    Block other = forms.add("OTHER_CURRENCY");
    other.set("LEGEND",
              forms.locale().text("desk_price_in", {{"currency", std::string(currency.code())}}));
    fill_fields(other, typed, currency);
    const std::string ending = "." + std::string(currency.code());
    other.show_if("WRONG_HERE", wrong.ends_with(ending));
    for (const std::string_view field : {"price", "compare_at", "suggested"})
      other.show_if("BAD_OTHER_" + in_capitals(field), wrong == std::string(field) + ending);
    other.show_if("MORE",
                  typed.buyer_sets_price || !typed.compare_at.empty() || !typed.suggested.empty());
  }
  forms.add("LISTING").show(book.work.visibility == Visibility::hidden ? "PUBLISH" : "HIDE");
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

// A field of lines is as high as what stands in it, within bounds.
std::ptrdiff_t rows_for(const std::string& text) {
  return std::clamp<std::ptrdiff_t>(std::ranges::count(text, '\n') + 1, 3, 8);
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
  const std::string authors = service::typed_authors(book.work, service::SortNames::shown);
  const std::string others = service::typed_contributors(book.work, service::SortNames::shown);
  form.set("EDIT_AUTHORS", now("authors", authors));
  form.set("EDIT_AUTHORS_BEFORE", now("authors_before", authors));
  const std::string contributors = now("contributors", others);
  form.set("EDIT_CONTRIBUTORS", contributors)
      .set("EDIT_CONTRIBUTORS_ROWS", std::to_string(rows_for(contributors)));
  form.set("EDIT_CONTRIBUTORS_BEFORE", now("contributors_before", others));
  form.set("EDIT_SERIES", now("series", book.work.series));
  form.set("EDIT_SERIES_POSITION", now("series_position", book.work.series_position));
  form.set("EDIT_SUBJECTS", now("subjects", service::typed_subjects(book.work)));
  form.set("EDIT_ISBN", now("isbn", book.edition.isbn13));
  form.set("EDIT_PUBLISHER", now("publisher", book.edition.publisher));
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

// Of a book that another one stands for: which, what of it rests, and the way back.
Result<> fill_what_happened(Block& main, const DeskFront& front, const Visit& visit,
                            const BookDetail& book, const BookDetail& other) {
  Block merged = main.add("MERGED");
  merged.set("OTHER_PATH", "/desk/books/" + other.work.slug).set("OTHER", other.work.title);
  if (const auto bundles = AAN_TRY(service::bundles_with(front.room(), book.work.id));
      !bundles.empty())
    merged.add("RESTING").set(
        "RESTING_TEXT",
        main.locale().text("desk_merged_bundles", {{"titles", main.locale().list(bundles)}}));
  if (visit.may(desk::Action::change_books))
    merged.add("PART").set("PATH", "/desk/books/" + book.work.slug);
  return {};
}

// Which book stays, as it was typed, with those to choose from when several fit.
Result<> fill_merge(Block& main, const DeskFront& front, const Visit& visit, const BookDetail& book,
                    bool is_wrong) {
  const bool is_typed = is_wrong && field_of(visit, "act") == "merge";
  const std::string into = is_typed ? one_line(field_of(visit, "into")) : "";
  Block form = main.add("MERGE");
  form.set("PATH", "/desk/books/" + book.work.slug).set("INTO", into).show_if("OPEN", is_typed);
  if (is_typed)
    fill_choices(form, visit, {AAN_TRY(service::meant_books(front.room(), into, book.work.id))});
  return {};
}

// Whether readers see a sample, and the button that changes it.
Result<> fill_sample(Block& main, const DeskFront& front, const Visit& visit,
                     const BookDetail& book) {
  const bool is_hidden = AAN_TRY(front.ingest.is_sample_hidden(book.edition.id));
  const bool is_there = book.edition.sample.has_value();
  if (is_hidden)
    main.show("SAMPLE_HIDDEN");
  else if (!is_there)
    main.show(book.files.empty() ? "SAMPLE_NO_FILE" : "SAMPLE_NONE");
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

// Whether it took the place of another one.
bool is_version(const std::vector<catalog::FileVersion>& versions,
                const catalog::EditionFile& file) {
  return std::ranges::any_of(versions, [&](const catalog::FileVersion& one) {
    return one.file.id == file.id && one.number > 1;
  });
}

}  // namespace

std::string shown_language(const BookDetail& book) {
  return book.edition.language == "und" ? "" : book.edition.language;
}

Result<net::Response> answer_book_page(const DeskFront& front, const Visit& visit,
                                       const std::optional<PriceForm>& typed,
                                       const Error* problem) {
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
  const auto merged_into = AAN_TRY(fill_merged(main, front, book));
  if (merged_into) AAN_TRY(fill_what_happened(main, front, visit, book, *merged_into));
  fill_cover(main, cover_for_owner(front.room().keys.ring(), book.edition,
                                   book.work.visibility == Visibility::listed));
  main.set("SINCE", locale.date(book.work.created_at));
  const auto& copies = book.offer.copies_left;
  main.set("COPIES_LEFT", copies ? locale.number(*copies) : locale.text("desk_copies_unlimited"));
  if (copies) fill_taken(main, AAN_TRY(service::copies_taken(front.room(), book.offer.id)));
  main.set("REVISION", book.offer.revision).set("SHOP_PATH", book_path(book.work.slug));
  main.show_if("LISTED", book.work.visibility == Visibility::listed);
  const auto versions = AAN_TRY(service::versions_of_book(front.room(), book));
  for (const catalog::EditionFile& file : book.files) {
    Block row = main.add("FILE").set("NAME", file.file_name).set("SIZE", locale.size(file.size));
    row.set("CID", file.cid.text()).show(file.is_damaged ? "DAMAGED" : "WHOLE");
    if (visit.may(desk::Action::change_books))
      row.add("TAKE_OUT")
          .set("FORMAT", file.format)
          .set("HINT", locale.text(is_version(versions, file) ? "desk_take_out_version_hint"
                                                              : "desk_take_out_hint"));
  }
  if (book.files.empty())
    main.add("NO_FILE")
        .set("TEXT", locale.text("desk_book_file_how"))
        .set("UPLOAD_PATH", "/desk/books/upload?to=/books/" + slug)
        .show_if("MAY_UPLOAD", visit.may(desk::Action::change_books) && !merged_into);
  bool is_said = false;
  if (visit.may(desk::Action::change_books)) {
    PriceForm form = price_form_of(front, book.offer);
    if (typed) form.own = typed->own;
    if (typed)
      for (const auto& [currency, fields] : typed->others) form.others[currency] = fields;
    fill_forms(main, front, visit, book, form, merged_into.has_value(),
               problem == nullptr ? "" : field_named(*problem));
    if (!merged_into) fill_rules(main, visit, book, problem != nullptr);
    fill_edit(main, visit, book, problem != nullptr,
              AAN_TRY(service::edited_fields(front.room(), book.work.id)));
    if (!book.files.empty()) {
      Block version = main.add("NEW_VERSION").set("NOTE", field_of(visit, "note"));
      version.show_if("ALL_THE_SAME",
                      problem != nullptr && problem->reason == "version_other_book");
      is_said = mark_file(version, visit, "/desk/books/" + slug + "/version", problem);
    }
    if (!merged_into) AAN_TRY(fill_merge(main, front, visit, book, problem != nullptr));
    Block cover = main.add("COVER");
    is_said = mark_file(cover, visit, "/desk/books/" + slug + "/cover", problem) || is_said;
    if (AAN_TRY(front.ingest.has_other_cover(book.edition.id)))
      cover.add("OTHER").set("PATH", "/desk/books/" + book.work.slug);
  }
  AAN_TRY(fill_sample(main, front, visit, book));
  fill_versions(main, book, versions);
  AAN_TRY(fill_telling(main, front, visit, book));
  if (problem == nullptr) return page.finish();
  const bool has_forms = !merged_into || field_of(visit, "act") == "edit";
  is_said = is_said || (has_forms && mark_field(main, visit, *problem));
  return page.finish(page.say_problem(*problem, is_said));
}

}  // namespace aan::web

#include "node/commands/book_commands_json.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "domain/catalog/price.hpp"
#include "domain/sales/licence.hpp"
#include "node/commands/audio_folder.hpp"
#include "node/commands/command_parts_json.hpp"
#include "service/books/edit_book.hpp"
#include "service/books/file_versions.hpp"
#include "service/books/manage_catalog.hpp"
#include "service/books/merge_books.hpp"
#include "service/books/stock_demo.hpp"
#include "service/books/typed_facts.hpp"
#include "service/delivery/keep_files.hpp"
#include "service/desk/search_books.hpp"

namespace aan::node {
namespace {

namespace json = boost::json;
using service::CopyState;

constexpr Duration kCheckStep = Duration::seconds(1);
constexpr std::size_t kBadAStep = 20;  // pictures are made again before the step is over

// A copy that is noted as damaged may be away altogether; whole ones are not looked at here.
Result<CopyState> state_of(const Node& node, const catalog::EditionFile& file) {
  if (!file.is_damaged) return CopyState::whole;
  const CopyState state = AAN_TRY(service::state_of(node.room, file.cid));
  return state == CopyState::missing ? state : CopyState::damaged;
}

// What a visitor finds of it: nothing, a page without a button, a gift, or something to buy.
Result<std::string_view> state_of(const Node& node, const catalog::BookDetail& it) {
  if (it.work.visibility == catalog::Visibility::hidden) return "hidden";
  if (catalog::is_being_restored(it.files)) {
    for (const catalog::EditionFile& file : it.files)
      if (AAN_TRY(state_of(node, file)) == CopyState::damaged) return "damaged";
    return "missing";
  }
  if (it.files.empty()) return "no file";
  if (!it.offer.price && it.offer.others.empty()) return "price not set";
  if (it.offer.sale_state == catalog::SaleState::not_yet) return "not yet sold";
  if (it.offer.sale_state == catalog::SaleState::over) return "not sold now";
  if (it.offer.copies_back_at) return "in unpaid orders";
  if (it.offer.copies_left == 0) return "sold out";
  if (it.offer.sale_state == catalog::SaleState::preorder) return "pre-order";
  if (it.offer.buyer_sets_price) return "listed";
  return it.offer.price && it.offer.price->amount == 0 ? "free" : "listed";
}

json::object bad_copy(const service::BadCopy& one) {
  return {{"id", one.file.id.value},     {"kind", one.kind},
          {"name", one.file.file_name},  {"cid", one.cid.text()},
          {"state", name_of(one.state)}, {"damaged", true}};
}

// Pictures and samples that are not whole; whoever looks has them noted, to be made again.
Result<json::array> bad_pictures(Node& node, const catalog::BookDetail& it) {
  json::array bad;
  if (it.files.empty()) return bad;
  for (const service::BadCopy& one :
       AAN_TRY(service::check_pictures(node.room, it.edition, it.files.front()))) {
    node.pictures.note(one.cid, name_of(one.state));
    bad.push_back(bad_copy(one));
  }
  return bad;
}

// In other currencies than the shop's own.
json::array other_prices(const catalog::Offer& offer) {
  json::array others;
  for (const catalog::PriceTerms& one : offer.others)
    others.push_back({{"price", price(one.price)},
                      {"buyer_sets_price", one.buyer_sets_price},
                      {"suggested", price(one.suggested)},
                      {"compare_at", price(one.compare_at)}});
  return others;
}

Result<json::object> book(Node& node, const catalog::BookDetail& it) {
  json::array authors;
  for (const catalog::Contributor& one : it.work.contributors)
    if (one.role == catalog::ContributorRole::author) authors.emplace_back(one.name);
  json::array countries;
  for (const std::string& one : it.offer.rules.countries) countries.emplace_back(one);
  json::array files;
  for (const catalog::EditionFile& one : it.files)
    files.push_back({{"id", one.id.value},
                     {"name", one.file_name},
                     {"cid", one.cid.text()},
                     {"damaged", one.is_damaged},
                     {"state", name_of(AAN_TRY(state_of(node, one)))}});
  return json::object{
      {"id", it.work.id.value},
      {"offer_id", it.offer.id.value},
      {"slug", it.work.slug},
      {"title", it.work.title},
      {"authors", std::move(authors)},
      {"language", it.edition.language},
      {"price", price(it.offer.price)},
      {"prices", other_prices(it.offer)},
      {"buyer_sets_price", it.offer.buyer_sets_price},
      {"suggested", price(it.offer.suggested)},
      {"compare_at", price(it.offer.compare_at)},
      {"copies_left",
       it.offer.copies_left ? json::value(*it.offer.copies_left) : json::value(nullptr)},
      {"licence_seats",
       it.offer.licence_seats ? json::value(*it.offer.licence_seats) : json::value(nullptr)},
      {"sold_from", moment(it.offer.rules.sold_from)},
      {"sold_until", moment(it.offer.rules.sold_until)},
      {"release_at", moment(it.offer.rules.release_at)},
      {"territory", catalog::name_of(it.offer.rules.territory)},
      {"countries", std::move(countries)},
      {"state", AAN_TRY(state_of(node, it))},
      {"listed", it.work.visibility == catalog::Visibility::listed},
      {"being_restored", catalog::is_being_restored(it.files)},
      {"files", std::move(files)},
      {"bad_pictures", AAN_TRY(bad_pictures(node, it))}};
}

json::object import_entry(const service::IngestReport& report) {
  json::array notes;
  for (const std::string& note : report.notes) notes.emplace_back(note);
  json::object entry{{"file", report.file_name},  {"verdict", name_of(report.verdict)},
                     {"title", report.title},     {"slug", report.slug},
                     {"work_id", report.work_id}, {"offer_id", report.offer_id},
                     {"cid", report.cid},         {"price", price(report.price)}};
  if (!report.may_be.empty()) entry["may_be"] = report.may_be;
  entry["notes"] = std::move(notes);
  return entry;
}

// A file that cannot be opened is one refused file, as a damaged one is: the rest goes on.
json::object refused_file(const std::string& name, const std::string& why) {
  service::IngestReport report;
  report.file_name = name;
  report.verdict = service::IngestVerdict::refused;
  report.notes = {why};
  return import_entry(report);
}

// By now; made anew, pictures may have other names than those that were bad.
Result<bool> is_restored(Node& node, const service::BadCopy& one) {
  std::optional<catalog::Edition> edition;
  AAN_TRY(node.store->read([&](const ports::Snapshot& at) -> Result<> {
    edition = AAN_TRY(at.catalog().find_edition(one.file.edition_id));
    return {};
  }));
  return edition && AAN_TRY(service::check_pictures(node.room, *edition, one.file)).empty();
}

// An ordinary file of the machine, for reading.
Result<FileDescriptor> ordinary_file(const std::string& path, const char* step) {
  FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  const int why = errno;
  struct stat info{};
  if (!file.valid())
    return refuse(Errc::invalid, step,
                  "The file cannot be opened: " + std::string(std::strerror(why)) + ".");
  if (::fstat(file.get(), &info) != 0 || !S_ISREG(info.st_mode))
    return refuse(Errc::invalid, step, "It is not an ordinary file.");
  return file;
}

}  // namespace

Result<> refuse_in_demo(const Node& node) { return service::refuse_in_demo(node.room); }

Result<json::object> ingest(Node& node, const json::object& arguments) {
  AAN_TRY(refuse_in_demo(node));
  const std::string path = text_in(arguments, "path");
  const std::string to = text_in(arguments, "to");
  if (!to.empty() && !text_in(arguments, "price").empty())
    return refuse(Errc::invalid, "import",
                  "Give --price or --to: what is put beside a book is sold under its price.");
  std::optional<Money> asked;
  if (const std::string text = text_in(arguments, "price"); !text.empty() && text != "none")
    asked = AAN_TRY(catalog::parse_price(text, node.config.currency));
  if (const std::string code = text_in(arguments, "currency");
      !code.empty() && code != node.config.currency.code())
    return refuse(Errc::invalid, "import",
                  "--currency says " + code + ", but this shop sells in " +
                      std::string(node.config.currency.code()) +
                      ". Give prices in that, or leave --currency away.");
  FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  const int why = errno;
  const std::string name = std::filesystem::path(path).filename().string();
  if (!file.valid())
    return refused_file(name, "It cannot be opened: " + std::string(std::strerror(why)) + ".");
  struct stat info{};
  const bool is_known = ::fstat(file.get(), &info) == 0;
  if (is_known && S_ISDIR(info.st_mode)) {  // an audiobook, a track a file
    auto packed = pack_audio_folder(path, node.config.data_dir / "uploads");
    if (!packed && packed.error().code == Errc::unavailable) return std::unexpected(packed.error());
    if (!packed) return refused_file(name, packed.error().safe);
    file = *std::move(packed);
  } else if (!is_known || !S_ISREG(info.st_mode)) {
    return refused_file(name, "It is not an ordinary file.");
  }
  if (!to.empty())
    return import_entry(AAN_TRY(node.ingest.add_format(file.get(), name, to, service::kOperator)));
  return import_entry(AAN_TRY(node.ingest.ingest(file.get(), name, asked, service::kOperator)));
}

Result<json::object> version_book(Node& node, const json::object& arguments) {
  AAN_TRY(refuse_in_demo(node));
  const std::string path = text_in(arguments, "path");
  std::error_code unknown;
  const FileDescriptor file =
      std::filesystem::is_directory(path, unknown)  // an audiobook, a track a file
          ? AAN_TRY(pack_audio_folder(path, node.config.data_dir / "uploads"))
          : AAN_TRY(ordinary_file(path, "book.version"));
  const auto made = AAN_TRY(node.ingest.add_version(
      file.get(), text_in(arguments, "book"), text_in(arguments, "note"), by_of(arguments),
      text_in(arguments, "all_the_same") == "yes" ? service::OtherBook::take
                                                  : service::OtherBook::refuse));
  json::array notes;
  for (const std::string& note : made.notes) notes.emplace_back(note);
  return json::object{{"slug", made.slug},
                      {"title", made.title},
                      {"version", made.number},
                      {"cid", made.cid},
                      {"notes", std::move(notes)}};
}

Result<json::object> cover_book(Node& node, const json::object& arguments) {
  const std::string which = text_in(arguments, "book");
  const std::string path = text_in(arguments, "path");
  if (path.empty())
    return refuse(Errc::invalid, "book.cover",
                  "Name a picture, or --own for the cover of the book's own file.");
  const FileDescriptor file = AAN_TRY(ordinary_file(path, "book.cover"));
  return book(node, AAN_TRY(node.ingest.set_cover(file.get(), which, by_of(arguments))));
}

Result<json::object> own_cover_book(Node& node, const json::object& arguments) {
  return book(node,
              AAN_TRY(node.ingest.take_own_cover(text_in(arguments, "book"), by_of(arguments))));
}

Result<json::object> list_versions(Node& node, const json::object& arguments) {
  const auto found = AAN_TRY(service::find_book(node.room, text_in(arguments, "book")));
  json::array rows;
  for (const catalog::FileVersion& one : AAN_TRY(service::versions_of_book(node.room, found)))
    rows.push_back({{"version", one.number},
                    {"name", one.file.file_name},
                    {"cid", one.file.cid.text()},
                    {"size", one.file.size},
                    {"current", one.file.is_current},
                    {"damaged", one.file.is_damaged},
                    {"note", one.note},
                    {"since", rfc3339(one.since)}});
  return json::object{{"slug", found.work.slug}, {"versions", std::move(rows)}};
}

Result<json::object> list_books(Node& node, const json::object& arguments) {
  const service::DeskBooks page = AAN_TRY(service::desk_books(
      node.room,
      {text_in(arguments, "search"), text_in(arguments, "state"), text_in(arguments, "format")},
      offset_in(arguments), AAN_TRY(limit_in(arguments))));
  json::array books;
  for (const catalog::BookDetail& one : page.books) books.push_back(AAN_TRY(book(node, one)));
  return json::object{
      {"books", std::move(books)}, {"offset", offset_in(arguments)}, {"total", page.total}};
}

Result<json::object> check_books(Node& node, const json::object& arguments) {
  const Duration end = node.clock.mono() + kCheckStep;
  const service::FileCheck check = AAN_TRY(
      service::check_files(node.room, catalog::FileId{text_in(arguments, "after")},
                           service::Look::read, [&](const service::FileCheck& so_far) {
                             return node.clock.mono() < end && so_far.bad.size() < kBadAStep;
                           }));
  node.pictures.forget();
  for (const service::BadCopy& one : check.bad)
    if (one.kind != "file") node.pictures.note(one.cid, name_of(one.state));
  while (AAN_TRY(node.pictures.restore_one())) {
  }
  json::array bad;
  for (const service::BadCopy& one : check.bad) {
    json::object row = bad_copy(one);
    row["restored"] = one.kind != "file" && AAN_TRY(is_restored(node, one));
    bad.push_back(std::move(row));
  }
  return json::object{
      {"files", check.files},
      {"bad", std::move(bad)},
      {"next", check.is_done ? json::value(nullptr) : json::value(check.last.value)}};
}

Result<json::array> resting_bundles(const Node& node, const catalog::WorkId& id) {
  json::array titles;
  for (const std::string& title : AAN_TRY(service::bundles_with(node.room, id)))
    titles.emplace_back(title);
  return titles;
}

Result<json::object> edit_book(Node& node, const json::object& arguments) {
  const std::string which = text_in(arguments, "book");
  const std::string by = by_of(arguments);
  const auto said = [&](std::string_view name) {
    return arguments.contains(name) ? std::optional(text_in(arguments, name)) : std::nullopt;
  };
  const service::EditedBook done = AAN_TRY(service::edit_book(
      node.room, which,
      {said("title"), said("subtitle"), said("authors"), said("language"), said("description"),
       said("contributors"), said("series"), said("series_position"), said("subjects"),
       said("isbn"), said("publisher"), text_in(arguments, "follow_lists") == "yes"},
      by));
  json::array changed;
  for (const std::string& one : done.changed) changed.emplace_back(one);
  json::object answer = AAN_TRY(show_book(node, arguments));
  answer["changed"] = std::move(changed);
  return answer;
}

Result<json::object> show_book(Node& node, const json::object& arguments) {
  const catalog::BookDetail it = AAN_TRY(service::find_book(node.room, text_in(arguments, "book")));
  json::object answer = AAN_TRY(book(node, it));
  answer["subtitle"] = it.work.subtitle;
  answer["description"] = it.work.description;
  json::array contributors;
  for (const catalog::Contributor& one : it.work.contributors)
    if (one.role != catalog::ContributorRole::author)
      contributors.push_back({{"role", catalog::word_of(one.role)}, {"name", one.name}});
  answer["contributors"] = std::move(contributors);
  answer["series"] = it.work.series;
  answer["series_position"] = it.work.series_position;
  json::array subjects;
  for (const catalog::Subject& one : it.work.subjects) subjects.emplace_back(one.name);
  answer["subjects"] = std::move(subjects);
  answer["isbn"] = it.edition.isbn13;
  answer["publisher"] = it.edition.publisher;
  json::array edited;
  for (const std::string& one : AAN_TRY(service::edited_fields(node.room, it.work.id)))
    edited.emplace_back(one);
  answer["edited"] = std::move(edited);
  if (const auto other = AAN_TRY(service::stands_for(node.room, it.work.id.value))) {
    answer["merged_into"] = other->work.slug;
    answer["resting_bundles"] = AAN_TRY(resting_bundles(node, it.work.id));
  }
  if (!it.offer.copies_left) return answer;
  const sales::CopiesTaken taken = AAN_TRY(service::copies_taken(node.room, it.offer.id));
  answer["copies_sold"] = taken.sold;
  answer["copies_held"] = taken.held;
  answer["copies_held_until"] = moment(taken.held_until);
  return answer;
}

Result<json::object> show_or_hide_book(Node& node, const json::object& arguments,
                                       catalog::Visibility visibility) {
  return book(node, AAN_TRY(service::set_visibility(node.room, text_in(arguments, "book"),
                                                    visibility, by_of(arguments))));
}

Result<json::object> show_or_hide_sample(Node& node, const json::object& arguments, bool is_shown) {
  const std::string which = text_in(arguments, "book");
  const std::string by = by_of(arguments);
  return book(node, AAN_TRY(is_shown ? node.ingest.show_sample(which, by)
                                     : node.ingest.hide_sample(which, by)));
}

Result<json::object> take_out_file(Node& node, const json::object& arguments) {
  return book(node, AAN_TRY(node.ingest.take_out(text_in(arguments, "book"),
                                                 text_in(arguments, "format"), by_of(arguments))));
}

// What a book's price before is now, in that currency.
Result<std::optional<Money>> compared_with(const Node& node, const std::string& which,
                                           const Asset& currency) {
  const catalog::Offer offer = AAN_TRY(service::find_book(node.room, which)).offer;
  if (currency == node.room.currency) return offer.compare_at;
  const auto at = std::ranges::find_if(
      offer.others, [&](const catalog::PriceTerms& one) { return one.price->asset == currency; });
  return at == offer.others.end() ? std::nullopt : at->compare_at;
}

Result<json::object> price_book(Node& node, const json::object& arguments) {
  const Asset currency = AAN_TRY(currency_in(node, arguments));
  const auto amount = [&](std::string_view name) -> Result<std::optional<Money>> {
    const std::string text = text_in(arguments, name);
    if (text.empty() || text == "none") return std::nullopt;
    return AAN_TRY(catalog::parse_price(text == "free" ? "0" : text, currency));
  };
  const bool is_least = !text_in(arguments, "at_least").empty();
  if (is_least == !text_in(arguments, "price").empty())
    return refuse(Errc::invalid, "book.price",
                  "Give either a price, or --at-least for a price that the buyer sets.");
  catalog::PriceTerms terms;
  terms.price = AAN_TRY(amount(is_least ? "at_least" : "price"));
  terms.buyer_sets_price = is_least;
  terms.suggested = AAN_TRY(amount("suggested"));
  terms.compare_at = AAN_TRY(amount("compare_at"));
  // As at the desk another price takes none away that nobody named, as long as it is one.
  std::optional<Money> gone;
  if (text_in(arguments, "compare_at").empty()) {
    gone = AAN_TRY(compared_with(node, text_in(arguments, "book"), currency));
    if (gone && terms.price && !is_least && gone->amount > terms.price->amount)
      std::swap(gone, terms.compare_at);
  }
  json::object answer =
      AAN_TRY(book(node, AAN_TRY(service::set_price_in(node.room, text_in(arguments, "book"),
                                                       currency, terms, by_of(arguments)))));
  answer["compare_at_gone"] = price(gone);
  return answer;
}

Result<json::object> date_book(Node& node, const json::object& arguments) {
  return book(node,
              AAN_TRY(service::set_dates(node.room, text_in(arguments, "book"),
                                         {text_in(arguments, "from"), text_in(arguments, "until"),
                                          text_in(arguments, "release")},
                                         by_of(arguments))));
}

Result<json::object> place_book(Node& node, const json::object& arguments) {
  return book(node, AAN_TRY(service::set_territory(
                        node.room, text_in(arguments, "book"), text_in(arguments, "territory"),
                        text_in(arguments, "countries"), by_of(arguments))));
}

Result<json::object> licence_book(Node& node, const json::object& arguments) {
  return book(node,
              AAN_TRY(service::set_licence_seats(
                  node.room, text_in(arguments, "book"),
                  AAN_TRY(sales::parse_seats(text_in(arguments, "devices"))), by_of(arguments))));
}

Result<json::object> stock_book(Node& node, const json::object& arguments) {
  const auto copies = AAN_TRY(service::read_copies(text_in(arguments, "copies")));
  return book(node, AAN_TRY(service::set_copies(node.room, text_in(arguments, "book"), copies,
                                                by_of(arguments))));
}

}  // namespace aan::node

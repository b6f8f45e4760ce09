#include "web/desk/upload_routes.hpp"

#include <set>

#include "base/text.hpp"
#include "service/books/stock_demo.hpp"
#include "service/books/take_file.hpp"
#include "web/desk/book_choice.hpp"
#include "web/desk/desk_page.hpp"
#include "web/desk/typed_price.hpp"

namespace aan::web {
namespace {

using Reports = std::vector<service::IngestReport>;

std::string path_of(const service::IngestReport& report) {
  return report.slug.empty() ? "" : "/desk/books/" + report.slug;
}

void fill_reports(Block& main, const Reports& reports) {
  if (reports.empty()) return;
  const Locale& locale = main.locale();
  Block list = main.add("REPORTS");
  for (const service::IngestReport& report : reports) {
    const std::string verdict{service::name_of(report.verdict)};
    Block row = list.add("REPORT");
    row.set("FILE", report.file_name).set("VERDICT_NAME", verdict);
    row.set("VERDICT", locale.text("desk_verdict." + verdict));
    if (!report.slug.empty())
      row.add("BOOK").set("PATH", path_of(report)).set("TITLE", report.title);
    for (const std::string& note : report.notes) row.add("NOTE").set("TEXT", note);
    if (!report.may_be.empty()) row.add("MAY_BE").set("PATH", "/desk/books/" + report.may_be);
  }
}

// What came of all files, at the top. A list has no page of its own among the books.
void fill_sum(Block& main, const Reports& reports) {
  if (reports.empty()) return;
  const Locale& locale = main.locale();
  std::set<std::string> books;
  std::int64_t lists = 0;
  std::int64_t refused = 0;
  for (const service::IngestReport& report : reports) {
    if (report.verdict == service::IngestVerdict::refused)
      ++refused;
    else if (report.slug.empty())
      ++lists;
    else
      books.insert(report.slug);
  }
  std::string text;
  for (const auto& [key, count] : {std::pair{"desk_upload_books", std::ssize(books)},
                                   {"desk_upload_taken", lists},
                                   {"desk_upload_not_taken", refused}})
    if (count > 0) text += (text.empty() ? "" : " ") + locale.plural(key, count);
  main.add("SUM")
      .set("TEXT", text)
      .set("NOTE", refused == std::ssize(reports) ? "problem-note" : "done-note");
}

// The same sentences for the script, which sends one file after the other: it fills in what is
// marked by a percent sign.
void fill_words(Block& main) {
  main.set("ROWS", main.locale().text("desk_upload_rows", {{"done", "%done"}, {"rows", "%rows"}}));
  for (const auto& [name, key] : {std::pair{"books", "desk_upload_books"},
                                  {"taken", "desk_upload_taken"},
                                  {"refused", "desk_upload_not_taken"}})
    for (const char* number : {"one", "other"})
      main.add("WORDS")
          .set("NAME", std::string(name) + "-" + number)
          .set("TEXT", main.locale().text(std::string(key) + "." + number, {{"count", "%count"}}));
}

// The field that something wrong with the form is about; empty: none of them.
std::string_view field_at_fault(const Error& error) {
  if (error.reason == "list_supplier") return "source";
  if (error.reason == "desk_price") return "price";
  if (error.reason == "no_file") return "files";
  const bool is_of_book = error.code == Errc::not_found ||
                          error.reason == "several_books_fit_there" ||
                          error.reason == "title_not_whole";
  return is_of_book ? "to" : "";
}

Result<net::Response> page_of(const DeskFront& front, const Visit& visit, const Reports& reports,
                              const Error* problem) {
  const Locale& locale = find_locale("en");
  DeskPage page(front, visit, DeskItem::books, locale.text("desk_upload"), "upload");
  page.load_script("upload.js");
  Block& main = page.main();
  fill_sum(main, reports);
  fill_words(main);
  fill_reports(main, reports);
  main.set("TO", visit.request.query("to").value_or(field_of(visit, "to")));
  if (problem != nullptr) main.show_if("BAD_SOURCE", field_at_fault(*problem) == "source");
  if (problem != nullptr) main.show_if("BAD_PRICE", field_at_fault(*problem) == "price");
  if (problem != nullptr) main.show_if("BAD_TO", field_at_fault(*problem) == "to");
  main.set("SOURCE", field_of(visit, "source"));
  main.set("TYPED", field_of(visit, "price")).set("CURRENCY", front.room().currency.code());
  main.set("RUN", front.room().ids.next());
  main.set("BYTES_MAX", static_cast<std::int64_t>(service::kBookFileBytesMax));
  main.set("HINT",
           locale.text("desk_upload_hint", {{"size", locale.size(service::kBookFileBytesMax)}}));
  const int status = problem == nullptr ? 200 : page.say_problem(*problem);
  return page.finish(status);
}

// One line a file, for a script: no text that was typed can hold a tab or a line's end.
net::Response lines_of(const Reports& reports) {
  const Locale& locale = find_locale("en");
  std::string text;
  for (const service::IngestReport& report : reports) {
    const std::string verdict{service::name_of(report.verdict)};
    text += verdict + "\t" + locale.text("desk_verdict." + verdict) + "\t" +
            one_line(report.title) + "\t" + path_of(report);
    for (const std::string& note : report.notes) text += "\t" + one_line(note);
    text += "\n";
  }
  return net::Response::text(text);
}

bool is_for_script(const Visit& visit) { return visit.request.header("accept") == "text/plain"; }

Result<Reports> take_files(const DeskFront& front, const Visit& visit) {
  AAN_TRY(service::refuse_in_demo(front.room()));
  service::SentFile sent;
  sent.order.price = AAN_TRY(typed_price(front, field_of(visit, "price")));
  sent.order.supplier = AAN_TRY(service::list_supplier(field_of(visit, "source")));
  sent.order.is_brief = true;
  sent.order.run = field_of(visit, "run");
  sent.to = trim(field_of(visit, "to"));
  if (!sent.to.empty()) sent.to = AAN_TRY(one_book(front, sent.to));
  Reports reports;
  for (const net::FormPart& part : visit.request.parts) {
    if (!part.is_file || part.file_name.empty()) continue;
    sent.file_fd = part.file->get();
    sent.name = part.file_name;
    reports.push_back(
        AAN_TRY(service::take_file(front.ingest, front.lists, sent, visit.person().name)).report);
  }
  if (!reports.empty()) return reports;
  return refuse(Errc::invalid, "desk.upload", "Choose at least one file.", "no_file");
}

}  // namespace

Result<net::Response> show_upload(const DeskFront& front, const Visit& visit) {
  return page_of(front, visit, {}, nullptr);
}

Result<net::Response> take_upload(const DeskFront& front, const Visit& visit) {
  const auto reports = take_files(front, visit);
  front.follow_catalogue();  // also where the last of several files failed
  if (!reports) {
    if (!stays_on_page(reports.error())) return std::unexpected(reports.error());
    if (is_for_script(visit)) {
      auto said = net::Response::text(sentence_of(find_locale("en"), reports.error()) + "\n", 422);
      said.set("x-field", field_at_fault(reports.error()));
      return said;
    }
    return page_of(front, visit, {}, &reports.error());
  }
  if (is_for_script(visit)) return lines_of(*reports);
  return page_of(front, visit, *reports, nullptr);
}

}  // namespace aan::web

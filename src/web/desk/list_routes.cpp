#include "web/desk/list_routes.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <mutex>
#include <utility>

#include "base/text.hpp"
#include "base/time_zone.hpp"
#include "base/timestamp.hpp"
#include "service/books/list_findings.hpp"
#include "web/desk/desk_page.hpp"

namespace aan::web {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kTakenAs{
    {{"json", "application/json"},
     {"csv", "text/csv; charset=utf-8"},
     {"onix", "application/xml"}}};

std::string state_of(const ports::ListRun& run) {
  return run.outcome.empty() ? "running" : run.outcome;
}

net::Response lines_of(const std::vector<ports::ListRun>& runs, const std::string& by) {
  std::string text;
  for (const ports::ListRun& one : runs)
    if (one.by == by)
      text += one.id + "\t" + state_of(one) + "\t" + std::to_string(one.done) + "\t" +
              std::to_string(one.rows) + "\t" + one_line(one.file_name) + "\n";
  return net::Response::text(text);
}

std::string words_of(const Locale& locale, const ports::ListRun& run) {
  if (run.rows == 0) return "";
  return locale.text("desk_lists_rows",
                     {{"done", locale.number(run.done)}, {"rows", locale.number(run.rows)}});
}

std::string path_of(const ports::ListRun& run) { return "/desk/lists/" + run.id; }

// What a page of one run and a row of all of them have in common.
void fill_facts(Block& into, const ports::ListRun& run) {
  const Locale& locale = into.locale();
  const std::string state = state_of(run);
  into.set("WHO", run.by).set("ROWS", words_of(locale, run));
  into.set("STATE_NAME", state == "running" ? "warned" : state == "done" ? "listed" : "refused");
  into.set("STATE", locale.text("desk_lists_state." + state));
  into.set("STAMP", rfc3339(run.begun_at)).set("WHEN", locale.date_time(run.begun_at));
  if (state == "stopped")
    into.add("SAID").set("TEXT", locale.text("desk_lists_stopped"));
  else if (!run.words.empty())
    into.add("SAID").set("TEXT", run.words);
}

void fill_run(Block& row, const ports::ListRun& run) {
  const Locale& locale = row.locale();
  const std::string state = state_of(run);
  fill_facts(row, run);
  row.set("FILE", run.file_name).set("PATH", path_of(run));
  if (!run.supplier.empty())
    row.add("WHOSE").set("TEXT", locale.text("desk_list_of", {{"supplier", run.supplier}}));
  if (state == "running" && run.rows > 0)
    row.add("BAR").set("FILE", run.file_name).set("DONE", run.done).set("OF", run.rows);
}

// How many there are, and how many of them are shown where that is not all.
std::string counted(const Locale& locale, std::int64_t all, const service::ShownRun& shown,
                    ports::FindingKind kind) {
  const std::int64_t kept = std::ranges::count(shown.findings, kind, &ports::ListFinding::kind);
  if (kept >= all) return locale.text("desk_list_count", {{"count", locale.number(all)}});
  return locale.text("desk_list_first",
                     {{"shown", locale.number(kept)}, {"count", locale.number(all)}});
}

void fill_refused(Block& main, const service::ShownRun& shown) {
  const Locale& locale = main.locale();
  Block table = main.add("REFUSED").set(
      "COUNT", counted(locale, shown.run.refused, shown, ports::FindingKind::refused));
  for (const ports::ListFinding& one : shown.findings)
    if (one.kind == ports::FindingKind::refused)
      table.add("ROW")
          .set("LINE", locale.number(one.line))
          .set("TITLE", one.title)
          .set("WHY", one.why)
          .set("DO", one.next_step);
}

void fill_remarks(Block& main, const service::ShownRun& shown) {
  const Locale& locale = main.locale();
  Block table = main.add("REMARKS").set(
      "COUNT", counted(locale, shown.run.remarks, shown, ports::FindingKind::remark));
  for (const ports::ListFinding& one : shown.findings) {
    if (one.kind != ports::FindingKind::remark) continue;
    Block row = table.add("ROW").set("SAID", one.why);
    row.show_if("WHOLE", one.line == 0);
    if (one.line > 0) row.set_if("LINE", locale.number(one.line));
    if (one.line == 0)
      row.add("PLAIN").set("TITLE", locale.text("desk_list_whole"));
    else if (one.slug.empty())
      row.add("PLAIN").set("TITLE", one.title);
    else
      row.add("BOOK").set("TITLE", one.title).set("PATH", "/desk/books/" + one.slug);
  }
}

void fill_changed(Block& main, const service::ShownRun& shown) {
  const Locale& locale = main.locale();
  Block table = main.add("CHANGED").set(
      "COUNT", counted(locale, shown.run.values_changed, shown, ports::FindingKind::changed));
  const auto value = [&](const std::string& text) {
    return text.empty() ? locale.text("desk_list_none") : text;
  };
  for (const ports::ListFinding& one : shown.findings)
    if (one.kind == ports::FindingKind::changed)
      table.add("ROW")
          .set("LINE", locale.number(one.line))
          .set("TITLE", one.title)
          .set("PATH", "/desk/books/" + one.slug)
          .set("FIELD", locale.text("desk_list_field." + one.field))
          .set("BEFORE", value(one.before))
          .set("AFTER", value(one.after));
}

Result<service::ShownRun> run_asked(const DeskFront& front, const Visit& visit) {
  if (front.lists != nullptr) return front.lists->show(std::string(visit.request.param("run")));
  return refuse(Errc::not_found, "desk.list", "No lists are brought in here.", "no_such_list");
}

}  // namespace

Result<net::Response> show_lists(const DeskFront& front, const Visit& visit) {
  const auto runs = front.lists == nullptr ? std::vector<ports::ListRun>()
                                           : AAN_TRY(front.lists->runs(ports::kListRunsMax));
  if (visit.request.header("accept") == "text/plain") return lines_of(runs, visit.person().name);
  const Locale& locale = find_locale("en");
  DeskPage page(front, visit, DeskItem::books, locale.text("desk_lists"), "lists");
  Block& main = page.main();
  main.show_if("NONE", runs.empty());
  bool is_any = false;
  if (!runs.empty()) {
    Block table = main.add("TABLE");
    for (const ports::ListRun& one : runs) {
      Block row = table.add("ROW");
      fill_run(row, one);
      is_any = is_any || one.outcome.empty();
    }
  }
  main.show_if("AGAIN", is_any);
  main.show_if("MAY_UPLOAD", visit.may(desk::Action::change_books));
  main.show_if("EXPORT", visit.may(desk::Action::change_books) && front.export_catalogue);
  return page.finish();
}

Result<net::Response> show_list(const DeskFront& front, const Visit& visit) {
  const service::ShownRun shown = AAN_TRY(run_asked(front, visit));
  const ports::ListRun& run = shown.run;
  const Locale& locale = find_locale("en");
  DeskPage page(front, visit, DeskItem::books, run.file_name, "list");
  Block& main = page.main();
  fill_facts(main, run);
  main.set("WHOSE", run.supplier.empty() ? locale.text("desk_list_nobodys") : run.supplier);
  main.show_if("FAR", run.rows > 0);
  if (!shown.findings.empty()) main.add("CSV").set("PATH", path_of(run) + "/csv");
  main.show_if("NOTHING", shown.findings.empty());
  if (run.refused > 0) fill_refused(main, shown);
  if (run.remarks > 0) fill_remarks(main, shown);
  if (run.price_not_set > 0)
    main.add("UNSET").set("TEXT", locale.text("desk_list_unset_count",
                                              {{"count", locale.number(run.price_not_set)}}));
  if (run.values_changed > 0) fill_changed(main, shown);
  return page.finish();
}

Result<net::Response> send_list_findings(const DeskFront& front, const Visit& visit) {
  const service::ShownRun shown = AAN_TRY(run_asked(front, visit));
  net::Response response = net::Response::text(service::csv_of(shown.findings));
  response.set("content-type", "text/csv; charset=utf-8; header=present");
  response.set("content-disposition", net::attachment("list-" + shown.run.id + ".csv"));
  return response;
}

Result<net::Response> send_catalogue(const DeskFront& front, const Visit& visit) {
  const std::string format = field_of(visit, "format");
  for (const auto& [name, type] : kTakenAs) {
    if (format != name || !front.export_catalogue) continue;
    // One at a time: each holds a thread for as long as it takes, and a file of the whole on disk.
    static std::mutex one;
    const std::unique_lock turn(one, std::try_to_lock);
    if (!turn.owns_lock())
      return refuse(Errc::limited, "desk.export",
                    "The catalogue is being exported already. Please try again when that is done.",
                    "export_busy");
    FileDescriptor file = AAN_TRY(front.export_catalogue(format, visit.person().name));
    net::FileBody body;
    struct stat info{};
    if (::fstat(file.get(), &info) != 0)
      return fail(Errc::internal, "desk.export", "a file that cannot be looked at");
    body.size = static_cast<std::uint64_t>(info.st_size);
    body.file = net::share(std::move(file));
    body.content_type = type;
    body.disposition =
        net::attachment("catalogue-" + write_day(civil_date(front.room().clock.wall())) + "." +
                        (format == "onix" ? "xml" : format));
    return net::Response::file(std::move(body));
  }
  return refuse(Errc::invalid, "desk.export", "The desk has no such button.", "no_such_button");
}

}  // namespace aan::web

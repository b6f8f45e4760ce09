#include "service/books/import_list.hpp"

#include <algorithm>

#include "base/codec.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "base/words.hpp"
#include "ports/bundle_list.hpp"
#include "service/audit.hpp"
#include "service/books/import_bundles.hpp"
#include "service/books/import_list_rows.hpp"
#include "service/books/list_findings.hpp"

namespace aan::service {
namespace {

constexpr std::size_t kListsMax = 16;  // whose sums are remembered between steps

constexpr std::size_t kReportsMax = 1000;
constexpr std::size_t kRowsLookedAt = 1000;  // for the first one with a price
constexpr std::size_t kRefusedNamed = 5;     // in the audit log
constexpr std::size_t kCurrenciesNamed = 10;
constexpr std::int64_t kUnmatchedAStep = 500;
constexpr std::size_t kSupplierBytesMax = 40;
// Longer than a unit takes: what was said of a list before that is of one that does not run.
constexpr Duration kQuietMax = Duration::minutes(10);

void count(RowCounts& counts, RowVerdict verdict) {
  switch (verdict) {
    case RowVerdict::added: ++counts.added; break;
    case RowVerdict::merged: ++counts.merged; break;
    case RowVerdict::matched: ++counts.matched; break;
    case RowVerdict::changed: ++counts.changed; break;
    case RowVerdict::as_before: ++counts.as_before; break;
    case RowVerdict::withdrawn: ++counts.withdrawn; break;
    case RowVerdict::refused: ++counts.refused; break;
  }
}

// A few are named, however many a list knows.
void note_left_out(const std::vector<std::string>& codes, RowCounts& counts, LeftOut& left_out) {
  if (codes.empty()) return;
  ++counts.prices_left_out;
  ++left_out.entries;
  for (const std::string& code : codes)
    if (left_out.currencies.size() < kCurrenciesNamed)
      left_out.currencies.insert(std::string(utf8_prefix(one_line(code), 10)));
}

// And how they come in.
std::string prices_left_out_note(const Room& room, const LeftOut& left_out) {
  std::string named;
  for (const std::string& code : left_out.currencies) named += (named.empty() ? "" : ", ") + code;
  return "Prices in " + named + " of " +
         (left_out.entries == 1 ? "1 entry" : std::to_string(left_out.entries) + " entries") +
         " were left out: this shop sells in " + currencies_in_words(room) +
         ". Sell in their currencies too (SHOP_CURRENCIES, under Settings or by aan settings) and "
         "bring the list in again: it takes them then" +
         (left_out.has_row_of_others ? ", but for books whose price somebody of the shop set."
                                     : ".") +
         (left_out.has_bundle ? " A bundle that is here stays as it is: set its price yourself."
                              : "");
}

void add(RowCounts& sum, const RowCounts& more) {
  sum.added += more.added;
  sum.merged += more.merged;
  sum.matched += more.matched;
  sum.changed += more.changed;
  sum.as_before += more.as_before;
  sum.withdrawn += more.withdrawn;
  sum.refused += more.refused;
  sum.price_not_set += more.price_not_set;
  sum.prices_left_out += more.prices_left_out;
}

// Books that came in another way get what lists match them by.
Result<> match_all(const Room& room) {
  for (;;) {
    std::vector<std::pair<catalog::WorkId, std::string>> keys;
    AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
      keys.clear();
      for (const catalog::WorkId& id : AAN_TRY(ports::sources_of(at).unmatched(kUnmatchedAStep)))
        if (const auto book = AAN_TRY(at.catalog().find_work(id)))
          keys.emplace_back(id, match_key_of(*book));
      return {};
    }));
    if (keys.empty()) return {};
    AAN_TRY(room.store.write("list.match", [&](ports::UnitOfWork& unit) -> Result<> {
      for (const auto& [id, key] : keys) AAN_TRY(ports::sources_of(unit).put_match_key(id, key));
      return {};
    }));
  }
}

// Who names the rows of a list. With a supplier named, whatever a row says of itself counts inside
// that supplier's names alone.
std::string source_in(const ListOrder& order, const std::string& source) {
  return order.supplier.empty() ? source : source + " of " + order.supplier;
}

std::string whose(const ListOrder& order) {
  return order.supplier.empty() ? std::string() : ", of " + order.supplier;
}

// A supplier's list names no books of this shop by their ids: only an export of a shop does.
Result<> check_whose(const ListOrder& order, const ports::BookList& list) {
  if (order.supplier.empty() || list.format() != catalog::ListFormat::own) return {};
  return refuse(
      Errc::invalid, "list.import",
      "This is what a shop of this kind took out, not the list of a supplier. Bring it in "
      "without a supplier's name if it is your own.",
      "list_is_own");
}

// What a list names and brings. The detail of not_found says what is wrong of it: "is not beside
// the list".
Result<FileDescriptor> open_named(const Room& room, const ListOrder& order,
                                  const catalog::ListFile& named) {
  const auto missing = [](const char* why) { return fail(Errc::not_found, "list.file", why); };
  if (!order.open_file) return missing("was not brought with the list");
  auto file = order.open_file(named);
  if (!file && file.error().code == Errc::not_found) return missing("is not beside the list");
  if (!file) return file;
  const auto address = room.blobs.address(file->get(), kBookFileBytesMax);
  if (!address || address->cid.text() != named.cid) return missing("is not what the list names");
  return file;
}

// What a shop took out keeps its prices only where they can stand: an empty shop is told before the
// first book, while its currency can still be any. The first price of a book is in its shop's own.
Result<> check_currency(const Room& room, const ListOrder& order, const ports::BookList& list) {
  if (order.from > 0 || list.format() != catalog::ListFormat::own) return {};
  std::int64_t books = 0;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    books = AAN_TRY(at.catalog().list_works(0, 1)).total;
    return {};
  }));
  std::string code;
  for (std::size_t i = 0; i < std::min(list.size(), kRowsLookedAt) && code.empty(); ++i) {
    const catalog::ListRow row = AAN_TRY(list.row(i));
    if (!row.terms.empty()) code = row.terms.front().currency;
  }
  if (books > 0 || !find_asset(code) || is_sold_in(room, code)) return {};
  const std::string own(room.currency.code());
  return refuse(Errc::conflict, "list.import",
                "The prices of this catalogue are in " + code + ", and this shop sells in " + own +
                    ": they would be left out, and bundles with them. While it has no books: aan "
                    "settings SHOP_CURRENCY " +
                    code +
                    ", and bring it in again. To sell in both: "
                    "aan settings SHOP_CURRENCIES " +
                    code + ".",
                "list_currency", {{"currency", code}, {"shop", own}});
}

// The currencies of a bundle's prices that it cannot have here.
std::vector<std::string> left_out_of(const Room& room, const catalog::ListBundle& bundle) {
  std::vector<std::string> codes;
  for (const catalog::ListTerms& one : bundle.terms)
    if (!one.currency.empty() && !is_sold_in(room, one.currency)) codes.push_back(one.currency);
  return codes;
}

// Puts the files of a row in, as far as they are there and what their names say.
Result<> bring_files(const Room& room, PreparedRow& it, const ListOrder& order) {
  if (!it.row.own) return {};
  for (const catalog::ListFile& one : it.row.own->files) {
    const auto file = open_named(room, order, one);
    if (!file && file.error().code == Errc::not_found) {
      it.made.notes.push_back("Its file " + one.file_name + " " + file.error().detail +
                              "; without it the book cannot be bought.");
      continue;
    }
    if (!file) return std::unexpected(file.error());
    const ports::BlobInfo kept = AAN_TRY(room.blobs.put(file->get(), kBookFileBytesMax));
    it.made.book.files.push_back({catalog::FileId{one.id.empty() ? room.ids.next() : one.id},
                                  it.made.book.edition.id, one.format, one.media_type,
                                  one.file_name, kept.cid, kept.sha256, kept.size});
    it.made.book.offer.files.push_back(it.made.book.files.back().id);
  }
  return {};
}

Result<PreparedRow> prepared(const Room& room, const ports::BookList& list, std::size_t index,
                             const ListOrder& order, Timestamp now) {
  PreparedRow it;
  it.row = AAN_TRY(list.row(index));
  it.row.source = source_in(order, it.row.source);
  if (!it.row.problem.empty()) return it;
  it.digest = digest_of(it.row);
  it.made = book_of(room, it.row, order.price, now);
  AAN_TRY(bring_files(room, it, order));
  return it;
}

}  // namespace

std::string_view name_of(RowVerdict verdict) {
  switch (verdict) {
    case RowVerdict::added: return "new";
    case RowVerdict::merged: return "merged";
    case RowVerdict::matched: return "matched";
    case RowVerdict::changed: return "changed";
    case RowVerdict::as_before: return "as before";
    case RowVerdict::withdrawn: return "withdrawn";
    case RowVerdict::refused: return "refused";
  }
  return "refused";
}

std::string in_words(const RowCounts& counts) {
  std::string words = std::to_string(counts.added + counts.merged) + " new, " +
                      std::to_string(counts.changed) + " changed, " +
                      std::to_string(counts.as_before) + " as before";
  const auto more = [&](std::int64_t number, const char* what) {
    if (number > 0) words += ", " + std::to_string(number) + what;
  };
  more(counts.merged, " of the new merged with a book that is the same");
  more(counts.matched, " here already by their ISBN");
  more(counts.withdrawn, " withdrawn");
  more(counts.refused, " refused");
  more(counts.prices_left_out, " with prices left out");
  return words;
}

std::string in_words(const RowReport& row, const FieldChange& change) {
  const auto value = [](const std::string& text) { return text.empty() ? "nothing" : text; };
  return "Line " + std::to_string(row.line) + ": " + change.field + " of " + row.title + " was " +
         value(change.before) + " and is " + value(change.after) + " now.";
}

std::string price_not_set_note(std::int64_t count) {
  if (count == 0) return {};
  return (count == 1 ? "1 title is" : std::to_string(count) + " titles are") +
         " listed with price not set and cannot be bought. For one: aan book price NAME 4.99. For "
         "all that have none: bring the list in again with a price, as aan import LIST --price "
         "4.99.";
}

Result<std::string> list_supplier(std::string_view typed) {
  if (trim(typed).empty()) return std::string();
  constexpr std::size_t kAnyLength = 1000;
  const std::string name = slug(typed, kAnyLength);
  if (!words_of(typed, 1).empty() && name.size() <= kSupplierBytesMax) return name;
  return refuse(
      Errc::invalid, "list.import",
      "The name of a supplier has letters or digits, such as acme, and at most 40 of them "
      "with the hyphens between.",
      "list_supplier");
}

bool is_list_name(std::string_view file_name) {
  std::string name = lower_ascii(file_name);
  for (const std::string_view packed : {".xz", ".gz"})
    if (name.ends_with(packed)) return true;
  for (const std::string_view list : {".csv", ".tsv", ".json", ".xml", ".onix"})
    if (name.ends_with(list)) return true;
  return false;
}

// The list of this order, in `kept_`.
Result<> ImportList::keep_list(int file_fd, const ListOrder& order) {
  if (!order.identity.empty() && kept_.identity == order.identity && kept_.list) return {};
  auto list = AAN_TRY(reader_.read(file_fd, order.format));
  kept_ = {order.identity, std::move(list)};
  return {};
}

// A list that is begun again begins anew; of those that are never ended the few are remembered of
// which something was told last.
Result<ImportList::Live*> ImportList::live_of(const std::string& file_name, const ListOrder& order,
                                              std::string_view by) {
  if (order.from == 0) live_.erase(order.identity);
  if (live_.size() >= kListsMax && !live_.contains(order.identity))
    live_.erase(std::ranges::min_element(live_, {},
                                         [](const auto& one) { return one.second.run.told_at; }));
  Live& live = live_[order.identity];
  if (!live.run.id.empty()) return &live;
  bool is_free = false;
  if (looks_like_id(order.run))
    AAN_TRY(room_.store.read([&](const ports::Snapshot& at) -> Result<> {
      is_free = !AAN_TRY(ports::sources_of(at).find_list_run(order.run));
      return {};
    }));
  live.run.id = is_free ? order.run : room_.ids.next();
  live.run.supplier = order.supplier;
  live.run.file_name = utf8_prefix(one_line(file_name), 200);
  live.run.by = by;
  live.run.done = static_cast<std::int64_t>(order.from);
  live.run.begun_at = room_.clock.wall();
  live.run.told_at = live.run.begun_at;
  return &live;
}

Result<> ImportList::tell(const ports::ListRun& run) {
  return room_.store.write("list.tell", [&](ports::UnitOfWork& unit) {
    return ports::sources_of(unit).put_list_run(run);
  });
}

// What fails twice is told by its age.
void ImportList::end_failed(ports::ListRun run, const Error& why) {
  run.outcome = "failed";
  run.words = utf8_prefix(one_line(why.safe), 400);
  run.told_at = room_.clock.wall();
  if (const auto told = tell(run); !told)
    log::warn("list.not_told", {{"why", told.error().to_string()}});
}

Result<std::vector<ports::ListRun>> ImportList::runs(std::int64_t limit) const {
  std::vector<ports::ListRun> all;
  AAN_TRY(room_.store.read([&](const ports::Snapshot& at) -> Result<> {
    all = AAN_TRY(ports::sources_of(at).newest_list_runs(limit));
    return {};
  }));
  for (ports::ListRun& one : all) say_if_stopped(one);
  return all;
}

Result<ShownRun> ImportList::show(const std::string& run) const {
  ShownRun shown;
  bool is_found = false;
  if (looks_like_id(run))
    AAN_TRY(room_.store.read([&](const ports::Snapshot& at) -> Result<> {
      const auto found = AAN_TRY(ports::sources_of(at).find_list_run(run));
      is_found = found.has_value();
      if (!is_found) return {};
      shown = {*found, AAN_TRY(ports::sources_of(at).list_findings(run))};
      return {};
    }));
  if (!is_found)
    return refuse(Errc::not_found, "list.show",
                  "No list was brought in under this id, or a hundred came after it.",
                  "no_such_list");
  say_if_stopped(shown.run);
  return shown;
}

void ImportList::say_if_stopped(ports::ListRun& run) const {
  if (run.outcome.empty() && (run.told_at < since_ || room_.clock.wall() - run.told_at > kQuietMax))
    run.outcome = "stopped";
}

Result<> ImportList::write_down_step(const ListOrder& order, const ListStep& step, const Live& live,
                                     std::string_view by) {
  if (by.empty()) return {};
  const std::string& name = live.run.file_name;
  if (order.from == 0 && step.next)
    return write_down(room_, {std::string(by), "list.begun", name,
                              std::to_string(step.rows) + " rows, " +
                                  std::string(catalog::name_of(step.format)) + whose(order)});
  if (step.next) return {};
  std::string said = in_words(live.sum) + whose(order);
  if (live.run.values_changed > 0)
    said += ", " + std::to_string(live.run.values_changed) + " values of books with a file changed";
  said += "; run " + live.run.id;
  for (const std::string& one : live.first_refused) said += "; " + one;
  return write_down(room_, {std::string(by), "list.import", name, said});
}

Result<ListStep> ImportList::step(int file_fd, const std::string& file_name, const ListOrder& order,
                                  std::string_view by, const std::function<bool()>& goes_on) {
  const std::scoped_lock lock(mutex_);
  if (is_stopping_)
    return fail(Errc::unavailable, "list.import", "stopping",
                "The shop is being stopped. Bring the list in again when it is back: what was "
                "done of it is found as before.");
  Live& live = *AAN_TRY(live_of(file_name, order, by));
  auto step = take_step(file_fd, order, by, goes_on, live);
  if (!step) end_failed(live.run, step.error());
  if (!step || !step->next) {
    live_.erase(order.identity);
    kept_ = {};
  }
  return step;
}

Result<ListStep> ImportList::take_step(int file_fd, const ListOrder& order, std::string_view by,
                                       const std::function<bool()>& goes_on, Live& live) {
  if (order.from == 0) {
    kept_ = {};
    AAN_TRY(tell(live.run));
    AAN_TRY(match_all(room_));
  }
  AAN_TRY(keep_list(file_fd, order));
  const ports::BookList& list = *kept_.list;
  AAN_TRY(check_whose(order, list));
  AAN_TRY(check_currency(room_, order, list));
  ListStep step;
  step.run = live.run.id;
  step.supplier = order.supplier;
  step.format = list.format();
  step.rows = list.size();
  live.run.format = catalog::name_of(step.format);
  live.run.rows = static_cast<std::int64_t>(step.rows);
  AAN_TRY(take_rows(order, by.empty() ? kOperator : by, goes_on, live, step));
  if (!step.next) {
    step.notes = list.notes();
    if (const auto* const names = dynamic_cast<const ports::NamesBundles*>(&list)) {
      std::vector<catalog::ListBundle> bundles = names->bundles();
      for (catalog::ListBundle& one : bundles) {
        one.source = source_in(order, one.source);
        const std::int64_t before = live.left_out.entries;
        note_left_out(left_out_of(room_, one), step.counts, live.left_out);
        live.left_out.has_bundle = live.left_out.has_bundle || live.left_out.entries > before;
      }
      for (std::string& said : AAN_TRY(import_bundles(room_, bundles, by.empty() ? kOperator : by)))
        step.notes.push_back(std::move(said));
    }
  }
  add(live.sum, step.counts);
  if (!step.next && live.left_out.entries > 0)
    step.notes.push_back(prices_left_out_note(room_, live.left_out));
  AAN_TRY(write_down_step(order, step, live, by));
  if (!step.next) live.run.outcome = "done";
  std::vector<ports::ListFinding> of_whole;  // with the last step alone: none are before them
  for (const std::string& said : step.notes) of_whole.push_back(remark_on({}, said));
  live.run.remarks += std::ssize(of_whole);
  if (step.next && is_stopping_) live.run.outcome = "stopped";
  live.run.words = in_words(live.sum);
  live.run.told_at = room_.clock.wall();
  AAN_TRY(room_.store.write("list.tell", [&](ports::UnitOfWork& unit) -> Result<> {
    AAN_TRY(ports::sources_of(unit).put_list_run(live.run));
    return ports::sources_of(unit).add_list_findings(live.run.id, 0, of_whole);
  }));
  return step;
}

// Of the first file of a book that is new; one that cannot be read hides it.
Result<> ImportList::take_pictures(const PreparedRow& row, RowReport& report, ports::ListRun& run) {
  const auto made = ingest_.make_pictures_again(row.made.book.files.front());
  if (made) return {};
  report.notes.push_back(
      "Its file cannot be read, so it is hidden: " +
      (made.error().safe.empty() ? made.error().to_string() : made.error().safe));
  const std::int64_t before = run.remarks++;
  return room_.store.write("list.hide", [&](ports::UnitOfWork& unit) -> Result<> {
    AAN_TRY(unit.catalog().set_visibility(row.made.book.work.id, catalog::Visibility::hidden,
                                          room_.clock.wall()));
    AAN_TRY(ports::sources_of(unit).put_list_run(run));
    return ports::sources_of(unit).add_list_findings(run.id, before,
                                                     {remark_on(report, report.notes.back())});
  });
}

// How the shop that a book comes from shows it. What cannot be brought is told: the book is shown
// as its file has it then.
Result<> ImportList::take_chosen(const PreparedRow& row, const ListOrder& order,
                                 std::string_view by, RowReport& report, ports::ListRun& run) {
  const catalog::OwnBook& own = *row.row.own;
  const std::string& id = row.made.book.work.id.value;
  std::string why;
  if (!own.cover.empty()) {
    const auto file =
        open_named(room_, order, {"", std::string(kCoverFormat), "", "", own.cover, "", 0});
    if (file) {
      const auto shown = ingest_.set_cover(file->get(), id, by);
      if (!shown && shown.error().code != Errc::invalid) return std::unexpected(shown.error());
      if (!shown) why = "cannot be shown: " + shown.error().safe;
    } else if (file.error().code != Errc::not_found) {
      return std::unexpected(file.error());
    } else {
      why = file.error().detail + ".";
    }
  }
  if (own.has_no_sample) AAN_TRY(ingest_.hide_sample(id, by));
  if (why.empty()) return {};
  report.notes.push_back("The cover that its shop chose " + why);
  const std::int64_t before = run.remarks++;
  return room_.store.write("list.cover", [&](ports::UnitOfWork& unit) -> Result<> {
    AAN_TRY(ports::sources_of(unit).put_list_run(run));
    return ports::sources_of(unit).add_list_findings(run.id, before,
                                                     {remark_on(report, report.notes.back())});
  });
}

// Rows from `order.from` on, a unit after the other, and where the next step begins.
Result<> ImportList::take_rows(const ListOrder& order, std::string_view by,
                               const std::function<bool()>& goes_on, Live& live, ListStep& step) {
  const ports::BookList& list = *kept_.list;
  std::size_t at = order.from;
  const std::size_t end = std::min<std::size_t>(list.size(), at + kRowsAStep);
  while (at < end) {
    const Timestamp now = room_.clock.wall();
    std::vector<PreparedRow> rows;
    for (const std::size_t last = std::min(end, at + std::max<std::size_t>(order.rows_a_unit, 1));
         at < last; ++at)
      rows.push_back(AAN_TRY(prepared(room_, list, at, order, now)));
    live.run.done = static_cast<std::int64_t>(at);
    live.run.told_at = now;
    for (RowReport& report : AAN_TRY(write_rows(room_, rows, now, &live.run))) {
      count(step.counts, report.verdict);
      if (report.verdict == RowVerdict::refused && live.first_refused.size() < kRefusedNamed)
        live.first_refused.push_back("line " + std::to_string(report.line) + ": " +
                                     (report.notes.empty() ? "" : report.notes.front()));
      if (report.is_price_not_set) ++step.counts.price_not_set;
      step.reports.push_back(std::move(report));
    }
    // Pictures and sample are made of the file, as when it comes in alone.
    for (std::size_t i = 0; i < rows.size(); ++i) {
      RowReport& report = step.reports[step.reports.size() - rows.size() + i];
      if (report.has_prices_left_out) {
        note_left_out(rows[i].made.currencies_left_out, step.counts, live.left_out);
        live.left_out.has_row_of_others = live.left_out.has_row_of_others || !rows[i].row.own;
      }
      if (report.verdict != RowVerdict::added) continue;
      if (!rows[i].made.book.files.empty()) AAN_TRY(take_pictures(rows[i], report, live.run));
      if (rows[i].row.own) AAN_TRY(take_chosen(rows[i], order, by, report, live.run));
    }
    if (order.is_brief)
      std::erase_if(step.reports, [](const RowReport& one) {
        return one.verdict != RowVerdict::refused && one.notes.empty() && one.changes.empty();
      });
    if (is_stopping_ || !goes_on()) break;
  }
  if (at < list.size()) step.next = at;
  return {};
}

Result<ListStep> ImportList::whole(int file_fd, const std::string& file_name, ListOrder order,
                                   std::string_view by) {
  // Steps of others may come between: the list is known again by what this call alone says.
  order.identity = room_.ids.next();
  ListStep sum;
  for (order.from = 0;;) {
    ListStep one = AAN_TRY(step(file_fd, file_name, order, by, [] { return true; }));
    sum.run = one.run;
    sum.supplier = one.supplier;
    sum.format = one.format;
    sum.rows = one.rows;
    add(sum.counts, one.counts);
    for (RowReport& report : one.reports)
      if ((report.verdict != RowVerdict::as_before || !report.notes.empty()) &&
          sum.reports.size() < kReportsMax)
        sum.reports.push_back(std::move(report));
    if (!one.next) {
      sum.notes = std::move(one.notes);
      return sum;
    }
    order.from = *one.next;
  }
}

}  // namespace aan::service

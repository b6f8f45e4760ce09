#include "web/view/sale/order_lines.hpp"

#include "domain/catalog/reading_copy.hpp"
#include "web/view/books/book_block.hpp"
#include "web/view/books/reading_way.hpp"

namespace aan::web {
namespace {

std::string uses_text(const Locale& locale, const OrderPageFile& file) {
  const std::string until = locale.date(file.expires_at);
  if (!file.refusal)
    return locale.plural("uses_left", file.uses_left, {{"until", until}}) + " " +
           (file.renewals_left > 0 ? locale.plural("renews_left", file.renewals_left)
                                   : locale.text("renews_none"));
  switch (*file.refusal) {
    case sales::DownloadRefusal::unpaid: return locale.text("refused_unpaid");
    case sales::DownloadRefusal::withdrawn: return locale.text("refused_withdrawn");
    case sales::DownloadRefusal::given: return locale.text("refused_given");
    case sales::DownloadRefusal::file_damaged: return locale.text("refused_file_damaged");
    case sales::DownloadRefusal::expired:
    case sales::DownloadRefusal::exhausted: break;
  }
  std::string text = *file.refusal == sales::DownloadRefusal::expired
                         ? locale.text("refused_expired", {{"until", until}})
                         : locale.text("refused_exhausted");
  text += ' ';
  if (file.can_renew) return text + locale.plural("renew_how", file.renewals_left);
  if (file.renewable_at && file.renewals_left > 0)
    return text + locale.text("renew_later", {{"from", locale.date_time(*file.renewable_at)}});
  return text + locale.text("renew_never");
}

// What changed since the book was bought, the newest first.
void fill_changes(Block& line, const OrderPageFile& file) {
  if (file.versions.size() < 2) return;
  const Locale& locale = line.locale();
  Block changes = line.add("CHANGES");
  for (auto one = file.versions.rbegin(); one + 1 != file.versions.rend(); ++one)
    changes.add("CHANGE")
        .set("VERSION", locale.text("version_since", {{"version", locale.number(one->number)},
                                                      {"date", locale.date(one->since)}}))
        .set("STAMP", rfc3339(one->since))
        .set("NOTE", one->note);
}

// The newest has its own button; what is not whole has none.
void fill_earlier(Block& block, const OrderPageFile& file) {
  const Locale& locale = block.locale();
  const bool can_fetch = !file.refusal || *file.refusal == sales::DownloadRefusal::file_damaged;
  if (file.versions.size() < 2 || !can_fetch) return;
  Block earlier = block.add("EARLIER");
  for (auto one = file.versions.rbegin() + 1; one != file.versions.rend(); ++one)
    if (!one->is_damaged)
      earlier.add("OLD")
          .set("GRANT", file.grant_id)
          .set("NUMBER", one->number)
          .set("KEY", one->idempotency_key)
          .set("LABEL", locale.text("download_version", {{"version", locale.number(one->number)},
                                                         {"size", locale.size(one->size)}}));
}

// Where a file goes by mail, or why this one does not. The grant's id makes the field's own.
void fill_reader(Block& block, const OrderPageFile& file) {
  if (!file.reader) return;
  const Locale& locale = block.locale();
  Block reader = block.add("READER");
  if (file.reader->is_too_large) {
    reader.add("LARGE").set(
        "TEXT", locale.text("reader_large", {{"size", locale.size(file.size)},
                                             {"limit", locale.size(file.reader->bytes_max)}}));
    return;
  }
  if (!file.reader->last.empty())
    reader.add("LAST")
        .set("TEXT", locale.text("reader_last." + file.reader->last))
        .set("STAMP", rfc3339(file.reader->last_at))
        .set("WHEN", locale.date_time(file.reader->last_at));
  reader.show_if("OPEN", !file.reader->last.empty() || file.reader->typed.has_value());
  Block send = reader.add("SEND");
  send.set("TYPED", file.reader->typed.value_or(""));
  send.show_if("AGAIN", file.reader->typed.has_value());
  send.set("GRANT", file.grant_id)
      .set("KEY", file.reader->idempotency_key)
      .set("FROM", file.reader->from)
      .set("LABEL", locale.text("reader_send", {{"size", locale.size(file.size)}}))
      .set("LIMIT", locale.text("reader_limit", {{"limit", locale.size(file.reader->bytes_max)}}));
}

void fill_file(Block& line, const OrderPageFile& file) {
  const Locale& locale = line.locale();
  const std::string format = format_name(locale, file.format);
  Block block = line.add("FILE");
  block.set("USES", uses_text(locale, file));
  if (!file.read_path.empty()) {
    Block read = block.add("READ");
    read.set("PATH", reading_way(file.read_path, file.read_share))
        .set("LABEL", locale.text(reading_label(file.read_share)));
    if (file.read_share)
      read.set_if(
          "SHARE",
          locale.text("read_progress",
                      {{"percent", locale.number(catalog::percent_read(*file.read_share))}}));
  }
  if (!file.forget_path.empty()) block.add("FORGET").set("PATH", file.forget_path);
  if (!file.refusal && file.how != catalog::OnPages::pages)
    block.add("HOW").set("TEXT",
                         locale.text("read_how." + std::string(catalog::name_of(file.how))));
  if (!file.refusal)
    block.add("FETCH")
        .set("GRANT", file.grant_id)
        .set("KEY", file.idempotency_key)
        .set("LABEL",
             locale.text("download", {{"format", format}, {"size", locale.size(file.size)}}));
  else if (file.can_renew)
    block.add("RENEW")
        .set("GRANT", file.grant_id)
        .set("KEY", file.idempotency_key)
        .set("LABEL", locale.text("renew", {{"format", format}}));
  block.show_if("STAMPED", file.is_stamped && !file.refusal);
  fill_reader(block, file);
  fill_earlier(block, file);
}

void fill_licence(Block& line, const OrderPageLicence& licence) {
  const Locale& locale = line.locale();
  Block block = line.add("LICENCE");
  if (licence.state != sales::LicenceState::valid) {
    const std::string key = "licence_state." + std::string(sales::name_of(licence.state));
    block.set("USE", locale.text(key));
    return;
  }
  block.set("USE", locale.plural("licence_use", licence.seats,
                                 {{"active", std::to_string(licence.active)}}));
  block.add("KEY").set("TEXT", licence.key);
}

}  // namespace

void fill_order_lines(Block& block, const std::vector<OrderPageLine>& lines,
                      std::string_view path) {
  Block inside = block.include("LINES", "order_lines").set("ORDER_PATH", path);
  for (const OrderPageLine& line : lines) {
    Block one = inside.add("LINE");
    fill_book(one, line.card);
    one.show(line.card.slug.empty() ? "NO_PAGE" : "HAS_PAGE");
    if (!line.bundle.empty())
      one.add("BUNDLE").set("TEXT",
                            block.locale().text("order_of_bundle", {{"bundle", line.bundle}}));
    one.show_if("UNSOLD", line.card.slug.empty() && !line.files.empty());
    if (line.waits_until)
      one.add("COMES").set(
          "TEXT",
          block.locale().text("order_waits", {{"day", block.locale().date(*line.waits_until)}}));
    for (const OrderPageFile& file : line.files) {
      fill_changes(one, file);
      fill_file(one, file);
    }
    if (line.licence) fill_licence(one, *line.licence);
  }
}

}  // namespace aan::web

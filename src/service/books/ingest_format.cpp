#include <algorithm>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "domain/catalog/price.hpp"
#include "service/audit.hpp"
#include "service/books/book_file.hpp"
#include "service/books/edit_book.hpp"
#include "service/books/ingest.hpp"
#include "service/books/list_books.hpp"
#include "service/books/manage_catalog.hpp"
#include "service/books/merge_books.hpp"
#include "service/books/waiting_book.hpp"
#include "service/books/work_facts.hpp"

namespace aan::service {
namespace {

// What a file beside a book says otherwise than the book: it may be another one's.
void add_differences(const catalog::BookDetail& book, const catalog::BookRecord& record,
                     std::vector<std::string>& notes) {
  if (!record.title.empty() && slug(record.title) != slug(book.work.title))
    notes.push_back("It calls itself \"" + one_line(record.title) +
                    "\"; the book keeps its title.");
  if (record.language != "und" && book.edition.language != "und" &&
      record.language != book.edition.language)
    notes.push_back("It says that its language is " + one_line(record.language) +
                    "; the book keeps " + book.edition.language + ".");
}

bool is_free(const catalog::PriceTerms& terms) { return terms.price && terms.price->is_zero(); }

// What a book costs with this file, and writes it down where that is another price. What was asked
// for is that of a book without a price; with its first file a price that lists alone brought gives
// way to it, and being free, which a list makes no book that can be had, to nothing.
Result<std::optional<Money>> put_file_price(const Room& room, ports::UnitOfWork& unit,
                                            const catalog::BookDetail& book, bool is_first,
                                            const std::optional<Money>& asked, std::string_view by,
                                            Timestamp now) {
  const catalog::Offer& offer = book.offer;
  const bool is_of_lists =
      is_first && !is_price_written(AAN_TRY(ports::sources_of(unit).edited_fields(book.work.id)));
  const bool gets_asked = asked && (is_of_lists || (!offer.price && offer.others.empty()));
  if (gets_asked && asked != offer.price) AAN_TRY(catalog::check_terms(*asked, room.currency));
  catalog::PriceTerms terms = offer;
  std::vector<catalog::PriceTerms> others = offer.others;
  if (is_of_lists) std::erase_if(others, is_free);
  if (gets_asked && asked != offer.price) {
    terms = *asked;
  } else if (!gets_asked && is_of_lists && is_free(terms)) {
    terms = {};
  } else if (others.size() == offer.others.size()) {
    return offer.price;
  }
  const catalog::Offer after = AAN_TRY(unit.catalog().set_prices(offer.id, terms, others, now));
  if (gets_asked) AAN_TRY(note_price_written(unit, book.work.id, now));
  AAN_TRY(write_down(unit, {std::string(by), "book.price", book.work.slug, words_of_prices(after)},
                     now));
  return terms.price;
}

// What a report says of a price of a list that did not stay.
std::string gave_way(const Money& before) {
  if (before.is_zero())
    return "A list said that it is free: a list makes no book free that has a file.";
  return "A list said that it costs " + decimal(before) + ".";
}

}  // namespace

Result<IngestReport> Ingest::add_format(int file_fd, const std::string& file_name,
                                        const std::string& which, std::string_view by) {
  const catalog::BookDetail named = AAN_TRY(find_book(room_, which));
  // A book that was merged away is sold no more: the file is for the one that stands for it.
  const auto other = AAN_TRY(stands_for(room_, named.work.id.value));
  IngestReport report;
  report.file_name = file_name;
  const auto fresh = AAN_TRY(open_new(file_fd, report));
  if (!fresh) return report;
  report = AAN_TRY(put_format(other.value_or(named), *fresh, file_fd, by, std::move(report)));
  if (other && report.verdict != IngestVerdict::known && report.verdict != IngestVerdict::restored)
    report.notes.insert(report.notes.begin(),
                        "\"" + one_line(named.work.title) + "\" (" + named.work.slug +
                            ") was merged: the file is for \"" + one_line(other->work.title) +
                            "\" (" + other->work.slug + "), which stands for it.");
  return report;
}

// The price that was asked for a file is that of a book whose price nobody of the shop set.
Result<IngestReport> Ingest::put_format(const catalog::BookDetail& book, const NewFile& fresh,
                                        int file_fd, std::string_view by, IngestReport report) {
  const auto& [blob, read] = fresh;
  ports::NewEditionFile added;
  added.file = file_from(read.record, blob, room_.ids.make<catalog::FileId>(), book.edition.id,
                         book.work.slug);
  added.at = room_.clock.wall();
  // A book of a list has neither cover nor sample, contents nor length before its first file.
  std::optional<catalog::Pictures> pictures;
  if (book.files.empty())
    pictures = AAN_TRY(as_chosen(book.edition.id, AAN_TRY(store_pictures(read, book.work.title))));
  std::optional<KnownBook> known;
  std::string kept;  // of what a person wrote, where the file says otherwise
  const std::optional<Money> asked = report.price;
  std::optional<Money> before;  // its price, as it was
  std::optional<Money> price;
  const auto done = room_.store.write("book.format", [&](ports::UnitOfWork& unit) -> Result<> {
    known = AAN_TRY(find_known(unit.catalog(), blob.cid));
    if (known) return {};
    auto now = AAN_TRY(unit.catalog().find_work(book.work.id));
    const bool is_first = now && now->files.empty();
    AAN_TRY(unit.catalog().add_file(added));
    if (pictures && is_first) {
      AAN_TRY(unit.catalog().set_pictures(book.edition.id, *pictures, added.at));
      ports::SourceStore& sources = ports::sources_of(unit);
      const catalog::BookDetail as_listed = *now;
      fill_from_file(*now, read.record);
      kept = keep_edited(*now, as_listed, AAN_TRY(sources.edited_fields(book.work.id)));
      now->work.updated_at = added.at;
      AAN_TRY(sources.change_book(now->work, now->edition, match_key_of(*now)));
    }
    AAN_TRY(write_down(unit, {std::string(by), "book.format", book.work.slug, report.file_name},
                       added.at));
    // In this unit, because a file that is known sets no price.
    before = price = now ? now->offer.price : book.offer.price;
    if (now) price = AAN_TRY(put_file_price(room_, unit, *now, is_first, asked, by, added.at));
    return {};
  });
  if (!done && done.error().reason == "format_known") {
    report.verdict = IngestVerdict::refused;
    report.notes.push_back(done.error().safe);
    return report;
  }
  AAN_TRY(done);
  if (known) return report_known(known->book, known->file, file_fd, std::move(report));
  report.title = book.work.title;
  report.slug = book.work.slug;
  report.work_id = book.work.id.value;
  report.offer_id = book.offer.id.value;
  report.price = price;
  report.notes.insert(report.notes.end(), read.warnings.begin(), read.warnings.end());
  if (pictures && book.work.description.empty())
    kept_description(read.record.description, report.notes);
  add_differences(book, read.record, report.notes);
  report.verdict = report.notes.empty() ? IngestVerdict::ok : IngestVerdict::warned;
  report.notes.insert(report.notes.end(), read.remarks.begin(), read.remarks.end());
  if (before && before != price) report.notes.push_back(gave_way(*before));
  if (before && !price) report.verdict = IngestVerdict::warned;
  if (!kept.empty()) report.notes.push_back("Kept as the shop wrote it: " + kept + ".");
  return report;
}

Result<IngestReport> Ingest::join(const WaitingBook& waiting, const NewFile& fresh, int file_fd,
                                  std::string_view by, IngestReport report) {
  const std::optional<Money> asked = report.price;
  report = AAN_TRY(put_format(waiting.book, fresh, file_fd, by, std::move(report)));
  if (report.verdict != IngestVerdict::ok && report.verdict != IngestVerdict::warned) return report;
  report.notes.insert(
      report.notes.begin(),
      "It is the file of \"" + one_line(waiting.book.work.title) + "\", which came by a list (" +
          (waiting.is_by_isbn         ? "the same ISBN"
           : waiting.is_language_open ? "the same title and authors, and no language"
                                      : "the same title, authors and language") +
          ") and had none.");
  if (asked && asked != report.price) {
    report.notes.push_back(price_stays(*asked));
  } else if (!report.price && waiting.book.offer.others.empty()) {
    report.notes.emplace_back(kPriceNotSet);
    report.verdict = IngestVerdict::warned;
  }
  return report;
}

}  // namespace aan::service

#include "service/books/import_list_rows.hpp"

#include "domain/catalog/match_key.hpp"
#include "service/books/edit_book.hpp"
#include "service/books/kept_digest.hpp"
#include "service/books/list_findings.hpp"
#include "service/books/merge_books.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace aan::service {
namespace {

constexpr std::string_view kTakenAway =
    "Its price was left out: the shop took the price of the book away.";

constexpr std::string_view kWritten =
    "Its price was left out: somebody of the shop set the price of the book.";
constexpr std::string_view kHereBefore =
    "Its price was left out: the book was here before this list, and its price is the shop's.";
constexpr std::string_view kFree =
    "Its price was left out: a book becomes free only by a person who says so.";

constexpr std::string_view kMoreTaken =
    "Its prices that were left out before are taken; what the shop set stays.";
constexpr std::string_view kOtherDates = "When it is sold was left out: the book has other days.";

constexpr std::string_view kMendRow =
    "Correct the row and bring the list in again: what came in is found as before.";

// Under whose name a list that calls its books after `source` came in, see `ListOrder::supplier`.
std::string supplier_in(std::string_view source) {
  constexpr std::string_view kOf = " of ";
  const std::size_t at = source.rfind(kOf);
  return at == source.npos ? std::string() : std::string(source.substr(at + kOf.size()));
}

// What is kept of a row says nothing of prices that were left out because the shop does not sell in
// their currency: once it does, the same row says something else.
std::string digest_to_keep(const PreparedRow& it) {
  const auto& left_out = it.made.currencies_left_out;
  if (left_out.empty()) return it.digest;
  catalog::ListRow taken = it.row;
  std::erase_if(taken.terms, [&](const catalog::ListTerms& one) {
    return std::ranges::find(left_out, one.currency) != left_out.end();
  });
  return digest_of(std::move(taken));
}

// Whether a row says again what `kept` was made of, behind these marks: all of it, also while the
// shop does not sell in a currency for a time, or what the shop takes of it now.
bool is_said_again(const PreparedRow& it, bool has_hidden, bool has_matched,
                   const std::string& kept) {
  const auto is = [&](const std::string& digest) {
    return kept == marked(has_hidden, has_matched, digest);
  };
  return is(it.digest) || (!it.made.currencies_left_out.empty() && is(digest_to_keep(it)));
}

const catalog::PriceTerms* terms_in(const catalog::Offer& offer, const Asset& asset) {
  if (offer.price && offer.price->asset == asset) return &offer;
  const auto other = std::ranges::find_if(
      offer.others, [&](const catalog::PriceTerms& one) { return one.price->asset == asset; });
  return other == offer.others.end() ? nullptr : &*other;
}

// Whether a book that cost something in a currency, or could not be bought, would cost nothing.
bool becomes_free(const catalog::BookDetail& book, const catalog::Offer& said) {
  const auto is_new = [&](const catalog::PriceTerms& one) {
    if (!one.price || !one.price->is_zero()) return false;
    const catalog::PriceTerms* const before = terms_in(book.offer, one.price->asset);
    return before == nullptr || !before->price->is_zero();
  };
  return is_new(said) || std::ranges::any_of(said.others, is_new);
}

// Whether all that a row of an export says now and did not say when `kept` was made of it is prices
// in currencies in which the book has none: those were left out then.
bool brings_left_out(const PreparedRow& it, const catalog::Offer& offer, const std::string& kept) {
  if (!it.row.own) return false;
  catalog::ListRow then = it.row;
  const auto left_out = std::erase_if(then.terms, [&](const catalog::ListTerms& one) {
    const auto asset = find_asset(one.currency);
    return !asset || terms_in(offer, *asset) == nullptr;
  });
  return left_out > 0 && digest_of(std::move(then)) == kept;
}

// The prices that an offer has, and beside them those of another one in other currencies.
catalog::Offer with_more_prices(catalog::Offer offer, const catalog::Offer& said) {
  for (const catalog::PriceTerms& one : said.others)
    if (terms_in(offer, one.price->asset) == nullptr) offer.others.push_back(one);
  std::ranges::sort(offer.others, {},
                    [](const catalog::PriceTerms& one) { return one.price->asset; });
  return offer;
}

// One unit: what rows before in it said counts as said.
class Unit {
 public:
  Unit(ports::UnitOfWork& unit, Timestamp now)
      : unit_(unit), sources_(ports::sources_of(unit)), now_(now) {}

  Result<RowReport> take(const PreparedRow& it) {
    RowReport report = AAN_TRY(take_row(it));
    report.has_prices_left_out = AAN_TRY(leaves_prices_out(it, report));
    // Of books that were here before, nobody else says what lists call them.
    if (it.row.own && report.verdict == RowVerdict::added) {
      AAN_TRY(take_names(*it.row.own, {report.work_id}));
      AAN_TRY(take_edited(*it.row.own, {report.work_id}));
    }
    return report;
  }

  // What was collected, into the store.
  Result<> finish(std::vector<RowReport>& reports) {
    if (!books_.empty()) {
      const auto slugs = AAN_TRY(sources_.add_books(books_));
      for (std::size_t i = 0; i < slugs.size(); ++i) reports[places_[i]].slug = slugs[i];
    }
    for (const ports::WorkSource& one : late_sources_) AAN_TRY(sources_.put_source(one));
    for (const auto& [id, fields] : edited_) AAN_TRY(sources_.put_edited_fields(id, fields, now_));
    for (const ports::WorkMerge& one : merges_) {
      if (!AAN_TRY(unit_.catalog().find_work(one.into)) ||
          !check_merge(sources_, one.work_id, one.into))
        continue;
      AAN_TRY(sources_.put_merge(one));
      AAN_TRY(give_price(one, reports));
    }
    for (const auto& [key, coded] : codes_)
      AAN_TRY(sources_.put_subject_code(coded.first, coded.second));
    for (const ports::NewBook& book : books_) {
      if (book.offer.rules != catalog::SaleRules{})
        AAN_TRY(unit_.catalog().set_rules(book.offer.id, book.offer.rules, now_));
      if (book.offer.licence_seats)
        AAN_TRY(unit_.catalog().set_licence_seats(book.offer.id, book.offer.licence_seats, now_));
    }
    return {};
  }
  void set_place(std::size_t place) { place_ = place; }

 private:
  Result<RowReport> take_row(const PreparedRow& it) {
    RowReport report;
    report.line = it.row.line;
    report.title = it.row.record.title;
    report.notes = it.made.notes;
    if (!it.row.problem.empty())
      return refused(std::move(report), it.row.problem, std::string(kMendRow));
    if (!names_.insert(it.row.source + "\n" + it.row.key).second)
      return refused(std::move(report), "A row before it has the same name: " + it.row.key + ".",
                     "Give each book a source_id of its own, or leave one of the two rows out, and "
                     "bring the list in again.");
    const auto before = AAN_TRY(sources_.find_source(it.row.source, it.row.key));
    if (it.row.is_withdrawn) return withdraw(it, before, std::move(report));
    if (before &&
        is_said_again(it, /*has_hidden=*/false, has_matched_book(before->digest), before->digest))
      return as_before(it, before->work_id, report);
    if (before) return change(it, *before, report);
    if (it.row.own) return take_own(it, std::move(report));
    if (const auto known = AAN_TRY(of_isbn(it.row.record.isbn13))) {
      say(AAN_TRY(
              take_prices(unit_.catalog(), it.made.book.offer, *known, now_, /*is_by_list=*/true)),
          "The book had no price and has that of the list now.", report);
      AAN_TRY(note_source(it, *known,
                          marked(/*has_hidden=*/false, /*has_matched=*/true, digest_to_keep(it))));
      return done(std::move(report), RowVerdict::matched, *known);
    }
    return add(it, std::move(report));
  }

  // The lists of another shop of our own kind are lists of this one now: the same ones again bring
  // nothing new. What a list calls something here already stays so.
  Result<> take_names(const catalog::OwnBook& own, const catalog::WorkId& id) {
    for (const catalog::ListName& one : own.names) {
      if (AAN_TRY(sources_.find_source(one.source, one.key)) ||
          !names_.insert(one.source + "\n" + one.key).second)
        continue;
      late_sources_.push_back(
          {one.source, one.key, id, is_kept_digest(one.digest) ? one.digest : ""});
    }
    return {};
  }

  // What a person wrote there of a book that is new here.
  Result<> take_edited(const catalog::OwnBook& own, const catalog::WorkId& id) {
    std::vector<std::string> fields;
    for (const std::string& one : own.edited)
      if (is_editable(one)) fields.push_back(one);
    std::ranges::sort(fields);
    fields.erase(std::ranges::unique(fields).begin(), fields.end());
    if (!fields.empty()) edited_.emplace_back(id, std::move(fields));
    return {};
  }

  static Result<RowReport> refused(RowReport report, const std::string& why,
                                   std::string next_step) {
    report.verdict = RowVerdict::refused;
    report.next_step = std::move(next_step);
    report.notes.insert(report.notes.begin(), why);
    return report;
  }
  static Result<RowReport> done(RowReport report, RowVerdict verdict, const catalog::WorkId& id) {
    report.verdict = verdict;
    report.work_id = id.value;
    return report;
  }

  // A list of prices is a list, too: what waits for a file has its price if it never had one.
  Result<> give_price(const ports::WorkMerge& merge, std::vector<RowReport>& reports) {
    const auto from = std::ranges::find(
        books_, merge.work_id, [](const ports::NewBook& it) -> const auto& { return it.work.id; });
    if (from == books_.end()) return {};
    RowReport& report = reports[places_[static_cast<std::size_t>(from - books_.begin())]];
    if (report.verdict != RowVerdict::merged) return {};
    say(AAN_TRY(take_prices(unit_.catalog(), from->offer, merge.into, now_, /*is_by_list=*/true)),
        "The book that stands for it had no price and has its price now.", report);
    return {};
  }

  static void say(Taken taken, std::string_view when_taken, RowReport& report) {
    switch (taken) {
      case Taken::nothing: return;
      case Taken::taken: report.notes.emplace_back(when_taken); return;
      case Taken::taken_away: report.notes.emplace_back(kTakenAway); return;
      case Taken::free: report.notes.emplace_back(kFree); return;
      case Taken::has_file: break;
    }
    report.notes.emplace_back(
        "Its price was left out: a list sets no price of a book that has a file already.");
  }

  Result<> note_source(const PreparedRow& it, const catalog::WorkId& id, std::string digest = {}) {
    if (digest.empty()) digest = digest_to_keep(it);
    late_sources_.push_back({it.row.source, it.row.key, id, std::move(digest)});
    return {};
  }

  Result<std::optional<catalog::WorkId>> of_isbn(const std::string& isbn13) {
    using Found = std::optional<catalog::WorkId>;
    if (isbn13.empty()) return Found();
    if (const auto here = isbns_.find(isbn13); here != isbns_.end()) return Found(here->second);
    const auto works = AAN_TRY(sources_.works_of_isbn(isbn13));
    return works.empty() ? Found() : Found(works.front());
  }

  Result<std::optional<catalog::WorkId>> same_book(const std::string& match_key) {
    using Found = std::optional<catalog::WorkId>;
    if (match_key.empty() || catalog::is_open_match_key(match_key)) return Found();
    if (const auto here = matches_.find(match_key); here != matches_.end())
      return Found(here->second);
    const auto works = AAN_TRY(sources_.works_matching(match_key));
    return works.empty() ? Found() : Found(works.front());
  }

  // A price that is given with the list is for books that have none, also when it is given later,
  // but not for those that are to have none.
  Result<RowReport> as_before(const PreparedRow& it, const catalog::WorkId& id, RowReport report) {
    report.notes.clear();  // they were told with what came in
    if (!it.made.is_price_given) return done(std::move(report), RowVerdict::as_before, id);
    auto book = AAN_TRY(unit_.catalog().find_work(id));
    if (!book || !is_unpriced(book->offer))
      return done(std::move(report), RowVerdict::as_before, id);
    if (is_price_taken_away(book->offer)) {
      report.notes.emplace_back(kTakenAway);
      return done(std::move(report), RowVerdict::as_before, id);
    }
    const catalog::Offer& said = it.made.book.offer;
    AAN_TRY(unit_.catalog().set_prices(book->offer.id, said, said.others, now_));
    book->work.updated_at = now_;
    AAN_TRY(sources_.change_book(book->work, book->edition, match_key_of(*book)));
    report.notes.emplace_back(kPriceGiven);
    note_changes(*book, with_prices(*book, said), report);
    report.slug = book->work.slug;
    report.offer_id = book->offer.id.value;
    return done(std::move(report), RowVerdict::changed, id);
  }

  Result<RowReport> add(const PreparedRow& it, RowReport report) {
    ports::NewBook book = it.made.book;
    report.verdict = RowVerdict::added;
    if (!it.row.own) {
      if (const auto other = AAN_TRY(same_book(book.match_key))) {
        // It is as every merge is: parted again, it is a book of its own.
        book.work.visibility = catalog::Visibility::hidden;
        merges_.push_back({book.work.id, *other, /*was_listed=*/true, now_});
        report.verdict = RowVerdict::merged;
      } else if (!book.match_key.empty()) {
        matches_[book.match_key] = book.work.id;
      }
    } else if (!it.row.own->merged_into.empty()) {
      merges_.push_back({book.work.id, {it.row.own->merged_into}, /*was_listed=*/true, now_});
    }
    if (!book.edition.isbn13.empty()) isbns_.emplace(book.edition.isbn13, book.work.id);
    report.work_id = book.work.id.value;
    report.offer_id = book.offer.id.value;
    report.is_price_not_set =
        is_unpriced(book.offer) && book.work.visibility == catalog::Visibility::listed;
    note_codes(it);
    AAN_TRY(note_source(it, book.work.id));
    books_.push_back(std::move(book));
    places_.push_back(place_);
    return report;
  }

  // Our own export names books by their ids.
  Result<RowReport> take_own(const PreparedRow& it, RowReport report) {
    const auto here = AAN_TRY(unit_.catalog().find_work(it.made.book.work.id));
    if (here) {
      if (digest_of(AAN_TRY(row_of(sources_, *here))) != it.digest)
        return change(it, {it.row.source, it.row.key, here->work.id, ""}, report);
      AAN_TRY(note_source(it, here->work.id));
      return done(std::move(report), RowVerdict::as_before, here->work.id);
    }
    for (const catalog::EditionFile& file : it.made.book.files) {
      const auto known = AAN_TRY(unit_.catalog().find_file_by_cid(file.cid));
      if (!known) continue;
      const auto edition = AAN_TRY(unit_.catalog().find_edition(known->edition_id));
      if (!edition) continue;
      AAN_TRY(note_source(it, edition->work_id));
      return done(std::move(report), RowVerdict::matched, edition->work_id);
    }
    if (const std::string taken = AAN_TRY(taken_id(it.made.book)); !taken.empty())
      return refused(
          std::move(report), taken + " is that of another book.",
          "Take the export out of its shop again, without writing in it, and bring it in.");
    return add(it, std::move(report));
  }

  // What of a new book has an id that is another book's, here or in this list.
  Result<std::string> taken_id(const ports::NewBook& book) {
    const auto& catalog = unit_.catalog();
    const bool has_edition = AAN_TRY(catalog.find_edition(book.edition.id)).has_value();
    if (has_edition || !own_ids_.insert("edition " + book.edition.id.value).second)
      return "The id of its edition";
    const bool has_offer = AAN_TRY(catalog.find_offer(book.offer.id)).has_value();
    if (has_offer || !own_ids_.insert("offer " + book.offer.id.value).second)
      return "The id of its offer";
    for (const catalog::EditionFile& file : book.files) {
      const bool has_file = AAN_TRY(catalog.find_file(file.id)).has_value();
      if (has_file || !own_ids_.insert("file " + file.id.value).second)
        return "The id of one of its files";
    }
    return std::string();
  }

  // Whose book a row would take back by its ISBN alone: the supplier whose list brought it, or who
  // has it too where no supplier's list did; nothing: it is for this list to say.
  Result<std::optional<std::string>> of_another(const PreparedRow& it, const catalog::WorkId& id) {
    const std::string own = supplier_in(it.row.source);
    std::optional<std::string> other;
    for (const ports::WorkSource& name : AAN_TRY(sources_.names_in_lists(id))) {
      if (name.source == kOwnSource) continue;  // an export tells what lists had said before
      const std::string supplier = supplier_in(name.source);
      if (supplier == own && !has_matched_book(name.digest)) return std::optional<std::string>();
      if (supplier != own && !supplier.empty() && (!other || !has_matched_book(name.digest)))
        other = supplier;
    }
    return other;
  }

  Result<RowReport> withdraw(const PreparedRow& it, const std::optional<ports::WorkSource>& before,
                             RowReport report) {
    const bool is_by_isbn = !before || has_matched_book(before->digest);
    if (before && is_said_again(it, /*has_hidden=*/true, is_by_isbn, before->digest))
      return done(std::move(report), RowVerdict::as_before, before->work_id);
    std::optional<catalog::WorkId> id;
    if (before)
      id = before->work_id;
    else
      id = AAN_TRY(of_isbn(it.row.record.isbn13));
    const auto book = id ? AAN_TRY(unit_.catalog().find_work(*id)) : std::nullopt;
    if (!book)
      return refused(std::move(report), "It is taken back by its publisher, and is not here.",
                     "Nothing, unless it is here under another name: then hide it.");
    if (is_by_isbn && !book->files.empty())
      return refused(
          std::move(report),
          "It is taken back by whoever made this list, but the shop has the book and its "
          "file from elsewhere: hide it if it shall go.",
          "Hide " + book->work.slug + " if it shall go; else nothing.");
    const auto theirs = is_by_isbn ? AAN_TRY(of_another(it, *id)) : std::nullopt;
    if (theirs)
      return refused(std::move(report),
                     "It is taken back by whoever made this list, but the shop has the book from "
                     "the lists of " +
                         *theirs + ": hide it if it shall go.",
                     "Hide " + book->work.slug + " if it shall go; else nothing.");
    // What the shop hid by itself is not the list's to show again: see `change`.
    const bool hides = book->work.visibility == catalog::Visibility::listed;
    const bool has_hidden = before && has_hidden_book(before->digest);
    if (hides) AAN_TRY(unit_.catalog().set_visibility(*id, catalog::Visibility::hidden, now_));
    AAN_TRY(note_source(it, *id, marked(hides || has_hidden, is_by_isbn, digest_to_keep(it))));
    report.slug = book->work.slug;
    report.offer_id = book->offer.id.value;
    report.title = book->work.title;
    catalog::BookDetail after = *book;
    if (hides) after.work.visibility = catalog::Visibility::hidden;
    note_changes(*book, after, report);
    return done(std::move(report), RowVerdict::withdrawn, *id);
  }

  // Whether prices that were left out for their currency come in once the shop sells in it, as
  // things stand: not those of what is taken back, or of a book whose price is the shop's.
  Result<bool> leaves_prices_out(const PreparedRow& it, const RowReport& report) {
    if (it.made.currencies_left_out.empty() || it.row.is_withdrawn ||
        report.verdict == RowVerdict::refused)
      return false;
    const auto book = AAN_TRY(unit_.catalog().find_work({report.work_id}));
    if (!book) return true;  // it is new
    if (is_price_taken_away(book->offer)) return false;
    if (it.row.own) return true;
    const auto before = AAN_TRY(sources_.find_source(it.row.source, it.row.key));
    const bool is_waiting = is_unpriced(book->offer) && book->files.empty();
    if ((report.verdict == RowVerdict::matched || (before && has_matched_book(before->digest))) &&
        !is_waiting)
      return false;
    return !is_price_written(AAN_TRY(sources_.edited_fields(book->work.id)));
  }

  // Why the prices of a row are not those of its book; empty: they are taken.
  static std::string_view price_left_out(const PreparedRow& it, const catalog::BookDetail& book,
                                         bool is_written, bool is_matched) {
    if (is_price_taken_away(book.offer)) return kTakenAway;
    if (it.made.is_price_given) return {};  // by a person, for a book that has none
    if (is_written) return kWritten;
    const bool is_waiting = is_unpriced(book.offer) && book.files.empty();
    if (it.row.own) return becomes_free(book, it.made.book.offer) ? kFree : std::string_view();
    if (is_matched && !is_waiting) return kHereBefore;
    if (!is_matched && is_waiting) return {};  // the list's own, and nobody can have it yet
    return becomes_free(book, it.made.book.offer) ? kFree : std::string_view();
  }

  Result<RowReport> change(const PreparedRow& it, const ports::WorkSource& source,
                           RowReport report) {
    const catalog::WorkId& id = source.work_id;
    auto book = AAN_TRY(unit_.catalog().find_work(id));
    if (!book) return fail(Errc::internal, "list.import", "a source without its work");
    const catalog::Offer before = book->offer;
    const catalog::BookDetail written = *book;
    overlay(*book, it.row, it.made);
    // What files, withdrawals and stamps go by is not for a list to say that found the book by its
    // ISBN, once the shop has a file of it.
    const bool is_matched = has_matched_book(source.digest);
    if (is_matched && !book->files.empty()) {
      book->edition.isbn13 = written.edition.isbn13;
      book->edition.publisher = written.edition.publisher;
    }
    const std::vector<std::string> edited = AAN_TRY(sources_.edited_fields(id));
    if (const std::string kept = keep_edited(*book, written, edited); !kept.empty())
      report.notes.push_back("Kept as the shop wrote it: " + kept + ".");
    AAN_TRY(sources_.change_book(book->work, book->edition, match_key_of(*book)));
    bool is_priced_here = is_price_written(edited);
    catalog::Offer said = it.made.book.offer;
    // What a person set stays, and keeps out no price that was only not sold in.
    const bool brings_more = is_priced_here && brings_left_out(it, before, source.digest);
    if (brings_more) {
      static_cast<catalog::PriceTerms&>(said) = before;
      said.others = with_more_prices(before, it.made.book.offer).others;
      is_priced_here = false;
    }
    const bool says_others =
        (it.row.own || (it.made.is_price_given ? is_unpriced(before) : !is_unpriced(said))) &&
        (static_cast<const catalog::PriceTerms&>(before) != said || before.others != said.others);
    const std::string_view left_out =
        says_others ? price_left_out(it, written, is_priced_here, is_matched) : std::string_view();
    if (!left_out.empty()) report.notes.emplace_back(left_out);
    report.is_price_not_set = is_unpriced(before) &&
                              (!says_others || !left_out.empty() || is_unpriced(said)) &&
                              book->work.visibility == catalog::Visibility::listed;
    if (says_others && left_out.empty()) {
      AAN_TRY(unit_.catalog().set_prices(before.id, said, said.others, now_));
      report.notes.emplace_back(brings_more ? kMoreTaken : kPricesTaken);
      *book = with_prices(*book, said);
    }
    catalog::SaleRules rules = before.rules;
    if (it.row.own) {
      rules = said.rules;
    } else if (said.rules.territory != catalog::Territory::everywhere) {
      rules.territory = said.rules.territory;
      rules.countries = said.rules.countries;
    }
    if (!it.row.own) take_dates(said.rules, rules, report);
    if (rules != before.rules) AAN_TRY(unit_.catalog().set_rules(before.id, rules, now_));
    // How many copies are left, how many devices a key is for and what is hidden is the shop's to
    // say once it has the book: a list that was exported before would sell copies twice.
    if (has_hidden_book(source.digest) && book->work.visibility != catalog::Visibility::listed) {
      AAN_TRY(unit_.catalog().set_visibility(id, catalog::Visibility::listed, now_));
      book->work.visibility = catalog::Visibility::listed;
    }
    book->offer.rules = rules;
    note_changes(written, *book, report);
    note_codes(it);
    AAN_TRY(note_source(it, id, marked(/*has_hidden=*/false, is_matched, digest_to_keep(it))));
    report.slug = book->work.slug;
    report.offer_id = before.id.value;
    return done(std::move(report), RowVerdict::changed, id);
  }

  static catalog::BookDetail with_prices(catalog::BookDetail book, const catalog::Offer& said) {
    static_cast<catalog::PriceTerms&>(book.offer) = said;
    book.offer.others = said.others;
    return book;
  }

  // A list says the days that nobody has set; those that stand here stay.
  static void take_dates(const catalog::SaleRules& said, catalog::SaleRules& rules,
                         RowReport& report) {
    catalog::SaleRules taken = rules;
    bool is_kept = false;
    const auto take = [&](const std::optional<Timestamp>& day, std::optional<Timestamp>& into) {
      is_kept = is_kept || (day && into && *day != *into);
      if (!into) into = day;
    };
    take(said.sold_from, taken.sold_from);
    take(said.sold_until, taken.sold_until);
    take(said.release_at, taken.release_at);
    if (is_kept || !catalog::check_rules(taken))
      report.notes.emplace_back(kOtherDates);
    else
      rules = taken;
  }

  // What is sold, or was, is told value by value; of the rest a list may say what it wants.
  static void note_changes(const catalog::BookDetail& before, const catalog::BookDetail& after,
                           RowReport& report) {
    if (!before.files.empty()) report.changes = changes_between(before, after);
  }

  void note_codes(const PreparedRow& it) {
    for (std::size_t i = 0; i < it.made.codes.size(); ++i) {
      const catalog::Subject& subject = it.made.book.work.subjects[i];
      if (!it.made.codes[i].scheme.empty())
        codes_.try_emplace({subject.slug, subject.name}, subject, it.made.codes[i]);
    }
  }

  ports::UnitOfWork& unit_;
  ports::SourceStore& sources_;
  Timestamp now_;
  std::size_t place_ = 0;
  std::set<std::string> names_;
  std::set<std::string> own_ids_;  // of what own exports bring anew
  std::map<std::string, catalog::WorkId> isbns_;
  std::map<std::string, catalog::WorkId> matches_;
  std::vector<ports::NewBook> books_;
  std::vector<std::size_t> places_;  // of their reports
  std::vector<ports::WorkSource> late_sources_;
  std::vector<ports::WorkMerge> merges_;
  std::vector<std::pair<catalog::WorkId, std::vector<std::string>>> edited_;
  // By slug and name: two names may have one slug until the store places them.
  std::map<std::pair<std::string, std::string>, std::pair<catalog::Subject, ports::SubjectCode>>
      codes_;
};

}  // namespace

Result<std::vector<RowReport>> write_rows(const Room& room, std::span<const PreparedRow> rows,
                                          Timestamp now, ports::ListRun* run) {
  std::vector<RowReport> reports;
  ports::ListRun told;
  AAN_TRY(room.store.write("list.import", [&](ports::UnitOfWork& unit) -> Result<> {
    reports.clear();
    Unit writing(unit, now);
    for (const PreparedRow& one : rows) {
      writing.set_place(reports.size());
      reports.push_back(AAN_TRY(writing.take(one)));
    }
    AAN_TRY(writing.finish(reports));
    if (run == nullptr) return {};
    told = *run;
    const Findings found = take_findings(reports, told);
    ports::SourceStore& sources = ports::sources_of(unit);
    AAN_TRY(sources.put_list_run(told));
    AAN_TRY(sources.add_list_findings(told.id, found.refused_before, found.refused));
    AAN_TRY(sources.add_list_findings(told.id, found.remarks_before, found.remarks));
    return sources.add_list_findings(told.id, found.changed_before, found.changed);
  }));
  if (run != nullptr) *run = told;
  return reports;
}

}  // namespace aan::service

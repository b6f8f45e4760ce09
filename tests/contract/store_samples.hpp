#pragma once
#include <string>
#include <vector>

#include "base/ids.hpp"
#include "crypto/hash.hpp"
#include "domain/catalog/book_view.hpp"
#include "domain/ledger/journal.hpp"
#include "domain/payment/bank_matter.hpp"
#include "domain/payment/payment_intent.hpp"
#include "domain/sales/order.hpp"
#include "ports/queue_store.hpp"
#include "ports/sale_store.hpp"
#include "ports/store.hpp"

namespace aan::contract {

inline Money usd(std::int64_t cents) { return {cents, *find_asset("USD")}; }

inline crypto::Cid cid_of(std::string_view content) {
  return crypto::Cid::make(crypto::kCodecRaw, crypto::sha256(content));
}

/// A book with everything set, to be changed before `add_book`.
struct SampleBook {
  catalog::Work work;
  catalog::Edition edition;
  std::vector<catalog::EditionFile> files;
  catalog::Offer offer;

  Result<std::string> add(ports::UnitOfWork& unit) const {
    return unit.catalog().add_book(work, edition, files, offer);
  }
};

inline SampleBook sample_book(const IdSource& ids, const std::string& title,
                              std::optional<Money> price = usd(499)) {
  SampleBook book;
  const Timestamp now = Timestamp::from_unix_seconds(1'795'000'000);
  catalog::Work& w = book.work;
  w.id = ids.make<catalog::WorkId>();
  w.slug = "the-" + title;
  w.title = "The " + title;
  w.subtitle = "A subtitle";
  w.description = "One paragraph.\n\nAnother \"one\" with 'quotes' and a snowman \u2603.";
  w.contributors = {
      {"Ines Calder", "Calder, Ines", "ines-calder", catalog::ContributorRole::author},
      {"Per Ek", "Ek, Per", "per-ek", catalog::ContributorRole::translator}};
  w.subjects = {{"bookselling", "Bookselling"}, {"craft", "Craft"}};
  w.series = "Night Shelves";
  w.series_position = "2";
  w.created_at = now;
  w.updated_at = now;
  catalog::Edition& e = book.edition;
  e.id = ids.make<catalog::EditionId>();
  e.work_id = w.id;
  e.language = "en";
  e.version = 1;
  e.isbn13 = "9780306406157";
  e.publisher = "Small Press";
  e.published = "2026-03";
  e.rights = "All rights reserved";
  e.words = 61'234;
  e.accessibility = {true,
                     {"textual"},
                     {"textual,visual"},
                     {"tableOfContents"},
                     {"none"},
                     {"EPUB-A11Y-11_WCAG-21-AA"},
                     "A certifier",
                     "Reads well \"aloud\"."};
  e.contents = {{"Opening", 0}, {"A section", 1}, {"Closing", 0}};
  e.cover = cid_of(title + "cover");
  e.thumb_160 = cid_of(title + "160");
  e.thumb_320 = cid_of(title + "320");
  e.thumb_640 = cid_of(title + "640");
  e.sample = cid_of(title + "sample");
  e.fixed_layout = true;
  e.created_at = now;
  catalog::EditionFile file;
  file.id = ids.make<catalog::FileId>();
  file.edition_id = e.id;
  file.format = "epub";
  file.media_type = "application/epub+zip";
  file.file_name = title + ".epub";
  file.cid = cid_of(title + "file");
  file.sha256 = crypto::sha256(title + "file");
  file.size = 123'456;
  book.files = {file};
  book.offer.id = ids.make<catalog::OfferId>();
  book.offer.work_id = w.id;
  book.offer.price = price;
  book.offer.files = {file.id};
  return book;
}

inline sales::OrderLine sample_line(const IdSource& ids, const SampleBook& book) {
  sales::OrderLine line;
  line.id = ids.make<sales::OrderLineId>();
  line.quoted.offer_id = book.offer.id;
  line.quoted.offer_revision = book.offer.revision;
  line.quoted.work_id = book.work.id;
  line.quoted.edition_id = book.edition.id;
  line.quoted.edition_version = book.edition.version;
  line.quoted.files = book.offer.files;
  line.quoted.title = book.work.title;
  line.quoted.authors = "Ines Calder";
  line.quoted.price = book.offer.price.value_or(usd(0));
  line.quoted.discount = usd(0);
  return line;
}

/// An open order of one copy of each book; the books are stored already.
inline sales::Order sample_order(const IdSource& ids, const std::vector<SampleBook>& books) {
  sales::Order order;
  order.id = ids.make<sales::OrderId>();
  order.reference = sales::order_reference(order.id);
  std::int64_t sum = 0;
  for (const SampleBook& book : books) {
    order.lines.push_back(sample_line(ids, book));
    order.quote.lines.push_back(order.lines.back().quoted);
    sum += order.lines.back().quoted.price.amount;
  }
  order.quote.subtotal = usd(sum);
  order.quote.discount = usd(0);
  order.quote.tax = usd(0);
  order.quote.total = usd(sum);
  order.quote.proceeds = usd(sum);
  order.link_key_id = "k1";
  order.token_digest = crypto::sha256("token of " + order.id.value);
  order.buyer_key_wrapped = std::string("\0\xff wrapped", 10);
  order.receipt_name_sealed = std::string("s1\0\x80 sealed", 11);
  order.locale = "en";
  order.created_at = Timestamp::from_unix_seconds(1'795'000'000);
  order.expires_at = order.created_at + sales::kOrderOpenFor;
  return order;
}

inline payment::PaymentIntent sample_intent(const IdSource& ids, const sales::Order& order) {
  payment::PaymentIntent intent;
  intent.id = ids.make<payment::IntentId>();
  intent.order_id = order.id;
  intent.provider = "sandbox";
  intent.method = "sandbox";
  intent.due = order.quote.total;
  intent.created_at = order.created_at;
  intent.expires_at = order.created_at + payment::kIntentExpiresAfter;
  intent.monitor_until = order.created_at + payment::kIntentMonitoredFor;
  return intent;
}

inline payment::Payment sample_payment(const IdSource& ids, const payment::PaymentIntent& intent,
                                       Money amount) {
  payment::Payment payment;
  payment.id = ids.make<payment::PaymentId>();
  payment.intent_id = intent.id;
  payment.order_id = intent.order_id;
  payment.provider = intent.provider;
  payment.network_ref = "ref-" + payment.id.value;
  payment.amount = amount;
  payment.state = payment::FactState::settled;
  payment.seen_at = payment.state_at = intent.created_at + Duration::seconds(5);
  return payment;
}

/// What a bank asks about a payment; open.
inline payment::BankMatter sample_matter(const payment::Payment& paid) {
  payment::BankMatter matter;
  matter.provider = paid.provider;
  matter.network_ref = "dp_1";
  matter.payment_id = paid.id;
  matter.order_id = paid.order_id;
  matter.amount = paid.amount;
  matter.reason = "fraudulent";
  matter.due_at = paid.seen_at + Duration::hours(50);
  matter.opened_at = paid.seen_at + Duration::hours(2);
  return matter;
}

inline ledger::JournalEntry sample_entry(const IdSource& ids, const sales::OrderId& order,
                                         const std::string& kind, const std::string& to,
                                         const std::string& from, std::int64_t cents) {
  ledger::JournalEntry entry;
  entry.id = ids.make<ledger::EntryId>();
  entry.idempotency_key = kind + "|" + order.value;
  entry.kind = kind;
  entry.order_id = order.value;
  entry.at = Timestamp::from_unix_seconds(1'795'000'000);
  entry.postings = {{to, usd(cents)}, {from, usd(-cents)}};
  return entry;
}

inline ports::QueuedJob sample_job(const IdSource& ids, const std::string& dedupe_key,
                                   ports::Queue queue = ports::Queue::outbox) {
  ports::QueuedJob job;
  job.id = ids.make<ports::JobId>();
  job.queue = queue;
  job.kind = "payment.begin";
  job.dedupe_key = dedupe_key;
  job.payload = R"({"intent":"x"})";
  job.due_at = Timestamp::from_unix_seconds(1'795'000'000);
  return job;
}

}  // namespace aan::contract

#include "service/sale/issue_documents.hpp"

#include <algorithm>

#include "base/whole_number.hpp"
#include "crypto/token.hpp"
#include "domain/payment/order_sums.hpp"
#include "domain/tax/amounts.hpp"
#include "domain/tax/tax_number.hpp"
#include "service/payment/order_facts.hpp"
#include "service/sale/tax_place.hpp"

namespace aan::service {
namespace {

using sales::Document;
using sales::DocumentKind;

std::string key_place(const sales::DocumentId& id) { return "document|" + id.value + "|buyer_key"; }
std::string buyer_place(const sales::DocumentId& id) { return "document|" + id.value + "|buyer"; }

Document begin_document(const Room& room, const sales::Seller& seller, const sales::Order& order,
                        DocumentKind kind, const sales::BilledTo& billed_to, Timestamp now) {
  Document document;
  document.id = room.ids.make<sales::DocumentId>();
  document.kind = kind;
  document.series = sales::series_of(kind, order.is_sandbox);
  document.order_id = order.id;
  document.issued_at = now;
  document.seller = seller;
  document.total = order.quote.total;
  document.tax = order.quote.tax;
  if (billed_to.empty()) return document;
  document.buyer_key_wrapped = room.sealer.new_wrapped_key(key_place(document.id));
  const auto key = room.sealer.open(document.buyer_key_wrapped, key_place(document.id));
  document.buyer_sealed =
      room.sealer.seal_with(key.value(), sales::encode(billed_to), buyer_place(document.id));
  return document;
}

sales::BilledTo billed_to_of(const Room& room, const Document& document) {
  if (document.buyer_sealed.empty()) return {};
  const auto key = room.sealer.open(document.buyer_key_wrapped, key_place(document.id));
  if (!key) return {};
  const auto text = room.sealer.open_with(*key, document.buyer_sealed, buyer_place(document.id));
  return text ? sales::decode_billed_to(*text) : sales::BilledTo{};
}

std::string receipt_name_of(const Room& room, const sales::Order& order) {
  if (order.receipt_name_sealed.empty()) return {};
  const auto key =
      room.sealer.open(order.buyer_key_wrapped, "orders|" + order.id.value + "|buyer_key");
  if (!key) return {};
  return room.sealer
      .open_with(*key, order.receipt_name_sealed, "orders|" + order.id.value + "|receipt_name")
      .value_or("");
}

const Document* main_document(const std::vector<Document>& all) {
  const auto at = std::ranges::find_if(
      all, [](const Document& one) { return one.kind != DocumentKind::credit_note; });
  return at == all.end() ? nullptr : &*at;
}

Result<> add(ports::UnitOfWork& unit, Document& document, std::vector<Document>& all) {
  document.number = AAN_TRY(unit.documents().add_document(document));
  all.push_back(document);
  return {};
}

// Something by which a part of the price is gone for good.
struct Gone {
  std::string by;  ///< id of the refund or dispute
  std::int64_t amount = 0;
};

// Refunds that are settled, then disputes that banks decided for the payer and took, in an order of
// their own.
std::vector<Gone> gone_of(const payment::OrderSums& sums) {
  std::vector<Gone> all;
  for (const payment::RefundParts& parts : sums.refunds)
    if (parts.refund->state == payment::RefundState::settled && parts.returned > 0)
      all.push_back({parts.refund->id.value, parts.returned});
  for (const payment::BankedParts& parts : sums.banked)
    if (parts.price > 0) all.push_back({parts.dispute->id.value, parts.price});
  return all;
}

// What is gone of the price, one after the other, each with the part of the tax that its end has
// and its beginning had not.
Result<> add_credit_notes(const Room& room, ports::UnitOfWork& unit, const sales::Seller& seller,
                          const sales::Order& order, std::vector<Document>& all, Timestamp now) {
  const Document* const first = main_document(all);
  if (first == nullptr) return {};
  const Document corrected = *first;
  const sales::BilledTo billed_to = billed_to_of(room, corrected);
  const payment::OrderFacts facts =
      AAN_TRY(gather_facts(unit.sales(), unit.payments(), unit.ledger(), order));
  const payment::OrderSums sums = payment::take_apart(facts, order.quote.total.amount);
  std::int64_t back = 0;
  std::int64_t tax_back = 0;
  for (const Document& one : all) {
    if (one.kind != DocumentKind::credit_note) continue;
    back += one.total.amount;
    tax_back += one.tax.amount;
  }
  for (const Gone& gone : gone_of(sums)) {
    if (std::ranges::find(all, gone.by, &Document::gone_by) != all.end()) continue;
    const std::int64_t left = corrected.total.amount - back;
    if (left <= 0) break;  // a refund that failed after its note was given out, and its successor
    Document note = begin_document(room, seller, order, DocumentKind::credit_note, billed_to, now);
    note.gone_by = gone.by;
    note.corrects = sales::document_name(corrected.series, corrected.number);
    note.total.amount = std::min(left, gone.amount);
    back += note.total.amount;
    const std::int64_t tax_so_far =
        tax::belonging_to(back, corrected.total.amount, corrected.tax.amount);
    note.tax.amount = tax_so_far - tax_back;
    tax_back = tax_so_far;
    AAN_TRY(add(unit, note, all));
  }
  return {};
}

DocumentKind kind_for(const sales::Order& order) {
  return order.quote.treatment == tax::Treatment::none ? DocumentKind::receipt
                                                       : DocumentKind::invoice;
}

Result<sales::BilledTo> check_wish(const sales::BilledTo& typed) {
  sales::BilledTo checked = AAN_TRY(sales::check_billed_to(typed));
  if (!checked.tax_number.empty() && !tax::could_be_tax_number(checked.tax_number))
    return refuse(Errc::invalid, "document",
                  "This cannot be a VAT number. Write it as DE123456789, with the letters of its "
                  "country in front.",
                  "tax_number_unlikely");
  return checked;
}

// What a document about an order would be made of.
struct Prepared {
  sales::Order order;
  std::vector<Document> all;  ///< that it has
  sales::BilledTo named;
};

// In a snapshot or a unit of work.
template <class Look>
Result<Prepared> prepare(const Room& room, Look& at, const std::string& order_token,
                         const sales::BilledTo& wanted) {
  auto order = AAN_TRY(at.sales().find_order_by_token(crypto::token_digest(order_token)));
  if (!order)
    return refuse(Errc::not_found, "document", "There is no such order.", "no_such_order");
  Prepared it{*std::move(order), {}, wanted};
  it.all = AAN_TRY(at.documents().documents_of(it.order.id));
  if (main_document(it.all) != nullptr) return it;
  if (!it.order.paid_at)
    return refuse(Errc::conflict, "document", "This order is not paid yet.", "unpaid");
  if (it.order.quote.total.is_zero())
    return refuse(Errc::conflict, "document", "Nothing was paid for this order.", "nothing_paid");
  if (it.named.name.empty()) it.named.name = receipt_name_of(room, it.order);
  // What the tax was not charged for stands on the invoice, whatever else was typed.
  if (const auto proof = AAN_TRY(find_tax_number(room, at.sales(), it.order)))
    if (!proof->number.empty()) it.named.tax_number = proof->number;
  return it;
}

std::unexpected<Error> no_such_document() {
  return refuse(Errc::not_found, "document", "There is no such document.", "no_such_document");
}

struct Name {
  std::string series;
  std::int64_t number = 0;
};
std::optional<Name> parse_name(std::string_view text) {
  const auto mark = text.rfind('-');
  if (mark == text.npos || mark == 0) return std::nullopt;
  const auto number = parse_whole_number(text.substr(mark + 1));
  if (!number || *number < 1) return std::nullopt;
  return Name{std::string(text.substr(0, mark)), *number};
}

}  // namespace

Result<Document> IssueDocuments::invoice(const std::string& order_token,
                                         const sales::BilledTo& billed_to) {
  const sales::BilledTo checked = AAN_TRY(check_wish(billed_to));
  const Timestamp now = room_.clock.wall();
  Document given;
  AAN_TRY(room_.store.write("document.invoice", [&](ports::UnitOfWork& unit) -> Result<> {
    Prepared it = AAN_TRY(prepare(room_, unit, order_token, checked));
    if (const Document* known = main_document(it.all)) {
      given = *known;
      return {};
    }
    AAN_TRY(check_named(it.order, it.named));
    given = begin_document(room_, seller_, it.order, kind_for(it.order), it.named, now);
    AAN_TRY(add(unit, given, it.all));
    return add_credit_notes(room_, unit, seller_, it.order, it.all, now);
  }));
  return given;
}

Result<DocumentView> IssueDocuments::preview(const std::string& order_token,
                                             const sales::BilledTo& billed_to) const {
  const sales::BilledTo checked = AAN_TRY(check_wish(billed_to));
  const Timestamp now = room_.clock.wall();
  DocumentView view;
  AAN_TRY(room_.store.read([&](const ports::Snapshot& at) -> Result<> {
    Prepared it = AAN_TRY(prepare(room_, at, order_token, checked));
    if (const Document* known = main_document(it.all)) {
      view = {*known, std::move(it.order), billed_to_of(room_, *known), {}};
    } else {
      view.document = begin_document(room_, seller_, it.order, kind_for(it.order), {}, now);
      view.billed_to = std::move(it.named);
      view.order = std::move(it.order);
    }
    view.preorders = AAN_TRY(at.sales().preorders(view.order.id));
    return {};
  }));
  return view;
}

Result<> IssueDocuments::issue_due(const sales::OrderId& id) {
  const Timestamp now = room_.clock.wall();
  return room_.store.write("document.due", [&](ports::UnitOfWork& unit) -> Result<> {
    const auto order = AAN_TRY(unit.sales().find_order(id));
    if (!order || !order->paid_at || order->quote.total.is_zero()) return {};
    std::vector<Document> all = AAN_TRY(unit.documents().documents_of(id));
    const bool is_due = now >= *order->paid_at + kInvoiceWaitsFor;
    if (main_document(all) == nullptr && is_due && kind_for(*order) == DocumentKind::invoice) {
      sales::BilledTo named;
      named.name = receipt_name_of(room_, *order);
      if (const auto proof = AAN_TRY(find_tax_number(room_, unit.sales(), *order)))
        named.tax_number = proof->number;
      Document document = begin_document(room_, seller_, *order, DocumentKind::invoice, named, now);
      AAN_TRY(add(unit, document, all));
    }
    return add_credit_notes(room_, unit, seller_, *order, all, now);
  });
}

Result<> check_named(const sales::Order& order, const sales::BilledTo& billed_to) {
  if (order.quote.treatment != tax::Treatment::reverse_charge || !billed_to.name.empty()) return {};
  return refuse(Errc::invalid, "document", "An invoice without VAT has to name its buyer.",
                "name_needed");
}

Result<DocumentView> view_document(const Room& room, std::string_view name) {
  const auto parsed = parse_name(name);
  if (!parsed) return no_such_document();
  std::optional<DocumentView> view;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    const auto document = AAN_TRY(at.documents().find_document(parsed->series, parsed->number));
    if (!document) return no_such_document();
    auto order = AAN_TRY(at.sales().find_order(document->order_id));
    if (!order) return fail(Errc::corrupt, "document", "a document of no order");
    auto preorders = AAN_TRY(at.sales().preorders(order->id));
    view = DocumentView{*document, *std::move(order), billed_to_of(room, *document),
                        std::move(preorders)};
    return {};
  }));
  return *std::move(view);
}

Result<DocumentView> view_document(const Room& room, const std::string& order_token,
                                   std::string_view name) {
  auto view = view_document(room, name);
  // A wrong name and a wrong link get the same answer.
  if (!view && view.error().code != Errc::not_found) return view;
  if (!view || view->order.token_digest != crypto::token_digest(order_token))
    return no_such_document();
  return view;
}

Result<> enqueue_documents(const Room& room, ports::UnitOfWork& unit,
                           const payment::OrderFacts& facts, bool is_sold_now, Timestamp now) {
  const auto enqueue = [&](const std::string& about, Timestamp due_at) -> Result<> {
    ports::QueuedJob job;
    job.id = room.ids.make<ports::JobId>();
    job.kind = "document.issue";
    job.dedupe_key = "document:" + about;
    job.payload = facts.order.id.value;
    job.due_at = due_at;
    AAN_TRY(unit.queues().enqueue(job));
    return {};
  };
  if (is_sold_now && kind_for(facts.order) == DocumentKind::invoice)
    AAN_TRY(enqueue(facts.order.id.value, now + kInvoiceWaitsFor + Duration::seconds(1)));
  // The same refund or dispute again is known by its key.
  for (const payment::Refund& refund : facts.refunds)
    if (refund.state == payment::RefundState::settled) AAN_TRY(enqueue(refund.id.value, now));
  for (const payment::Dispute& dispute : facts.disputes)
    if (dispute.state == payment::DisputeState::lost && dispute.is_withdrawn)
      AAN_TRY(enqueue(dispute.id.value, now));
  return {};
}

}  // namespace aan::service

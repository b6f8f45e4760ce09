#pragma once
#include <string>
#include <vector>

#include "domain/payment/order_facts.hpp"
#include "domain/sales/document.hpp"
#include "service/room.hpp"

namespace aan::service {

/// An invoice that nobody asked for is given out after this long: until then its buyer may say whom
/// it names.
inline constexpr Duration kInvoiceWaitsFor = Duration::days(3);

/// A document with its order, and whom it names.
struct DocumentView {
  sales::Document document;
  sales::Order order;
  sales::BilledTo billed_to;               ///< empty also when its key is lost
  std::vector<sales::Preorder> preorders;  ///< lines of the order that were bought before their day
};

/// What was given out about orders: invoices where the shop is registered for tax, receipts where
/// it is not, and a credit note for each refund of either and for what a bank took back for good.
/// Each is stored once, in a unit of work of its own, and never changed. An invoice is given out
/// also for a sale that is undone by then, and its credit notes with it: so each amount of the tax
/// export has its paper (ADR 0052). Thread-safe.
class IssueDocuments {
 public:
  IssueDocuments(const Room& room, const sales::Seller& seller) : room_(room), seller_(seller) {}

  /// The buyer asks for it and says whom it names. A second time gives the first one again, whoever
  /// is named then. Errors: not_found "no_such_order"; conflict "unpaid" or "nothing_paid" when
  /// there is nothing to give out; invalid "document_text"; "tax_number_unlikely" for what cannot
  /// be a number; "name_needed" for a reverse charge that names nobody.
  Result<sales::Document> invoice(const std::string& order_token, const sales::BilledTo& billed_to);

  /// What `invoice` would make now: without a number, stored nowhere. Of an order that has its
  /// document, that one. Errors: those of `invoice` but "name_needed", which `check_named` has.
  Result<DocumentView> preview(const std::string& order_token,
                               const sales::BilledTo& billed_to) const;

  /// Gives out what is due: the invoice of a sale with a tax, naming whom the receipt names, and
  /// credit notes for refunds that are settled and disputes that are lost. Nothing to do is no
  /// error.
  Result<> issue_due(const sales::OrderId& id);

 private:
  const Room& room_;
  const sales::Seller& seller_;
};

/// Whether a document about an order may name `billed_to`. Errors: invalid "name_needed".
Result<> check_named(const sales::Order& order, const sales::BilledTo& billed_to);

/// By its name ("INV-000042") and the secret link of its order. Errors: not_found
/// "no_such_document".
Result<DocumentView> view_document(const Room& room, const std::string& order_token,
                                   std::string_view name);
/// The same for the people of the shop.
Result<DocumentView> view_document(const Room& room, std::string_view name);

/// Enqueues `issue_due` for an order that is sold just now, and for each refund that is settled
/// and each dispute that is lost.
Result<> enqueue_documents(const Room& room, ports::UnitOfWork& unit,
                           const payment::OrderFacts& facts, bool is_sold_now, Timestamp now);

}  // namespace aan::service

#pragma once
#include <string>
#include <vector>

#include "domain/payment/order_account.hpp"
#include "domain/payment/order_facts.hpp"
#include "domain/sales/document.hpp"
#include "domain/sales/gift.hpp"
#include "domain/sales/licence.hpp"
#include "service/payment/providers.hpp"
#include "service/room.hpp"
#include "service/sale/keep_hold.hpp"

namespace aan::service {

/// A version of a file that an order has a right to.
struct OrderFileVersion : catalog::FileVersion {
  bool is_stamped = false;  ///< what is downloaded of it bears the order's reference
};

/// A file of an order with its grant and what stands in its way now.
struct OrderFile {
  catalog::EditionFile file;  ///< the newest version
  /// What the grant opens: the version that was bought first, the newest last.
  std::vector<OrderFileVersion> versions;
  sales::DownloadGrant grant;
  std::optional<sales::DownloadRefusal> refusal;
  bool can_renew = false;
  bool is_stamped = false;  ///< of the newest
};

/// The licence of a line, for whoever may have its key.
struct OrderLicence {
  sales::Licence licence;
  sales::LicenceState state = sales::LicenceState::valid;
  std::string key;
};

struct OrderLineView {
  sales::OrderLine line;
  std::string slug;
  bool is_listed = false;  ///< the work still has its page in the shop
  catalog::Edition edition;
  std::vector<OrderFile> files;  ///< empty until the order is fulfilled, or the line's day has come
  /// The day of a line that is not there yet: it is paid, or its order waits for the payment. Of a
  /// paid one whose book has no day any more it is now: it is delivered by and by.
  std::optional<Timestamp> waits_until;
  std::optional<Timestamp> released_at;  ///< of a line that waited for its day: when it came
  std::optional<OrderLicence> licence;   ///< never told to the giver of a gift
};

struct AttemptView {
  payment::PaymentIntent intent;
  Money received;
  Money settled;
  bool can_be_paid = false;  ///< its counter is open, and asks for what is missing
};

/// Where the money of an order stands.
struct OrderMoney {
  Money received;    ///< seen, final or not
  Money captured;    ///< final
  Money refund_due;  ///< owed back to the buyer, as the journal has it; zero of a past test
  Money given_back;  ///< by refunds: on its way, or there
};
/// In the snapshot that the order was read in.
Result<OrderMoney> order_money(const ports::Snapshot& at, const Providers& providers,
                               const sales::Order& order, Timestamp now);

/// Who looks at an order: of a gift the giver downloads nothing, and whoever took it everything.
enum class OrderSeenBy : std::uint8_t { giver, taker };

/// Everything that the order's page and its API say, read in one snapshot. No state in it is
/// guessed: each comes from a stored fact.
struct OrderView {
  sales::Order order;
  std::string receipt_name;  ///< opened
  bool has_address = false;  ///< letters about it can be sent
  /// The address came by the order's link, too short a while ago to outlive that link.
  bool is_address_recent = false;
  std::vector<OrderLineView> lines;
  std::vector<AttemptView> attempts;  ///< oldest first
  std::vector<payment::Payment> payments;
  std::vector<payment::Refund> refunds;
  payment::OrderAccount account;   ///< the shop's business alone; owes nothing of a past test
  std::vector<payment::Fee> fees;  ///< the shop's business alone: no buyer is shown them
  std::vector<payment::Dispute> disputes;
  std::vector<payment::BankMatter> bank_matters;  ///< the shop's business alone; closed ones too
  std::vector<sales::OrderEvent> events;
  std::vector<sales::Document> documents;  ///< given out about it, oldest first
  Money received;                          ///< by all attempts, final or not
  Money captured;
  Money given_back;
  bool may_attempt = false;             ///< a new attempt to pay may be made
  bool holds_code_alone = false;        ///< what it holds, or held, is a use of its code, no copy
  std::optional<Timestamp> held_until;  ///< until then it holds what there is little of
  GivenBackHold hold_given_back;        ///< what it held is free for others: is it still there?
  std::optional<sales::Gift> gift;      ///< the order is for somebody else
  sales::GiftWords gift_words;          ///< opened where a person's data are gathered; else empty
  std::string gift_email;               ///< the same; empty of an order that was put in by its link
  Money missing;     ///< what a new attempt would ask for; zero when the order is covered
  Money refund_due;  ///< as of `OrderMoney`
  bool is_left_of_test = false;  ///< `Providers::is_left_of_test`: nothing real is owed for it
};

/// Whether an event is for whoever bought the order: how a gift is read is its taker's.
[[nodiscard]] bool is_for_buyers(const OrderView& view, const sales::OrderEvent& event);

/// The newest attempt that waits for a voucher of an order that is not paid; null: there is none.
const payment::PaymentIntent* voucher_of(const OrderView& view);

/// Errors: not_found for a token that opens nothing; the same for every wrong token.
Result<OrderView> view_order(const Room& room, const Providers& providers,
                             const std::string& token);
/// Errors: not_found "no_such_order".
Result<OrderView> view_order_by_id(const Room& room, const Providers& providers,
                                   const sales::OrderId& id);
/// In a snapshot that is open already, for what says nothing of money that is owed (letters, gifts,
/// a person's data): `refund_due` is that of the journal. Errors: not_found "no_such_order".
Result<OrderView> view_order_in(const Room& room, const ports::Snapshot& at,
                                const sales::OrderId& id, OrderSeenBy by = OrderSeenBy::giver);

}  // namespace aan::service

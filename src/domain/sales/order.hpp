#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/ids.hpp"
#include "base/timestamp.hpp"
#include "domain/sales/order_state.hpp"
#include "domain/sales/quote.hpp"
#include "domain/tax/evidence.hpp"

namespace aan::sales {

using OrderId = Id<struct OrderTag>;
using OrderLineId = Id<struct OrderLineTag>;
using EntitlementId = Id<struct EntitlementTag>;
using GrantId = Id<struct GrantTag>;

/// An unpaid order is given up after this long; a later payment still revives it.
inline constexpr Duration kOrderOpenFor = Duration::hours(24);

/// An order that never saw money is forgotten after this long, and not before its attempts have
/// been looked after to their end. Money that comes later still stays in the inbox for a person.
inline constexpr Duration kUnpaidOrderKeptFor = Duration::days(30);

/// A line of an order: the quote's line with an identity.
struct OrderLine {
  OrderLineId id;
  QuoteLine quoted;
};

/// A frozen quote with a state. `reference` is what people read to each other: "7K2M-93QD".
struct Order {
  OrderId id;
  std::string reference;
  OrderState state = OrderState::open;
  std::int64_t version = 1;  ///< counts changes of state; guards against a lost update
  std::vector<OrderLine> lines;
  Quote quote;  ///< amounts; its lines equal `lines[i].quoted`
  std::int64_t link_generation = 1;
  std::string link_key_id;
  std::string token_digest;         ///< SHA-256 of the secret link's token
  std::string buyer_key_wrapped;    ///< this buyer's data key, sealed; empty when nothing personal
  std::string receipt_name_sealed;  ///< name for the receipt, sealed under the buyer's key
  std::string locale;
  tax::Proof tax_proof = tax::Proof::none;  ///< of the place that the quote was taxed by
  bool is_sandbox = false;  ///< paid, or to be paid, with play money: never exported
  Timestamp created_at;
  Timestamp expires_at;
  std::optional<Timestamp> paid_at;
  std::optional<Timestamp> fulfilled_at;
};

/// Short reference of an order from its id: stable, without letters that look alike.
std::string order_reference(const OrderId& id);

/// Who gave an unpaid order up: said beside the state, since the state alone does not know.
enum class GivenUpBy : std::uint8_t { buyer, shop, time };
std::string_view name_of(GivenUpBy who);

/// One dated fact of an order's life, for its time line. Details are machine words, never personal:
/// of "state" "open>paid"; of "payment" where an attempt stands now, and after a slash what has
/// become odd about it by this very event ("settled/overpaid"); of "given_up" by whom; of "refund"
/// and "dispute" how it stands now, and its amount ("settled 19.00", "withdrawn 19.00"); of
/// "withheld" what was gone: "coupon_used_up" or "sold_out"; of "consent" to what and to which
/// words
/// ("immediate_delivery 1"); of "mail" which letter and what became of it ("receipt asked",
/// "receipt sent", "release sent", "gift sent"); of "gift" the moment from which it can be claimed;
/// of "voucher" by when it is to be paid, empty where nobody says so;
/// of "letter_held" (due while the order was closed) and "letter_freed" (the order opened again)
/// which letter; of "erased" what was forgotten ("name"); of "granted_again" the grant; of
/// "inquiry" and "appeal" "opened", "answered", "asked" (once more) or "over"; of
/// "download" (begun), "downloaded" (a whole file went out), "read" (opened on the shop's pages for
/// the first time) and "mail" "reader sent" the grant and the SHA-256 of the shop's file
/// (`what_goes_out`), of old ones the grant alone.
struct OrderEvent {
  /// "created", "consent", "attempt", "state", "payment", "voucher" (one was made out, to be paid
  /// elsewhere), "payment_unusable", "refund_due",
  /// "refund_due_reversed", "refund", "dispute", "inquiry", "appeal", "fraud_warned", "given_up",
  /// "withheld", "renewed", "link_renewed", "mail", "letter_held", "letter_freed", "erased",
  /// "coupon_overused", "stock_oversold", "download", "downloaded", "read", "granted_again",
  /// "gift" (it is for somebody else), "gift_claimed", "licence_disabled" and "licence_enabled"
  /// (its id), "released" (a line that waited for its day has its right; its title) or
  /// "tax_place_doubted" (another country than the one that the order was taxed by)
  std::string kind;
  std::string detail;
  Timestamp at;
};

/// Whether an event is for the buyer, too; not what passes between the payer's bank and the shop.
[[nodiscard]] inline bool is_for_buyers(const OrderEvent& event) {
  return event.kind != "fraud_warned" && event.kind != "inquiry" && event.kind != "appeal";
}

/// Whether a new attempt to pay may be made now: the order waits for money (or lost it), the day
/// for which its price is held is not over, and the shop did not give it up itself. Errors:
/// conflict with reason "already_paid", "order_expired", "given_up_by_shop" or "order_withheld".
/// Money of earlier attempts is taken whenever it comes.
Result<> may_attempt(const Order& order, std::span<const OrderEvent> events, Timestamp now);
/// Whether the buyer gave the order up and it was not paid since.
bool is_given_up_by_buyer(const Order& order, std::span<const OrderEvent> events);
/// Whether money came for it after what it held had gone to others.
bool is_withheld(std::span<const OrderEvent> events);

/// The right to an edition, one for each order line. Never deleted: the state
/// of the order says whether it opens a download.
struct Entitlement {
  EntitlementId id;
  OrderId order_id;
  OrderLineId line_id;
  catalog::EditionId edition_id;
  std::int64_t edition_version = 0;
  Timestamp granted_at;
};

/// A line that is paid and waits for the day of its offer, which may be moved until then.
struct Preorder {
  OrderLineId line_id;
  OrderId order_id;
  catalog::OfferId offer_id;
  std::optional<Timestamp> release_at;   ///< as the offer has it now; nothing: at any moment
  std::optional<Timestamp> released_at;  ///< when its right was given
};

inline constexpr std::int64_t kGrantUses = 5;
inline constexpr std::int64_t kGrantRenewalsMax = 10;
inline constexpr Duration kGrantFor = Duration::days(365);
inline constexpr Duration kGrantRenewalEvery = Duration::hours(1);
inline constexpr Duration kDownloadTokenFor = Duration::hours(24);
/// Bytes a download token may carry: ranges and resumes included.
inline constexpr std::uint64_t kDownloadBytesFactor = 3;

/// How often one file of an entitlement may still be fetched. The buyer renews it alone when it
/// is spent or expired, at most `kGrantRenewalsMax` times and not within `kGrantRenewalEvery`.
struct DownloadGrant {
  GrantId id;
  EntitlementId entitlement_id;
  OrderId order_id;
  catalog::FileId file_id;
  std::int64_t uses_left = kGrantUses;
  std::int64_t renewals_left = kGrantRenewalsMax;
  Timestamp expires_at;
  Timestamp renewed_at;  ///< of the last renewal, or of the grant
};

/// Why a download may not start.
enum class DownloadRefusal : std::uint8_t {
  unpaid,
  expired,
  exhausted,
  withdrawn,
  given,         ///< it is a gift: whoever claims it downloads
  file_damaged,  ///< the shop's copy is being restored; nothing is used up meanwhile
};
std::string_view name_of(DownloadRefusal refusal);

/// What the order alone says, whichever download is asked for: unpaid, withdrawn, or nothing.
std::optional<DownloadRefusal> refusal_of(OrderState order_state);
/// Whether a use may be taken now. `order_state` first: nobody learns of grants of unpaid orders.
std::optional<DownloadRefusal> refusal_of(OrderState order_state, const DownloadGrant& grant,
                                          Timestamp now);
/// Whether the buyer may renew now: spent or expired, renewals left, the last one long enough ago.
Result<> may_renew(OrderState order_state, const DownloadGrant& grant, Timestamp now);

/// A started download: the address behind a 303. Only the digest of its token is stored.
struct DownloadToken {
  std::string token_digest;
  GrantId grant_id;
  OrderId order_id;
  catalog::FileId file_id;
  std::uint64_t bytes_left = 0;
  Timestamp expires_at;
};

}  // namespace aan::sales

#pragma once
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "domain/payment/payment_intent.hpp"
#include "domain/sales/order.hpp"

namespace aan::ports {

/// Answer that was given to a request with an Idempotency-Key.
struct IdempotencyRecord {
  std::string scope;           ///< whose keys: "request" for all operations of buyers
  std::string key;             ///< as sent, at most 255 bytes
  std::string request_digest;  ///< SHA-256 of what was asked; another one is a conflict
  std::string answer_sealed;   ///< the answer, sealed: it may hold a secret link
  Timestamp at;
};

/// A page of the orders, newest first.
struct OrderQuery {
  std::optional<sales::OrderState> state;  ///< nothing: any
  /// Delivered ones alone (`state` is not asked then): those of which something has reached nobody
  /// yet, a book before its day or a gift that nobody has claimed, or the others.
  std::optional<bool> is_to_come;
  bool only_owed = false;  ///< those whose buyers are owed money back
  bool only_real = false;  ///< none that was placed with play money or a test key
  std::int64_t offset = 0;
  std::int64_t limit = 50;  ///< 1 to 500
};

/// So many words of a title are looked for at most.
inline constexpr std::size_t kSearchWordsMax = 4;

/// What orders are looked for by: any one of these that is set.
struct OrderSearch {
  std::string name;                          ///< the reference as it is written, or the order's id
  std::string payment_ref;                   ///< a provider's name of money, or of an attempt
  std::vector<std::string> title_words;      ///< all of them in the title of one of its books
  std::vector<std::string> address_indexes;  ///< keyed digests of a buyer's address
  std::optional<sales::OrderState> state;    ///< of these only
  std::optional<bool> is_to_come;            ///< as of `OrderQuery`
  bool only_owed = false;                    ///< of these only
  bool only_real = false;                    ///< of these only
};

/// A piece of evidence of where a buyer lives, its country sealed under the buyer's key.
struct SealedEvidence {
  tax::Sign sign = tax::Sign::declared;
  std::string source;
  std::string country_sealed;
  Timestamp at;
};

/// A confirmed number of value added tax, sealed under the buyer's key, and the proof of it.
struct SealedTaxNumber {
  std::string number_sealed;
  std::string reference;
  std::string said_on;
  Timestamp at;
};

struct OrderPage {
  std::vector<sales::Order> orders;
  std::int64_t total = 0;  ///< of all pages
};

/// What `purge_unpaid` forgot: attempts of which a provider may have records of its own.
struct PurgedAttempt {
  payment::IntentId id;
  std::string provider;
  std::string provider_ref;  ///< empty: never begun
};

struct PurgedOrders {
  std::int64_t orders = 0;
  std::vector<PurgedAttempt> attempts;
};

/// Orders, rights and downloads. Errors: unavailable, corrupt, internal, and those named.
class SaleStore {
 public:
  virtual ~SaleStore() = default;

  virtual Result<std::optional<sales::Order>> find_order(const sales::OrderId& id) const = 0;
  virtual Result<std::optional<sales::Order>> find_order_by_token(
      std::string_view token_digest) const = 0;
  virtual Result<std::optional<sales::Order>> find_order_by_reference(
      std::string_view reference) const = 0;
  virtual Result<OrderPage> list_orders(const OrderQuery& query) const = 0;
  /// Orders that a search means, newest first, at most `limit` (1 to 500). Small letters are large
  /// ones, outside of ASCII only where the engine knows it.
  virtual Result<std::vector<sales::OrderId>> search_orders(const OrderSearch& search,
                                                            std::int64_t limit) const = 0;
  /// References of orders, newest first, at most `limit`.
  virtual Result<std::vector<std::string>> references(std::int64_t limit) const = 0;
  /// Ids of the keys that links of orders, names on receipts and kept answers were made with.
  /// Looks at every order.
  virtual Result<std::set<std::string>> keys_in_use() const = 0;
  virtual Result<std::vector<sales::OrderEvent>> order_events(const sales::OrderId& id) const = 0;
  virtual Result<std::vector<sales::Entitlement>> entitlements(const sales::OrderId& id) const = 0;
  /// Lines of an order that waited for their day, or still do, in the order of its lines.
  virtual Result<std::vector<sales::Preorder>> preorders(const sales::OrderId& id) const = 0;
  /// Lines that wait and whose day has come, longest waiting first, at most `limit`.
  virtual Result<std::vector<sales::Preorder>> due_preorders(Timestamp now,
                                                             std::int64_t limit) const = 0;
  virtual Result<std::vector<sales::DownloadGrant>> grants(const sales::OrderId& id) const = 0;
  virtual Result<std::optional<sales::DownloadGrant>> find_grant(
      const sales::GrantId& id) const = 0;
  virtual Result<std::optional<sales::DownloadToken>> find_download(
      std::string_view token_digest) const = 0;
  /// Oldest first.
  virtual Result<std::vector<SealedEvidence>> tax_evidence(const sales::OrderId& id) const = 0;
  virtual Result<std::optional<SealedTaxNumber>> tax_number(const sales::OrderId& id) const = 0;
  /// Taxed orders that saw money and whose evidence is worth this, newest first, at most 1,000.
  virtual Result<std::vector<sales::OrderId>> orders_of_tax_proof(tax::Proof proof,
                                                                  std::int64_t limit) const = 0;
  /// Orders in open or pending whose time is over, oldest first.
  virtual Result<std::vector<sales::OrderId>> expired_orders(Timestamp now,
                                                             std::int64_t limit) const = 0;
  virtual Result<std::optional<IdempotencyRecord>> find_idempotency(std::string_view scope,
                                                                    std::string_view key) const = 0;

  /// Errors: conflict when the id or token is there already.
  virtual Result<> add_order(const sales::Order& order) = 0;
  /// Moves an order from one state and version to the next version. Errors: conflict when it is
  /// not there any more (somebody else moved it). Sets paid_at and fulfilled_at on those states.
  virtual Result<> move_order(const sales::OrderId& id, sales::OrderState from,
                              std::int64_t from_version, sales::OrderState to, Timestamp now) = 0;
  /// An unpaid order is not given up by time before `until`, nor sooner than it was to be.
  virtual Result<> keep_open(const sales::OrderId& id, Timestamp until) = 0;
  /// Another secret link: the next generation, with the key and the digest of its token; the link
  /// before opens nothing any more, and neither do addresses of downloads. Errors: conflict when
  /// the generation is not there any more.
  virtual Result<> renew_link(const sales::OrderId& id, std::int64_t from_generation,
                              std::string_view link_key_id, std::string_view token_digest) = 0;
  virtual Result<> add_order_event(const sales::OrderId& id, const sales::OrderEvent& event) = 0;
  /// Inserts unless the order has a piece of this sign and source; says whether it was new.
  virtual Result<bool> add_tax_evidence(const sales::OrderId& id,
                                        const SealedEvidence& evidence) = 0;
  /// One for each order; a second one is an error (internal).
  virtual Result<> add_tax_number(const sales::OrderId& id, const SealedTaxNumber& number) = 0;
  /// Errors: not_found.
  virtual Result<> set_tax_proof(const sales::OrderId& id, tax::Proof proof) = 0;
  /// Forgets the name on the receipt, and the key that it was sealed with unless evidence for taxes
  /// lies under it, which the law keeps.
  virtual Result<> forget_name(const sales::OrderId& id) = 0;
  /// Orders with a name on the receipt that were delivered, or if they never were placed, before
  /// that moment, and those whose gift, open since before it, still has words; at most `limit`.
  virtual Result<std::vector<sales::OrderId>> named_orders(Timestamp before,
                                                           std::int64_t limit) const = 0;
  /// Marks that somebody gave the order up; `settle` reads it as is_cancel_requested.
  virtual Result<> request_cancel(const sales::OrderId& id) = 0;
  virtual Result<bool> is_cancel_requested(const sales::OrderId& id) const = 0;
  /// Inserts unless the line has one already (UNIQUE order line); says whether it was new.
  virtual Result<bool> add_entitlement(const sales::Entitlement& entitlement) = 0;
  /// Notes that a paid line waits for the day of its offer, unless it does already or has its
  /// right; says whether it was new.
  virtual Result<bool> add_preorder(const sales::OrderLine& line, const sales::OrderId& order,
                                    Timestamp now) = 0;
  /// Ends the wait of a line, once, if its day has come; says whether this did.
  virtual Result<bool> release_preorder(const sales::OrderLineId& line, Timestamp now) = 0;
  virtual Result<> add_grant(const sales::DownloadGrant& grant) = 0;
  /// Takes one use if there is one and it has not expired, in one statement; says whether.
  virtual Result<bool> take_use(const sales::GrantId& id, Timestamp now) = 0;
  /// Full uses, a new expiry, one renewal less, if it has any left; says whether.
  virtual Result<bool> renew_grant(const sales::GrantId& id, std::int64_t uses,
                                   Timestamp expires_at, Timestamp now) = 0;
  /// As new: full uses, all renewals, a new expiry; says whether there is such a grant.
  virtual Result<bool> reopen_grant(const sales::GrantId& id, Timestamp expires_at,
                                    Timestamp now) = 0;
  virtual Result<> add_download(const sales::DownloadToken& token) = 0;
  /// Takes `bytes` from a download's allowance, or all that is left when that is less; says
  /// whether there were so many.
  virtual Result<bool> take_bytes(std::string_view token_digest, std::uint64_t bytes) = 0;
  /// Ends a download with more than `bytes_spare` of its allowance left and gives its use back to
  /// the grant, never above `kGrantUses`; says whether. For a file that turned out damaged.
  virtual Result<bool> give_back_use(std::string_view token_digest, std::uint64_t bytes_spare) = 0;
  /// Errors: conflict when the key was stored meanwhile.
  virtual Result<> add_idempotency(const IdempotencyRecord& record) = 0;
  /// Removes what is past its time: idempotency records and downloads. Returns how many rows.
  virtual Result<std::int64_t> purge(Timestamp idempotency_before, Timestamp downloads_before) = 0;
  /// Removes at most `limit` orders that never saw money, oldest first, with their lines, time
  /// line and attempts: cancelled, made before `created_before`, no payment, no entry in the
  /// journal, nothing granted, every attempt looked at to its end and monitored no longer than
  /// `monitored_before`. Evidence of payment events stays.
  virtual Result<PurgedOrders> purge_unpaid(Timestamp created_before, Timestamp monitored_before,
                                            std::int64_t limit) = 0;
};

}  // namespace aan::ports

#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "ports/address_change_store.hpp"
#include "ports/api_key_store.hpp"
#include "ports/attention_store.hpp"
#include "ports/audit_log.hpp"
#include "ports/broadcast_store.hpp"
#include "ports/bundle_store.hpp"
#include "ports/catalog_store.hpp"
#include "ports/coupon_store.hpp"
#include "ports/customer_store.hpp"
#include "ports/document_store.hpp"
#include "ports/gift_store.hpp"
#include "ports/hold_store.hpp"
#include "ports/ledger_store.hpp"
#include "ports/library_key_store.hpp"
#include "ports/library_store.hpp"
#include "ports/licence_store.hpp"
#include "ports/payment_store.hpp"
#include "ports/person_store.hpp"
#include "ports/queue_store.hpp"
#include "ports/reader_letter_store.hpp"
#include "ports/reader_password_store.hpp"
#include "ports/sale_store.hpp"
#include "ports/session_store.hpp"
#include "ports/stamp_store.hpp"
#include "ports/stock_store.hpp"
#include "ports/webhook_store.hpp"

namespace aan::ports {

/// Small settings and records: the shop's name for its data, and what a provider remembers.
class RecordStore {
 public:
  virtual ~RecordStore() = default;
  /// `area`: "shop", or "provider/<name>". Values of at most 64 KiB. What a provider remembers of
  /// one attempt it keeps under "intent/<id>" and "session/<its reference>": those two are
  /// forgotten with the attempt.
  virtual Result<std::optional<std::string>> find(std::string_view area,
                                                  std::string_view key) const = 0;
  virtual Result<> put(std::string_view area, std::string_view key, std::string_view value) = 0;
  /// Nothing there to remove is no error.
  virtual Result<> remove(std::string_view area, std::string_view key) = 0;
  /// A version of the terms of sale. Version 0 when there are none.
  struct Terms {
    std::int64_t version = 0;
    std::string markdown;
    Timestamp since;  ///< when it came into force
  };
  /// The newest: in force now.
  virtual Result<Terms> terms() const = 0;
  /// An earlier one, under which somebody may have bought.
  virtual Result<std::optional<Terms>> find_terms(std::int64_t version) const = 0;
  /// Adds a version if the text differs from the newest one; returns the version in force.
  virtual Result<std::int64_t> put_terms(std::string_view markdown, Timestamp now) = 0;
};

/// A consistent view: everything read through it is of one moment.
class Snapshot {
 public:
  virtual ~Snapshot() = default;
  [[nodiscard]] virtual const CatalogStore& catalog() const = 0;
  [[nodiscard]] virtual const BundleStore& bundles() const = 0;
  [[nodiscard]] virtual const SaleStore& sales() const = 0;
  [[nodiscard]] virtual const GiftStore& gifts() const = 0;
  [[nodiscard]] virtual const LicenceStore& licences() const = 0;
  [[nodiscard]] virtual const CouponStore& coupons() const = 0;
  [[nodiscard]] virtual const StockStore& stock() const = 0;
  [[nodiscard]] virtual const HoldStore& holds() const = 0;
  [[nodiscard]] virtual const CustomerStore& customers() const = 0;
  [[nodiscard]] virtual const LibraryStore& libraries() const = 0;
  [[nodiscard]] virtual const LibraryKeyStore& library_keys() const = 0;
  [[nodiscard]] virtual const PaymentStore& payments() const = 0;
  [[nodiscard]] virtual const LedgerStore& ledger() const = 0;
  [[nodiscard]] virtual const DocumentStore& documents() const = 0;
  [[nodiscard]] virtual const QueueStore& queues() const = 0;
  [[nodiscard]] virtual const RecordStore& records() const = 0;
  [[nodiscard]] virtual const PersonStore& people() const = 0;
  [[nodiscard]] virtual const SessionStore& sessions() const = 0;
  [[nodiscard]] virtual const ApiKeyStore& api_keys() const = 0;
  [[nodiscard]] virtual const AuditLog& audit() const = 0;
  [[nodiscard]] virtual const AttentionStore& attention() const = 0;
  [[nodiscard]] virtual const WebhookStore& webhooks() const = 0;
  [[nodiscard]] virtual const BroadcastStore& broadcasts() const = 0;
  [[nodiscard]] virtual const AddressChangeStore& address_changes() const = 0;
  [[nodiscard]] virtual const StampStore& stamps() const = 0;
  [[nodiscard]] virtual const ReaderLetterStore& reader_letters() const = 0;
  [[nodiscard]] virtual const ReaderPasswordStore& reader_passwords() const = 0;
};

/// One transaction: all of it becomes durable, or none. Sees its own writes.
class UnitOfWork {
 public:
  virtual ~UnitOfWork() = default;
  virtual CatalogStore& catalog() = 0;
  virtual BundleStore& bundles() = 0;
  virtual SaleStore& sales() = 0;
  virtual GiftStore& gifts() = 0;
  virtual LicenceStore& licences() = 0;
  virtual CouponStore& coupons() = 0;
  virtual CustomerStore& customers() = 0;
  virtual LibraryStore& libraries() = 0;
  virtual LibraryKeyStore& library_keys() = 0;
  virtual StockStore& stock() = 0;
  virtual HoldStore& holds() = 0;
  virtual PaymentStore& payments() = 0;
  virtual LedgerStore& ledger() = 0;
  virtual DocumentStore& documents() = 0;
  virtual QueueStore& queues() = 0;
  virtual RecordStore& records() = 0;
  virtual PersonStore& people() = 0;
  virtual SessionStore& sessions() = 0;
  virtual ApiKeyStore& api_keys() = 0;
  virtual AuditLog& audit() = 0;
  virtual AttentionStore& attention() = 0;
  virtual WebhookStore& webhooks() = 0;
  virtual BroadcastStore& broadcasts() = 0;
  virtual AddressChangeStore& address_changes() = 0;
  virtual StampStore& stamps() = 0;
  virtual ReaderLetterStore& reader_letters() = 0;
  virtual ReaderPasswordStore& reader_passwords() = 0;
};

/// The shop's memory. Thread-safe. SQLite: one writer with group commit, many readers.
/// Contract: tests/contract/store_contract.hpp, run on SQLite and PostgreSQL.
class Store {
 public:
  virtual ~Store() = default;

  /// Runs `work` in a transaction that is durable when this returns without error. `work` may run
  /// more than once (a serialisation failure) and must touch nothing but the unit of work: no
  /// network, no clock, no other store call. Its error rolls everything back and is returned.
  /// The fencing epoch is checked first: a process that lost its authority gets `unavailable` with
  /// reason "fenced", as from `check_authority`. `name` is for logs and metrics.
  virtual Result<> write(const char* name, const std::function<Result<>(UnitOfWork&)>& work) = 0;

  /// Runs `look` on one snapshot.
  virtual Result<> read(const std::function<Result<>(const Snapshot&)>& look) const = 0;

  /// Calls `take` with each line of a copy of everything stored, of one moment, while others read
  /// and write; what takes it back is the adapter's. Errors: those of `take` and of `read`.
  virtual Result<> copy_out(const std::function<Result<>(std::string_view)>& take) const = 0;

  /// Four characters before every id made here; chosen at `init`, stored for ever.
  [[nodiscard]] virtual const std::string& site() const = 0;

  /// Takes authority with the next epoch; every other process is fenced from then on, those that
  /// open the store later are not (docs/adr/0013-authority.md says who calls this).
  virtual Result<std::int64_t> raise_epoch() = 0;

  /// Whether this process may still write. Errors: unavailable with reason "fenced", for good;
  /// those of `read`, which pass.
  virtual Result<> check_authority() const = 0;

  /// True when one process at a time writes by design, and holds the lock of its folder for it.
  [[nodiscard]] virtual bool has_single_writer() const = 0;
};

}  // namespace aan::ports

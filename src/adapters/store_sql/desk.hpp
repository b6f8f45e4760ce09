#pragma once
#include <memory>

#include "adapters/store_sql/engine/connection.hpp"
#include "adapters/store_sql/sql_address_changes.hpp"
#include "adapters/store_sql/sql_api_keys.hpp"
#include "adapters/store_sql/sql_attention.hpp"
#include "adapters/store_sql/sql_audit.hpp"
#include "adapters/store_sql/sql_broadcasts.hpp"
#include "adapters/store_sql/sql_bundles.hpp"
#include "adapters/store_sql/sql_catalog.hpp"
#include "adapters/store_sql/sql_coupons.hpp"
#include "adapters/store_sql/sql_customers.hpp"
#include "adapters/store_sql/sql_documents.hpp"
#include "adapters/store_sql/sql_gifts.hpp"
#include "adapters/store_sql/sql_holds.hpp"
#include "adapters/store_sql/sql_ledger.hpp"
#include "adapters/store_sql/sql_library.hpp"
#include "adapters/store_sql/sql_library_keys.hpp"
#include "adapters/store_sql/sql_licences.hpp"
#include "adapters/store_sql/sql_payments.hpp"
#include "adapters/store_sql/sql_people.hpp"
#include "adapters/store_sql/sql_queues.hpp"
#include "adapters/store_sql/sql_reader_letters.hpp"
#include "adapters/store_sql/sql_reader_passwords.hpp"
#include "adapters/store_sql/sql_reading.hpp"
#include "adapters/store_sql/sql_records.hpp"
#include "adapters/store_sql/sql_sales.hpp"
#include "adapters/store_sql/sql_sessions.hpp"
#include "adapters/store_sql/sql_sources.hpp"
#include "adapters/store_sql/sql_stamps.hpp"
#include "adapters/store_sql/sql_stock.hpp"
#include "adapters/store_sql/sql_webhooks.hpp"
#include "ports/store.hpp"

namespace aan::store_sql {

/// A connection with every repository on it. Used by one thread at a time.
class Desk {
 public:
  explicit Desk(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {}
  [[nodiscard]] Connection& connection() { return *connection_; }
  /// True until the desk was lent and given back once.
  [[nodiscard]] bool is_fresh() const { return is_fresh_; }
  void set_used() { is_fresh_ = false; }

  SqlCatalog& catalog() { return catalog_; }
  SqlBundles& bundles() { return bundles_; }
  SqlSales& sales() { return sales_; }
  SqlGifts& gifts() { return gifts_; }
  SqlLicences& licences() { return licences_; }
  SqlCoupons& coupons() { return coupons_; }
  SqlCustomers& customers() { return customers_; }
  SqlLibrary& libraries() { return libraries_; }
  SqlLibraryKeys& library_keys() { return library_keys_; }
  SqlStock& stock() { return stock_; }
  SqlHolds& holds() { return holds_; }
  SqlPayments& payments() { return payments_; }
  SqlLedger& ledger() { return ledger_; }
  SqlDocuments& documents() { return documents_; }
  SqlQueues& queues() { return queues_; }
  SqlRecords& records() { return records_; }
  SqlPeople& people() { return people_; }
  SqlSessions& sessions() { return sessions_; }
  SqlApiKeys& api_keys() { return api_keys_; }
  SqlAudit& audit() { return audit_; }
  SqlAttention& attention() { return attention_; }
  SqlWebhooks& webhooks() { return webhooks_; }
  SqlBroadcasts& broadcasts() { return broadcasts_; }
  SqlAddressChanges& address_changes() { return address_changes_; }
  SqlStamps& stamps() { return stamps_; }
  SqlReaderLetters& reader_letters() { return reader_letters_; }
  SqlReaderPasswords& reader_passwords() { return reader_passwords_; }
  SqlSources& sources() { return sources_; }
  SqlReading& reading() { return reading_; }

 private:
  std::unique_ptr<Connection> connection_;
  bool is_fresh_ = true;
  SqlCatalog catalog_{*connection_};
  SqlBundles bundles_{*connection_};
  SqlSales sales_{*connection_};
  SqlGifts gifts_{*connection_};
  SqlLicences licences_{*connection_};
  SqlCoupons coupons_{*connection_};
  SqlCustomers customers_{*connection_};
  SqlLibrary libraries_{*connection_};
  SqlLibraryKeys library_keys_{*connection_};
  SqlStock stock_{*connection_};
  SqlHolds holds_{*connection_};
  SqlPayments payments_{*connection_};
  SqlLedger ledger_{*connection_};
  SqlDocuments documents_{*connection_};
  SqlQueues queues_{*connection_};
  SqlRecords records_{*connection_};
  SqlPeople people_{*connection_};
  SqlSessions sessions_{*connection_};
  SqlApiKeys api_keys_{*connection_};
  SqlAudit audit_{*connection_};
  SqlAttention attention_{*connection_};
  SqlWebhooks webhooks_{*connection_};
  SqlBroadcasts broadcasts_{*connection_};
  SqlAddressChanges address_changes_{*connection_};
  SqlStamps stamps_{*connection_};
  SqlReaderLetters reader_letters_{*connection_};
  SqlReaderPasswords reader_passwords_{*connection_};
  SqlSources sources_{*connection_};
  SqlReading reading_{*connection_};
};

class SqlUnitOfWork final : public ports::UnitOfWork,
                            public ports::KeepsSources,
                            public ports::KeepsReading {
 public:
  explicit SqlUnitOfWork(Desk& desk) : desk_(desk) {}
  ports::CatalogStore& catalog() override { return desk_.catalog(); }
  ports::BundleStore& bundles() override { return desk_.bundles(); }
  ports::SaleStore& sales() override { return desk_.sales(); }
  ports::GiftStore& gifts() override { return desk_.gifts(); }
  ports::LicenceStore& licences() override { return desk_.licences(); }
  ports::CouponStore& coupons() override { return desk_.coupons(); }
  ports::CustomerStore& customers() override { return desk_.customers(); }
  ports::LibraryStore& libraries() override { return desk_.libraries(); }
  ports::LibraryKeyStore& library_keys() override { return desk_.library_keys(); }
  ports::StockStore& stock() override { return desk_.stock(); }
  ports::HoldStore& holds() override { return desk_.holds(); }
  ports::PaymentStore& payments() override { return desk_.payments(); }
  ports::LedgerStore& ledger() override { return desk_.ledger(); }
  ports::DocumentStore& documents() override { return desk_.documents(); }
  ports::QueueStore& queues() override { return desk_.queues(); }
  ports::RecordStore& records() override { return desk_.records(); }
  ports::PersonStore& people() override { return desk_.people(); }
  ports::SessionStore& sessions() override { return desk_.sessions(); }
  ports::ApiKeyStore& api_keys() override { return desk_.api_keys(); }
  ports::AuditLog& audit() override { return desk_.audit(); }
  ports::AttentionStore& attention() override { return desk_.attention(); }
  ports::WebhookStore& webhooks() override { return desk_.webhooks(); }
  ports::BroadcastStore& broadcasts() override { return desk_.broadcasts(); }
  ports::AddressChangeStore& address_changes() override { return desk_.address_changes(); }
  ports::StampStore& stamps() override { return desk_.stamps(); }
  ports::ReaderLetterStore& reader_letters() override { return desk_.reader_letters(); }
  ports::ReaderPasswordStore& reader_passwords() override { return desk_.reader_passwords(); }
  [[nodiscard]] ports::SourceStore& sources() const override { return desk_.sources(); }
  [[nodiscard]] ports::ReadingStore& reading() const override { return desk_.reading(); }

 private:
  Desk& desk_;
};

class SqlSnapshot final : public ports::Snapshot,
                          public ports::KeepsSources,
                          public ports::KeepsReading {
 public:
  explicit SqlSnapshot(Desk& desk) : desk_(desk) {}
  [[nodiscard]] const ports::CatalogStore& catalog() const override { return desk_.catalog(); }
  [[nodiscard]] const ports::BundleStore& bundles() const override { return desk_.bundles(); }
  [[nodiscard]] const ports::SaleStore& sales() const override { return desk_.sales(); }
  [[nodiscard]] const ports::GiftStore& gifts() const override { return desk_.gifts(); }
  [[nodiscard]] const ports::LicenceStore& licences() const override { return desk_.licences(); }
  [[nodiscard]] const ports::CouponStore& coupons() const override { return desk_.coupons(); }
  [[nodiscard]] const ports::StockStore& stock() const override { return desk_.stock(); }
  [[nodiscard]] const ports::HoldStore& holds() const override { return desk_.holds(); }
  [[nodiscard]] const ports::CustomerStore& customers() const override { return desk_.customers(); }
  [[nodiscard]] const ports::LibraryStore& libraries() const override { return desk_.libraries(); }
  [[nodiscard]] const ports::LibraryKeyStore& library_keys() const override {
    return desk_.library_keys();
  }
  [[nodiscard]] const ports::PaymentStore& payments() const override { return desk_.payments(); }
  [[nodiscard]] const ports::LedgerStore& ledger() const override { return desk_.ledger(); }
  [[nodiscard]] const ports::DocumentStore& documents() const override { return desk_.documents(); }
  [[nodiscard]] const ports::QueueStore& queues() const override { return desk_.queues(); }
  [[nodiscard]] const ports::RecordStore& records() const override { return desk_.records(); }
  [[nodiscard]] const ports::PersonStore& people() const override { return desk_.people(); }
  [[nodiscard]] const ports::SessionStore& sessions() const override { return desk_.sessions(); }
  [[nodiscard]] const ports::ApiKeyStore& api_keys() const override { return desk_.api_keys(); }
  [[nodiscard]] const ports::AuditLog& audit() const override { return desk_.audit(); }
  [[nodiscard]] const ports::AttentionStore& attention() const override {
    return desk_.attention();
  }
  [[nodiscard]] const ports::WebhookStore& webhooks() const override { return desk_.webhooks(); }
  [[nodiscard]] const ports::BroadcastStore& broadcasts() const override {
    return desk_.broadcasts();
  }
  [[nodiscard]] const ports::AddressChangeStore& address_changes() const override {
    return desk_.address_changes();
  }
  [[nodiscard]] const ports::StampStore& stamps() const override { return desk_.stamps(); }
  [[nodiscard]] const ports::ReaderLetterStore& reader_letters() const override {
    return desk_.reader_letters();
  }
  [[nodiscard]] const ports::ReaderPasswordStore& reader_passwords() const override {
    return desk_.reader_passwords();
  }
  [[nodiscard]] ports::SourceStore& sources() const override { return desk_.sources(); }
  [[nodiscard]] ports::ReadingStore& reading() const override { return desk_.reading(); }

 private:
  Desk& desk_;
};

using Work = std::function<Result<>(ports::UnitOfWork&)>;
using Look = std::function<Result<>(const ports::Snapshot&)>;
using TakeLine = std::function<Result<>(std::string_view)>;

/// Runs a unit of work inside a transaction that the caller began. What the unit throws, and an
/// error that the unit swallowed after the transaction was spoilt, are errors of the unit.
Result<> run_unit(Desk& desk, const Work& work);
/// Runs a look inside a transaction that the caller began.
Result<> run_look(Desk& desk, const Look& look);

}  // namespace aan::store_sql

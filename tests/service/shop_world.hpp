#pragma once
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "adapters/passkey_fido2/fido2_check.hpp"
#include "adapters/pay_sandbox/sandbox_provider.hpp"
#include "crypto/keyring.hpp"
#include "crypto/seal.hpp"
#include "service/customer/change_address.hpp"
#include "service/delivery/deliver.hpp"
#include "service/delivery/send_to_reader.hpp"
#include "service/library/door.hpp"
#include "service/library/key_door.hpp"
#include "service/library/passkey_door.hpp"
#include "service/payment/begin_payment.hpp"
#include "service/payment/confirm_payment.hpp"
#include "service/run_jobs.hpp"
#include "service/sale/checkout.hpp"
#include "service/sale/view_order.hpp"
#include "testing/kept_mail.hpp"
#include "testing/manual_clock.hpp"
#include "testing/memory_blob_store.hpp"
#include "testing/scripted_book_reader.hpp"
#include "testing/scripted_provider.hpp"
#include "testing/seeded_rng.hpp"
#include "testing/temp_folder.hpp"

namespace aan::service {

using ports::PaymentEventKind;
using sales::OrderState;

/// What a process of the shop holds: gone when it dies, made again when it starts.
struct ShopProcess {
  ShopProcess(ports::Store& store, ports::BlobStore& blobs, const Clock& clock, Rng& rng,
              const IdSource& ids, const crypto::LiveKeys& keys, ports::PaymentProvider& card,
              ports::PaymentProvider& coin, Asset currency)
      : sandbox(store, rng),
        sealer(keys, rng),
        room{store, blobs, clock, rng, ids, keys, sealer, currency},
        providers({&sandbox, &card, &coin}) {}

  pay_sandbox::SandboxProvider sandbox;
  crypto::Sealer sealer;
  Room room;
  Providers providers;
  BeginPayment begin{room, providers};
  ConfirmPayment confirm{room, providers};
  OrderPace pace{room.clock};
  TaxRules taxes;
  CheckTaxNumber numbers{room.clock, nullptr};
  Checkout checkout{room, providers, begin, pace, taxes, numbers};
  RefundPayment refund{room, providers};
  Shop shop{.name = "Night Shelves",
            .operator_name = "Ines Calder",
            .addresses = {"https://books.example"},
            .currency = room.currency};
  testing::KeptMail post;
  testing::PlainLetters letters;
  testing::ScriptedBookStamper stamper;
  Makings makings{std::chrono::milliseconds(1)};
  Stamps stamps{room, shop, stamper, letters, makings};
  Deliver deliver{room, &stamps};
  SendMail mail{room, shop, letters, &post, "ines@books.example", &stamps};
  sales::Seller seller{"Calder & Daughters", "4 Bakery Lane\nHarbour Town", "DE123456789", ""};
  IssueDocuments documents{room, seller};
  RunJobs jobs{room, providers, begin, confirm, refund, mail, documents};
  LibraryDoor library{room};
  KeyDoor library_keys{room};
  passkey_fido2::Fido2Check passkey_check;
  PasskeyDoor passkeys{room, passkey_check};
  ChangeAddress addresses{room, shop};
  SendToReader to_reader{room, shop, stamps};
};

/// A shop without HTTP, in a world where time stands still until a test moves it.
class ShopWorld {
 public:
  explicit ShopWorld(std::string_view currency = "USD", std::uint64_t seed = 7);

  /// The process ends and starts again; the store, the blobs and the processors stay.
  void restart();
  [[nodiscard]] Money money(std::int64_t minor_units) const { return {minor_units, currency}; }
  /// Puts a book with one file into the shop; its offer.
  catalog::OfferId add_book(const std::string& title, std::optional<Money> price);
  /// A new Idempotency-Key.
  std::string key() { return "service-test-key-" + std::to_string(++keys_made_); }

  PlacedOrder place(const std::vector<catalog::OfferId>& offers,
                    const std::string& method = "card");
  Result<CheckoutReview> review(const std::vector<catalog::OfferId>& offers) const;
  [[nodiscard]] OrderView view(const PlacedOrder& order) const;
  [[nodiscard]] OrderState state(const PlacedOrder& order) const { return view(order).order.state; }
  /// The newest attempt of an order.
  [[nodiscard]] payment::PaymentIntent attempt(const PlacedOrder& order) const;
  /// Something happens to money at a processor, now; the event it tells of it.
  ports::PaymentEvent happens(testing::ScriptedProvider& at, const payment::PaymentIntent& attempt,
                              PaymentEventKind kind, const std::string& network_ref,
                              std::int64_t minor_units);
  /// A card payment in full that the shop is told of.
  void pay(const PlacedOrder& order);
  /// What the bank says of the payment that `pay` made; `ref` names the dispute.
  void dispute(const PlacedOrder& order, const std::string& ref, PaymentEventKind kind);
  /// An order that is paid and fulfilled.
  PlacedOrder buy(const std::vector<catalog::OfferId>& offers);
  void confirm(const ports::PaymentEvent& event);

  /// One round of everything that works behind the counter.
  void run_jobs();
  /// All invariants of the journal hold; says which do not.
  void expect_sound_ledger() const;
  /// Balance of an account over all orders, debit positive.
  [[nodiscard]] std::int64_t balance(const std::string& account) const;
  [[nodiscard]] std::int64_t balance(const std::string& account, const Asset& in) const;
  [[nodiscard]] std::vector<sales::Entitlement> entitlements(const PlacedOrder& order) const;

  testing::TempFolder folder = testing::TempFolder::in_memory();
  testing::ManualClock clock;
  testing::SeededRng rng;
  IdSource ids{"test", clock, rng};
  crypto::LiveKeys keys{crypto::KeyRing::generate(rng, clock.wall())};
  testing::MemoryBlobStore blobs;
  testing::ScriptedProvider card{"card"};
  testing::ScriptedProvider coin{"coin"};
  Asset currency;
  std::unique_ptr<ports::Store> store;
  std::unique_ptr<ShopProcess> shop;

 private:
  std::atomic<int> keys_made_ = 0;
};

/// The error of a result that must have failed; what was got instead makes the test fail.
template <class T>
Error refusal(const Result<T>& result) {
  EXPECT_FALSE(result.has_value());
  return result ? Error{} : result.error();
}

template <class T>
T must(Result<T> result) {
  EXPECT_TRUE(result.has_value()) << (result ? "" : result.error().to_string());
  if (!result) throw std::runtime_error(result.error().to_string());
  return *std::move(result);
}
inline void must(const Result<>& result) {
  EXPECT_TRUE(result.has_value()) << (result ? "" : result.error().to_string());
}

}  // namespace aan::service

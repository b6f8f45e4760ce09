#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>

#include "adapters/blob_files/file_blob_store.hpp"
#include "adapters/book_worker/worker_book_reader.hpp"
#include "adapters/book_worker/worker_book_stamper.hpp"
#include "adapters/book_worker/worker_document_writer.hpp"
#include "adapters/book_worker/worker_list_reader.hpp"
#include "adapters/book_worker/worker_text_reader.hpp"
#include "adapters/mail_smtp/smtp_mailer.hpp"
#include "adapters/passkey_fido2/fido2_check.hpp"
#include "adapters/pay_sandbox/sandbox_provider.hpp"
#include "adapters/pay_stripe/stripe_provider.hpp"
#include "adapters/search_xapian/xapian_index.hpp"
#include "adapters/tax_vies/vies_check.hpp"
#include "adapters/webhook_http/http_webhook_sender.hpp"
#include "base/clock.hpp"
#include "base/moved_clock.hpp"
#include "net/feed.hpp"
#include "node/config/config.hpp"
#include "node/config/desk_settings.hpp"
#include "node/data_dir.hpp"
#include "service/attention/watch.hpp"
#include "service/books/import_list.hpp"
#include "service/books/ingest.hpp"
#include "service/browsing/browse.hpp"
#include "service/browsing/index_rebuild.hpp"
#include "service/delivery/deliver.hpp"
#include "service/delivery/keep_pictures.hpp"
#include "service/delivery/makings.hpp"
#include "service/delivery/reading.hpp"
#include "service/delivery/sample_books.hpp"
#include "service/desk/sign_in.hpp"
#include "service/library/door.hpp"
#include "service/library/reader_password.hpp"
#include "service/library/sync_places.hpp"
#include "service/one_at_a_time.hpp"
#include "service/payment/begin_payment.hpp"
#include "service/payment/confirm_payment.hpp"
#include "service/payment/refund_payment.hpp"
#include "service/payment/sweep_messages.hpp"
#include "service/run_jobs.hpp"
#include "service/sale/checkout.hpp"
#include "service/sandbox_clock.hpp"
#include "service/shop.hpp"
#include "service/use_cases.hpp"
#include "service/webhook/deliver.hpp"
#include "service/webhook/manage.hpp"
#include "web/customer/letter_writer.hpp"
#include "web/page_cache.hpp"

namespace aan::node {

/// What a process opens the shop for.
enum class Purpose : std::uint8_t {
  look,         ///< reads, changes nothing, needs no authority
  write,        ///< one command of the operator
  accept_loss,  ///< the same, and goes on without keys that orders were made with
  serve,        ///< sells: puts the terms in force
};

/// The composition: which adapter stands behind which port, and every use case, made once. This
/// is the one place that names adapters. Members are destroyed in reverse order.
class Node {
 public:
  /// Opens the store, blobs and index. Whoever will write brings the schema up to date and joins
  /// the epoch of the store; where one process writes by design it raises it. Errors: of each, and
  /// conflict when SHOP_CURRENCY is not that of a shop with books, when whoever will write lacks
  /// keys of orders (`node/backup/lost_keys.hpp`), when a demonstration is to be served from what
  /// was not made as one, or a shop from what was, or when somebody who only looks finds an older
  /// schema.
  static Result<std::unique_ptr<Node>> open(const Config& config, DataDir dir, const Clock& clock,
                                            Rng& rng, Purpose purpose);
  ~Node();
  Node(const Node&) = delete;
  Node& operator=(const Node&) = delete;

  const Config config;
  const Purpose opened_for;
  const Clock& real_clock;  ///< the machine's
  MovedClock own_clock;     ///< the shop's: the same, unless it is a sandbox whose clock was moved
  const Clock& clock;       ///< that one
  Rng& rng;
  DataDir dir;
  crypto::LiveKeys keys;
  crypto::Sealer sealer;
  std::unique_ptr<ports::Store> store;
  IdSource ids;
  const std::string process_id;  ///< another one after each start
  std::unique_ptr<ports::BlobStore> blobs;
  std::unique_ptr<ports::SearchIndex> index;
  book_worker::WorkerPool workers;
  std::unique_ptr<ports::BookReader> reader;
  std::unique_ptr<book_worker::WorkerDocumentWriter> writer;
  std::unique_ptr<ports::BookStamper> stamper;
  std::unique_ptr<ports::ListReader> list_reader;
  std::unique_ptr<ports::TextReader> text_reader;
  service::AttentionBell bell;
  service::Room room;
  std::unique_ptr<pay_sandbox::SandboxProvider> sandbox;  ///< null: not offered
  std::unique_ptr<pay_stripe::StripeProvider> stripe;     ///< null: cards are not sold
  std::unique_ptr<mail_smtp::SmtpMailer> mailer;          ///< null: no letter is sent
  service::Providers providers;
  service::Shop shop;
  service::BeginPayment begin;
  service::ConfirmPayment confirm;
  service::RefundPayment refund;
  service::IssueDocuments documents;
  service::OrderPace pace;
  std::unique_ptr<tax_vies::ViesCheck> vies;  ///< null: no service is asked
  service::CheckTaxNumber numbers;
  service::Checkout checkout;
  web::LetterWriter letters;
  service::Makings makings;  ///< of stamps, reading copies and samples together
  service::Stamps stamps;
  service::Deliver deliver;
  service::Ingest ingest;
  service::ImportList import_list;
  service::KeepPictures pictures;
  service::ReadingCopies reading_copies;
  service::Reading reading;
  service::SyncPlaces sync_places;
  service::SampleBooks samples;
  service::ReturnPace returns;
  service::SendMail mail;
  service::RunJobs run_jobs;
  service::SweepMessages sweep;
  service::SandboxClock sandbox_clock;
  service::SignIn sign_in;
  service::LibraryDoor library;
  passkey_fido2::Fido2Check passkey_check;
  service::KeyDoor library_keys;
  service::ReaderDoor reading_apps;
  service::PasskeyDoor passkeys;
  service::ChangeAddress addresses;
  service::SendToReader to_reader;
  service::IndexRebuild index_rebuild{room, *index};
  service::Watch watch;
  webhook_http::HttpWebhookSender webhook_sender;
  service::ManageWebhooks webhooks;
  service::DeliverWebhooks deliver_webhooks;
  std::string address;    ///< where browsers find the shop, without a slash at its end
  service::UseCases use;  ///< the above, as pages and API see it
  web::PageCache cache;
  net::Feed feed;                 ///< of what happens, for whoever listens
  service::OneAtATime api_turns;  ///< of programs at the desk
  DeskSettings settings{*this};
  /// Ends this opening of the shop and begins another under the configuration as it is then; what
  /// is being answered is answered first. Thread-safe. Empty: nobody serves.
  std::function<void()> begin_anew;

  [[nodiscard]] bool is_serving() const { return opened_for == Purpose::serve; }
  /// Looks at everything that can be wrong; see `service::Watch::look`.
  Result<> look_around();
  /// The port that the system chose, before the door is opened.
  void set_port(std::uint16_t port);
  /// The same of the listener of the desk, where it has one of its own.
  void set_desk_port(std::uint16_t port);
  /// Puts a fresh key in use, in DIR/keys first; the one before still opens what it made. Errors:
  /// invalid (the identity), conflict (too many keys), internal (the disk). Thread-safe.
  Result<> rotate_key(crypto::KeyPurpose purpose);
  /// Tells the page cache which generation the catalogue has, and how many books.
  Result<> read_catalogue();
  Result<> show_catalogue(const service::CatalogueState& state);
  [[nodiscard]] web::OwnPages own_pages_of(const service::CatalogueState& state) const;
  /// The same when it changed, and one step of the index towards it. True: there are more steps.
  Result<bool> follow_step();
  /// All steps, while `goes_on`.
  Result<> follow_catalogue(const std::function<bool()>& goes_on = [] { return true; });

 private:
  pay_stripe::StripeOptions stripe_options();
  [[nodiscard]] std::vector<ports::PaymentProvider*> all_providers() const;
  [[nodiscard]] std::vector<const ports::MessageArchive*> all_archives() const;
  struct Parts;
  std::mutex rotate_mutex_;  // or one of two rotations at once would be lost on the disk
  std::mutex follow_mutex_;  // one follower at a time: jobs and commands both follow
  Node(const Config& config, DataDir dir, const Clock& clock, Rng& rng, Parts parts);
};

/// The currency is part of every price: a shop keeps the one in which it got its first book. Where
/// none is configured it is that one. Errors: conflict "other_currency".
Result<Asset> currency_of(const Config& config, const ports::RecordStore& records,
                          const ports::CatalogStore& catalog);

/// Whether no real money is taken: play money, or a card processor's test mode.
bool is_in_test_mode(const Config& config);

}  // namespace aan::node

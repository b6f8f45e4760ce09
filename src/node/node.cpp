#include "node/node.hpp"

#include <algorithm>

#include "aan_version.hpp"
#include "adapters/store_sql/sql_store.hpp"
#include "base/codec.hpp"
#include "base/log.hpp"
#include "crypto/sign.hpp"
#include "node/backup/lost_keys.hpp"
#include "node/config/config_parts.hpp"
#include "node/doctor/machine.hpp"
#include "node/live_feed.hpp"
#include "node/mail.hpp"
#include "service/browsing/about_rates.hpp"
#include "service/browsing/browse.hpp"
#include "service/browsing/in_currency.hpp"
#include "service/browsing/search.hpp"
#include "service/browsing/shop_pages.hpp"
#include "service/payment/offered.hpp"
#include "service/payment/return_link.hpp"
#include "web/view/text_pages.hpp"

namespace aan::node {

struct Node::Parts {
  Purpose purpose = Purpose::look;
  crypto::KeyRing keys;
  std::unique_ptr<ports::Store> store;
  std::unique_ptr<ports::BlobStore> blobs;
  std::unique_ptr<ports::SearchIndex> index;
  Duration ahead;  ///< of the shop's clock
};

namespace {

constexpr std::uint64_t kTermsBytesMax = 256U << 10;

service::Shop shop_of(const Config& config, const crypto::KeyRing& keys) {
  service::Shop shop;
  shop.node_id = config.node_id;
  shop.name = config.node_name;
  shop.operator_name = config.node_operator;
  shop.seller_name = config.seller.name;
  shop.seller_address = config.seller.address;
  shop.seller_tax_number = config.seller.tax_number;
  shop.seller_registered = config.seller.registered;
  shop.contact = config.node_contact;
  shop.url = config.node_url;
  shop.public_key = base64url(
      crypto::public_key_of(keys.current(crypto::KeyPurpose::node_identity).bytes.reveal()));
  shop.version = std::string(kVersion);
  shop.language = config.language;
  shop.currency = config.currency;
  shop.other_currencies = config.other_currencies;
  shop.about_rates = config.about_rates;
  shop.has_test_cards = config.has_stripe && !pay_stripe::is_live_key(config.stripe_key);
  shop.is_sandbox = is_in_test_mode(config);
  shop.has_mail = config.has_mail;
  shop.mail_from = config.mail_from;
  shop.mail_bytes_max = config.mail_bytes_max;
  shop.has_moved_clock = config.has_sandbox_clock;
  shop.is_demo = config.is_demo;
  shop.tax = config.taxes.regime;
  for (const ConfigWarning& one : config.warnings) shop.warnings.push_back(one.text);
  return shop;
}

// Said at the start and in /api/config, since nothing else on the operator's side shows it.
std::string no_way_to_pay(const Config& config) {
  if (keeps_stripe(config))
    return "Cards are switched off, and play money because " +
           std::string(why_no_play_money(config)) +
           ". There is no way to pay: priced books cannot be bought, free ones can be taken. What "
           "was begun by card goes on. ENABLE_STRIPE=true offers cards.";
  return "Play money is off because " + std::string(why_no_play_money(config)) +
         ". There is no way to pay yet: priced books cannot be bought, free ones can be taken. To "
         "try the shop with play money, serve it on 127.0.0.1 without NODE_URL and PRIMARY_DOMAIN.";
}

struct Terms {
  std::string markdown;
  bool is_file = false;
};

// The terms of DIR/terms.md, or those that come with the program.
Result<Terms> read_terms(const Config& config) {
  auto own = read_file(config.data_dir / "terms.md", kTermsBytesMax);
  if (!own && own.error().code == Errc::not_found)
    return Terms{std::string(web::default_terms(config.language)), false};
  return Terms{AAN_TRY(std::move(own)), true};
}

// A changed text is a new version. Without a file, what was written at the desk stays.
Result<> put_terms(ports::RecordStore& records, const Terms& terms, Timestamp now) {
  if (!terms.is_file && AAN_TRY(service::are_terms_written_here(records))) return {};
  AAN_TRY(service::note_terms_source(records, terms.is_file));
  AAN_TRY(records.put_terms(terms.markdown, now));
  return {};
}

// A data directory is a demonstration's from the moment that it is made, or never: `is_new` while
// nobody has opened it for writing.
Result<> settle_demo(const Config& config, ports::RecordStore& records, bool is_new) {
  const bool is_marked = AAN_TRY(records.find("shop", "demo")).has_value();
  if (config.is_demo == is_marked) return {};
  if (is_marked)
    return refuse(Errc::conflict, "demo",
                  "This data directory belongs to the demonstration. Serve it with --demo, or "
                  "give your shop a folder of its own with --data.");
  if (is_new) return records.put("shop", "demo", "1");
  return refuse(Errc::conflict, "demo",
                "This data directory belongs to a shop of your own. Give the demonstration a "
                "folder of its own with --data.");
}

// The lock of the folder says that nobody else writes there: whoever still does has lost it without
// knowing. Processes that share a server all write, under the epoch that they find.
Result<> begin_writing(Config& settled, ports::Store& store, Purpose purpose,
                       const crypto::KeyRing& keys, Timestamp now) {
  const Config config = settled;
  if (store.has_single_writer()) AAN_TRY(store.raise_epoch());
  const Terms terms = purpose == Purpose::serve ? AAN_TRY(read_terms(config)) : Terms{};
  // One unit, since every one of them waits for the disk before the door can open.
  AAN_TRY(store.write("shop.open", [&](ports::UnitOfWork& unit) -> Result<> {
    if (purpose == Purpose::accept_loss)
      AAN_TRY(note_lost_keys(unit, keys));
    else
      AAN_TRY(refuse_lost_keys(unit, keys, config.data_dir));
    AAN_TRY(remember_keys(unit.records(), keys));
    const bool is_new = !AAN_TRY(unit.records().find("shop", "currency"));
    if (purpose == Purpose::serve) AAN_TRY(settle_demo(config, unit.records(), is_new));
    const Asset currency = AAN_TRY(currency_of(config, unit.records(), unit.catalog()));
    if (AAN_TRY(unit.records().find("shop", "currency")) != currency.code())
      AAN_TRY(unit.records().put("shop", "currency", currency.code()));
    settled.currency = currency;
    if (purpose != Purpose::serve) return {};
    settled.about_rates =
        AAN_TRY(service::keep_about_rates(unit.records(), config.about_rates, now));
    return put_terms(unit.records(), terms, now);
  }));
  return {};
}

Result<> begin_looking(Config& settled, const ports::Store& store) {
  return store.read([&](const ports::Snapshot& at) -> Result<> {
    settled.currency = AAN_TRY(currency_of(settled, at.records(), at.catalog()));
    return {};
  });
}

// Where time was made to pass nothing is real any more, and nothing may be sold.
Result<Duration> ahead_of(const Config& config, const ports::Store& store, Purpose purpose) {
  Duration ahead;
  AAN_TRY(store.read([&](const ports::Snapshot& at) -> Result<> {
    ahead = AAN_TRY(service::clock_ahead(at.records()));
    return {};
  }));
  if (ahead.us == 0 || purpose != Purpose::serve || config.has_sandbox_clock) return ahead;
  return refuse(Errc::conflict, "clock",
                "The clock of this shop was moved: it is a sandbox for good. Serve it with "
                "--sandbox-clock, or begin a new data directory.",
                "moved_clock");
}

}  // namespace

Result<Asset> currency_of(const Config& config, const ports::RecordStore& records,
                          const ports::CatalogStore& catalog) {
  const auto before = AAN_TRY(records.find("shop", "currency"));
  const auto recorded = before ? find_asset(*before) : std::nullopt;
  const Asset own = recorded && !config.is_currency_chosen ? *recorded : config.currency;
  if (std::ranges::find(config.about_rates, own, &catalog::AboutRate::asset) !=
      config.about_rates.end())
    return refuse(
        Errc::invalid, "config",
        "SHOW_ABOUT: the shop sells in " + std::string(own.code()) +
            ": its prices in it are set, not reckoned.",
        "setting_wrong",
        {{"key", "SHOW_ABOUT"}, {"what", "the shop sells in " + std::string(own.code()) + "."}});
  if (!recorded || *recorded == own) return own;
  if (!AAN_TRY(catalog.is_priced_in(*recorded))) return config.currency;
  const std::string asked{config.currency.code()};
  return refuse(Errc::conflict, "config",
                "The prices of this shop are in " + *before + "; SHOP_CURRENCY says " + asked +
                    ". Set it back, or begin a new data directory.",
                "other_currency", {{"shop", *before}, {"asked", asked}});
}

bool is_in_test_mode(const Config& config) {
  return allows_sandbox(config) ||
         (config.has_stripe && !pay_stripe::is_live_key(config.stripe_key));
}

Result<std::unique_ptr<Node>> Node::open(const Config& config, DataDir dir, const Clock& clock,
                                         Rng& rng, Purpose purpose) {
  Parts parts;
  parts.purpose = purpose;
  auto kept = DataDir::read_keys(dir.path());
  const bool is_first = !kept && kept.error().code == Errc::not_found;
  parts.keys = is_first ? crypto::KeyRing::generate(rng, clock.wall()) : AAN_TRY(std::move(kept));
  store_sql::SqlStoreOptions options;
  options.database_url = std::string(config.database_url.reveal());
  options.data_dir = dir.path();
  options.may_migrate = purpose != Purpose::look;
  options.site = AAN_TRY(dir.site(rng));
  parts.store = AAN_TRY(store_sql::open_sql_store(options, clock));
  Config settled = config;
  parts.ahead = AAN_TRY(ahead_of(config, *parts.store, purpose));
  const Timestamp now = clock.wall() + parts.ahead;
  AAN_TRY(tax::check_regime(config.taxes.regime, config.taxes.rates, now));
  if (purpose == Purpose::look)
    AAN_TRY(begin_looking(settled, *parts.store));
  else
    AAN_TRY(begin_writing(settled, *parts.store, purpose, parts.keys, now));
  std::erase(settled.other_currencies, settled.currency);
  // Not before the store was asked whether it knows others.
  if (is_first && purpose != Purpose::look) AAN_TRY(dir.save_keys(parts.keys));
  set_shop_zone(*config.time_zone);
  parts.blobs = AAN_TRY(blob_files::FileBlobStore::create(dir.path()));
  parts.index = AAN_TRY(search_xapian::XapianIndex::open(dir.path() / "index"));
  std::unique_ptr<Node> node(new Node(settled, std::move(dir), clock, rng, std::move(parts)));
  // The index is derived: a shop sells without it, and the jobs bring it up to date.
  AAN_TRY(node->read_catalogue());
  return node;
}

Node::Node(const Config& from, DataDir folder, const Clock& its_clock, Rng& its_rng, Parts parts)
    : config(from),
      opened_for(parts.purpose),
      real_clock(its_clock),
      own_clock(its_clock, parts.ahead),
      clock(own_clock),
      rng(its_rng),
      dir(std::move(folder)),
      keys(std::move(parts.keys)),
      sealer(keys, rng),
      store(std::move(parts.store)),
      ids(store->site(), clock, rng),
      process_id(ids.next()),
      blobs(std::move(parts.blobs)),
      index(std::move(parts.index)),
      workers(book_worker::WorkerOptions{}),
      reader(std::make_unique<book_worker::WorkerBookReader>(workers)),
      writer(std::make_unique<book_worker::WorkerDocumentWriter>(workers)),
      stamper(std::make_unique<book_worker::WorkerBookStamper>(workers)),
      list_reader(std::make_unique<book_worker::WorkerListReader>(workers)),
      text_reader(std::make_unique<book_worker::WorkerTextReader>(workers)),
      room{*store,      *blobs,      clock,           rng,   ids,
           keys,        sealer,      config.currency, &bell, config.other_currencies,
           config.ages, &real_clock, config.hold_for},
      sandbox(allows_sandbox(config) ? std::make_unique<pay_sandbox::SandboxProvider>(*store, rng)
                                     : nullptr),
      stripe(keeps_stripe(config)
                 ? std::make_unique<pay_stripe::StripeProvider>(stripe_options(), *store, clock)
                 : nullptr),
      mailer(make_mailer(config)),
      providers(all_providers()),
      shop(shop_of(config, keys.ring())),
      begin(room, providers),
      confirm(room, providers),
      refund(room, providers),
      documents(room, config.seller),
      pace(clock),
      vies(config.vies ? std::make_unique<tax_vies::ViesCheck>(*config.vies) : nullptr),
      numbers(clock, vies.get()),
      checkout(room, providers, begin, pace, config.taxes, numbers),
      stamps(room, shop, *stamper, letters, makings),
      deliver(room, &stamps),
      ingest(room, *reader, *writer),
      import_list(room, ingest, *list_reader),
      pictures(room, ingest),
      reading_copies(room, *text_reader, makings),
      reading(room, reading_copies),
      sync_places(room, stamps, reading_copies),
      samples(room, shop, pictures, *writer, makings),
      returns(clock),
      mail(room, shop, letters, mailer.get(), config.attention_mail, &stamps),
      run_jobs(room, providers, begin, confirm, refund, mail, documents),
      sweep(room, all_archives()),
      sandbox_clock(room, config.has_sandbox_clock ? &own_clock : nullptr),
      sign_in(room),
      library(room),
      library_keys(room),
      reading_apps(room),
      passkeys(room, passkey_check),
      addresses(room, shop),
      to_reader(room, shop, stamps),
      watch(room, providers, !config.attention_mail.empty()),
      webhook_sender({config.may_webhooks_reach_private, "aan/" + std::string(kVersion)}),
      webhooks(room, webhook_sender),
      deliver_webhooks(room, webhook_sender),
      use{room,          shop,
          providers,     *index,
          checkout,      begin,
          confirm,       refund,
          deliver,       run_jobs,
          pictures,      returns,
          library,       library_keys,
          passkeys,      documents,
          addresses,     stamps,
          to_reader,     *writer,
          sandbox.get(), [folder = dir.path()] { return check_disk(folder); },
          &reading,      &samples},
      feed([this](std::int64_t after) { return feed_after(room, after); },
           [this](std::optional<std::int64_t> last) { return feed_from(room, last); }, real_clock) {
  set_port(config.listen_port);
  if (service::offered(providers).empty()) shop.warnings.push_back(no_way_to_pay(config));
}

void Node::set_port(std::uint16_t port) {
  address = shop_address(config, port);
  shop.addresses = shop_addresses(config, port);
  shop.desk_address = address;
  if (config.is_desk_apart) set_desk_port(config.admin_listen.port);
}

void Node::set_desk_port(std::uint16_t port) { shop.desk_address = desk_address(config, port); }

Node::~Node() = default;

Result<> Node::look_around() { return watch.look(machine_of(*this)); }

Result<> Node::rotate_key(crypto::KeyPurpose purpose) {
  const std::scoped_lock lock(rotate_mutex_);
  crypto::KeyRing ring = keys.ring();
  AAN_TRY(ring.rotate(purpose, rng, clock.wall()));
  AAN_TRY(dir.save_keys(ring));
  AAN_TRY(store->write(
      "keys.rotate", [&](ports::UnitOfWork& unit) { return remember_keys(unit.records(), ring); }));
  keys.replace(std::move(ring));
  return {};
}

pay_stripe::StripeOptions Node::stripe_options() {
  pay_stripe::StripeOptions options;
  options.api.base_url = config.stripe_api_base;
  options.api.key = config.stripe_key;
  options.webhook_secrets = config.stripe_webhook_secrets;
  options.statement_suffix = config.stripe_statement_suffix;
  // Where cards are switched off nobody is sent away to pay; what was begun goes on.
  if (config.has_stripe)
    options.return_url = [this](const payment::PaymentIntent& intent) {
      return address + service::return_path(keys.ring(), intent.id);
    };
  return options;
}

std::vector<ports::PaymentProvider*> Node::all_providers() const {
  std::vector<ports::PaymentProvider*> all;
  if (sandbox) all.push_back(sandbox.get());
  if (stripe) all.push_back(stripe.get());
  return all;
}

std::vector<const ports::MessageArchive*> Node::all_archives() const {
  std::vector<const ports::MessageArchive*> all;
  if (stripe) all.push_back(stripe.get());
  return all;
}

// An imprint is there as soon as the configuration says where the seller lives.
web::OwnPages Node::own_pages_of(const service::CatalogueState& state) const {
  web::OwnPages pages;
  pages.imprint = !shop.seller_address.empty();
  for (const service::ShopPage one : state.own_pages) {
    if (one == service::ShopPage::imprint) pages.imprint = true;
    if (one == service::ShopPage::privacy) pages.privacy = true;
  }
  return pages;
}

Result<> Node::show_catalogue(const service::CatalogueState& state) {
  std::vector<Asset> priced_in = AAN_TRY(service::priced_currencies(room));
  cache.set_own_pages(own_pages_of(state));
  cache.set_catalogue(state.generation, state.books, state.free_books, state.bundles, state.free_in,
                      std::move(priced_in));
  return {};
}

Result<> Node::read_catalogue() {
  const service::CatalogueState state = AAN_TRY(service::catalogue_state(room));
  return show_catalogue(state);
}

Result<bool> Node::follow_step() {
  const std::scoped_lock lock(follow_mutex_);
  const service::CatalogueState state = AAN_TRY(service::catalogue_state(room));
  if (state.generation != cache.generation() || own_pages_of(state) != cache.own_pages())
    AAN_TRY(show_catalogue(state));
  // A damaged index says so when it is asked for its generation, also while nothing changes.
  const auto indexed = index->generation();
  if (indexed && *indexed == state.generation) return false;
  return !AAN_TRY(service::step_index(room, *index)).is_last;
}

Result<> Node::follow_catalogue(const std::function<bool()>& goes_on) {
  while (goes_on() && AAN_TRY(follow_step())) {
  }
  return {};
}

}  // namespace aan::node

#include "tests/service/shop_world.hpp"

#include "adapters/store_sql/sql_store.hpp"
#include "base/log.hpp"
#include "base/text.hpp"

namespace aan::service {
namespace {

template <class Look>
auto look(const ports::Store& store, Look at_it) {
  typename decltype(at_it(std::declval<const ports::Snapshot&>()))::value_type found{};
  must(store.read([&](const ports::Snapshot& at) -> Result<> {
    found = AAN_TRY(at_it(at));
    return {};
  }));
  return found;
}

}  // namespace

ShopWorld::ShopWorld(std::string_view currency_code, std::uint64_t seed)
    : rng(seed), currency(*find_asset(currency_code)) {
  // Several tests make the shop complain on purpose.
  log::set_level(log::Level::error);
  restart();
}

void ShopWorld::restart() {
  shop.reset();
  store.reset();
  store_sql::SqlStoreOptions options;
  options.data_dir = folder.path();
  options.readers = 4;
  options.may_migrate = true;
  options.site = "test";
  store = must(store_sql::open_sql_store(options, clock));
  shop = std::make_unique<ShopProcess>(*store, blobs, clock, rng, ids, keys, card, coin, currency);
}

catalog::OfferId ShopWorld::add_book(const std::string& title, std::optional<Money> price) {
  catalog::Work work;
  work.id = ids.make<catalog::WorkId>();
  work.title = title;
  work.slug = slug(title);
  work.contributors = {
      {"Ines Calder", "Calder, Ines", "ines-calder", catalog::ContributorRole::author}};
  work.created_at = work.updated_at = clock.wall();
  catalog::Edition edition;
  edition.id = ids.make<catalog::EditionId>();
  edition.work_id = work.id;
  edition.language = "en";
  edition.cover = edition.thumb_160 = edition.thumb_320 = edition.thumb_640 =
      must(blobs.put_bytes("cover")).cid;
  edition.created_at = clock.wall();
  const ports::BlobInfo content = must(blobs.put_bytes("the text of " + title));
  const catalog::EditionFile file{
      ids.make<catalog::FileId>(), edition.id,  "epub",         "application/epub+zip",
      work.slug + ".epub",         content.cid, content.sha256, content.size};
  catalog::Offer offer;
  offer.id = ids.make<catalog::OfferId>();
  offer.work_id = work.id;
  offer.price = price;
  offer.files = {file.id};
  must(store->write("test.book", [&](ports::UnitOfWork& unit) -> Result<> {
    AAN_TRY(unit.catalog().add_book(work, edition, {file}, offer));
    return {};
  }));
  return offer.id;
}

PlacedOrder ShopWorld::place(const std::vector<catalog::OfferId>& offers,
                             const std::string& method) {
  CheckoutRequest request;
  request.offers = offers;
  request.method = method;
  request.idempotency_key = key();
  return must(shop->checkout.place(request));
}

Result<CheckoutReview> ShopWorld::review(const std::vector<catalog::OfferId>& offers) const {
  Basket basket;
  basket.offers = offers;
  return shop->checkout.review(basket);
}

OrderView ShopWorld::view(const PlacedOrder& order) const {
  return must(view_order(shop->room, shop->providers, order.token));
}

payment::PaymentIntent ShopWorld::attempt(const PlacedOrder& order) const {
  return look(*store, [&](const ports::Snapshot& at) { return at.payments().intents_of(order.id); })
      .back();
}

ports::PaymentEvent ShopWorld::happens(testing::ScriptedProvider& at,
                                       const payment::PaymentIntent& intent, PaymentEventKind kind,
                                       const std::string& network_ref, std::int64_t minor_units) {
  return at.happens(kind, intent.provider_ref, network_ref, {minor_units, intent.due.asset},
                    clock.wall());
}

void ShopWorld::pay(const PlacedOrder& order) {
  const payment::PaymentIntent intent = attempt(order);
  confirm(happens(card, intent, PaymentEventKind::settled, "card money " + intent.id.value,
                  intent.due.amount));
}

void ShopWorld::dispute(const PlacedOrder& order, const std::string& ref, PaymentEventKind kind) {
  clock.advance(Duration::seconds(1));
  const payment::PaymentIntent intent = attempt(order);
  ports::PaymentEvent event;
  event.provider_ref = intent.provider_ref;
  event.kind = kind;
  event.network_ref = ref;
  event.about_ref = "card money " + intent.id.value;
  event.amount = intent.due;
  event.at = clock.wall();
  confirm(card.tells(event));
}

PlacedOrder ShopWorld::buy(const std::vector<catalog::OfferId>& offers) {
  PlacedOrder order = place(offers);
  pay(order);
  EXPECT_EQ(state(order), OrderState::fulfilled);
  return order;
}

void ShopWorld::confirm(const ports::PaymentEvent& event) { must(shop->confirm.confirm(event)); }

void ShopWorld::run_jobs() {
  must(shop->jobs.run_outbox());
  must(shop->jobs.run_inbox());
  must(shop->jobs.run_mail());
  must(shop->jobs.reconcile());
  must(shop->jobs.release_holds());
  must(shop->jobs.expire_orders());
  must(shop->jobs.purge());
  must(shop->jobs.purge_unpaid());
}

void ShopWorld::expect_sound_ledger() const {
  for (const ledger::Finding& finding :
       look(*store, [](const ports::Snapshot& at) { return at.ledger().check(); }))
    ADD_FAILURE() << finding.rule << " " << finding.subject << ": " << finding.detail;
}

std::int64_t ShopWorld::balance(const std::string& account) const {
  return balance(account, currency);
}

std::int64_t ShopWorld::balance(const std::string& account, const Asset& in) const {
  for (const ledger::Balance& one :
       look(*store, [](const ports::Snapshot& at) { return at.ledger().balances(); }))
    if (one.account == account && one.amount.asset == in) return one.amount.amount;
  return 0;
}

std::vector<sales::Entitlement> ShopWorld::entitlements(const PlacedOrder& order) const {
  return look(*store, [&](const ports::Snapshot& at) { return at.sales().entitlements(order.id); });
}

}  // namespace aan::service

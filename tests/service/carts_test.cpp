#include <algorithm>
#include <map>
#include <set>
#include <thread>

#include "service/books/manage_bundles.hpp"
#include "service/books/manage_coupons.hpp"
#include "tests/service/shop_world.hpp"

// Whatever is put in a cart, whatever a coupon takes off it and wherever its buyer
// lives, in whichever of the shop's currencies it is bought, the amounts of the stored order follow
// from its lines, and the journal holds exactly them once it is paid.
namespace aan::service {
namespace {

constexpr int kBooks = 120;
constexpr int kBuyers = 8;           // at once, so that the store groups their commits
constexpr int kSettledOfEach = 313;  // four ways to sell, eight buyers: ten thousand sales
constexpr int kCartsOfEachMax = 3 * kSettledOfEach;
constexpr int kBundles = 8;
constexpr int kBooksOfABundle = 3;
/// The largest price that anything sells at: an order of one such book, and of nothing else.
constexpr std::int64_t kLargestPrice = sales::kOrderTotalMax;
const std::vector<std::string> kCodes = {"", "", "TEN", "THIRD", "FIVER"};

/// Of a shop in Germany that reports to one office; what the rates are is written here once more.
const std::vector<std::pair<std::string, std::int64_t>> kPlaces = {
    {"DE", 700}, {"FR", 550}, {"FI", 1350}, {"HU", 2700}, {"IE", 0}, {"US", 0}};

enum class Taxes : std::uint8_t { none, held, added };

/// What each offer costs, for each currency that it is sold in.
using Prices = std::map<Asset, std::map<catalog::OfferId, std::int64_t>>;

/// What is sold, as the test knows it.
struct Stock {
  Prices prices;                                     ///< of books
  std::set<catalog::OfferId> sets_price;             ///< in the shop's own currency the buyer does
  std::map<catalog::OfferId, std::int64_t> bundles;  ///< in the shop's own currency alone
  std::map<catalog::OfferId, std::set<catalog::OfferId>> in_bundle;
};

struct Tally {
  /// What each account should hold, for each currency.
  std::map<std::pair<std::string, Asset>, std::int64_t> due;
  int elsewhere = 0;  ///< settled in another currency than the shop's own
  int not_sold = 0;   ///< refused for something that has no price in the currency
  int settled = 0;
  int refused = 0;
  int discounted = 0;
  int bundles = 0;     ///< settled, with a bundle among them
  int own_prices = 0;  ///< settled, with an amount that the buyer chose
};

std::int64_t random_price(testing::SeededRng& chance) {
  switch (chance.below(6)) {
    case 0: return 0;
    case 1: return 1;
    case 2: return static_cast<std::int64_t>(chance.below(kLargestPrice / 50));
    case 3: return kLargestPrice - static_cast<std::int64_t>(chance.below(3));
    default: return 99 + static_cast<std::int64_t>(chance.below(5'000));
  }
}

std::vector<catalog::OfferId> random_cart(testing::SeededRng& chance,
                                          const std::vector<catalog::OfferId>& offers) {
  const std::size_t size =
      chance.below(20) == 0 ? 1 + chance.below(sales::kQuoteLinesMax) : 1 + chance.below(4);
  std::set<std::size_t> picked;
  while (picked.size() < size) picked.insert(chance.below(offers.size()));
  std::vector<catalog::OfferId> cart;
  for (const std::size_t i : picked) cart.push_back(offers[i]);
  return cart;
}

class Buyer {
 public:
  Buyer(ShopWorld& world, const Stock& stock, Taxes taxes, std::uint64_t seed)
      : world_(world), stock_(stock), taxes_(taxes), chance_(seed) {
    for (const auto& [offer, price] : stock.prices.at(world.currency)) offers_.push_back(offer);
    for (const auto& [bundle, price] : stock.bundles) bundles_.push_back(bundle);
  }

  void shop_once() {
    CheckoutRequest request;
    request.offers = random_cart(chance_, offers_);
    std::optional<catalog::OfferId> bundle;
    if (chance_.below(8) == 0) {
      bundle = bundles_[chance_.below(bundles_.size())];
      const auto& inside = stock_.in_bundle.at(*bundle);
      std::erase_if(request.offers, [&](const auto& offer) { return inside.contains(offer); });
      request.offers.push_back(*bundle);
    }
    request.method = "card";
    request.idempotency_key = world_.key();
    const std::string code = kCodes[chance_.below(kCodes.size())];
    request.coupon = code;
    const auto& [country, bps] = kPlaces[chance_.below(kPlaces.size())];
    if (taxes_ != Taxes::none) request.country = country;
    const bool is_own = chance_.below(2) == 0;
    currency_ = is_own ? world_.currency : world_.shop->room.other_currencies.front();
    if (!is_own || chance_.below(2) == 0) request.currency = currency_;
    asked_ = stock_.prices.at(currency_);
    if (is_own) choose_amounts(request);
    // Reckoned anew in a wider type: the shop's own sum must be this, or a refusal.
    __int128 sum = 0;
    __int128 chosen = 0;  // of it: what the buyer set, which no code makes less
    bool is_sold = true;
    for (const catalog::OfferId& offer : request.offers) {
      const bool is_bundle = bundle && offer == *bundle;
      const auto price = asked_.find(offer);
      is_sold = is_sold && (is_bundle ? is_own : price != asked_.end());
      if (!is_sold) continue;
      sum += is_bundle ? stock_.bundles.at(offer) : price->second;
      if (request.amounts.contains(offer)) chosen += price->second;
    }
    const auto placed = world_.shop->checkout.place(request);
    if (!is_sold) {
      EXPECT_EQ(refusal(placed).reason, "not_in_currency") << "nothing is converted";
      ++tally.refused;
      ++tally.not_sold;
      return;
    }
    if (sum > kLargestPrice) {
      EXPECT_EQ(refusal(placed).code, Errc::invalid) << "an order that nobody could pay";
      ++tally.refused;
      return;
    }
    if (code == "FIVER" && !is_own) {
      EXPECT_EQ(refusal(placed).reason, "coupon_other_currency");
      ++tally.refused;
      return;
    }
    const std::int64_t off = discount_of(code, static_cast<std::int64_t>(sum - chosen));
    if (!code.empty() && off == 0) {
      EXPECT_EQ(refusal(placed).reason, "coupon_nothing_to_discount");
      ++tally.refused;
      return;
    }
    const std::int64_t charged = static_cast<std::int64_t>(sum) - off;
    const std::int64_t tax = tax_of(charged, bps);
    const std::int64_t total = charged + (taxes_ == Taxes::added ? tax : 0);
    if (total > kLargestPrice) {
      EXPECT_EQ(refusal(placed).reason, "total_too_large");
      ++tally.refused;
      return;
    }
    if (off > 0) ++tally.discounted;
    if (!is_own) ++tally.elsewhere;
    if (bundle) ++tally.bundles;
    if (!request.amounts.empty()) ++tally.own_prices;
    settle(must(placed), total, off, tax, "main:tax/" + country + "/" + std::to_string(bps));
  }

  Tally tally;

 private:
  // What the buyer sets is at least the price; most set a little more.
  void choose_amounts(CheckoutRequest& request) {
    for (const catalog::OfferId& offer : request.offers) {
      if (!stock_.sets_price.contains(offer)) continue;
      asked_[offer] += static_cast<std::int64_t>(chance_.below(700));
      request.amounts[offer] = in(asked_[offer]);
    }
  }

  static std::int64_t discount_of(const std::string& code, std::int64_t sum) {
    if (code == "FIVER") return std::min<std::int64_t>(sum, 500);
    const std::int64_t points = code == "THIRD" ? 3333 : code == "TEN" ? 1000 : 0;
    return static_cast<std::int64_t>((static_cast<__int128>(sum) * points + 5'000) / 10'000);
  }

  [[nodiscard]] std::int64_t tax_of(std::int64_t charged, std::int64_t bps) const {
    if (taxes_ == Taxes::none) return 0;
    const __int128 whole = taxes_ == Taxes::held ? 10'000 + bps : 10'000;
    return static_cast<std::int64_t>((static_cast<__int128>(charged) * bps + whole / 2) / whole);
  }

  [[nodiscard]] Money in(std::int64_t minor_units) const { return {minor_units, currency_}; }
  std::int64_t& due(const std::string& account) { return tally.due[{account, currency_}]; }

  void settle(const PlacedOrder& placed, std::int64_t sum, std::int64_t off, std::int64_t tax,
              const std::string& tax_account) {
    if (sum > 0) {
      const payment::PaymentIntent intent = world_.attempt(placed);
      EXPECT_EQ(intent.due, in(sum));
      // Some pay too much; what is over is owed back and earns nothing.
      const std::int64_t tip = sum < kLargestPrice / 2 && chance_.below(10) == 0
                                   ? 1 + static_cast<std::int64_t>(chance_.below(500))
                                   : 0;
      world_.confirm(world_.happens(world_.card, intent, PaymentEventKind::settled,
                                    "money " + intent.id.value, sum + tip));
      due("main:clearing/card") += sum + tip;
      due("main:refund_due") -= tip;
    }
    due("main:sales") -= sum - tax;
    if (tax != 0) due(tax_account) -= tax;
    const OrderView view = world_.view(placed);
    EXPECT_EQ(view.order.state, OrderState::fulfilled);
    EXPECT_TRUE(sales::is_consistent(view.order.quote));
    EXPECT_EQ(view.order.quote.total, in(sum));
    EXPECT_EQ(view.order.quote.discount, in(off));
    EXPECT_EQ(view.order.quote.tax, in(tax));
    std::int64_t of_lines = 0;
    for (const OrderLineView& line : view.lines) of_lines += line.line.quoted.total().amount;
    EXPECT_EQ(of_lines, sum);
    EXPECT_EQ(view.order.quote.proceeds, in(sum - tax));
    EXPECT_EQ(view.lines.size(), view.order.quote.lines.size());
    std::map<catalog::OfferId, std::int64_t> shares;
    for (const OrderLineView& line : view.lines) {
      const sales::QuoteLine& quoted = line.line.quoted;
      if (quoted.bundle_id.value.empty())
        EXPECT_EQ(quoted.price.amount, asked_.at(quoted.offer_id));
      else
        shares[quoted.bundle_id] += quoted.price.amount;
    }
    for (const auto& [bundle, share] : shares) EXPECT_EQ(share, stock_.bundles.at(bundle));
    expect_same_in_journal(view.order);
    ++tally.settled;
  }

  void expect_same_in_journal(const sales::Order& order) {
    std::int64_t sold = 0;
    must(world_.store->read([&](const ports::Snapshot& at) -> Result<> {
      sold = 0;
      for (const ledger::Posted& posted : AAN_TRY(at.ledger().posted_of(order.id.value))) {
        EXPECT_EQ(posted.amount.asset, currency_);
        if (posted.account == "main:sales") sold -= posted.amount.amount;
      }
      return {};
    }));
    EXPECT_EQ(sold, order.quote.proceeds.amount);
  }

  ShopWorld& world_;
  const Stock& stock_;
  const Taxes taxes_;
  Asset currency_;                                  ///< of the cart
  std::map<catalog::OfferId, std::int64_t> asked_;  ///< for each book, in this cart
  std::vector<catalog::OfferId> offers_;
  std::vector<catalog::OfferId> bundles_;
  testing::SeededRng chance_;
};

// Books with prices of all sizes, some that the buyer sets, and bundles of cheap ones.
Stock stock_up(ShopWorld& world, const Asset& elsewhere) {
  testing::SeededRng chance(43);
  Stock stock;
  Prices& prices = stock.prices;
  std::vector<std::pair<catalog::OfferId, std::int64_t>> cheap;  // enough for bundles
  for (int i = 0; i < kBooks; ++i) {
    const std::int64_t price = i == 0 ? kLargestPrice : random_price(chance);
    const auto offer = world.add_book("Volume " + std::to_string(i), world.money(price));
    prices[world.currency][offer] = price;
    if (price > 0 && price < 6'000) cheap.emplace_back(offer, price);
    catalog::PriceTerms terms{world.money(price)};
    terms.buyer_sets_price = price < 6'000 && chance.below(6) == 0;
    if (terms.buyer_sets_price) stock.sets_price.insert(offer);
    std::vector<catalog::PriceTerms> others;
    if (chance.below(12) != 0) {  // else not sold in the other one
      const std::int64_t price_there = random_price(chance);
      prices[elsewhere][offer] = price_there;
      others.emplace_back(Money{price_there, elsewhere});
    }
    must(world.store->write("prices", [&](ports::UnitOfWork& unit) -> Result<> {
      AAN_TRY(unit.catalog().set_prices(offer, terms, others, world.clock.wall()));
      return {};
    }));
  }
  for (int i = 0; i < kBundles; ++i) {
    BundleWish wish{.title = "Bundle " + std::to_string(i)};
    std::set<catalog::OfferId> inside;
    std::int64_t sum = 0;
    while (std::ssize(inside) < kBooksOfABundle) {
      const auto& [offer, price] = cheap[chance.below(cheap.size())];
      if (!inside.insert(offer).second) continue;
      wish.books.push_back(offer.value);
      sum += price;
    }
    const std::int64_t price =
        1 + static_cast<std::int64_t>(chance.below(static_cast<std::uint64_t>(sum)));
    wish.price = decimal(world.money(price));
    const catalog::OfferId bundle = must(add_bundle(world.shop->room, wish)).bundle.id;
    stock.bundles[bundle] = price;
    stock.in_bundle[bundle] = std::move(inside);
  }
  return stock;
}

struct Way {
  const char* own;
  const char* other;
  Taxes taxes;
};
class RandomCarts : public ::testing::TestWithParam<Way> {};

TEST_P(RandomCarts, StoredOrderAndJournalSayTheSame) {
  const auto& [own, other, taxes] = GetParam();
  ShopWorld world(own, 42);
  const Asset elsewhere = find_asset(other).value();
  world.shop->room.other_currencies = {elsewhere};
  if (taxes != Taxes::none) world.shop->taxes.regime.country = "DE";
  world.shop->taxes.regime.has_oss = true;
  world.shop->taxes.regime.prices =
      taxes == Taxes::added ? tax::Prices::exclusive : tax::Prices::inclusive;
  const Stock stock = stock_up(world, elsewhere);
  for (const auto& [code, points] : {std::pair{"TEN", 1000}, {"THIRD", 3333}, {"FIVER", 0}}) {
    CouponWish wish;
    wish.terms.code = code;
    wish.terms.percent_bps = points;
    if (points == 0) wish.terms.amount_off = world.money(500);
    must(add_coupon(world.shop->room, wish));
  }
  std::vector<std::unique_ptr<Buyer>> buyers;
  for (std::uint64_t i = 0; i < kBuyers; ++i)
    buyers.push_back(std::make_unique<Buyer>(world, stock, taxes, 100 + i));
  {
    std::vector<std::jthread> at_once;
    for (const auto& buyer : buyers)
      at_once.emplace_back([&buyer] {
        for (int i = 0; i < kCartsOfEachMax && buyer->tally.settled < kSettledOfEach; ++i)
          buyer->shop_once();
      });
  }
  Tally all;
  for (const auto& buyer : buyers) {
    all.settled += buyer->tally.settled;
    all.refused += buyer->tally.refused;
    all.discounted += buyer->tally.discounted;
    all.elsewhere += buyer->tally.elsewhere;
    all.not_sold += buyer->tally.not_sold;
    all.bundles += buyer->tally.bundles;
    all.own_prices += buyer->tally.own_prices;
    for (const auto& [account, amount] : buyer->tally.due) all.due[account] += amount;
  }
  const int sales = kBuyers * kSettledOfEach;
  EXPECT_EQ(all.settled, sales);
  EXPECT_GT(all.discounted, sales / 5);
  EXPECT_GT(all.elsewhere, sales / 5);
  EXPECT_GT(all.not_sold, sales / 50);
  EXPECT_GT(all.bundles, sales / 20);
  EXPECT_GT(all.own_prices, sales / 20);
  for (const auto& [account, amount] : all.due)
    EXPECT_EQ(world.balance(account.first, account.second), amount)
        << account.first << " in " << account.second.code();
  EXPECT_EQ(world.balance("main:unapplied"), 0);
  world.expect_sound_ledger();
}

// With two digits, none, and three.
INSTANTIATE_TEST_SUITE_P(Currencies, RandomCarts,
                         ::testing::Values(Way{"USD", "EUR", Taxes::none},
                                           Way{"JPY", "USD", Taxes::added},
                                           Way{"BHD", "JPY", Taxes::held},
                                           Way{"EUR", "GBP", Taxes::held}),
                         [](const auto& shop) { return std::string(shop.param.own); });

}  // namespace
}  // namespace aan::service

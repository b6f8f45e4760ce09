#include "service/sale/seed_orders.hpp"

#include <algorithm>
#include <array>

#include "domain/sales/consent.hpp"
#include "service/audit.hpp"
#include "service/sale/view_order.hpp"

namespace aan::service {
namespace {

using ports::SandboxAct;

// What happens to an order after it is placed.
enum class After : std::uint8_t { nothing, refund, refund_half, cancel };

struct Story {
  std::string_view name;
  std::vector<SandboxAct> acts;
  After after = After::nothing;
  int weight = 1;  ///< how often, among those that chance chooses
  bool is_free = false;
  bool is_gift = false;
};

const std::vector<Story>& stories() {
  static const std::vector<Story> all = {
      {"paid", {SandboxAct::pay}, After::nothing, 12},
      {"refunded", {SandboxAct::pay}, After::refund, 2},
      {"part_refunded", {SandboxAct::pay}, After::refund_half},
      {"disputed", {SandboxAct::pay, SandboxAct::dispute}},
      {"dispute_won", {SandboxAct::pay, SandboxAct::dispute, SandboxAct::win_dispute}},
      {"charged_back", {SandboxAct::pay, SandboxAct::dispute, SandboxAct::lose_dispute}},
      {"underpaid", {SandboxAct::underpay}},
      {"paid_late", {SandboxAct::pay_late}},
      {"paid_twice", {SandboxAct::pay_twice}},
      {"failed", {SandboxAct::fail}},
      {"unpaid", {}, After::nothing, 2},
      {"cancelled", {}, After::cancel, 2},
      {"gift", {SandboxAct::pay}, After::nothing, 2, false, true},
      {"free", {}, After::nothing, 2, true},
  };
  return all;
}

constexpr std::array<std::string_view, 8> kNames = {"Ada Quill",  "Ben Ito",    "Chidi Okafor",
                                                    "Dora Lindt", "Emre Aydin", "Fatou Sarr",
                                                    "Greta Holm", "Hiro Tanaka"};

// SplitMix64: the same on every machine, which the library's distributions are not.
class Chance {
 public:
  explicit Chance(std::int64_t seed) : state_(static_cast<std::uint64_t>(seed)) {}
  /// A number below `bound`, which is not zero.
  std::size_t below(std::size_t bound) {
    state_ += 0x9e3779b97f4a7c15ULL;
    std::uint64_t it = state_;
    it = (it ^ (it >> 30U)) * 0xbf58476d1ce4e5b9ULL;
    it = (it ^ (it >> 27U)) * 0x94d049bb133111ebULL;
    return static_cast<std::size_t>((it ^ (it >> 31U)) % bound);
  }

 private:
  std::uint64_t state_;
};

const Story& story_of(std::size_t number, Chance& chance) {
  const auto& all = stories();
  if (number < all.size()) return all[number];
  int sum = 0;
  for (const Story& one : all) sum += one.weight;
  auto at = static_cast<int>(chance.below(static_cast<std::size_t>(sum)));
  for (const Story& one : all) {
    at -= one.weight;
    if (at < 0) return one;
  }
  return all.front();
}

struct Stock {
  std::vector<catalog::OfferId> priced;
  std::vector<catalog::OfferId> free;
};

// By slug: the order in which books came in is not that of another shop with the same books.
Result<Stock> stock_of(const Room& room) {
  constexpr std::int64_t kBooksMax = 100;
  std::vector<catalog::BookSummary> books;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    ports::BookQuery query;
    query.limit = kBooksMax;
    books = AAN_TRY(at.catalog().list(query)).books;
    return {};
  }));
  std::ranges::sort(books, {}, [](const catalog::BookSummary& one) { return one.slug; });
  Stock stock;
  for (const catalog::BookSummary& one : books) {
    if (!one.price || one.buyer_sets_price || one.copies_left ||
        one.sale_state != catalog::SaleState::open)
      continue;
    (one.price->is_zero() ? stock.free : stock.priced).push_back(one.offer_id);
  }
  return stock;
}

struct Seeding {
  const UseCases& use;
  const SeedWish& wish;
  std::size_t number = 0;

  [[nodiscard]] std::string key(std::string_view step) const {
    return "seeded-order-" + std::to_string(wish.seed) + "-" + std::to_string(number) + "-" +
           std::string(step);
  }
  Result<PlacedOrder> place(const Story& story, const Stock& stock, Chance& chance) const;
  Result<> act(const PlacedOrder& order, SandboxAct act, std::size_t step) const;
  Result<> finish(const PlacedOrder& order, After after) const;
};

Result<PlacedOrder> Seeding::place(const Story& story, const Stock& stock, Chance& chance) const {
  const auto& shelf = story.is_free && !stock.free.empty() ? stock.free : stock.priced;
  CheckoutRequest asked;
  const std::size_t books = 1 + chance.below(std::min<std::size_t>(3, shelf.size()));
  for (std::size_t i = 0; i < books; ++i)
    if (const auto& book = shelf[chance.below(shelf.size())];
        std::ranges::find(asked.offers, book) == asked.offers.end())
      asked.offers.push_back(book);
  asked.receipt_name = kNames[chance.below(kNames.size())];
  asked.method = "sandbox";
  asked.country = use.shop.tax.is_registered() ? use.shop.tax.country : "";
  asked.consent_text = sales::kConsentText;
  if (story.is_gift) asked.gift = {std::string(kNames[chance.below(kNames.size())]), "", "", ""};
  asked.idempotency_key = key("placed");
  auto placed = use.checkout.place(asked);
  if (!placed && placed.error().reason == "idempotency_key_reused")
    return refuse(
        Errc::conflict, "seed",
        "Orders were made with the seed " + std::to_string(wish.seed) +
            " before, of other books or prices than the shop has now: the same seed would "
            "not make the same orders. Take another one, such as " +
            std::to_string(wish.seed + 1) + ".",
        "seed_used", {{"seed", wish.seed}, {"other", wish.seed + 1}});
  return placed;
}

Result<> Seeding::act(const PlacedOrder& order, SandboxAct act, std::size_t step) const {
  const OrderView view = AAN_TRY(view_order_by_id(use.room, use.providers, order.id));
  if (view.attempts.empty()) return {};
  const std::string& ref = view.attempts.back().intent.provider_ref;
  const auto messages = AAN_TRY(
      use.sandbox->act(ref, act, key("act-" + std::to_string(step)), use.room.clock.wall()));
  for (const std::string& message : messages) AAN_TRY(use.jobs.take_in("sandbox", message));
  return {};
}

Result<> Seeding::finish(const PlacedOrder& order, After after) const {
  if (after == After::nothing) return {};
  if (after == After::cancel) return use.confirm.cancel(order.token, key("cancelled"));
  RefundRequest asked;
  asked.order_id = order.id;
  asked.idempotency_key = key("refunded");
  asked.requested_by = kOperator;
  if (after == After::refund_half) {
    const OrderView view = AAN_TRY(view_order_by_id(use.room, use.providers, order.id));
    asked.amount = Money{std::max<std::int64_t>(view.captured.amount / 2, 1), view.captured.asset};
  }
  AAN_TRY(use.refund.request(asked));
  return {};
}

}  // namespace

Result<std::vector<SeededOrder>> seed_orders(const UseCases& use, const SeedWish& wish,
                                             const std::function<Result<>()>& between) {
  if (use.sandbox == nullptr)
    return refuse(Errc::not_found, "seed", "This shop takes no play money.", "no_play_money");
  if (wish.count < 1 || wish.count > kSeededOrdersMax)
    return refuse(Errc::invalid, "seed",
                  "Between 1 and " + std::to_string(kSeededOrdersMax) + " orders are made up.",
                  "seed_count", {{"limit", kSeededOrdersMax}});
  const Stock stock = AAN_TRY(stock_of(use.room));
  if (stock.priced.empty())
    return refuse(Errc::conflict, "seed", "There is no book with a price to make orders of.",
                  "nothing_to_seed");
  Chance chance(wish.seed);
  std::vector<SeededOrder> made;
  for (std::size_t number = 0; number < static_cast<std::size_t>(wish.count); ++number) {
    if (number > 0) AAN_TRY(between());
    const Story& story = story_of(number, chance);
    const Seeding seeding{use, wish, number};
    const PlacedOrder order = AAN_TRY(seeding.place(story, stock, chance));
    for (std::size_t step = 0; step < story.acts.size(); ++step)
      AAN_TRY(seeding.act(order, story.acts[step], step));
    AAN_TRY(seeding.finish(order, story.after));
    const OrderView view = AAN_TRY(view_order_by_id(use.room, use.providers, order.id));
    made.push_back({std::string(story.name), view.order.reference, view.order.state});
  }
  return made;
}

}  // namespace aan::service

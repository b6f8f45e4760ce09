#include "service/sale/gifts.hpp"
#include "ports/reading_store.hpp"

#include <algorithm>
#include <functional>
#include <iterator>

#include "base/log.hpp"
#include "base/text.hpp"
#include "crypto/blind_index.hpp"
#include "crypto/token.hpp"
#include "service/audit.hpp"
#include "service/customer/customer_address.hpp"
#include "service/idempotency.hpp"
#include "service/letters/queue_mail.hpp"
#include "service/typed_moment.hpp"

namespace aan::service {
namespace {

constexpr std::string_view kClaimLink = "gift claim";
constexpr std::string_view kOwnLink = "gift own";
constexpr std::int64_t kForgottenARound = 500;
constexpr std::int64_t kGiftsMax = 20'000;    // what is shown of one address
constexpr std::string_view kTaker = "taker";  // whoever was given something, in the audit log

std::string place_of(const sales::GiftId& id, std::string_view column) {
  return "gift|" + id.value + "|" + std::string(column);
}

std::unexpected<Error> no_such_gift() {
  return refuse(Errc::not_found, "gift", "There is no such gift.", "no_such_gift");
}

Result<Timestamp> day_of(const std::string& typed, Timestamp now) {
  const std::string_view text = trim(typed);
  if (text.empty()) return now;
  const auto at = parse_moment(text, DayEdge::begin);
  if (!at) return refuse(Errc::invalid, "gift", "A day is written as 2026-12-24.", "gift_day");
  // Whoever mistypes a year must not find that the gift has gone at once.
  const TimeZone& zone = shop_zone();
  if (*at < zone.begin_of(zone.day(now)))
    return refuse(Errc::invalid, "gift", "The day of a gift is today or later.", "gift_day");
  return *at;
}

Result<std::string> derived(const crypto::KeyRing& keys, const std::string& key_id,
                            std::string_view what, const sales::GiftId& id,
                            std::int64_t generation) {
  const crypto::Key* links = keys.find(crypto::KeyPurpose::links, key_id);
  if (links == nullptr)
    return refuse(Errc::gone, "gift.link",
                  "The key that the address of this gift was made with is lost.", "address_lost");
  return crypto::derive_link_token(*links, what, id.value, generation);
}

Result<std::string> opened(const Room& room, const sales::Gift& gift, const std::string& sealed,
                           std::string_view column) {
  const std::string key = AAN_TRY(room.sealer.open(gift.key_wrapped, place_of(gift.id, "key")));
  return room.sealer.open_with(key, sealed, place_of(gift.id, column));
}

template <class Look>
Result<sales::Gift> find_gift(Look& at, const std::string& token) {
  auto gift = AAN_TRY(at.gifts().find_gift_by_token(crypto::token_digest(token)));
  if (!gift) return no_such_gift();
  return *std::move(gift);
}

}  // namespace

Result<GiftRequest> read_gift(const GiftWish& wish, Timestamp now) {
  GiftRequest request;
  request.words = AAN_TRY(sales::check_gift_words({wish.name, wish.message}));
  request.opens_at = AAN_TRY(day_of(wish.day, now));
  AAN_TRY(sales::check_gift_day(request.opens_at, now));
  if (!trim(wish.email).empty())
    request.address = AAN_TRY(customer::MailAddress::parse(wish.email));
  return request;
}

Result<> add_gift(const Room& room, ports::UnitOfWork& unit, const sales::OrderId& order,
                  const GiftRequest& request, Timestamp now) {
  sales::Gift gift;
  gift.id = room.ids.make<sales::GiftId>();
  gift.order_id = order;
  gift.opens_at = request.opens_at;
  const crypto::Key& links = room.keys.ring().current(crypto::KeyPurpose::links);
  gift.claim_key_id = links.id;
  gift.claim_digest = crypto::token_digest(
      crypto::derive_link_token(links, kClaimLink, gift.id.value, gift.claim_generation));
  gift.key_wrapped = room.sealer.new_wrapped_key(place_of(gift.id, "key"));
  const std::string key = AAN_TRY(room.sealer.open(gift.key_wrapped, place_of(gift.id, "key")));
  gift.words_sealed =
      room.sealer.seal_with(key, sales::encode(request.words), place_of(gift.id, "words"));
  if (request.address) {
    gift.address_sealed =
        room.sealer.seal_with(key, request.address->text(), place_of(gift.id, "address"));
    gift.address_index =
        crypto::blind_index(room.keys.ring(), kAddressIndexed, request.address->key());
  }
  gift.created_at = now;
  AAN_TRY(unit.gifts().add_gift(gift));
  return unit.sales().add_order_event(order, {"gift", rfc3339(gift.opens_at), now});
}

Result<std::string> claim_token(const crypto::KeyRing& keys, const sales::Gift& gift) {
  return derived(keys, gift.claim_key_id, kClaimLink, gift.id, gift.claim_generation);
}

Result<> renew_claim_link(const Room& room, ports::UnitOfWork& unit, const sales::Order& order,
                          Timestamp now) {
  auto gift = AAN_TRY(unit.gifts().gift_of(order.id));
  if (!gift || gift->claimed_at) return {};
  const crypto::Key& links = room.keys.ring().current(crypto::KeyPurpose::links);
  const std::string token =
      crypto::derive_link_token(links, kClaimLink, gift->id.value, gift->claim_generation + 1);
  AAN_TRY(unit.gifts().renew_claim_link(gift->id, gift->claim_generation, links.id,
                                        crypto::token_digest(token)));
  ++gift->claim_generation;
  // Before it is paid for no letter waits, and the one that then does has this link.
  if (!order.paid_at) return {};
  return queue_gift(room, unit, *gift, now);
}

sales::GiftWords open_gift_words(const Room& room, const sales::Gift& gift) {
  if (gift.words_sealed.empty()) return {};
  const auto words = opened(room, gift, gift.words_sealed, "words");
  if (words) return sales::decode_gift_words(*words);
  log::warn("gift.words_closed", {{"gift", gift.id.value}, {"why", words.error().to_string()}});
  return {};
}

std::optional<std::string> open_gift_address(const Room& room, const sales::Gift& gift) {
  if (gift.address_sealed.empty()) return std::nullopt;
  auto address = opened(room, gift, gift.address_sealed, "address");
  if (address) return *std::move(address);
  log::warn("gift.address_closed", {{"gift", gift.id.value}, {"why", address.error().to_string()}});
  return std::nullopt;
}

GivenGift look_at_given(const Room& room, const sales::Gift& gift, sales::OrderState order) {
  GivenGift given;
  given.state = sales::gift_state_of(gift, order, room.clock.wall());
  given.words = open_gift_words(room, gift);
  if (sales::may_hand_over(given.state))
    given.claim_token = claim_token(room.keys.ring(), gift).value_or("");
  return given;
}

Result<GiftView> view_gift(const Room& room, const std::string& token) {
  GiftView view;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    view.gift = AAN_TRY(find_gift(at, token));
    view.is_own = crypto::token_digest(token) == view.gift.own_digest;
    view.order = AAN_TRY(view_order_in(room, at, view.gift.order_id,
                                       view.is_own ? OrderSeenBy::taker : OrderSeenBy::giver));
    return {};
  }));
  view.words = open_gift_words(room, view.gift);
  view.state = sales::gift_state_of(view.gift, view.order.order.state, room.clock.wall());
  return view;
}

Result<std::string> claim_gift(const Room& room, const std::string& token,
                               const std::string& idempotency_key) {
  const IdempotentRequest once =
      AAN_TRY(IdempotentRequest::create("gift.claim", idempotency_key, token));
  const Timestamp now = room.clock.wall();
  const crypto::Key& links = room.keys.ring().current(crypto::KeyPurpose::links);
  std::string own;
  AAN_TRY(room.store.write("gift.claim", [&](ports::UnitOfWork& unit) -> Result<> {
    if (auto answer = AAN_TRY(find_answer(room, unit.sales(), once))) {
      own = *std::move(answer);
      return {};
    }
    const sales::Gift gift = AAN_TRY(find_gift(unit, token));
    const auto order = AAN_TRY(unit.sales().find_order(gift.order_id));
    if (!order) return no_such_gift();
    AAN_TRY(sales::may_claim(gift, order->state, now));
    own = crypto::derive_link_token(links, kOwnLink, gift.id.value, /*generation=*/1);
    if (!AAN_TRY(unit.gifts().claim_gift(gift.id, links.id, crypto::token_digest(own), now)))
      return refuse(Errc::conflict, "gift", "This gift was opened already.", "gift_claimed");
    AAN_TRY(unit.sales().add_order_event(gift.order_id, {"gift_claimed", "", now}));
    AAN_TRY(write_down(unit, {std::string(kTaker), "gift.claim", order->reference, ""}, now));
    return keep_answer(room, unit.sales(), once, own, now);
  }));
  return own;
}

Result<GiftLink> give_gift_link(const Room& room, const sales::OrderId& order,
                                std::string_view by) {
  const Timestamp now = room.clock.wall();
  const crypto::Key& links = room.keys.ring().current(crypto::KeyPurpose::links);
  GiftLink link;
  AAN_TRY(room.store.write("gift.link", [&](ports::UnitOfWork& unit) -> Result<> {
    link = {};
    const auto gift = AAN_TRY(unit.gifts().gift_of(order));
    const auto of = AAN_TRY(unit.sales().find_order(order));
    if (!gift || !of) return no_such_gift();
    if (!gift->claimed_at) {
      link.token = AAN_TRY(claim_token(room.keys.ring(), *gift));
      return write_down(unit, {std::string(by), "gift.link", of->reference, ""}, now);
    }
    link.is_own = true;
    link.token =
        crypto::derive_link_token(links, kOwnLink, gift->id.value, gift->own_generation + 1);
    AAN_TRY(unit.gifts().renew_gift_link(gift->id, gift->own_generation, links.id,
                                         crypto::token_digest(link.token)));
    return write_down(unit, {std::string(by), "gift.link", of->reference, ""}, now);
  }));
  return link;
}

Result<std::int64_t> forget_old_gift_addresses(const Room& room) {
  const Timestamp before = room.clock.wall() - room.ages.gift_addresses;
  std::int64_t forgotten = 0;
  AAN_TRY(room.store.write("purge.gift_addresses", [&](ports::UnitOfWork& unit) -> Result<> {
    forgotten = AAN_TRY(unit.gifts().forget_gift_addresses(before, kForgottenARound));
    return {};
  }));
  if (forgotten > 0) log::info("purge.gift_addresses", {{"addresses", forgotten}});
  return forgotten;
}

Result<std::vector<GiftFor>> gifts_for(const Room& room, const customer::MailAddress& address) {
  std::vector<sales::Gift> found;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    for (const std::string& index :
         crypto::blind_indexes(room.keys.ring(), kAddressIndexed, address.key()))
      for (sales::Gift& gift : AAN_TRY(at.gifts().gifts_for(index, kGiftsMax)))
        found.push_back(std::move(gift));
    return {};
  }));
  std::ranges::sort(found, std::ranges::greater{},
                    [](const sales::Gift& one) { return one.created_at; });
  std::vector<GiftFor> gifts;
  for (sales::Gift& gift : found) {
    sales::GiftWords words = open_gift_words(room, gift);
    gifts.push_back({std::move(gift), std::move(words)});
  }
  return gifts;
}

Result<std::int64_t> forget_gifts_for(const Room& room, const customer::MailAddress& address,
                                      std::string_view actor) {
  const Timestamp now = room.clock.wall();
  std::int64_t forgotten = 0;
  // None that is forgotten is found again, so each round leaves fewer.
  for (;;) {
    const std::vector<GiftFor> gifts = AAN_TRY(gifts_for(room, address));
    if (gifts.empty()) return forgotten;
    for (const GiftFor& one : gifts)
      AAN_TRY(room.store.write("privacy.erase_gift", [&](ports::UnitOfWork& unit) -> Result<> {
        AAN_TRY(unit.gifts().forget_gift(one.gift.id));
        AAN_TRY(ports::reading_of(unit).forget_places(one.gift.order_id));  // who got it read it
        AAN_TRY(unit.sales().add_order_event(one.gift.order_id, {"erased", "gift", now}));
        return write_down(unit, {std::string(actor), "privacy.erase_gift", one.gift.id.value, ""},
                          now);
      }));
    forgotten += std::ssize(gifts);
  }
}

}  // namespace aan::service

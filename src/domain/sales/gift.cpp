#include "domain/sales/gift.hpp"

#include "base/text.hpp"

namespace aan::sales {

Result<GiftWords> check_gift_words(GiftWords typed) {
  typed.name = one_line(typed.name);
  typed.message = std::string(trim(typed.message));
  std::erase(typed.message, '\r');
  if (typed.name.empty() || typed.name.size() > kGiftNameBytesMax || !is_utf8(typed.name))
    return refuse(Errc::invalid, "gift", "Say for whom the gift is, in at most 120 bytes.",
                  "gift_name", {{"limit", std::int64_t{kGiftNameBytesMax}}});
  if (typed.message.size() > kGiftMessageBytesMax || !is_utf8(typed.message))
    return refuse(Errc::invalid, "gift", "The words of a gift have at most 2,000 bytes.",
                  "gift_message", {{"limit", std::int64_t{kGiftMessageBytesMax}}});
  return typed;
}

std::string encode(const GiftWords& words) { return words.name + "\n" + words.message; }

GiftWords decode_gift_words(std::string_view text) {
  const auto end = text.find('\n');
  return {std::string(text.substr(0, end)),
          end == text.npos ? std::string() : std::string(text.substr(end + 1))};
}

Result<> check_gift_day(Timestamp opens_at, Timestamp now) {
  if (opens_at <= now + kGiftAheadMax) return {};
  return refuse(Errc::invalid, "gift", "The day of a gift lies at most 400 days ahead.",
                "gift_day");
}

std::string_view name_of(GiftState state) {
  switch (state) {
    case GiftState::unpaid: return "unpaid";
    case GiftState::waiting: return "waiting";
    case GiftState::open: return "open";
    case GiftState::claimed: return "claimed";
    case GiftState::resting: return "resting";
    case GiftState::closed: return "closed";
  }
  return "closed";
}

GiftState gift_state_of(const Gift& gift, OrderState order, Timestamp now) {
  if (order == OrderState::disputed || order == OrderState::payment_lost) return GiftState::resting;
  const auto refusal = refusal_of(order);
  if (refusal == DownloadRefusal::unpaid) return GiftState::unpaid;
  if (refusal) return GiftState::closed;
  if (gift.claimed_at) return GiftState::claimed;
  return now < gift.opens_at ? GiftState::waiting : GiftState::open;
}

Result<> may_claim(const Gift& gift, OrderState order, Timestamp now) {
  switch (gift_state_of(gift, order, now)) {
    case GiftState::unpaid:
      return refuse(Errc::conflict, "gift", "This gift is not paid yet.", "gift_unpaid");
    case GiftState::waiting:
      return refuse(Errc::conflict, "gift", "This gift waits for its day.", "gift_waiting");
    case GiftState::claimed:
      return refuse(Errc::conflict, "gift", "This gift was opened already.", "gift_claimed");
    case GiftState::resting:
      return refuse(Errc::conflict, "gift", "This gift rests while its payment is being settled.",
                    "gift_resting");
    case GiftState::closed:
      return refuse(Errc::gone, "gift", "This gift was taken back.", "gift_closed");
    case GiftState::open: break;
  }
  return {};
}

}  // namespace aan::sales

#include "web/view/sale/order_timeline.hpp"

#include <algorithm>
#include <optional>
#include <span>
#include <utility>

#include "base/text.hpp"
#include "base/whole_number.hpp"
#include "domain/catalog/reading_copy.hpp"
#include "domain/sales/consent.hpp"
#include "web/view/sale/payment_block.hpp"
#include "web/view/sale/receipt_block.hpp"

namespace aan::web {
namespace {

// The sentences of the locale, for whoever reads: the shop's own where those of buyers say "you".
class Words {
 public:
  Words(const Locale& locale, TimelineReader reader) : locale_(locale), reader_(reader) {}

  [[nodiscard]] const std::string* find(const std::string& key) const {
    const std::string* own =
        reader_ == TimelineReader::shop ? locale_.find("desk_" + key) : nullptr;
    return own != nullptr ? own : locale_.find(key);
  }
  [[nodiscard]] std::string text(const std::string& key, Locale::Values values = {}) const {
    const bool is_own = reader_ == TimelineReader::shop && locale_.find("desk_" + key) != nullptr;
    return locale_.text(is_own ? "desk_" + key : key, values);
  }
  [[nodiscard]] std::string money(const Money& amount) const { return locale_.money(amount); }
  [[nodiscard]] const Locale& locale() const { return locale_; }

 private:
  const Locale& locale_;
  TimelineReader reader_;
};

// "open>paid": what the order became, and whether a late payment brought it back.
std::optional<TimelineFact> of_state(const sales::OrderEvent& event, const Words& locale) {
  const auto arrow = event.detail.find('>');
  if (arrow == event.detail.npos) return std::nullopt;
  const std::string from = event.detail.substr(0, arrow);
  const std::string to = event.detail.substr(arrow + 1);
  const std::string* text = locale.find("event_to." + to);
  if (text == nullptr) return std::nullopt;
  const Track track =
      to == "fulfilled" ? Track::delivery
      : to == "disputed" || to == "charged_back" || to == "payment_lost" || to == "refunded"
          ? Track::payment
          : Track::order;
  const bool is_revived = from == "cancelled" && to != "cancelled";
  return TimelineFact{track, event.at, is_revived ? locale.text("event_revived") : *text};
}

// "settled/overpaid": what was odd about the attempt says more than where it stands.
std::optional<TimelineFact> of_payment(const sales::OrderEvent& event, const Words& locale) {
  const auto slash = event.detail.find('/');
  const std::string* text = slash == event.detail.npos
                                ? nullptr
                                : locale.find("event_exception." + event.detail.substr(slash + 1));
  if (text == nullptr) text = locale.find("event_payment." + event.detail.substr(0, slash));
  if (text == nullptr) return std::nullopt;
  return TimelineFact{Track::payment, event.at, *text};
}

// By when it is to be paid, where that is known.
TimelineFact of_voucher(const sales::OrderEvent& event, const Words& locale) {
  const auto until = parse_rfc3339(event.detail);
  return {Track::payment, event.at,
          until ? locale.text("event_voucher_until", {{"until", locale.locale().date_time(*until)}})
                : locale.text("event_voucher")};
}

// "buyer", "shop", "time"
std::optional<TimelineFact> of_giving_up(const sales::OrderEvent& event, const Words& locale) {
  const std::string* text = locale.find("event_given_up." + event.detail);
  if (text == nullptr) return std::nullopt;
  return TimelineFact{Track::order, event.at, *text};
}

// "receipt sent", "receipt asked"
std::optional<TimelineFact> of_mail(const sales::OrderEvent& event, const Words& locale,
                                    const TitlesOfGrants& titles) {
  // "receipt", or "reader sent" and the grant whose file it was.
  const auto words = split(event.detail, ' ');
  std::string key = "event_mail." + std::string(words[0]);
  if (words.size() > 1) key += "_" + std::string(words[1]);
  const std::string* text = locale.find(key);
  if (text == nullptr) return std::nullopt;
  const auto title = words.size() > 2 ? titles.find(words[2]) : titles.end();
  if (title != titles.end() && locale.find(key + "_book") != nullptr)
    return TimelineFact{Track::delivery, event.at,
                        locale.text(key + "_book", {{"title", title->second}})};
  return TimelineFact{Track::delivery, event.at, *text};
}

// Of "read" the grant whose file was opened on the shop's pages, and what was read; of "place" the
// grant, and how far the place that is kept is.
std::optional<TimelineFact> of_reading(const sales::OrderEvent& event, const Words& locale,
                                       const TitlesOfGrants& titles) {
  const auto words = split(event.detail, ' ');
  const auto title = titles.find(words[0]);
  const auto share = parse_whole_number(words.back());
  if (title == titles.end() || (event.kind == "place" && !share)) return std::nullopt;
  const std::string percent =
      event.kind == "place" ? locale.locale().number(catalog::percent_read(*share)) : "";
  return TimelineFact{
      Track::delivery, event.at,
      locale.text("event_" + event.kind, {{"title", title->second}, {"percent", percent}})};
}

// "settled 19.00", "withdrawn 19.00": how a refund or a dispute stands now, and its amount.
std::optional<TimelineFact> of_money(const sales::OrderEvent& event, const Asset& asset,
                                     const Words& locale) {
  const auto blank = event.detail.find(' ');
  if (blank == event.detail.npos) return std::nullopt;
  const std::string key = "event_" + event.kind + "." + event.detail.substr(0, blank);
  const Result<Money> amount = parse_decimal(event.detail.substr(blank + 1), asset);
  if (locale.find(key) == nullptr || !amount) return std::nullopt;
  return TimelineFact{Track::payment, event.at,
                      locale.text(key, {{"amount", locale.money(*amount)}})};
}

std::optional<TimelineFact> of(const sales::OrderEvent& event, const Asset& asset,
                               const Words& locale, const TitlesOfGrants& titles) {
  if (event.kind == "created")
    return TimelineFact{Track::order, event.at, locale.text("event_created")};
  if (event.kind == "consent") {
    const sales::Consent consent =
        sales::consent_of(std::span(&event, 1)).value_or(sales::Consent{});
    const char* stem = consent.knows_of_withdrawal() ? "event_consent" : "event_consent_outside";
    return TimelineFact{Track::order, event.at, locale.text(consent_key(stem, consent))};
  }
  if (event.kind == "erased")
    return TimelineFact{Track::order, event.at, locale.text("event_erased")};
  if (event.kind == "mail") return of_mail(event, locale, titles);
  if (event.kind == "given_up") return of_giving_up(event, locale);
  if (event.kind == "withheld")
    return TimelineFact{Track::order, event.at, locale.text("event_withheld")};
  if (event.kind == "hold_over" || event.kind == "held_again")
    return TimelineFact{Track::order, event.at, locale.text("event_" + event.kind)};
  if (event.kind == "attempt")
    return TimelineFact{Track::payment, event.at,
                        locale.text("event_attempt",
                                    {{"method", paid_method_name(locale.locale(), event.detail)}})};
  if (event.kind == "state") return of_state(event, locale);
  if (event.kind == "payment") return of_payment(event, locale);
  if (event.kind == "voucher") return of_voucher(event, locale);
  if (event.kind == "payment_unusable")
    return TimelineFact{Track::payment, event.at, locale.text("event_payment_unusable")};
  // Between the payer's bank and the shop: there are no words of it for buyers.
  if (!sales::is_for_buyers(event)) {
    const bool is_warning = event.kind == "fraud_warned";  // its detail is the bank's own word
    const std::string* text =
        locale.find("event_" + event.kind + (is_warning ? "" : "." + event.detail));
    return text == nullptr ? std::nullopt
                           : std::optional(TimelineFact{Track::payment, event.at, *text});
  }
  if (event.kind == "read" || event.kind == "place") return of_reading(event, locale, titles);
  for (const char* kind : {"renewed", "download", "downloaded", "granted_again"})
    if (event.kind == kind)
      return TimelineFact{Track::delivery, event.at, locale.text("event_" + event.kind)};
  if (event.kind == "gift" || event.kind == "gift_claimed")
    return TimelineFact{event.kind == "gift" ? Track::order : Track::delivery, event.at,
                        locale.text("event_" + event.kind)};
  if (event.kind == "licence_disabled" || event.kind == "licence_enabled")
    return TimelineFact{Track::delivery, event.at, locale.text("event_" + event.kind)};
  if (event.kind == "released")
    return TimelineFact{Track::delivery, event.at,
                        locale.text("event_released", {{"title", event.detail}})};
  if (event.kind == "link_renewed")
    return TimelineFact{Track::order, event.at, locale.text("event_link_renewed")};
  if (event.kind == "refund" || event.kind == "dispute") return of_money(event, asset, locale);
  if (event.kind.starts_with("refund_due")) {
    const Result<Money> amount = parse_decimal(event.detail, asset);
    return TimelineFact{Track::payment, event.at,
                        amount
                            ? locale.text("event_refund_due", {{"amount", locale.money(*amount)}})
                            : locale.text("event_refund_due_plain")};
  }
  return std::nullopt;
}

// What another event of the same moment says better: who gave the order up, that a free book came.
bool is_said_already(const sales::OrderEvent& event, const std::vector<sales::OrderEvent>& events,
                     bool is_free) {
  if (event.kind != "state") return false;
  if (is_free && event.detail.ends_with(">paid")) return true;
  return event.detail.ends_with(">cancelled") &&
         std::ranges::any_of(events, [&](const sales::OrderEvent& other) {
           return other.kind == "given_up" && other.at == event.at;
         });
}

// An order is fulfilled when it is paid: what that delivered at the time, where it is not simply
// everything. Whoever bought a gift has its link, and no file. Empty: the event says it itself.
std::string_view delivery_key(const sales::OrderEvent& event, const TimelineBooks& books) {
  if (event.kind != "state" || !event.detail.ends_with(">fulfilled")) return {};
  if (books.is_gift)
    return books.claimed_at && *books.claimed_at <= event.at ? "event_gift_delivered"
                                                             : "event_gift_ready";
  const auto waiting = std::ranges::count_if(
      books.late,
      [&](const std::optional<Timestamp>& came_at) { return !came_at || *came_at > event.at; });
  if (waiting == 0) return {};
  return std::cmp_equal(waiting, books.lines) ? "event_to_come" : "event_part_to_come";
}

}  // namespace

std::vector<TimelineFact> timeline(const std::vector<sales::OrderEvent>& events, const Money& total,
                                   const Locale& locale, TimelineReader reader,
                                   const TimelineBooks& books) {
  const Words words(locale, reader);
  std::vector<TimelineFact> facts;
  for (const sales::OrderEvent& event : events) {
    // How a gift is read is not the giver's.
    if (event.kind == "read" && books.is_gift && reader == TimelineReader::buyer) continue;
    if (is_said_already(event, events, total.is_zero())) continue;
    std::optional<TimelineFact> fact = of(event, total.asset, words, books.titles);
    if (!fact) continue;
    const std::string_view key = delivery_key(event, books);
    if (!key.empty()) fact->text = words.text(std::string(key));
    facts.push_back(*std::move(fact));
  }
  return facts;
}

}  // namespace aan::web

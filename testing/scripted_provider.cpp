#include "testing/scripted_provider.hpp"

#include <algorithm>
#include <array>

#include "base/codec.hpp"
#include "base/text.hpp"
#include "base/whole_number.hpp"
#include "crypto/hash.hpp"

namespace aan::testing {
namespace {

using ports::PaymentEvent;
using ports::PaymentEventKind;

constexpr std::string_view kSecret = "known to the shop and its processor";
constexpr std::size_t kMessageBytesMax = 4'096;
constexpr std::size_t kSignatureBytes = 64;
constexpr Duration kFreshFor = Duration::minutes(5);
constexpr std::array kKinds = {PaymentEventKind::seen,
                               PaymentEventKind::settled,
                               PaymentEventKind::lost,
                               PaymentEventKind::failed,
                               PaymentEventKind::cancelled,
                               PaymentEventKind::voucher,
                               PaymentEventKind::refund_processing,
                               PaymentEventKind::refund_settled,
                               PaymentEventKind::refund_failed,
                               PaymentEventKind::fee,
                               PaymentEventKind::dispute_opened,
                               PaymentEventKind::dispute_withdrawn,
                               PaymentEventKind::dispute_reinstated,
                               PaymentEventKind::dispute_won,
                               PaymentEventKind::dispute_lost,
                               PaymentEventKind::fraud_warned,
                               PaymentEventKind::inquiry_opened,
                               PaymentEventKind::inquiry_over,
                               PaymentEventKind::appeal_opened,
                               PaymentEventKind::appeal_over};
constexpr std::size_t kFields = 10;

std::unexpected<Error> is_down(Errc how) {
  return fail(how, "scripted", "the processor does not answer");
}

}  // namespace

ports::ProviderDescription ScriptedProvider::describe() const {
  ports::ProviderDescription it;
  it.provider = it.method = name_;
  it.is_card = true;
  const std::lock_guard lock(books_guard_);
  if (is_off_) it.method.clear();
  it.is_sandbox = is_test_;
  it.can_refund = refunds_how_.has_value();
  return it;
}

Result<ports::PaymentPrompt> ScriptedProvider::begin(const payment::PaymentIntent& intent) {
  std::unique_lock lock(books_guard_);
  ++begun_;
  goes_on_.wait(lock, [this] { return !is_hanging_; });
  if (is_down_) return is_down(down_how_);
  const std::string ref = name_ + "-session-of-" + intent.id.value;
  return ports::PaymentPrompt{ref, "https://pay.example/" + ref};
}

Result<> ScriptedProvider::verify(std::string_view message, Timestamp now) const {
  if (message.size() > kMessageBytesMax)
    return refuse(Errc::too_large, "scripted.event", "The message is too large.");
  if (message.size() <= kSignatureBytes || message[kSignatureBytes] != '\n')
    return refuse(Errc::unauthenticated, "scripted.event", "The message is not signed.");
  const std::string_view text = message.substr(kSignatureBytes + 1);
  if (hex(crypto::hmac_sha256(kSecret, text)) != message.substr(0, kSignatureBytes))
    return refuse(Errc::unauthenticated, "scripted.event", "The signature is not ours.");
  const PaymentEvent event = AAN_TRY(parse(text));
  if (now > event.at + kFreshFor)
    return refuse(Errc::unauthenticated, "scripted.event", "The message is old.");
  return {};
}

Result<ports::KeptMessage> ScriptedProvider::keep_message(std::string_view message) const {
  const PaymentEvent event =
      AAN_TRY(parse(message.substr(std::min(message.size(), kSignatureBytes + 1))));
  return ports::KeptMessage{event.event_id, std::string(message)};
}

Result<ports::PaymentMessage> ScriptedProvider::read_message(std::string_view message) const {
  const PaymentEvent event =
      AAN_TRY(parse(message.substr(std::min(message.size(), kSignatureBytes + 1))));
  const std::lock_guard lock(books_guard_);
  ports::PaymentMessage said{event.event_id, event.provider_ref, {}, sends_hints_};
  if (!sends_hints_) said.events = {event};
  return said;
}

Result<PaymentEvent> ScriptedProvider::parse(std::string_view text) const {
  const auto parts = split(text, '|');
  if (parts.size() != kFields) return refuse(Errc::invalid, "scripted.event", "not ten fields");
  PaymentEvent event;
  event.provider = name_;
  event.event_id = parts[0];
  event.provider_ref = parts[1];
  for (const PaymentEventKind kind : kKinds)
    if (name_of(kind) == parts[2]) event.kind = kind;
  event.network_ref = parts[3];
  event.amount.amount = AAN_TRY(parse_minor_units(parts[4]));
  event.amount.asset = find_asset(parts[5]).value_or(Asset{});
  event.at.us = parse_whole_number(parts[6]).value_or(0);
  event.about_ref = parts[7];
  event.refund_id = parts[8];
  event.reason = parts[9];
  return event;
}

Result<std::vector<PaymentEvent>> ScriptedProvider::query(const payment::PaymentIntent& intent) {
  const std::lock_guard lock(books_guard_);
  ++queried_;
  if (is_down_) return is_down(down_how_);
  const auto known = events_.find(intent.provider_ref);
  return known == events_.end() ? std::vector<PaymentEvent>{} : known->second;
}

Result<> ScriptedProvider::cancel(const payment::PaymentIntent& intent) {
  const std::lock_guard lock(books_guard_);
  if (is_down_) return is_down(down_how_);
  cancelled_.insert(intent.provider_ref);
  return {};
}

Result<ports::RefundAnswer> ScriptedProvider::refund(const payment::Payment& payment,
                                                     const payment::Refund& refund) {
  const std::lock_guard lock(books_guard_);
  ++refunds_asked_;
  if (is_down_) return is_down(down_how_);
  if (!refunds_how_ || *refunds_how_ == Refunds::refused)
    return fail(Errc::conflict, "scripted.refund", "this processor gives nothing back");
  const bool is_settled = *refunds_how_ == Refunds::settled;
  const ports::RefundAnswer answer{
      name_ + "-refund-" + refund.id.value,
      is_settled ? payment::RefundState::settled : payment::RefundState::processing};
  if (refunds_.contains(refund.id.value)) return answer;
  std::int64_t left = payment.amount.amount;
  for (const auto& [id, earlier] : refunds_)
    if (earlier.payment_id == payment.id) left -= earlier.amount.amount;
  if (refund.amount.amount <= 0 || refund.amount.amount > left)
    return fail(Errc::conflict, "scripted.refund", "more than is left of the payment");
  refunds_[refund.id.value] = refund;
  return answer;
}

void ScriptedProvider::set_refunds(Refunds how) {
  const std::lock_guard lock(books_guard_);
  refunds_how_ = how;
}

int ScriptedProvider::refund_count() const {
  const std::lock_guard lock(books_guard_);
  return refunds_asked_;
}

std::int64_t ScriptedProvider::given_back() const {
  const std::lock_guard lock(books_guard_);
  std::int64_t sum = 0;
  for (const auto& [id, refund] : refunds_) sum += refund.amount.amount;
  return sum;
}

Result<> ScriptedProvider::probe() {
  const std::lock_guard lock(books_guard_);
  if (is_down_) return is_down(down_how_);
  return {};
}

PaymentEvent ScriptedProvider::happens(PaymentEventKind kind, const std::string& provider_ref,
                                       const std::string& network_ref, Money amount, Timestamp at) {
  PaymentEvent event;
  event.provider_ref = provider_ref;
  event.kind = kind;
  event.network_ref = network_ref;
  event.amount = amount;
  event.at = at;
  return tells(std::move(event));
}

PaymentEvent ScriptedProvider::tells(PaymentEvent event) {
  const std::lock_guard lock(books_guard_);
  event.provider = name_;
  event.event_id = name_ + "-event-" + std::to_string(++events_count_);
  events_[event.provider_ref].push_back(event);
  return event;
}

std::string ScriptedProvider::message(const PaymentEvent& event) const {
  const std::string text =
      event.event_id + "|" + event.provider_ref + "|" + std::string(name_of(event.kind)) + "|" +
      event.network_ref + "|" + std::to_string(event.amount.amount) + "|" +
      std::string(event.amount.asset.code()) + "|" + std::to_string(event.at.us) + "|" +
      event.about_ref + "|" + event.refund_id + "|" + event.reason;
  return hex(crypto::hmac_sha256(kSecret, text)) + "\n" + text;
}

void ScriptedProvider::send_hints() {
  const std::lock_guard lock(books_guard_);
  sends_hints_ = true;
}

void ScriptedProvider::hang() {
  const std::lock_guard lock(books_guard_);
  is_hanging_ = true;
}

void ScriptedProvider::let_go() {
  {
    const std::lock_guard lock(books_guard_);
    is_hanging_ = false;
  }
  goes_on_.notify_all();
}

void ScriptedProvider::set_down(bool is_down, Errc how) {
  const std::lock_guard lock(books_guard_);
  is_down_ = is_down;
  down_how_ = how;
}

void ScriptedProvider::set_test_mode(bool is_test) {
  const std::lock_guard lock(books_guard_);
  is_test_ = is_test;
}

void ScriptedProvider::set_switched_off(bool is_off) {
  const std::lock_guard lock(books_guard_);
  is_off_ = is_off;
}

int ScriptedProvider::query_count() const {
  const std::lock_guard lock(books_guard_);
  return queried_;
}

int ScriptedProvider::begin_count() const {
  const std::lock_guard lock(books_guard_);
  return begun_;
}

bool ScriptedProvider::is_cancelled(const std::string& provider_ref) const {
  const std::lock_guard lock(books_guard_);
  return cancelled_.contains(provider_ref);
}

}  // namespace aan::testing

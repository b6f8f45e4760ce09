#include "adapters/pay_sandbox/sandbox_provider.hpp"

#include "base/codec.hpp"
#include "crypto/hash.hpp"
#include "crypto/token.hpp"

namespace aan::pay_sandbox {
namespace {

constexpr std::string_view kArea = "provider/sandbox";
constexpr std::size_t kMovementsMax = 200;

std::string session_key(std::string_view ref) { return "session/" + std::string(ref); }
std::string intent_key(std::string_view id) { return "intent/" + std::string(id); }

ports::PaymentEvent event_of(const Session& session, const Movement& movement) {
  ports::PaymentEvent event;
  event.provider = "sandbox";
  event.event_id = movement.event_id;
  event.provider_ref = session.ref;
  event.kind =
      movement.is_failure ? ports::PaymentEventKind::failed : ports::PaymentEventKind::settled;
  event.network_ref = movement.network_ref;
  event.amount = {movement.amount, session.due.asset};
  event.at = movement.at;
  return event;
}

// What one act writes into the books.
std::vector<Movement> movements_of(const Session& session, ports::SandboxAct act, Rng& rng,
                                   Timestamp now) {
  const auto movement = [&](std::int64_t amount, Timestamp at) {
    const std::string ref = "sandbox_" + crypto::new_token(rng);
    return Movement{"evt_" + crypto::new_token(rng), ref, amount, at, false, ""};
  };
  const std::int64_t due = session.due.amount;
  const Timestamp after = std::max(now, session.expires_at + Duration::minutes(1));
  switch (act) {
    case ports::SandboxAct::pay:
    case ports::SandboxAct::pay_report_twice:
    case ports::SandboxAct::pay_report_never: return {movement(due, now)};
    case ports::SandboxAct::underpay: return {movement(std::max<std::int64_t>(1, due / 2), now)};
    case ports::SandboxAct::pay_late: return {movement(due, after)};
    case ports::SandboxAct::pay_twice: return {movement(due, now), movement(due, now)};
    case ports::SandboxAct::fail: break;
  }
  return {Movement{"evt_" + crypto::new_token(rng), "", 0, now, true, ""}};
}

}  // namespace

ports::ProviderDescription SandboxProvider::describe() const {
  ports::ProviderDescription it;
  it.provider = it.method = "sandbox";
  it.is_sandbox = it.can_refund = true;
  return it;
}

Result<Session> SandboxProvider::load(const ports::RecordStore& records,
                                      std::string_view ref) const {
  if (!crypto::looks_like_token(ref))
    return refuse(Errc::not_found, "sandbox", "There is no such payment.");
  const auto text = AAN_TRY(records.find(kArea, session_key(ref)));
  if (!text) return refuse(Errc::not_found, "sandbox", "There is no such payment.");
  return decode_session(*text);
}

Result<Session> SandboxProvider::read(std::string_view ref) const {
  std::optional<Session> session;
  AAN_TRY(store_.read([&](const ports::Snapshot& at) -> Result<> {
    session = AAN_TRY(load(at.records(), ref));
    return {};
  }));
  return std::move(*session);
}

Result<ports::PaymentPrompt> SandboxProvider::begin(const payment::PaymentIntent& intent) {
  const std::string fresh = crypto::new_token(rng_);
  const std::string secret = hex(rng_.bytes(32));
  std::string ref;
  AAN_TRY(store_.write("sandbox.begin", [&](ports::UnitOfWork& unit) -> Result<> {
    auto& records = unit.records();
    if (!AAN_TRY(records.find(kArea, "secret"))) AAN_TRY(records.put(kArea, "secret", secret));
    if (const auto known = AAN_TRY(records.find(kArea, intent_key(intent.id.value)))) {
      ref = *known;
      return {};
    }
    ref = fresh;
    const Session session{ref, intent.id.value, intent.due, intent.expires_at, false, {}, {}};
    AAN_TRY(records.put(kArea, intent_key(intent.id.value), ref));
    return records.put(kArea, session_key(ref), encode_session(session));
  }));
  return ports::PaymentPrompt{ref, "/sandbox/" + ref};
}

Result<std::string> SandboxProvider::secret() const {
  std::string secret;
  AAN_TRY(store_.read([&](const ports::Snapshot& at) -> Result<> {
    secret = AAN_TRY(at.records().find(kArea, "secret"))
    .value_or("");
    return {};
  }));
  if (secret.empty()) return fail(Errc::unauthenticated, "sandbox.event", "no secret yet");
  return secret;
}

Result<std::string> SandboxProvider::signed_message(const Session& session,
                                                    const Movement& movement) const {
  const std::string body = encode_event(event_of(session, movement));
  return "v1 " + hex(crypto::hmac_sha256(AAN_TRY(secret()), body)) + "\n" + body;
}

Result<ports::PaymentEvent> SandboxProvider::parse_event(std::string_view message) const {
  constexpr std::size_t kHead = 3 + 64 + 1;
  if (message.size() <= kHead || !message.starts_with("v1 ") || message[kHead - 1] != '\n')
    return fail(Errc::unauthenticated, "sandbox.event", "no signature");
  const std::string_view body = message.substr(kHead);
  const std::string wanted = hex(crypto::hmac_sha256(AAN_TRY(secret()), body));
  if (!crypto::equal_constant_time(wanted, message.substr(3, 64)))
    return fail(Errc::unauthenticated, "sandbox.event", "the signature is wrong");
  return decode_event(body);
}

Result<std::vector<ports::PaymentEvent>> SandboxProvider::query(
    const payment::PaymentIntent& intent) {
  const Session session = AAN_TRY(read(intent.provider_ref));
  std::vector<ports::PaymentEvent> events;
  for (const Movement& movement : session.movements) events.push_back(event_of(session, movement));
  return events;
}

Result<> SandboxProvider::cancel(const payment::PaymentIntent& intent) {
  return store_.write("sandbox.cancel", [&](ports::UnitOfWork& unit) -> Result<> {
    Session session = AAN_TRY(load(unit.records(), intent.provider_ref));
    session.is_cancelled = true;
    return unit.records().put(kArea, session_key(session.ref), encode_session(session));
  });
}

Result<std::string> SandboxProvider::refund(const payment::Payment& payment, const Money& amount,
                                            std::string_view idempotency_key) {
  const std::string id = "refund_" + hex(crypto::sha256(idempotency_key)).substr(0, 24);
  AAN_TRY(store_.write("sandbox.refund", [&](ports::UnitOfWork& unit) -> Result<> {
    const auto ref = AAN_TRY(unit.records().find(kArea, intent_key(payment.intent_id.value)));
    if (!ref) return refuse(Errc::not_found, "sandbox.refund", "There is no such payment.");
    Session session = AAN_TRY(load(unit.records(), *ref));
    const std::string head = "|" + payment.network_ref + "|";
    std::int64_t given = 0;
    for (const std::string& one : session.refunds) {
      if (one.starts_with(id + "|")) return {};
      const auto at = one.find(head);
      if (at != std::string::npos)
        given += AAN_TRY(parse_minor_units(one.substr(at + head.size())));
    }
    if (amount.amount <= 0 || amount.amount > payment.amount.amount - given)
      return refuse(Errc::conflict, "sandbox.refund", "More than was paid cannot be given back.");
    session.refunds.push_back(id + head + std::to_string(amount.amount));
    return unit.records().put(kArea, session_key(session.ref), encode_session(session));
  }));
  return id;
}

Result<ports::SandboxSession> SandboxProvider::view(std::string_view ref) const {
  const Session session = AAN_TRY(read(ref));
  ports::SandboxSession shown{
      session.ref, {session.intent_id}, session.due, {0, session.due.asset}, session.is_cancelled};
  for (const Movement& movement : session.movements)
    shown.received = AAN_TRY(add(shown.received, {movement.amount, session.due.asset}));
  return shown;
}

Result<std::vector<std::string>> SandboxProvider::act(std::string_view ref, ports::SandboxAct act,
                                                      std::string_view key, Timestamp now) {
  std::optional<Session> session;
  std::vector<Movement> made;
  AAN_TRY(store_.write("sandbox.act", [&](ports::UnitOfWork& unit) -> Result<> {
    session = AAN_TRY(load(unit.records(), ref));
    made.clear();
    for (const Movement& movement : session->movements)
      if (movement.key == key) made.push_back(movement);
    if (!made.empty()) return {};  // the same button again: the messages again, no money
    if (session->movements.size() >= kMovementsMax)
      return refuse(Errc::limited, "sandbox", "This payment has seen enough.");
    made = movements_of(*session, act, rng_, now);
    for (Movement& movement : made) {
      movement.key = key;
      session->movements.push_back(movement);
    }
    return unit.records().put(kArea, session_key(session->ref), encode_session(*session));
  }));
  std::vector<std::string> messages;
  if (act == ports::SandboxAct::pay_report_never) return messages;
  const int times = act == ports::SandboxAct::pay_report_twice ? 2 : 1;
  for (int i = 0; i < times; ++i)
    for (const Movement& movement : made)
      messages.push_back(AAN_TRY(signed_message(*session, movement)));
  return messages;
}

}  // namespace aan::pay_sandbox

#include "adapters/pay_sandbox/sandbox_provider.hpp"

#include "adapters/pay_sandbox/books_json.hpp"
#include "base/codec.hpp"
#include "base/crash_point.hpp"
#include "crypto/hash.hpp"
#include "crypto/token.hpp"

namespace aan::pay_sandbox {
namespace {

constexpr std::string_view kArea = "provider/sandbox";
constexpr std::string_view kSecretKey = "secret";
constexpr std::size_t kSecretBytes = 32;
constexpr std::string_view kSignature = "v1=";
constexpr std::size_t kSignatureHexBytes = 64;
constexpr std::size_t kMessageBytesMax = 4'096;

std::string session_key(std::string_view ref) { return "session/" + std::string(ref); }
std::string intent_key(const payment::IntentId& id) { return "intent/" + id.value; }

// Keys of requests are kept as digests: of one size, whatever was sent.
std::string digest_of(std::string_view key) { return hex(crypto::sha256(key)); }

std::unexpected<Error> no_session() {
  return refuse(Errc::not_found, "sandbox", "There is no such payment.", "no_such_payment");
}

Result<Session> get_session(const ports::RecordStore& records, std::string_view ref) {
  if (!crypto::looks_like_token(ref)) return no_session();
  const auto text = AAN_TRY(records.find(kArea, session_key(ref)));
  if (!text) return no_session();
  return parse_session(*text);
}

}  // namespace

ports::ProviderDescription SandboxProvider::describe() const {
  ports::ProviderDescription it;
  it.provider = it.method = "sandbox";
  it.is_sandbox = it.can_refund = true;
  return it;
}

Result<ports::PaymentPrompt> SandboxProvider::begin(const payment::PaymentIntent& intent) {
  if (intent.id.empty() || intent.due.amount <= 0 || intent.due.asset.empty())
    return fail(Errc::upstream_rejected, "sandbox.begin", "nothing to be paid");
  Session fresh;
  fresh.ref = crypto::new_token(rng_);
  fresh.intent_id = intent.id;
  fresh.due = intent.due;
  fresh.expires_at = intent.expires_at;
  const std::string new_secret = hex(rng_.bytes(kSecretBytes));
  std::string ref;
  AAN_TRY(store_.write("sandbox.begin", [&](ports::UnitOfWork& unit) -> Result<> {
    if (!AAN_TRY(unit.records().find(kArea, kSecretKey)))
      AAN_TRY(unit.records().put(kArea, kSecretKey, new_secret));
    if (const auto known = AAN_TRY(unit.records().find(kArea, intent_key(intent.id)))) {
      ref = *known;
      return {};
    }
    ref = fresh.ref;
    AAN_TRY(unit.records().put(kArea, intent_key(intent.id), ref));
    return unit.records().put(kArea, session_key(ref), encode(fresh));
  }));
  return ports::PaymentPrompt{ref, "/sandbox/" + ref};
}

// A signature of the sandbox never grows old: its messages may be kept for as long as one likes.
Result<> SandboxProvider::verify(std::string_view message, Timestamp /*now*/) const {
  if (message.size() > kMessageBytesMax)
    return refuse(Errc::too_large, "sandbox.event", "The message is larger than 4 KiB.");
  const std::size_t head = kSignature.size() + kSignatureHexBytes;
  if (!message.starts_with(kSignature) || message.size() <= head || message[head] != '\n')
    return refuse(Errc::unauthenticated, "sandbox.event", "The message is not signed.");
  const auto signature = parse_hex(message.substr(kSignature.size(), kSignatureHexBytes));
  const std::string_view text = message.substr(head + 1);
  const std::string expected = crypto::hmac_sha256(AAN_TRY(secret()), text);
  if (!signature || !crypto::equal_constant_time(*signature, expected))
    return refuse(Errc::unauthenticated, "sandbox.event", "The signature is not ours.");
  return {};
}

Result<ports::KeptMessage> SandboxProvider::keep_message(std::string_view message) const {
  return ports::KeptMessage{AAN_TRY(read_message(message)).event_id, std::string(message)};
}

Result<ports::PaymentMessage> SandboxProvider::read_message(std::string_view message) const {
  const auto head = message.find('\n');
  if (head == std::string_view::npos)
    return refuse(Errc::invalid, "sandbox.event", "The message has no text.");
  ports::PaymentMessage said;
  said.events = {AAN_TRY(parse_event_text(message.substr(head + 1)))};
  said.event_id = said.events.front().event_id;
  said.provider_ref = said.events.front().provider_ref;
  return said;
}

Result<std::vector<ports::PaymentEvent>> SandboxProvider::query(
    const payment::PaymentIntent& intent) {
  std::vector<ports::PaymentEvent> events;
  AAN_TRY(store_.read([&](const ports::Snapshot& at) -> Result<> {
    const auto ref = AAN_TRY(at.records().find(kArea, intent_key(intent.id)));
    if (ref) events = events_of(AAN_TRY(get_session(at.records(), *ref)));
    return {};
  }));
  return events;
}

Result<> SandboxProvider::cancel(const payment::PaymentIntent& intent) {
  const auto ref = find_ref(intent.id);
  if (!ref && ref.error().code == Errc::not_found) return {};  // never begun
  return change("sandbox.cancel", AAN_TRY(ref), [](Session& session) -> Result<> {
    session.is_cancelled = true;
    return {};
  });
}

Result<ports::RefundAnswer> SandboxProvider::refund(const payment::Payment& payment,
                                                    const payment::Refund& refund) {
  const auto ref = find_ref(payment.intent_id);
  if (!ref && ref.error().code == Errc::not_found)
    return fail(Errc::conflict, "sandbox.refund", "no such session", {}, "no_such_payment");
  std::string name;
  AAN_TRY(change("sandbox.refund", AAN_TRY(ref), [&](Session& session) -> Result<> {
    if (!(refund.amount.asset == session.due.asset))
      return fail(Errc::conflict, "sandbox.refund", "another currency than was paid");
    name = AAN_TRY(take_back(session, payment.network_ref, refund.amount.amount, refund.id.value,
                             refund.requested_at));
    return {};
  }));
  AAN_CRASH_POINT("sandbox.refunded");
  return ports::RefundAnswer{name, payment::RefundState::settled};
}

Result<> SandboxProvider::probe() {
  return store_.read([](const ports::Snapshot& at) -> Result<> {
    AAN_TRY(at.records().find(kArea, kSecretKey));
    return {};
  });
}

Result<ports::SandboxSession> SandboxProvider::view(std::string_view ref) const {
  Session session;
  AAN_TRY(store_.read([&](const ports::Snapshot& at) -> Result<> {
    session = AAN_TRY(get_session(at.records(), ref));
    return {};
  }));
  return ports::SandboxSession{session.ref,
                               session.intent_id,
                               session.due,
                               {received(session), session.due.asset},
                               {outstanding(session), session.due.asset},
                               is_covered(session),
                               session.is_cancelled,
                               has_open_dispute(session),
                               session.refuses_refunds};
}

Result<std::vector<std::string>> SandboxProvider::act(std::string_view ref, ports::SandboxAct act,
                                                      std::string_view key, Timestamp now) {
  if (key.empty() || key.size() > kKeyBytesMax)
    return refuse(Errc::invalid, "sandbox.act", "Open the page again and use its buttons.");
  std::vector<ports::PaymentEvent> reports;
  AAN_TRY(change("sandbox.act", ref, [&](Session& session) -> Result<> {
    const Act done = AAN_TRY(carry_out(session, act, digest_of(key), now));
    reports = reports_of(session, done);
    return {};
  }));
  AAN_CRASH_POINT("sandbox.acted");
  std::vector<std::string> messages;
  for (const ports::PaymentEvent& event : reports) messages.push_back(AAN_TRY(sign(event)));
  return messages;
}

// One unit of work: the session is read, changed and written, if it changed at all.
Result<> SandboxProvider::change(const char* name, std::string_view ref, const Change& change) {
  return store_.write(name, [&](ports::UnitOfWork& unit) -> Result<> {
    const Session before = AAN_TRY(get_session(unit.records(), ref));
    Session after = before;
    AAN_TRY(change(after));
    if (after == before) return {};
    return unit.records().put(kArea, session_key(ref), encode(after));
  });
}

Result<std::string> SandboxProvider::find_ref(const payment::IntentId& id) const {
  std::optional<std::string> ref;
  AAN_TRY(store_.read([&](const ports::Snapshot& at) -> Result<> {
    ref = AAN_TRY(at.records().find(kArea, intent_key(id)));
    return {};
  }));
  if (!ref) return no_session();
  return *ref;
}

// Made with the first session; before that nothing can be signed.
Result<std::string> SandboxProvider::secret() const {
  const std::lock_guard lock(secret_guard_);
  if (secret_.empty()) {
    std::optional<std::string> stored;
    AAN_TRY(store_.read([&](const ports::Snapshot& at) -> Result<> {
      stored = AAN_TRY(at.records().find(kArea, kSecretKey));
      return {};
    }));
    if (!stored)
      return refuse(Errc::unauthenticated, "sandbox.event", "The signature is not ours.");
    secret_ = Secret(std::move(*stored));
  }
  return std::string(secret_.reveal());
}

Result<std::string> SandboxProvider::sign(const ports::PaymentEvent& event) const {
  const std::string text = encode(event);
  const std::string signature = hex(crypto::hmac_sha256(AAN_TRY(secret()), text));
  return std::string(kSignature) + signature + "\n" + text;
}

}  // namespace aan::pay_sandbox

#include "adapters/pay_sandbox/books_json.hpp"

#include <array>
#include <boost/json.hpp>
#include <utility>

namespace aan::pay_sandbox {
namespace {

namespace json = boost::json;

constexpr std::size_t kDepthMax = 4;

// Field by field; the first that is not there, or is of another kind, fails them all. Unknown and
// repeated fields show when the result is written again and compared.
class Fields {
 public:
  explicit Fields(const json::value& value) : object_(value.if_object()) {}
  [[nodiscard]] bool all_read() const { return object_ != nullptr && all_read_; }

  std::string text(std::string_view name) {
    const json::value* value = find(name);
    const json::string* text = value == nullptr ? nullptr : value->if_string();
    if (text == nullptr) return all_read_ = false, std::string();
    return std::string(text->data(), text->size());
  }
  std::int64_t number(std::string_view name) {
    const json::value* value = find(name);
    const std::int64_t* number = value == nullptr ? nullptr : value->if_int64();
    if (number == nullptr) return all_read_ = false, 0;
    return *number;
  }
  bool flag(std::string_view name) {
    const json::value* value = find(name);
    const bool* flag = value == nullptr ? nullptr : value->if_bool();
    if (flag == nullptr) return all_read_ = false, false;
    return *flag;
  }
  std::int64_t minor_units(std::string_view name) {
    const auto amount = aan::parse_minor_units(text(name));
    if (!amount) return all_read_ = false, 0;
    return *amount;
  }
  Asset asset(std::string_view name) {
    const auto asset = find_asset(text(name));
    if (!asset) return all_read_ = false, Asset();
    return *asset;
  }
  template <class T>
  void list(std::string_view name, std::vector<T>& out, T (*parse)(Fields&)) {
    const json::value* value = find(name);
    const json::array* array = value == nullptr ? nullptr : value->if_array();
    if (array == nullptr) {
      all_read_ = false;
      return;
    }
    for (const json::value& element : *array) {
      Fields fields(element);
      out.push_back(parse(fields));
      all_read_ = all_read_ && fields.all_read();
    }
  }
  [[nodiscard]] bool is_there(std::string_view name) const { return find(name) != nullptr; }

 private:
  [[nodiscard]] const json::value* find(std::string_view name) const {
    return object_ == nullptr ? nullptr : object_->if_contains(name);
  }
  const json::object* object_;
  bool all_read_ = true;
};

Movement parse_movement(Fields& in) {
  return {in.text("network_ref"), in.minor_units("amount"), {in.number("at")}};
}
Act parse_act(Fields& in) {
  return {in.text("key"),
          in.number("first"),
          in.number("movements"),
          in.number("reports"),
          in.flag("failure"),
          in.is_there("what") ? in.text("what") : std::string(),
          in.is_there("dispute") ? in.number("dispute") : 0};
}
Refund parse_refund(Fields& in) {
  return {in.text("id"),
          in.text("ref"),
          in.text("network_ref"),
          in.minor_units("amount"),
          {in.number("at")}};
}
Dispute parse_dispute(Fields& in) {
  Dispute dispute{in.text("network_ref"), in.minor_units("amount"), {in.number("at")}, {}, false};
  if (in.is_there("closed_at")) dispute.closed_at = Timestamp{in.number("closed_at")};
  dispute.is_won = in.flag("won");
  return dispute;
}

json::value to_json(const Movement& it) {
  return {{"network_ref", it.network_ref}, {"amount", std::to_string(it.amount)}, {"at", it.at.us}};
}
json::value to_json(const Act& it) {
  json::object out = {
      {"key", it.key},         {"first", it.first_movement}, {"movements", it.movements},
      {"reports", it.reports}, {"failure", it.is_failure},   {"what", it.what}};
  if (it.dispute != 0) out["dispute"] = it.dispute;
  return out;
}
json::value to_json(const Refund& it) {
  return {{"id", it.id},
          {"ref", it.ref},
          {"network_ref", it.network_ref},
          {"amount", std::to_string(it.amount)},
          {"at", it.at.us}};
}
json::value to_json(const Dispute& it) {
  json::object out = {{"network_ref", it.network_ref},
                      {"amount", std::to_string(it.amount)},
                      {"at", it.opened_at.us}};
  if (it.closed_at) out["closed_at"] = it.closed_at->us;
  out["won"] = it.is_won;
  return out;
}
template <class T>
json::array to_array(const std::vector<T>& items) {
  json::array array;
  for (const T& item : items) array.push_back(to_json(item));
  return array;
}

std::optional<json::value> parse(std::string_view text) {
  json::parse_options options;
  options.max_depth = kDepthMax;
  boost::system::error_code error;
  json::value value = json::parse(text, error, {}, options);
  if (error) return std::nullopt;
  return value;
}

std::optional<ports::PaymentEventKind> kind_by_name(std::string_view name) {
  using enum ports::PaymentEventKind;
  for (const auto kind :
       {seen, settled, lost, failed, cancelled, refund_processing, refund_settled, refund_failed,
        fee, dispute_opened, dispute_withdrawn, dispute_reinstated, dispute_won, dispute_lost})
    if (ports::name_of(kind) == name) return kind;
  return std::nullopt;
}

// Whether the ranges of the acts lie within the movements there are.
bool is_sound(const Session& session) {
  const auto movements = static_cast<std::int64_t>(session.movements.size());
  for (const Act& act : session.acts) {
    if (act.first_movement < 0 || act.movements < 0 || act.first_movement > movements ||
        act.movements > movements - act.first_movement || act.reports < 0 || act.reports > 2 ||
        (act.is_failure && !session.failed_at) || act.dispute < 0 ||
        act.dispute > static_cast<std::int64_t>(session.disputes.size()))
      return false;
  }
  return true;
}

}  // namespace

std::string encode(const Session& session) {
  json::object out = {{"ref", session.ref},
                      {"intent", session.intent_id.value},
                      {"due", std::to_string(session.due.amount)},
                      {"currency", session.due.asset.code()},
                      {"expires_at", session.expires_at.us},
                      {"cancelled", session.is_cancelled}};
  if (session.failed_at) out["failed_at"] = session.failed_at->us;
  out["movements"] = to_array(session.movements);
  out["acts"] = to_array(session.acts);
  out["refunds"] = to_array(session.refunds);
  // What few sessions have is written only there: books of earlier versions keep their one text.
  if (!session.disputes.empty()) out["disputes"] = to_array(session.disputes);
  if (session.refuses_refunds) out["refuses_refunds"] = true;
  return json::serialize(out);
}

Result<Session> parse_session(std::string_view text) {
  const auto value = parse(text);
  if (!value) return fail(Errc::corrupt, "sandbox.session", "not JSON");
  Fields in(*value);
  Session session;
  session.ref = in.text("ref");
  session.intent_id.value = in.text("intent");
  session.due = {in.minor_units("due"), in.asset("currency")};
  session.expires_at = {in.number("expires_at")};
  session.is_cancelled = in.flag("cancelled");
  if (in.is_there("failed_at")) session.failed_at = Timestamp{in.number("failed_at")};
  in.list("movements", session.movements, &parse_movement);
  in.list("acts", session.acts, &parse_act);
  in.list("refunds", session.refunds, &parse_refund);
  if (in.is_there("disputes")) in.list("disputes", session.disputes, &parse_dispute);
  if (in.is_there("refuses_refunds")) session.refuses_refunds = in.flag("refuses_refunds");
  if (!in.all_read() || !is_sound(session) || encode(session) != text)
    return fail(Errc::corrupt, "sandbox.session", "not a session");
  return session;
}

std::string encode(const ports::PaymentEvent& event) {
  json::object out = {{"event", event.event_id},
                      {"session", event.provider_ref},
                      {"kind", ports::name_of(event.kind)},
                      {"network_ref", event.network_ref},
                      {"amount", std::to_string(event.amount.amount)},
                      {"currency", event.amount.asset.code()},
                      {"at", event.at.us}};
  if (!event.about_ref.empty()) out["about"] = event.about_ref;
  if (!event.refund_id.empty()) out["refund"] = event.refund_id;
  if (!event.reason.empty()) out["reason"] = event.reason;
  if (event.due_at) out["due_at"] = event.due_at->us;
  return json::serialize(out);
}

Result<ports::PaymentEvent> parse_event_text(std::string_view text) {
  const auto value = parse(text);
  if (!value) return fail(Errc::invalid, "sandbox.event", "not JSON");
  Fields in(*value);
  ports::PaymentEvent event;
  event.provider = "sandbox";
  event.event_id = in.text("event");
  event.provider_ref = in.text("session");
  const auto kind = kind_by_name(in.text("kind"));
  event.network_ref = in.text("network_ref");
  event.amount = {in.minor_units("amount"), in.asset("currency")};
  event.at = {in.number("at")};
  if (in.is_there("about")) event.about_ref = in.text("about");
  if (in.is_there("refund")) event.refund_id = in.text("refund");
  if (in.is_there("reason")) event.reason = in.text("reason");
  if (in.is_there("due_at")) event.due_at = Timestamp{in.number("due_at")};
  if (kind) event.kind = *kind;
  if (!in.all_read() || !kind || encode(event) != text)
    return fail(Errc::invalid, "sandbox.event", "not an event");
  return event;
}

}  // namespace aan::pay_sandbox

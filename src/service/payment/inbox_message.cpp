#include "service/payment/inbox_message.hpp"

#include "base/codec.hpp"
#include "base/whole_number.hpp"
#include "crypto/hash.hpp"

namespace aan::service {
namespace {

constexpr Duration kHeardEvery = Duration::minutes(1);

std::string area_of(std::string_view provider) { return "provider/" + std::string(provider); }

}  // namespace

ports::QueuedJob inbox_message(const Room& room, std::string_view provider,
                               std::string_view event_id, std::string_view message, Timestamp now) {
  ports::QueuedJob job;
  job.id = room.ids.make<ports::JobId>();
  job.queue = ports::Queue::inbox;
  job.kind = "payment.event/" + std::string(provider);
  job.dedupe_key = hex(crypto::sha256(std::string(provider) + "|" + std::string(event_id)));
  job.payload = message;
  job.due_at = now;
  return job;
}

std::string notes_name(std::string_view provider, bool is_test) {
  return std::string(provider) + (is_test ? "/test" : "");
}

Result<std::optional<Timestamp>> noted_at(const ports::RecordStore& records,
                                          std::string_view provider, std::string_view what) {
  const auto text = AAN_TRY(records.find(area_of(provider), what));
  if (!text) return std::nullopt;
  const auto at = parse_whole_number(*text);
  if (!at) return fail(Errc::corrupt, "inbox", "no moment: " + std::string(what));
  return Timestamp{*at};
}

Result<> note_at(ports::RecordStore& records, std::string_view provider, std::string_view what,
                 Timestamp at) {
  return records.put(area_of(provider), what, std::to_string(at.us));
}

Result<> unnote(ports::RecordStore& records, std::string_view provider, std::string_view what) {
  return records.remove(area_of(provider), what);
}

Result<> note_heard(ports::UnitOfWork& unit, std::string_view provider, Timestamp now) {
  const auto before = AAN_TRY(noted_at(unit.records(), provider, kHeardAt));
  if (before && now - *before < kHeardEvery) return {};
  return note_at(unit.records(), provider, kHeardAt, now);
}

}  // namespace aan::service

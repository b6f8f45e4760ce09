#include "service/idempotency.hpp"

#include <algorithm>
#include <set>

#include "crypto/hash.hpp"

namespace aan::service {
namespace {

// One space of keys for all operations: a key that was used for one is no key for another.
constexpr std::string_view kScope = "request";

std::string place_of(const IdempotentRequest& request) {
  return "idempotency|" + std::string(kScope) + "|" + request.key;
}

}  // namespace

Result<IdempotentRequest> IdempotentRequest::create(std::string_view operation,
                                                    std::string_view key,
                                                    std::string_view canonical_request) {
  const bool printable = std::ranges::all_of(key, [](char c) { return c > ' ' && c < '\x7f'; });
  const std::size_t distinct = std::set<char>(key.begin(), key.end()).size();
  if (key.size() < kIdempotencyKeyBytesMin || key.size() > kIdempotencyKeyBytesMax || !printable ||
      distinct < kIdempotencyKeyDistinctMin)
    return refuse(Errc::invalid, "idempotency",
                  "Send an Idempotency-Key of 16 to 255 printable ASCII characters, at least 8 of "
                  "them different, a new random one for each thing you want done, such as a UUID.",
                  "idempotency_key");
  return IdempotentRequest{std::string(key), crypto::sha256(std::string(operation) + "|" +
                                                            std::string(canonical_request))};
}

Result<std::optional<std::string>> find_answer(const Room& room, const ports::SaleStore& sales,
                                               const IdempotentRequest& request) {
  const auto record = AAN_TRY(sales.find_idempotency(kScope, request.key));
  if (!record) return std::optional<std::string>{};
  if (record->request_digest != request.request_digest)
    return refuse(Errc::conflict, "idempotency",
                  "This Idempotency-Key was used for another request. Use a new one.",
                  "idempotency_key_reused");
  return std::optional(AAN_TRY(room.sealer.open(record->answer_sealed, place_of(request))));
}

Result<> keep_answer(const Room& room, ports::SaleStore& sales, const IdempotentRequest& request,
                     std::string_view answer, Timestamp now) {
  return sales.add_idempotency({std::string(kScope), request.key, request.request_digest,
                                room.sealer.seal(answer, place_of(request)), now});
}

Result<std::optional<std::string>> find_answer(const Room& room, const IdempotentRequest& request) {
  std::optional<std::string> answer;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    answer = AAN_TRY(find_answer(room, at.sales(), request));
    return {};
  }));
  return answer;
}

Result<> keep_answer(const Room& room, const IdempotentRequest& request, std::string_view answer) {
  const Timestamp now = room.clock.wall();
  auto kept = room.store.write("answer.keep", [&](ports::UnitOfWork& unit) {
    return keep_answer(room, unit.sales(), request, answer, now);
  });
  if (!kept && kept.error().code == Errc::conflict) return {};
  return kept;
}

}  // namespace aan::service

#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "service/room.hpp"

namespace aan::service {

inline constexpr std::size_t kIdempotencyKeyBytesMin = 16;
inline constexpr std::size_t kIdempotencyKeyBytesMax = 255;
inline constexpr std::size_t kIdempotencyKeyDistinctMin = 8;  ///< different characters
inline constexpr Duration kIdempotencyKeptFor = Duration::days(7);

/// A request that must have one effect however often it is sent: the key its sender chose and
/// the digest of what it asks for. The key is a secret of the sender: whoever sends the same
/// request with it is given the same answer, which may hold the secret link of an order.
struct IdempotentRequest {
  std::string key;
  std::string request_digest;

  /// `operation`: "checkout", "download". Errors: invalid with reason "idempotency_key" for a
  /// missing, short, long, non-ASCII or monotonous key.
  static Result<IdempotentRequest> create(std::string_view operation, std::string_view key,
                                          std::string_view canonical_request);
};

/// The answer given before, or nothing. Errors: conflict with reason "idempotency_key_reused" when
/// the key was used for another request.
Result<std::optional<std::string>> find_answer(const Room& room, const ports::SaleStore& sales,
                                               const IdempotentRequest& request);
/// Stores the answer, sealed, in the same unit of work as the effect.
Result<> keep_answer(const Room& room, ports::SaleStore& sales, const IdempotentRequest& request,
                     std::string_view answer, Timestamp now);
/// For effects that have units of their own, and bear being done twice: the answer of before,
/// looked for by itself; and an answer that is kept by itself, if none is there yet.
Result<std::optional<std::string>> find_answer(const Room& room, const IdempotentRequest& request);
Result<> keep_answer(const Room& room, const IdempotentRequest& request, std::string_view answer);

}  // namespace aan::service

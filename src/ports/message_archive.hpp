#pragma once
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/timestamp.hpp"

namespace aan::ports {

/// A message as `PaymentProvider::read_message` reads it, and when it was made.
struct ArchivedMessage {
  std::string event_id;  ///< unique at the provider
  std::string message;   ///< at most 64 KiB; it was fetched, so its signature is not asked
  Timestamp at;
};

struct ArchivedMessages {
  std::vector<ArchivedMessage> messages;  ///< the oldest first
  bool is_all = true;                     ///< false: there are more than one call gives
};

/// Messages that a provider keeps: those that never arrived can be fetched. Thread-safe. Does
/// network.
class MessageArchive {
 public:
  virtual ~MessageArchive() = default;
  [[nodiscard]] virtual std::string provider() const = 0;
  /// Whether they are those of its test mode.
  [[nodiscard]] virtual bool is_test() const = 0;
  /// Whether it sends messages at all as the shop is set up; if not, every one is missed.
  [[nodiscard]] virtual bool sends_messages() const = 0;
  /// Messages about money that were made from `since` on and did not arrive. Errors: those of its
  /// network.
  virtual Result<ArchivedMessages> missed(Timestamp since) const = 0;
};

}  // namespace aan::ports

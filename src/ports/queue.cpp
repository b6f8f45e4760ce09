#include "ports/queue_store.hpp"

namespace aan::ports {

std::string_view name_of(Queue queue) {
  switch (queue) {
    case Queue::outbox: return "outbox";
    case Queue::inbox: return "inbox";
    case Queue::mail: return "mail";
  }
  return "";
}

std::optional<Queue> parse_queue(std::string_view name) {
  for (const Queue queue : kQueues)
    if (name_of(queue) == name) return queue;
  return std::nullopt;
}

std::string last_error_text(const QueuedJob& job) {
  if (!job.last_errc) return job.last_error;
  return std::string(aan::name_of(*job.last_errc)) + ": " + job.last_error;
}

std::optional<Errc> parse_errc(std::string_view name) {
  for (auto code = Errc::invalid;; code = static_cast<Errc>(static_cast<int>(code) + 1)) {
    if (aan::name_of(code) == name) return code;
    if (code == Errc::internal) return std::nullopt;
  }
}

}  // namespace aan::ports

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

}  // namespace aan::ports

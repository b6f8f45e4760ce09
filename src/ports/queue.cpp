#include "ports/queue_store.hpp"

namespace aan::ports {

std::string_view name_of(Queue queue) { return queue == Queue::outbox ? "outbox" : "inbox"; }

}  // namespace aan::ports

#include "service/browsing/moved_name.hpp"

#include "ports/source_store.hpp"

namespace aan::service {

Result<std::optional<std::string>> moved_name(const Room& room, ports::ShelfKind kind,
                                              std::string_view slug) {
  std::optional<std::string> to;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    to = AAN_TRY(ports::sources_of(at).moved_name(kind, slug));
    return {};
  }));
  return to;
}

}  // namespace aan::service

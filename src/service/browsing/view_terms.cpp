#include "service/browsing/view_terms.hpp"

namespace aan::service {

Result<TermsView> view_terms(const Room& room, std::optional<std::int64_t> version) {
  TermsView view;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    const ports::RecordStore::Terms newest = AAN_TRY(at.records().terms());
    auto found = version ? AAN_TRY(at.records().find_terms(*version)) : std::optional(newest);
    if (!found)
      return refuse(Errc::not_found, "terms", "There is no such version of the terms.",
                    "no_such_terms");
    view.text = std::move(*found);
    view.is_in_force = view.text.version == newest.version;
    return {};
  }));
  return view;
}

}  // namespace aan::service

#include "service/desk/evidence.hpp"

#include <algorithm>

#include "base/codec.hpp"
#include "base/text.hpp"
#include "service/audit.hpp"
#include "service/delivery/book_readings.hpp"
#include "service/desk/find_order.hpp"

namespace aan::service {
namespace {

// "GRANT", "GRANT SHA256", "reader asked GRANT", "reader sent GRANT SHA256"; of a place "GRANT
// SHARE"
EventFile read_event(const OrderFile& file, const sales::OrderEvent& event,
                     const std::vector<std::string_view>& words) {
  EventFile found;
  found.file_name = file.versions.front().file.file_name;
  found.went_out = event.kind == "download" || event.kind == "downloaded" || event.kind == "read" ||
                   event.detail.starts_with("reader sent ");
  if (!found.went_out) return found;
  if (words.back() != file.grant.id.value) {
    found.sha256_hex = words.back();
    for (const OrderFileVersion& one : file.versions)
      if (hex(one.file.sha256) == found.sha256_hex) {
        found.file_name = one.file.file_name;
        found.version = one.number;
      }
    return found;
  }
  const auto was_there = [&](const OrderFileVersion& one) { return one.since <= event.at; };
  if (std::ranges::count_if(file.versions, was_there) == 1)
    found.version = std::ranges::find_if(file.versions, was_there)->number;
  return found;
}

}  // namespace

Result<Evidence> gather_evidence(const Room& room, const std::string& which, std::string_view by) {
  Evidence evidence;
  const sales::OrderId id = AAN_TRY(find_order(room, which)).id;
  evidence.gathered_at = room.clock.wall();
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    evidence.view = AAN_TRY(view_order_in(room, at, id));
    evidence.events = AAN_TRY(events_with_places(at, evidence.view));
    const auto terms = AAN_TRY(at.records().find_terms(evidence.view.order.quote.terms_version));
    if (!terms) return {};
    evidence.has_terms = true;
    evidence.terms = terms->markdown;
    evidence.terms_since = terms->since;
    return {};
  }));
  AAN_TRY(write_down(room, {std::string(by), "order.evidence", evidence.view.order.reference, ""}));
  return evidence;
}

std::optional<EventFile> file_of(const OrderView& view, const sales::OrderEvent& event) {
  const auto words = split(event.detail, ' ');
  for (const OrderLineView& line : view.lines)
    for (const OrderFile& file : line.files)
      if (std::ranges::find(words, file.grant.id.value) != words.end())
        return read_event(file, event, words);
  return std::nullopt;
}

}  // namespace aan::service

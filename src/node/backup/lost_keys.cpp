#include "node/backup/lost_keys.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace aan::node {
namespace {

constexpr std::size_t kNamedMax = 10;
constexpr std::size_t kNotedMax = 100;

bool has(const crypto::KeyRing& ring, std::string_view id) {
  return std::ranges::find(ring.keys(), id, &crypto::Key::id) != ring.keys().end();
}

// A shop that never remembered its keys may have lost any.
Result<bool> may_lack(const ports::RecordStore& records, const crypto::KeyRing& ring) {
  const auto remembered = AAN_TRY(records.find("shop", "keys"));
  if (!remembered) return true;
  return !std::ranges::all_of(split(*remembered, ' '),
                              [&](std::string_view id) { return has(ring, id); });
}

}  // namespace

Result<> refuse_lost_keys(ports::UnitOfWork& unit, const crypto::KeyRing& ring,
                          const std::filesystem::path& data_dir) {
  if (!AAN_TRY(may_lack(unit.records(), ring))) return {};
  std::string lost;
  std::size_t count = 0;
  for (const std::string& id : AAN_TRY(unit.sales().keys_in_use())) {
    if (has(ring, id)) continue;
    if (++count <= kNamedMax) lost += (lost.empty() ? "" : ", ") + id;
  }
  if (count == 0) return {};
  if (count > kNamedMax) lost += " and " + std::to_string(count - kNamedMax) + " more";
  const std::string file = (data_dir / "keys").string();
  return refuse(Errc::conflict, "keys",
                "Orders of this shop were made with keys that are not in " + file + ": " + lost +
                    ". Put the newest copy of that file back in its place. If there is none, aan "
                    "keys accept-loss --data " +
                    data_dir.string() +
                    " goes on without them: names on those receipts stay closed, and lost "
                    "addresses of those orders need aan order link --renew.",
                "lost_keys", {{"keys", lost}});
}

Result<> note_lost_keys(ports::UnitOfWork& unit, const crypto::KeyRing& ring) {
  std::string lost;
  std::size_t count = 0;
  for (const std::string& id : AAN_TRY(unit.sales().keys_in_use()))
    if (!has(ring, id) && ++count <= kNotedMax) lost += (lost.empty() ? "" : " ") + id;
  if (lost.empty()) return {};
  return unit.records().put("shop", "keys_lost", lost);
}

Result<> remember_keys(ports::RecordStore& records, const crypto::KeyRing& ring) {
  std::string ids;
  for (const crypto::Key& key : ring.keys()) ids += (ids.empty() ? "" : " ") + key.id;
  if (AAN_TRY(records.find("shop", "keys")) == ids) return {};
  return records.put("shop", "keys", ids);
}

}  // namespace aan::node

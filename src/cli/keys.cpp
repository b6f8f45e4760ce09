#include "cli/keys.hpp"

#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "cli/print_json.hpp"
#include "cli/report.hpp"
#include "node/data_dir.hpp"

namespace aan::cli {
namespace {

std::string when(const std::optional<Timestamp>& time) { return time ? rfc3339(*time) : ""; }

void print(const Common& common, const crypto::KeyRing& ring) {
  std::vector<std::string> rows;
  for (const crypto::Key& key : ring.keys()) {
    const std::string purpose{name_of(key.purpose)};
    if (common.is_json)
      rows.push_back(json_object({{"id", key.id},
                                  {"purpose", purpose},
                                  {"created_at", when(key.created)},
                                  {"retired_at", when(key.retired)}}));
    else
      std::printf("%s  %-14s made %s%s\n", key.id.c_str(), purpose.c_str(),
                  when(key.created).c_str(),
                  key.retired ? (", retired " + when(key.retired)).c_str() : "");
  }
  if (common.is_json) std::printf("%s\n", json_list("keys", rows).c_str());
}

Result<crypto::KeyRing> read(const Common& common) {
  auto ring = node::DataDir::read_keys(common.data_dir);
  if (!ring && ring.error().code == Errc::not_found)
    return refuse(Errc::not_found, "keys",
                  "There is no shop in " + common.data_dir + ". Name its folder with --data.");
  return ring;
}

Result<crypto::KeyRing> rotate(const Common& common, const std::string& name) {
  const crypto::KeyRing old = AAN_TRY(read(common));
  const auto named = std::ranges::find(old.keys(), name,
                                       [](const crypto::Key& key) { return name_of(key.purpose); });
  if (named == old.keys().end() || named->purpose == crypto::KeyPurpose::node_identity)
    return refuse(Errc::invalid, "keys", "Rotate one of: cookies, links, wrapping.");
  if (node::is_served(common.data_dir))
    return refuse(Errc::conflict, "keys",
                  "A server is running on " + common.data_dir +
                      " and keeps its keys in memory. Stop it, rotate, and start it again.");
  SystemRng rng;
  const Timestamp now = SystemClock{}.wall();
  const node::DataDir dir = AAN_TRY(node::DataDir::lock(common.data_dir));
  crypto::KeyRing ring = AAN_TRY(dir.load_keys(rng, now));
  AAN_TRY(ring.rotate(named->purpose, rng, now));
  AAN_TRY(dir.save_keys(ring));
  return ring;
}

ExitCode answer(const Common& common, const Result<crypto::KeyRing>& ring) {
  if (!ring) return report(common, ring.error());
  print(common, *ring);
  return ExitCode::ok;
}

}  // namespace

ExitCode list_keys(const Common& common) { return answer(common, read(common)); }

ExitCode rotate_key(const Common& common, const std::string& purpose) {
  return answer(common, rotate(common, purpose));
}

}  // namespace aan::cli

#include "cli/keys.hpp"

#include <cstdio>
#include <filesystem>

#include "cli/report.hpp"
#include "node/data_dir.hpp"

namespace aan::cli {
namespace {

void print(const crypto::KeyRing& ring) {
  for (const crypto::Key& key : ring.keys())
    std::printf("%s  %-14s made %s%s\n", key.id.c_str(), std::string(name_of(key.purpose)).c_str(),
                rfc3339(key.created).c_str(),
                key.retired ? (", retired " + rfc3339(*key.retired)).c_str() : "");
}

Result<crypto::KeyRing> change(const Common& common, const std::string& purpose) {
  SystemRng rng;
  const SystemClock clock;
  if (!std::filesystem::exists(std::filesystem::path(common.data_dir) / "keys"))
    return refuse(Errc::not_found, "keys",
                  "There is no shop in " + common.data_dir + ". Name its folder with --data.");
  const node::DataDir dir = AAN_TRY(node::DataDir::lock(common.data_dir));
  crypto::KeyRing ring = AAN_TRY(dir.load_keys(rng, clock.wall()));
  if (purpose.empty()) return ring;
  for (const auto one : {crypto::KeyPurpose::node_identity, crypto::KeyPurpose::cookies,
                         crypto::KeyPurpose::links, crypto::KeyPurpose::wrapping}) {
    if (name_of(one) != purpose) continue;
    AAN_TRY(ring.rotate(one, rng, clock.wall()));
    AAN_TRY(dir.save_keys(ring));
    return ring;
  }
  return refuse(Errc::invalid, "keys", "Rotate one of: cookies, links, wrapping.");
}

}  // namespace

ExitCode list_keys(const Common& common) { return rotate_key(common, ""); }

ExitCode rotate_key(const Common& common, const std::string& purpose) {
  const auto ring = change(common, purpose);
  if (!ring) return report(common, ring.error());
  print(*ring);
  return ExitCode::ok;
}

}  // namespace aan::cli

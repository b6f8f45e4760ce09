#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/timestamp.hpp"

namespace aan::service {

/// Room on the disk that a shop needs to go on: below, nothing is begun that writes.
inline constexpr std::uint64_t kDiskFullBelowBytes = 32U << 20;
/// Room below which a person is told: 5 % of the disk, but no less than this and no more than that.
inline constexpr std::uint64_t kDiskLowBytesMin = 256U << 20;
inline constexpr std::uint64_t kDiskLowBytesMax = std::uint64_t{2} << 30;

struct DiskSpace {
  std::string path;  ///< the data directory
  std::uint64_t free_bytes = 0;
  std::uint64_t bytes = 0;
};
[[nodiscard]] bool is_full(const DiskSpace& disk);
[[nodiscard]] bool is_low(const DiskSpace& disk);

/// What a look cannot find in the store: gathered by `node/`.
struct Machine {
  std::string observer;  ///< of this process, another one after each start
  bool is_alone = true;  ///< no other process sells for this shop
  std::optional<DiskSpace> disk;
  std::optional<Timestamp> backup_at;  ///< the newest, if there ever was one
  std::vector<std::string> keys;       ///< ids of the keys that the shop has
};

}  // namespace aan::service

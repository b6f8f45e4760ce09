#include "service/attention/machine.hpp"

#include <algorithm>

namespace aan::service {

bool is_full(const DiskSpace& disk) { return disk.free_bytes < kDiskFullBelowBytes; }

bool is_low(const DiskSpace& disk) {
  return disk.free_bytes < std::clamp(disk.bytes / 20, kDiskLowBytesMin, kDiskLowBytesMax);
}

}  // namespace aan::service

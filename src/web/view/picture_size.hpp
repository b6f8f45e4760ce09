#pragma once
#include <cstdint>

namespace aan::web {

/// In pixels.
struct PictureSize {
  std::int64_t width = 0;
  std::int64_t height = 0;
  bool operator==(const PictureSize&) const = default;
};

}  // namespace aan::web

#include "base/check_step.hpp"

#include <algorithm>
#include <array>

namespace aan {
namespace {

constexpr std::array<std::string_view, 4> kNames = {"ok", "advice", "wrong", "unknown"};

}  // namespace

std::string_view name_of(Verdict verdict) { return kNames.at(static_cast<std::size_t>(verdict)); }

Verdict verdict_of(std::string_view name) {
  const auto at = std::ranges::find(kNames, name);
  return at == kNames.end() ? Verdict::unknown : static_cast<Verdict>(at - kNames.begin());
}

}  // namespace aan

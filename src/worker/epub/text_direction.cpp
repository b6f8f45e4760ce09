#include "worker/epub/text_direction.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "base/text.hpp"

namespace aan::worker::epub {
namespace {

constexpr std::array<std::string_view, 8> kRightToLeft = {"ar", "arc", "dv", "fa",
                                                          "he", "ps",  "ur", "yi"};

}  // namespace

bool is_right_to_left(std::string_view language) {
  const std::string primary = lower_ascii(language.substr(0, language.find('-')));
  return std::ranges::find(kRightToLeft, primary) != kRightToLeft.end();
}

}  // namespace aan::worker::epub

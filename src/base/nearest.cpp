#include "base/nearest.hpp"

#include "base/text.hpp"

namespace aan {

std::string nearest_of(const std::vector<std::string>& known, const std::string& word,
                       std::size_t slips_max) {
  constexpr std::size_t kWordBytesMax = 200;  // the distance takes the product of both lengths
  std::string best;
  if (word.size() > kWordBytesMax) return best;
  const std::string meant = lower_ascii(word);
  std::size_t fewest = slips_max + 1;
  for (const std::string& one : known) {
    const std::size_t lengths =
        one.size() > word.size() ? one.size() - word.size() : word.size() - one.size();
    if (lengths >= fewest) continue;
    const std::size_t slips = edit_distance(meant, lower_ascii(one));
    if (slips >= fewest) continue;
    fewest = slips;
    best = one;
  }
  return best;
}

}  // namespace aan

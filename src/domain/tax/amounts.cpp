#include "domain/tax/amounts.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace aan::tax {
namespace {

constexpr std::int64_t kWhole = 10'000;

// a * b / c, half a unit up; the product may be larger than any amount.
std::int64_t scaled(std::int64_t a, std::int64_t b, std::int64_t c) {
  const auto product = static_cast<__int128>(a) * b;
  return static_cast<std::int64_t>((2 * product + c) / (2 * static_cast<__int128>(c)));
}

}  // namespace

std::int64_t held_by(std::int64_t gross, std::int64_t bps) {
  return scaled(gross, bps, kWhole + bps);
}

std::int64_t on_top_of(std::int64_t net, std::int64_t bps) { return scaled(net, bps, kWhole); }

std::int64_t belonging_to(std::int64_t part, std::int64_t whole, std::int64_t tax) {
  if (whole <= 0 || part <= 0) return 0;
  return part >= whole ? tax : scaled(tax, part, whole);
}

std::vector<std::int64_t> share_out(std::int64_t amount, std::span<const std::int64_t> weights) {
  std::vector<std::int64_t> shares(weights.size(), 0);
  __int128 sum = 0;
  for (const std::int64_t weight : weights) sum += weight;
  if (sum == 0) return shares;
  std::vector<std::pair<__int128, std::size_t>> rests;
  std::int64_t left = amount;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const __int128 exact = static_cast<__int128>(amount) * weights[i];
    shares[i] = static_cast<std::int64_t>(exact / sum);
    left -= shares[i];
    rests.emplace_back(exact % sum, i);
  }
  std::ranges::sort(rests, [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  });
  for (std::size_t i = 0; left > 0; ++i, --left) ++shares[rests[i].second];
  return shares;
}

}  // namespace aan::tax

#include "base/ids.hpp"

#include <algorithm>
#include <array>

#include "base/check.hpp"
#include "base/id_time.hpp"

namespace aan {
namespace {
constexpr std::string_view kCrockford = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr std::size_t kSiteLength = 4;
constexpr std::size_t kBodyLength = 26;

bool is_site(std::string_view text) {
  return text.size() == kSiteLength && std::ranges::all_of(text, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
         });
}
}  // namespace

IdSource::IdSource(std::string site, const Clock& clock, Rng& rng)
    : site_(std::move(site)), clock_(clock), rng_(rng) {
  AAN_CHECK(is_site(site_));
}

std::string IdSource::next() const {
  std::array<std::byte, 10> random{};
  rng_.fill(random);
  unsigned __int128 bits = static_cast<std::uint64_t>(clock_.wall().us / 1000) & 0xffff'ffff'ffff;
  for (const std::byte b : random) bits = (bits << 8) | std::to_integer<unsigned>(b);
  std::string id = site_ + '_' + std::string(kBodyLength, '0');
  for (std::size_t i = id.size(); i-- > kSiteLength + 1;) {
    id[i] = kCrockford[static_cast<std::size_t>(bits & 31)];
    bits >>= 5;
  }
  return id;
}

bool looks_like_id(std::string_view text) {
  // 128 bits in 26 characters of 5: the first one holds three.
  return text.size() == kSiteLength + 1 + kBodyLength && is_site(text.substr(0, kSiteLength)) &&
         text[kSiteLength] == '_' && text[kSiteLength + 1] <= '7' &&
         text.find_first_not_of(kCrockford, kSiteLength + 1) == std::string_view::npos;
}

std::optional<Timestamp> time_of_id(std::string_view id) {
  if (!looks_like_id(id)) return std::nullopt;
  constexpr std::size_t kTimeLength = 10;  // 48 bits
  std::int64_t ms = 0;
  for (const char c : id.substr(kSiteLength + 1, kTimeLength))
    ms = ms * 32 + static_cast<std::int64_t>(kCrockford.find(c));
  return Timestamp{} + Duration::milliseconds(ms);
}

}  // namespace aan

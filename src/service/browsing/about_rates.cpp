#include "service/browsing/about_rates.hpp"

#include <algorithm>

namespace aan::service {
namespace {

constexpr std::string_view kArea = "shop";
constexpr std::string_view kKey = "about_rates";

Timestamp day_of(Timestamp now) {
  const std::int64_t day = Duration::days(1).us;
  return {now.us - now.us % day};
}

}  // namespace

Result<std::vector<catalog::AboutRate>> keep_about_rates(ports::RecordStore& records,
                                                         std::vector<catalog::AboutRate> configured,
                                                         Timestamp now) {
  const auto before = AAN_TRY(kept_about_rates(records));
  for (catalog::AboutRate& rate : configured) {
    const auto known = std::ranges::find(before, rate.asset, &catalog::AboutRate::asset);
    const bool is_same =
        known != before.end() && known->scaled == rate.scaled && known->digits == rate.digits;
    if (!rate.set_at && is_same) rate.set_at = known->set_at;
    rate.set_at = std::min(rate.set_at.value_or(day_of(now)), day_of(now));
  }
  if (configured == before) return configured;
  if (configured.empty())
    AAN_TRY(records.remove(kArea, kKey));
  else
    AAN_TRY(records.put(kArea, kKey, catalog::text_of(configured)));
  return configured;
}

Result<std::vector<catalog::AboutRate>> kept_about_rates(const ports::RecordStore& records) {
  const auto text = AAN_TRY(records.find(kArea, kKey));
  if (!text) return std::vector<catalog::AboutRate>();
  auto rates = catalog::parse_about_rates(*text);
  if (!rates) return fail(Errc::corrupt, "about_rates", rates.error().detail);
  return rates;
}

}  // namespace aan::service

#include "node/config/config_ages.hpp"

#include <array>
#include <string_view>

#include "base/whole_number.hpp"
#include "domain/payment/payment_intent.hpp"

namespace aan::node {
namespace {

using service::Ages;

// A key that says how many days something is kept.
struct AgeKey {
  std::string_view name;
  Duration Ages::* age;
  std::int64_t least = 0;  // days
  std::int64_t most = 0;
  std::string_view why;       // why no less, at the end of a sentence
  bool may_be_never = false;  // 0: nothing goes by its age
};

constexpr std::int64_t kCentury = 36'500;
constexpr std::array kAgeKeys = {
    AgeKey{"KEEP_UNPAID_DAYS", &Ages::unpaid_orders, 14, 365,
           "so long money for it may still come"},
    AgeKey{"KEEP_ADDRESS_DAYS", &Ages::addresses, 14, 3650,
           "so long a buyer may withdraw and is written to"},
    AgeKey{"KEEP_NAME_DAYS", &Ages::names, 14, kCentury,
           "so long a buyer may withdraw and asks for a receipt", true},
    AgeKey{"KEEP_GIFT_ADDRESS_DAYS", &Ages::gift_addresses, 7, 365,
           "the letter with the gift has to arrive"},
    AgeKey{"KEEP_DOWNLOAD_DAYS", &Ages::downloads, 1, 365,
           "an address that has expired says so for a while"},
    AgeKey{"KEEP_JOB_DAYS", &Ages::jobs, 30, 365,
           "so long processors send a message again, which is known by them"},
    AgeKey{"KEEP_ATTENTION_DAYS", &Ages::attention, 7, 3650,
           "people look what was the matter last week"},
    AgeKey{"KEEP_EVENT_DAYS", &Ages::events, 2, 365,
           "a program that is away for a day is told afterwards"},
};

// An order is looked after for so long, and for a week more, before it may go.
static_assert(Duration::days(14) >= payment::kIntentMonitoredFor + Duration::days(7));

bool fits(const AgeKey& key, std::int64_t days) {
  return (key.may_be_never && days == 0) || (days >= key.least && days <= key.most);
}

}  // namespace

Result<Ages> read_ages(const Values& values) {
  Ages ages;
  for (const AgeKey& key : kAgeKeys) {
    const auto days = parse_whole_number(text_of(values, key.name));
    if (days && fits(key, *days)) {
      ages.*key.age = Duration::days(*days);
      continue;
    }
    return wrong(values, key.name,
                 "write days, from " + std::to_string(key.least) + " to " +
                     std::to_string(key.most) + (key.may_be_never ? ", or 0 for no end" : "") +
                     ": " + std::string(key.why) + ".");
  }
  return ages;
}

}  // namespace aan::node

#pragma once
#include <vector>

#include "domain/catalog/about_rate.hpp"
#include "ports/store.hpp"

namespace aan::service {

/// Takes up the rates that the shop is configured with: one without a day is of the day on which it
/// was first found so, and none is of a day to come. Gives them back with their days; a second time
/// changes nothing. Errors: those of the store.
Result<std::vector<catalog::AboutRate>> keep_about_rates(ports::RecordStore& records,
                                                         std::vector<catalog::AboutRate> configured,
                                                         Timestamp now);
/// As they were taken up last; none: nothing is shown about. Errors: those of the store.
Result<std::vector<catalog::AboutRate>> kept_about_rates(const ports::RecordStore& records);

}  // namespace aan::service

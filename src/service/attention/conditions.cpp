#include "service/attention/conditions.hpp"

namespace aan::service {
namespace {

constexpr Condition kConditions[] = {find_orders, find_jobs, find_letters, find_house};

}  // namespace

std::span<const Condition> conditions() { return kConditions; }

}  // namespace aan::service

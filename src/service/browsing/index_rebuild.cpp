#include "service/browsing/index_rebuild.hpp"

#include "base/log.hpp"

namespace aan::service {
namespace {
constexpr int kIndexSteps = 4;
}  // namespace

Result<std::int64_t> IndexRebuild::begin() {
  const std::lock_guard lock(guard_);
  fresh_.reset();
  fresh_ = AAN_TRY(index_.begin_anew());
  return ++number_;
}

Result<std::shared_ptr<ports::SearchIndex>> IndexRebuild::begun(std::int64_t number) {
  const std::lock_guard lock(guard_);
  if (!fresh_ || number != number_)
    return refuse(Errc::conflict, "index.rebuild",
                  "This rebuild was given up, as another one was begun or the shop was started "
                  "anew. The index that is searched is whole.",
                  "index_given_up");
  return fresh_;
}

Result<IndexStep> IndexRebuild::step(std::int64_t number) {
  const auto fresh = AAN_TRY(begun(number));
  IndexStep sum;
  for (int i = 0; i < kIndexSteps && !sum.is_last; ++i) {
    const IndexStep one = AAN_TRY(step_index(room_, *fresh));
    sum.works += one.works;
    sum.is_last = one.is_last;
  }
  if (!sum.is_last) return sum;
  AAN_TRY(index_.take_over(fresh));
  {
    const std::lock_guard lock(guard_);
    if (number == number_) fresh_.reset();
  }
  // What the old one knew may be newer by a moment. It is built, whatever becomes of that: the job
  // that follows the catalogue tries again.
  if (const auto newer = catch_up_index(room_, index_))
    sum.works += *newer;
  else
    log::warn("index.not_followed", {{"why", newer.error().to_string()}});
  return sum;
}

}  // namespace aan::service

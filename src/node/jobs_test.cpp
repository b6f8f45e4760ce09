#include "node/jobs.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <stdexcept>

#include "base/log.hpp"
#include "testing/manual_clock.hpp"
#include "testing/seeded_rng.hpp"
#include "testing/temp_folder.hpp"

namespace aan::node {
namespace {

/// A clock whose civil half can break, as anything below a chore might. The other half runs a
/// second on at every look, so that every chore of the queues is always due.
class BreakableClock final : public Clock {
 public:
  [[nodiscard]] Timestamp wall() const override {
    const std::scoped_lock lock(mutex_);
    ++looks_;
    looked_.notify_all();
    if (is_broken_) throw std::runtime_error("the clock is broken");
    return testing::ManualClock::kStart;
  }
  [[nodiscard]] Duration mono() const override {
    const std::scoped_lock lock(mutex_);
    return mono_ = mono_ + Duration::seconds(1);
  }
  void set_broken(bool is_broken) {
    const std::scoped_lock lock(mutex_);
    is_broken_ = is_broken;
  }
  /// Whether somebody looked so many times more; gives up after a minute.
  bool waits_for(int more) {
    std::unique_lock lock(mutex_);
    const int goal = looks_ + more;
    return looked_.wait_for(lock, std::chrono::minutes(1), [&] { return looks_ >= goal; });
  }

 private:
  mutable std::mutex mutex_;
  mutable std::condition_variable looked_;
  mutable int looks_ = 0;
  mutable Duration mono_ = Duration::seconds(1);
  bool is_broken_ = false;
};

TEST(Jobs, AnExceptionOfAChoreIsLoggedAndTheNextRoundTriesAgain) {
  // original 6.4.2: an error that nobody caught ended the process
  const testing::TempFolder folder;
  testing::SeededRng rng;
  BreakableClock clock;
  ConfigSources sources;
  sources.data_dir = folder.path() / "shop";
  sources.env_file = "/dev/null";
  sources.environment = [](const std::string&) { return std::nullopt; };
  log::set_level(log::Level::error);
  const auto node = Node::open(*load_config(sources), *DataDir::lock(sources.data_dir), clock, rng,
                               Purpose::serve);
  ASSERT_TRUE(node) << node.error().to_string();
  ::testing::internal::CaptureStderr();
  clock.set_broken(true);
  Jobs jobs(**node, [] {});
  jobs.start();
  EXPECT_TRUE(clock.waits_for(4));
  clock.set_broken(false);
  EXPECT_TRUE(clock.waits_for(4)) << "the thread is still at work";
  jobs.stop();
  const std::string logged = ::testing::internal::GetCapturedStderr();
  EXPECT_NE(logged.find("job.failed"), std::string::npos) << logged;
  EXPECT_NE(logged.find("the clock is broken"), std::string::npos) << logged;
}

}  // namespace
}  // namespace aan::node

#include "base/metrics.hpp"

#include <gtest/gtest.h>

#include <thread>

namespace aan::metrics {
namespace {

TEST(Metrics, TheSameNameAndLabelsAreTheSameCounter) {
  const auto one = [] {
    return counter("aan_test_things_total", "Things that were tested.", {{"kind", "a"}});
  };
  {
    std::vector<std::jthread> at_once;
    for (int thread = 0; thread < 4; ++thread)
      at_once.emplace_back([&] {
        for (int i = 0; i < 1000; ++i) one().add();
      });
  }
  counter("aan_test_things_total", "Things that were tested.", {{"kind", "b"}}).add(7);
  const std::string text = exposition({});
  EXPECT_TRUE(text.contains("# HELP aan_test_things_total Things that were tested.\n"));
  EXPECT_TRUE(text.contains("# TYPE aan_test_things_total counter\n"));
  EXPECT_TRUE(text.contains("aan_test_things_total{kind=\"a\"} 4000\n")) << text;
  EXPECT_TRUE(text.contains("aan_test_things_total{kind=\"b\"} 7\n")) << text;
}

TEST(Metrics, TimesFallIntoBucketsOfSeconds) {
  const Histogram it = histogram("aan_test_seconds", "How long tests took.");
  it.observe_us(900);
  it.observe_us(30'000);
  const std::string text = exposition({});
  EXPECT_TRUE(text.contains("aan_test_seconds_bucket{le=\"0.001\"} 1\n")) << text;
  EXPECT_TRUE(text.contains("aan_test_seconds_bucket{le=\"0.05\"} 2\n")) << text;
  EXPECT_TRUE(text.contains("aan_test_seconds_count 2\n")) << text;
}

TEST(Metrics, ReadingsOfOneNameAreOneFamilyAndTheirValuesAreEscaped) {
  const std::vector<Reading> readings = {{"aan_test_open", "Open.", false, {{"kind", "a\"b"}}, 2},
                                         {"aan_test_open", "Open.", false, {{"kind", "c"}}, 0}};
  const std::string text = exposition(readings);
  EXPECT_EQ(text.find("# TYPE aan_test_open gauge"), text.rfind("# TYPE aan_test_open gauge"));
  EXPECT_TRUE(text.contains("aan_test_open{kind=\"a\\\"b\"} 2\n")) << text;
  EXPECT_TRUE(text.contains("aan_test_open{kind=\"c\"} 0\n")) << text;
}

}  // namespace
}  // namespace aan::metrics

#include "base/metrics.hpp"

#include <prometheus/counter.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <map>
#include <sstream>

namespace aan::metrics {
namespace {

// One for the process, as the log is. Never destroyed: threads count until the very end.
prometheus::Registry& registry() {
  static auto* const it = std::make_unique<prometheus::Registry>().release();
  return *it;
}

const prometheus::Histogram::BucketBoundaries& boundaries() {
  static const prometheus::Histogram::BucketBoundaries it = {
      0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};
  return it;
}

prometheus::Labels labels_of(Labels labels) {
  prometheus::Labels out;
  for (const Label& one : labels) out.emplace(one.first, one.second);
  return out;
}

prometheus::ClientMetric metric_of(const Reading& reading) {
  prometheus::ClientMetric metric;
  for (const auto& [name, value] : reading.labels) metric.label.push_back({name, value});
  if (reading.is_counter)
    metric.counter.value = reading.value;
  else
    metric.gauge.value = reading.value;
  return metric;
}

}  // namespace

Counter counter(std::string_view name, std::string_view help, Labels labels) {
  auto& family = prometheus::BuildCounter()
                     .Name(std::string(name))
                     .Help(std::string(help))
                     .Register(registry());
  return Counter(&family.Add(labels_of(labels)));
}

void Counter::add(std::uint64_t n) const {
  static_cast<prometheus::Counter*>(inner_)->Increment(static_cast<double>(n));
}

Histogram histogram(std::string_view name, std::string_view help, Labels labels) {
  auto& family = prometheus::BuildHistogram()
                     .Name(std::string(name))
                     .Help(std::string(help))
                     .Register(registry());
  return Histogram(&family.Add(labels_of(labels), boundaries()));
}

void Histogram::observe_us(std::int64_t microseconds) const {
  constexpr double kSecond = 1e6;
  static_cast<prometheus::Histogram*>(inner_)->Observe(static_cast<double>(microseconds) / kSecond);
}

std::string exposition(std::span<const Reading> readings) {
  std::vector<prometheus::MetricFamily> families = registry().Collect();
  for (const Reading& reading : readings) {
    if (families.empty() || families.back().name != reading.name) {
      prometheus::MetricFamily family;
      family.name = reading.name;
      family.help = reading.help;
      family.type =
          reading.is_counter ? prometheus::MetricType::Counter : prometheus::MetricType::Gauge;
      families.push_back(std::move(family));
    }
    families.back().metric.push_back(metric_of(reading));
  }
  std::ostringstream out;
  prometheus::TextSerializer().Serialize(out, families);
  return out.str();
}

}  // namespace aan::metrics

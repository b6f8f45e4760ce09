#include "node/request_metrics.hpp"

#include <array>
#include <optional>

#include "base/metrics.hpp"

namespace aan::node {
namespace {

constexpr std::array<std::string_view, 8> kClasses = {"page",    "api",   "desk",    "download",
                                                      "picture", "asset", "webhook", "none"};
constexpr std::array<std::string_view, 6> kStatuses = {"other", "1xx", "2xx", "3xx", "4xx", "5xx"};

// Made once: a look-up by labels takes longer than a warm page.
struct Counts {
  std::array<std::array<std::optional<metrics::Counter>, kStatuses.size()>, kClasses.size()> by;
  std::array<std::optional<metrics::Histogram>, kClasses.size()> took;
  Counts() {
    for (std::size_t c = 0; c < kClasses.size(); ++c) {
      for (std::size_t s = 0; s < kStatuses.size(); ++s)
        by[c][s] = metrics::counter("aan_http_requests_total", "Answers given, by what was asked.",
                                    {{"route", kClasses[c]}, {"status", kStatuses[s]}});
      took[c] = metrics::histogram(
          "aan_http_request_duration_seconds",
          "From the head of a request to the end of its answer; finished pages that were at hand "
          "are not among them.",
          {{"route", kClasses[c]}});
    }
  }
};

std::size_t place_of(std::string_view pattern) {
  const std::string_view name = route_class(pattern);
  std::size_t place = 0;
  while (kClasses[place] != name) ++place;
  return place;
}

}  // namespace

std::string_view route_class(std::string_view pattern) {
  if (pattern.empty()) return "none";
  if (pattern.starts_with("/api")) return "api";
  if (pattern.starts_with("/webhooks/")) return "webhook";
  if (pattern.starts_with("/desk")) return "desk";
  if (pattern.starts_with("/download/")) return "download";
  if (pattern.starts_with("/covers/")) return "picture";
  if (pattern.starts_with("/assets/")) return "asset";
  return "page";
}

void count_answer(const net::Answered& answered) {
  static const Counts counts;
  const std::size_t place = place_of(answered.pattern);
  const auto hundreds = static_cast<std::size_t>(answered.status / 100);
  counts.by[place][hundreds < kStatuses.size() ? hundreds : 0]->add();
  if (!answered.was_at_hand) counts.took[place]->observe_us(answered.took.us);
}

}  // namespace aan::node

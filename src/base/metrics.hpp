#pragma once
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace aan::metrics {

/// Name and value. Values come from small sets that the program knows (a state, a class of routes,
/// a provider's name), never from a request, a book or a person.
using Label = std::pair<std::string_view, std::string_view>;
using Labels = std::initializer_list<Label>;

/// A number that only rises, from 0 at the start of the process. A light handle, valid for ever.
class Counter {
 public:
  /// Thread-safe; some nanoseconds.
  void add(std::uint64_t n = 1) const;

 private:
  friend Counter counter(std::string_view, std::string_view, Labels);
  explicit Counter(void* inner) : inner_(inner) {}
  void* inner_;
};

/// The one of this name and these labels, made when it is asked for first: keep the handle where it
/// is counted often. `name`: aan_<noun>_<unit>_total. `help`: one sentence, the same each time.
/// Thread-safe.
Counter counter(std::string_view name, std::string_view help, Labels labels = {});

/// How long something took, in buckets from a millisecond to ten seconds. A light handle.
class Histogram {
 public:
  /// Thread-safe; takes a lock for some nanoseconds.
  void observe_us(std::int64_t microseconds) const;

 private:
  friend Histogram histogram(std::string_view, std::string_view, Labels);
  explicit Histogram(void* inner) : inner_(inner) {}
  void* inner_;
};
/// As `counter`. `name`: aan_<noun>_seconds.
Histogram histogram(std::string_view name, std::string_view help, Labels labels = {});

/// What is only known when it is asked for.
struct Reading {
  std::string name;
  std::string help;
  bool is_counter = false;  ///< it only rises
  std::vector<std::pair<std::string, std::string>> labels;
  double value = 0;
};

/// Everything counted so far and `readings` (those of one name one after the other), in the text
/// format 0.0.4 of Prometheus.
std::string exposition(std::span<const Reading> readings);
inline constexpr std::string_view kMediaType = "text/plain; version=0.0.4; charset=utf-8";

}  // namespace aan::metrics

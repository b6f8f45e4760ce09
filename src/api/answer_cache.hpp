#pragma once
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

#include "net/response.hpp"

namespace aan::api {

/// Finished answers about the catalogue with their compressed forms, known by origin and address,
/// for one generation of it. Thread-safe.
class AnswerCache {
 public:
  /// `generation` counts the catalogue's changes and is asked on the I/O thread: it must know the
  /// number without asking the store.
  explicit AnswerCache(std::function<std::int64_t()> generation)
      : catalogue_generation_(std::move(generation)) {}
  [[nodiscard]] std::int64_t generation() const { return catalogue_generation_(); }

  static constexpr std::size_t kBytesMax = 16U << 20;
  static constexpr std::size_t kKeyBytesMax = 300;

  /// The answer kept for the generation of now.
  [[nodiscard]] std::optional<net::Response> find(const std::string& key) const;
  /// Keeps an answer of `bytes` bytes that was made from `generation`; drops everything first
  /// when that is a later one, or when it is full.
  void put(const std::string& key, std::int64_t generation, const net::Response& answer,
           std::size_t bytes);

 private:
  std::function<std::int64_t()> catalogue_generation_;
  mutable std::mutex answers_mutex_;  // guards all below
  std::unordered_map<std::string, net::Response> answers_;
  std::int64_t generation_ = -1;
  std::size_t bytes_ = 0;
};

}  // namespace aan::api

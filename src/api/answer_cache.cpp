#include "api/answer_cache.hpp"

namespace aan::api {

std::optional<net::Response> AnswerCache::find(const std::string& key) const {
  const std::int64_t generation = catalogue_generation_();
  const std::scoped_lock lock(answers_mutex_);
  if (generation != generation_) return std::nullopt;
  const auto at = answers_.find(key);
  if (at == answers_.end()) return std::nullopt;
  return at->second;
}

void AnswerCache::put(const std::string& key, std::int64_t generation, const net::Response& answer,
                      std::size_t bytes) {
  if (key.size() > kKeyBytesMax) return;
  bytes += key.size();
  const std::scoped_lock lock(answers_mutex_);
  if (generation < generation_) return;
  if (generation != generation_ || bytes_ + bytes > kBytesMax) {
    answers_.clear();
    bytes_ = 0;
    generation_ = generation;
  }
  if (answers_.emplace(key, answer).second) bytes_ += bytes;
}

}  // namespace aan::api

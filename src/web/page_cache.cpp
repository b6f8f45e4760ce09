#include "web/page_cache.hpp"

namespace aan::web {

void PageCache::set_catalogue(std::int64_t generation, std::int64_t size) {
  size_.store(size);
  generation_.store(generation);
}

net::SharedBody PageCache::find(const std::string& key) const {
  const std::scoped_lock lock(pages_mutex_);
  if (pages_generation_ != generation_.load()) return nullptr;
  const auto at = pages_.find(key);
  return at == pages_.end() ? nullptr : at->second;
}

void PageCache::put(const std::string& key, std::int64_t generation, net::SharedBody page) {
  const std::size_t size =
      page->identity.size() + page->gzip.size() + page->brotli.size() + key.size();
  const std::scoped_lock lock(pages_mutex_);
  if (generation != generation_.load()) return;
  if (pages_generation_ != generation || bytes_ + size > kBytesMax) {
    pages_.clear();
    bytes_ = 0;
    pages_generation_ = generation;
  }
  if (pages_.emplace(key, std::move(page)).second) bytes_ += size;
}

}  // namespace aan::web

#include "web/page_cache.hpp"

#include <algorithm>
#include <utility>

namespace aan::web {
namespace {

// What a page costs beside its strings: the entry, its bucket, the shared block. Measured upwards.
constexpr std::size_t kEntryBytes = 512;

// Strings take what they reserved, not what they hold.
std::size_t bytes_of(const std::string& key, const net::EncodedBody& page) {
  return kEntryBytes + key.capacity() + page.content_type.capacity() + page.identity.capacity() +
         page.gzip.capacity() + page.brotli.capacity() + page.etag.capacity() +
         page.etag_gzip.capacity() + page.etag_brotli.capacity();
}

}  // namespace

void PageCache::set_catalogue(std::int64_t generation, std::int64_t size, std::int64_t free_books,
                              std::int64_t bundles, std::vector<Asset> free_in,
                              std::vector<Asset> priced_in) {
  {
    const std::scoped_lock lock(pages_mutex_);
    free_in_ = std::move(free_in);
    priced_in_ = std::move(priced_in);
  }
  size_.store(size);
  free_books_.store(free_books);
  bundles_.store(bundles);
  generation_.store(generation);
}

bool PageCache::has_free_books(const Asset& other) const {
  if (other.empty()) return free_books() > 0;
  const std::scoped_lock lock(pages_mutex_);
  return std::ranges::find(free_in_, other) != free_in_.end();
}

bool PageCache::is_priced_in(const Asset& other) const {
  const std::scoped_lock lock(pages_mutex_);
  return std::ranges::find(priced_in_, other) != priced_in_.end();
}

net::SharedBody PageCache::find(const std::string& key) const {
  const std::scoped_lock lock(pages_mutex_);
  if (pages_generation_ != generation_.load()) return nullptr;
  const auto at = pages_.find(key);
  return at == pages_.end() ? nullptr : at->second;
}

void PageCache::put(const std::string& key, std::int64_t generation, net::SharedBody page) {
  const std::size_t size = bytes_of(key, *page);
  const std::scoped_lock lock(pages_mutex_);
  if (generation != generation_.load() || key.size() > kKeyBytesMax || size > bytes_max_) return;
  if (pages_generation_ != generation || bytes_ + size > bytes_max_) {
    pages_.clear();
    bytes_ = 0;
    pages_generation_ = generation;
  }
  if (pages_.emplace(key, std::move(page)).second) bytes_ += size;
}

std::size_t PageCache::bytes() const {
  const std::scoped_lock lock(pages_mutex_);
  return bytes_;
}

std::size_t PageCache::pages() const {
  const std::scoped_lock lock(pages_mutex_);
  return pages_.size();
}

}  // namespace aan::web

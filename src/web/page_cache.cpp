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
  const auto& pages = (is_without_number(key) ? queries_ : paths_).pages;
  const auto at = pages.find(key);
  return at == pages.end() ? nullptr : at->second;
}

void PageCache::put(const std::string& key, std::int64_t generation, net::SharedBody page) {
  const std::size_t size = bytes_of(key, *page);
  const std::size_t for_queries = bytes_max_ / kQueriesShare;
  const std::size_t room = is_without_number(key) ? for_queries : bytes_max_ - for_queries;
  const std::scoped_lock lock(pages_mutex_);
  if (generation != generation_.load() || key.size() > kKeyBytesMax || size > room) return;
  if (pages_generation_ != generation) {
    paths_.clear();
    queries_.clear();
    pages_generation_ = generation;
  }
  Part& part = is_without_number(key) ? queries_ : paths_;
  if (part.bytes + size > room) part.clear();
  if (part.pages.emplace(key, std::move(page)).second) part.bytes += size;
}

std::size_t PageCache::bytes() const {
  const std::scoped_lock lock(pages_mutex_);
  return paths_.bytes + queries_.bytes;
}

std::size_t PageCache::pages() const {
  const std::scoped_lock lock(pages_mutex_);
  return paths_.pages.size() + queries_.pages.size();
}

}  // namespace aan::web

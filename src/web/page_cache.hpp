#pragma once
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/money.hpp"
#include "net/body.hpp"

namespace aan::web {

/// Pages that the shop has beside those of every shop: the foot of each page leads to them.
struct OwnPages {
  bool imprint = false;
  bool privacy = false;
  friend bool operator==(const OwnPages&, const OwnPages&) = default;
};

/// Finished catalogue pages with their compressed forms, for answers from the I/O thread. A page
/// is known by the part of its address that it reads, the number in the visitor's cart, the
/// visitor's language, the currency that is charged, the one that prices are shown about in, and
/// the catalogue's generation; nothing else on it may differ by visitor. Thread-safe.
///
/// Addresses with a query (places in a list, several filters at once) are without number, and
/// anybody can make them up; so are pages for each number in a cart: such pages have a part of the
/// room to themselves, and never drive out one whose address is a path alone, for an empty cart,
/// which the catalogue has only so many of.
class PageCache {
 public:
  static constexpr std::size_t kBytesMax = 48U << 20;  ///< of memory, reserves included
  static constexpr std::size_t kQueriesShare = 4;      ///< one of so many parts is theirs
  static constexpr std::size_t kKeyBytesMax = 600;     ///< a longer address is made each time

  explicit PageCache(std::size_t bytes_max = kBytesMax) : bytes_max_(bytes_max) {}

  /// The catalogue changed: pages of an earlier generation are never given out again.
  void set_catalogue(std::int64_t generation, std::int64_t size, std::int64_t free_books,
                     std::int64_t bundles = 0, std::vector<Asset> free_in = {},
                     std::vector<Asset> priced_in = {});
  [[nodiscard]] std::int64_t generation() const { return generation_.load(); }
  [[nodiscard]] std::int64_t catalogue_size() const { return size_.load(); }
  [[nodiscard]] std::int64_t free_books() const { return free_books_.load(); }
  /// Whether something is free in this currency beside the shop's own; empty: in that.
  [[nodiscard]] bool has_free_books(const Asset& other) const;
  /// Whether something has a price in this currency beside the shop's own.
  [[nodiscard]] bool is_priced_in(const Asset& other) const;
  [[nodiscard]] std::int64_t bundles() const { return bundles_.load(); }

  /// Part of what pages say: whoever keeps one names them in its key.
  void set_own_pages(OwnPages pages) { own_pages_.store(pages); }
  [[nodiscard]] OwnPages own_pages() const { return own_pages_.load(); }

  [[nodiscard]] net::SharedBody find(const std::string& key) const;
  /// Keeps a page that was made from `generation`; when its part of the room is full, drops
  /// everything in that part first.
  void put(const std::string& key, std::int64_t generation, net::SharedBody page);

  [[nodiscard]] std::size_t bytes() const;
  [[nodiscard]] std::size_t pages() const;

 private:
  struct Part {
    std::unordered_map<std::string, net::SharedBody> pages;
    std::size_t bytes = 0;
    void clear() { *this = Part(); }
  };
  // A place in a list, several filters, something in the cart: "/books/walden#3enUSD".
  static bool is_without_number(const std::string& key) {
    const std::size_t cart = key.rfind('#');
    const bool has_cart = cart + 1 < key.size() && key[cart + 1] >= '1' && key[cart + 1] <= '9';
    return key.contains('?') || (cart != std::string::npos && has_cart);
  }

  const std::size_t bytes_max_;
  std::atomic<std::int64_t> generation_{0};
  std::atomic<std::int64_t> size_{0};
  std::atomic<std::int64_t> free_books_{0};
  std::atomic<std::int64_t> bundles_{0};
  std::atomic<OwnPages> own_pages_{};
  mutable std::mutex pages_mutex_;  // guards all below
  std::vector<Asset> free_in_;
  std::vector<Asset> priced_in_;
  Part paths_;
  Part queries_;
  std::int64_t pages_generation_ = 0;
};

}  // namespace aan::web

#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/catalog/book_view.hpp"

namespace aan::opds {

// A feed before it is written in either form. Paths begin behind the root of the form ("/opds",
// "/opds/v2") where they lead to another feed, and at the root of the shop where they lead
// elsewhere.

/// What a feed holds: ways to other feeds, or books.
enum class FeedKind : std::uint8_t { navigation, acquisition };

/// A way to another feed.
struct Entry {
  std::string path;
  std::string title;
  std::string text;  ///< what is found there
  FeedKind kind = FeedKind::acquisition;
  std::string_view rel = "subsection";
  std::optional<std::int64_t> count;
};

/// One of the ways to narrow a feed, or to sort it.
struct Facet {
  std::string group;
  std::string title;
  std::string path;
  std::optional<std::int64_t> count;  ///< nothing: not known for what is chosen already
  bool is_active = false;
};

/// A file that may be fetched.
struct FileLink {
  std::string path;  ///< of the shop
  std::string media_type;
  std::uint64_t size = 0;  ///< 0: not known beforehand
};

/// How somebody comes by a book.
enum class Way : std::uint8_t {
  buy,      ///< by its buy page
  open,     ///< `files` may be fetched by anybody
  own,      ///< `files` may be fetched by whoever bought it
  not_now,  ///< its page says why
};

struct Publication {
  catalog::BookDetail book;
  Way way = Way::buy;
  std::vector<FileLink> files;
  bool is_whole = false;  ///< everything is said; else a description may be cut
};

struct Feed {
  FeedKind kind = FeedKind::acquisition;
  std::string path;  ///< with its query
  std::string title;
  Timestamp updated;  ///< of what it shows
  std::string up;     ///< path of the feed above; "" is the root
  bool is_root = false;
  std::string first;  ///< empty: it has one page
  std::string next;   ///< empty: this is the last one
  std::string previous;
  std::vector<Entry> entries;
  std::vector<Publication> books;
  std::vector<Facet> facets;
  std::optional<std::int64_t> total;  ///< books of all pages
  std::int64_t per_page = 0;
  std::int64_t page = 0;  ///< counted from 1; 0: not known
  bool is_private = false;
};

/// Where a feed is asked for, and by whom it is given out.
struct Place {
  std::string origin;  ///< "https://shop.example", of the request: checked against the shop's own
  std::string shop_name;
  std::string shop_key;  ///< the node's public key: names the feeds wherever the shop is
  std::string language;  ///< of the feed's own words
};

inline constexpr std::string_view kAtomRoot = "/opds";
inline constexpr std::string_view kJsonRoot = "/opds/v2";

inline constexpr std::string_view kNavigationType =
    "application/atom+xml;profile=opds-catalog;kind=navigation";
inline constexpr std::string_view kAcquisitionType =
    "application/atom+xml;profile=opds-catalog;kind=acquisition";
inline constexpr std::string_view kEntryType =
    "application/atom+xml;type=entry;profile=opds-catalog";
inline constexpr std::string_view kSearchType = "application/opensearchdescription+xml";
inline constexpr std::string_view kFeedJsonType = "application/opds+json";
inline constexpr std::string_view kPublicationJsonType = "application/opds-publication+json";
inline constexpr std::string_view kAuthType = "application/opds-authentication+json";

}  // namespace aan::opds

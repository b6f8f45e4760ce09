#pragma once
#include <string>
#include <vector>

#include "base/timestamp.hpp"

namespace aan::web {

struct FeedEntry {
  std::string id;    ///< of the work: stays when the shop moves
  std::string path;  ///< of its page
  std::string title;
  std::vector<std::string> authors;
  std::vector<std::string> subjects;
  std::string summary;  ///< plain text; may be empty
  std::string language;
  Timestamp listed_at;
  Timestamp changed_at;
};

/// New books, the newest first.
struct Feed {
  std::string shop_name;
  std::string shop_key;  ///< the node's public key: the name of the feed wherever the shop is
  std::string address;   ///< of the shop, without a slash at its end
  std::string path;      ///< of the feed
  std::vector<FeedEntry> entries;
};

/// An Atom feed (RFC 4287). `id` of feed and entries are names and no addresses (4.2.6: they must
/// not change when something moves); without entries it was last updated in 1970.
std::string render(const Feed& feed);

}  // namespace aan::web

#include "domain/catalog/block_pieces.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace aan::catalog {
namespace {

constexpr std::size_t kEntityBytesMax = 6;  // "&quot;"
constexpr std::size_t kOpenAgainBytesMax = 120;

// The tag of an element that goes on: a place is where it began.
std::string opened_again(std::string_view tag) {
  constexpr std::string_view kId = " id=\"";
  if (tag.size() > kOpenAgainBytesMax)
    return std::string(tag.substr(0, tag.find_first_of(" >"))) + ">";
  std::string again(tag);
  if (const std::size_t at = again.find(kId); at != again.npos)
    again.erase(at, again.find('"', at + kId.size()) + 1 - at);
  return again;
}

// How much of a text goes before the cut: at least `least` of it if there is so much.
std::size_t cut_in(std::string_view text, std::size_t least, std::size_t most) {
  if (text.size() <= least) return text.size();
  const std::size_t blank = text.substr(0, most).find_first_of(" \n\t", least);
  if (blank != text.npos) return blank + 1;
  if (text.size() <= most) return text.size();
  const std::size_t end = utf8_prefix(text, most).size();
  const std::size_t from = end - std::min(end, kEntityBytesMax - 1);
  const std::size_t entity = text.substr(from, end - from).rfind('&');
  const bool is_within =
      entity != text.npos && text.substr(from + entity, end - from - entity).find(';') == text.npos;
  return is_within && from + entity > 0 ? from + entity : end;
}

class Cutter {
 public:
  Cutter(std::string_view block, std::size_t bytes) : block_(block), bytes_(bytes) {}

  std::vector<std::string> pieces() {
    while (at_ < block_.size()) {
      if (block_[at_] == '<')
        tag();
      else
        text();
    }
    if (!piece_.empty()) pieces_.push_back(std::move(piece_));
    return std::move(pieces_);
  }

 private:
  void take(std::size_t bytes) {
    piece_ += block_.substr(at_, bytes);
    at_ += bytes;
    taken_ += bytes;
  }

  void tag() {
    const std::size_t end = std::min(block_.find('>', at_), block_.size() - 1) + 1;
    const std::string_view tag = block_.substr(at_, end - at_);
    take(tag.size());
    if (tag.starts_with("</")) {
      if (!open_.empty()) open_.pop_back();
    } else if (!tag.ends_with("/>")) {
      open_.push_back(tag);
    }
    // Tags that hold hardly any text.
    if (taken_ >= 2 * bytes_) cut();
  }

  void text() {
    const std::size_t room = bytes_ - std::min(taken_, bytes_);
    // What lies beyond the longest piece is not looked at: a text has many pieces.
    const std::string_view near = block_.substr(at_, room + bytes_ + 1);
    take(cut_in(near.substr(0, near.find('<')), room, room + bytes_));
    if (taken_ >= bytes_) cut();
  }

  void cut() {
    if (open_.empty() || block_.substr(at_).starts_with("</")) return;  // what goes on is text
    for (auto tag = open_.rbegin(); tag != open_.rend(); ++tag)
      piece_ += "</" + std::string(tag->substr(1, tag->find_first_of(" >") - 1)) + ">";
    pieces_.push_back(std::move(piece_));
    piece_.clear();
    for (const std::string_view tag : open_) piece_ += opened_again(tag);
    taken_ = 0;
  }

  std::string_view block_;
  std::size_t bytes_;
  std::size_t at_ = 0;
  std::size_t taken_ = 0;  // of the block, in this piece
  std::string piece_;
  std::vector<std::string_view> open_;
  std::vector<std::string> pieces_;
};

}  // namespace

std::vector<std::string> block_pieces(std::string_view block, std::size_t bytes) {
  return Cutter(block, std::max(bytes, 2 * kEntityBytesMax)).pieces();
}

}  // namespace aan::catalog

#include "crypto/unixfs.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace aan::crypto {
namespace {

// Protocol Buffers, as far as dag-pb and UnixFS use them: varints and length-delimited fields.
std::string varint(std::uint64_t value) {
  std::string out;
  for (; value >= 0x80; value >>= 7) out += static_cast<char>((value & 0x7f) | 0x80);
  out += static_cast<char>(value);
  return out;
}
std::string number_field(unsigned field, std::uint64_t value) {
  return varint(field << 3) + varint(value);
}
std::string bytes_field(unsigned field, std::string_view bytes) {
  std::string out = varint(field << 3 | 2) + varint(bytes.size());
  out += bytes;
  return out;
}

constexpr std::uint64_t kUnixfsFile = 2;  // the Type of a UnixFS Data message

}  // namespace

void UnixfsTree::add_leaf(std::string_view sha256, std::uint64_t size) {
  push(0, {Cid::make(kCodecRaw, sha256), size, size});
}

Cid UnixfsTree::finish() {
  AAN_CHECK(!levels_[0].empty());
  if (levels_.size() == 1 && levels_[0].size() == 1) return levels_[0][0].cid;
  for (std::size_t level = 0;; ++level) {
    const bool top = level + 1 == levels_.size();
    if (top && level > 0 && levels_[level].size() == 1) return levels_[level][0].cid;
    Node node = close(levels_[level]);
    if (top) return node.cid;
    push(level + 1, std::move(node));
  }
}

// A full node is closed only when something follows it, so that a file of exactly width^n pieces
// gets no level too many.
void UnixfsTree::push(std::size_t level, Node node) {
  if (levels_.size() <= level) levels_.emplace_back();
  if (levels_[level].size() == kUnixfsWidth) {
    Node full = close(levels_[level]);
    levels_[level].clear();
    push(level + 1, std::move(full));
  }
  levels_[level].push_back(std::move(node));
}

// dag-pb: PBNode { Links = 2 { Hash = 1, Name = 2, Tsize = 3 }, Data = 1 }, links first; Data is
// UnixFS { Type = 1, filesize = 3, blocksizes = 4 }.
UnixfsTree::Node UnixfsTree::close(const std::vector<Node>& children) {
  Node node;
  std::string block;
  std::string sizes;
  for (const Node& child : children) {
    block += bytes_field(2, bytes_field(1, child.cid.bytes()) + bytes_field(2, "") +
                                number_field(3, child.tree_size));
    sizes += number_field(4, child.file_size);
    node.tree_size += child.tree_size;
    node.file_size += child.file_size;
  }
  block += bytes_field(1, number_field(1, kUnixfsFile) + number_field(3, node.file_size) + sizes);
  node.tree_size += block.size();
  node.cid = Cid::make(kCodecDagPb, sha256(block));
  return node;
}

void UnixfsHasher::update(std::string_view bytes) {
  while (!bytes.empty()) {
    if (piece_size_ == kUnixfsPieceBytes) end_piece();
    const auto part = bytes.substr(0, kUnixfsPieceBytes - piece_size_);
    piece_.update(part);
    piece_size_ += part.size();
    size_ += part.size();
    bytes.remove_prefix(part.size());
  }
}

Cid UnixfsHasher::finish() {
  end_piece();
  return tree_.finish();
}

void UnixfsHasher::end_piece() {
  tree_.add_leaf(piece_.finish(), piece_size_);
  piece_ = Sha256();
  piece_size_ = 0;
}

Cid unixfs_cid(std::string_view bytes) {
  UnixfsHasher hasher;
  hasher.update(bytes);
  return hasher.finish();
}

}  // namespace aan::crypto

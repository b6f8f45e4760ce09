#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/cid.hpp"
#include "crypto/hash.hpp"

namespace aan::crypto {

/// Profile unixfs-v1-2025 (IPIP-0499): pieces of 1 MiB as raw leaves, balanced tree, 1,024 links
/// a node. A file of at most one piece is that one raw block: its CID holds its plain SHA-256.
constexpr std::size_t kUnixfsPieceBytes = 1 << 20;
constexpr std::size_t kUnixfsWidth = 1024;

/// The balanced tree above the leaves. Keeps one open node a level: memory is width times depth
/// whatever the size of the file. Not thread-safe; single use.
class UnixfsTree {
 public:
  /// Next leaf, from left to right. All but the last are whole pieces.
  void add_leaf(std::string_view sha256, std::uint64_t size);
  /// The root. At least one leaf must have been added (the leaf of an empty file is empty).
  [[nodiscard]] Cid finish();

 private:
  struct Node {
    Cid cid;
    std::uint64_t tree_size = 0;  // bytes of all blocks below, itself included ("Tsize")
    std::uint64_t file_size = 0;  // bytes of the file below
  };
  static Node close(const std::vector<Node>& children);
  void push(std::size_t level, Node node);

  std::vector<std::vector<Node>> levels_{1};
};

/// CID of a stream, one SHA-256 over each byte, no buffer. Not thread-safe; single use.
class UnixfsHasher {
 public:
  /// The next bytes, in portions of any size.
  void update(std::string_view bytes);
  [[nodiscard]] Cid finish();
  [[nodiscard]] std::uint64_t size() const { return size_; }

 private:
  void end_piece();

  UnixfsTree tree_;
  Sha256 piece_;
  std::size_t piece_size_ = 0;
  std::uint64_t size_ = 0;
};

/// CID of bytes in memory.
Cid unixfs_cid(std::string_view bytes);

}  // namespace aan::crypto

#pragma once
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <thread>

#include "crypto/cid.hpp"
#include "crypto/hash.hpp"
#include "crypto/unixfs.hpp"

namespace aan::crypto {

/// The two names of a content: its CID (UnixFS profile unixfs-v1-2025) and its plain SHA-256.
struct ContentAddress {
  Cid cid;
  std::string sha256;  ///< 32 bytes
  std::uint64_t size = 0;
};

/// Address of bytes in memory.
ContentAddress address_of(std::string_view bytes);

/// Both names of a stream in one pass. A file over one piece needs two digests of each byte, so a
/// second thread, which lives only as long as this object, takes half of the work; without one
/// (no thread to be had) the result is the same. Memory: kPieces pieces. Single use; called from
/// one thread.
class ContentHasher {
 public:
  ContentHasher() = default;
  ~ContentHasher();
  ContentHasher(const ContentHasher&) = delete;
  ContentHasher& operator=(const ContentHasher&) = delete;

  /// Room for the next piece, kUnixfsPieceBytes long. Valid until `commit`. Waits for room.
  [[nodiscard]] std::span<char> room();
  /// The first `size` bytes of the room are content: all of it, except for the last piece.
  void commit(std::size_t size);
  [[nodiscard]] ContentAddress finish();

 private:
  static constexpr std::size_t kPieces = 4;
  struct Piece {
    std::unique_ptr<char[]> bytes;
    std::size_t size = 0;
    bool leaf_done = false;
    std::string digest;
    [[nodiscard]] std::string_view view() const { return {bytes.get(), size}; }
  };
  Piece& piece(std::uint64_t number) { return pieces_[number % kPieces]; }
  void start_helper();
  void help();
  bool run_one(std::unique_lock<std::mutex>& lock);
  void release_done();

  // Pieces are numbered in order. 0 <= released <= whole_done, leaves_taken <= ready <= committed.
  std::mutex work_;
  std::condition_variable changed_;
  Piece pieces_[kPieces];
  std::uint64_t committed_ = 0;
  std::uint64_t ready_ = 0;         // open for work: nothing until a second piece exists
  std::uint64_t leaves_taken_ = 0;  // leaf digests are independent of each other
  std::uint64_t whole_done_ = 0;    // the digest of the whole goes strictly in order
  std::uint64_t released_ = 0;      // both digests done, leaf in the tree
  bool whole_busy_ = false;
  bool stopping_ = false;
  bool short_piece_ = false;
  std::uint64_t size_ = 0;
  Sha256 whole_;
  UnixfsTree tree_;
  std::thread helper_;
};

}  // namespace aan::crypto

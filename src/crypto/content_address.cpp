#include "crypto/content_address.hpp"

#include <system_error>

#include "base/check.hpp"

namespace aan::crypto {

ContentAddress address_of(std::string_view bytes) {
  if (bytes.size() <= kUnixfsPieceBytes) {
    std::string digest = sha256(bytes);
    return {Cid::make(kCodecRaw, digest), digest, bytes.size()};
  }
  ContentAddress address{{}, {}, bytes.size()};
  std::thread helper;
  try {
    helper = std::thread([&] { address.sha256 = sha256(bytes); });
  } catch (const std::system_error&) {
    address.sha256 = sha256(bytes);
  }
  address.cid = unixfs_cid(bytes);
  if (helper.joinable()) helper.join();
  return address;
}

ContentHasher::~ContentHasher() {
  {
    const std::lock_guard lock(work_);
    stopping_ = true;
  }
  changed_.notify_all();
  if (helper_.joinable()) helper_.join();
}

std::span<char> ContentHasher::room() {
  AAN_CHECK(!short_piece_);
  std::unique_lock lock(work_);
  while (committed_ - released_ == kPieces)
    if (!run_one(lock)) changed_.wait(lock);
  Piece& next = piece(committed_);
  if (!next.bytes) next.bytes = std::make_unique_for_overwrite<char[]>(kUnixfsPieceBytes);
  return {next.bytes.get(), kUnixfsPieceBytes};
}

void ContentHasher::commit(std::size_t size) {
  if (size == 0) return;
  AAN_CHECK(size <= kUnixfsPieceBytes && !short_piece_);
  short_piece_ = size < kUnixfsPieceBytes;
  bool second = false;
  {
    const std::lock_guard lock(work_);
    Piece& next = piece(committed_);
    next.size = size;
    next.leaf_done = false;
    size_ += size;
    ++committed_;
    second = committed_ == 2;
    if (committed_ >= 2) ready_ = committed_;
  }
  if (second) start_helper();
  changed_.notify_all();
}

ContentAddress ContentHasher::finish() {
  std::unique_lock lock(work_);
  // One piece or none: the CID is made of the plain digest, so one pass does for both.
  if (committed_ <= 1) return address_of(committed_ == 0 ? std::string_view{} : piece(0).view());
  while (released_ < committed_)
    if (!run_one(lock)) changed_.wait(lock);
  return {tree_.finish(), whole_.finish(), size_};
}

void ContentHasher::start_helper() {
  try {
    helper_ = std::thread([this] { help(); });
  } catch (const std::system_error&) {
    helper_ = {};  // no thread to be had: `room` and `finish` do all of the work themselves
  }
}

void ContentHasher::help() {
  std::unique_lock lock(work_);
  while (!stopping_)
    if (!run_one(lock)) changed_.wait(lock);
}

// Does one digest of one piece, if there is one to do. The whole first: nobody can share that.
bool ContentHasher::run_one(std::unique_lock<std::mutex>& lock) {
  if (!whole_busy_ && whole_done_ < ready_) {
    const Piece& next = piece(whole_done_);
    whole_busy_ = true;
    lock.unlock();
    whole_.update(next.view());
    lock.lock();
    whole_busy_ = false;
    ++whole_done_;
  } else if (leaves_taken_ < ready_) {
    Piece& next = piece(leaves_taken_++);
    lock.unlock();
    std::string digest = sha256(next.view());
    lock.lock();
    next.digest = std::move(digest);
    next.leaf_done = true;
  } else {
    return false;
  }
  release_done();
  changed_.notify_all();
  return true;
}

void ContentHasher::release_done() {
  while (released_ < whole_done_ && piece(released_).leaf_done) {
    tree_.add_leaf(piece(released_).digest, piece(released_).size);
    ++released_;
  }
}

}  // namespace aan::crypto

#pragma once
#include <filesystem>
#include <string>

#include "base/file.hpp"
#include "base/rng.hpp"
#include "crypto/keyring.hpp"

namespace aan::node {

/// The folder that is the shop: DIR/keys, DIR/aan.db, DIR/blobs, DIR/index, DIR/aan.sock.
/// One process at a time holds it for writing.
class DataDir {
 public:
  /// Makes the folder (0700) and takes its lock. Errors: conflict with reason "locked" while
  /// another process has it; unavailable.
  static Result<DataDir> lock(const std::filesystem::path& path);

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  /// DIR/keys of a folder that another process may hold. Errors: not_found, invalid (open to
  /// others, somebody else's, or not what was written), internal.
  static Result<crypto::KeyRing> read_keys(const std::filesystem::path& path);
  Result<> save_keys(const crypto::KeyRing& keys) const;
  /// Four characters for ids of a new store, made once and kept in DIR/site.
  Result<std::string> site(Rng& rng) const;

 private:
  DataDir(std::filesystem::path path, FileDescriptor lock)
      : path_(std::move(path)), lock_(std::move(lock)) {}
  std::filesystem::path path_;
  FileDescriptor lock_;
};

/// Whether a file belongs to the user who runs this, or to root; also when nothing is there.
bool belongs_to_us(const std::filesystem::path& file);
/// The command by which it does.
std::string command_to_own(const std::filesystem::path& file);

/// True when the folder holds a shop: its keys, or a database that lost them. Errors: unavailable
/// when it may not be looked into.
Result<bool> has_shop(const std::filesystem::path& path);
/// True while some process holds the folder and answers on its socket.
bool is_served(const std::filesystem::path& path);

}  // namespace aan::node

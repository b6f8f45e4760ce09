#include <fcntl.h>

#include <chrono>
#include <filesystem>
#include <fstream>

#include "adapters/blob_files/file_blob_store.hpp"
#include "testing/memory_blob_store.hpp"
#include "testing/temp_folder.hpp"
#include "tests/contract/blob_store_contract.hpp"

namespace aan::contract {
namespace {

class FilesWorld {
 public:
  FilesWorld() { restart(); }
  ports::BlobStore& store() { return *store_; }
  void restart() {
    store_.reset();
    store_ = blob_files::FileBlobStore::create(root_.path() / "content").value();
  }
  void damage(const crypto::Cid& cid, std::size_t offset) {
    const FileDescriptor file(::open(path_of(cid).c_str(), O_RDWR | O_CLOEXEC));
    char byte = 0;
    ASSERT_EQ(::pread(file.get(), &byte, 1, static_cast<off_t>(offset)), 1);
    byte = static_cast<char>(byte ^ 1);
    ASSERT_EQ(::pwrite(file.get(), &byte, 1, static_cast<off_t>(offset)), 1);
  }
  void truncate(const crypto::Cid& cid, std::size_t size) {
    std::filesystem::resize_file(path_of(cid), size);
  }
  void age(const crypto::Cid& cid, Duration by) {
    const std::filesystem::path path = path_of(cid);
    std::error_code gone;  // somebody may remove it meanwhile
    const auto put_at = std::filesystem::last_write_time(path, gone);
    if (!gone)
      std::filesystem::last_write_time(path, put_at - std::chrono::microseconds(by.us), gone);
  }

 private:
  std::filesystem::path path_of(const crypto::Cid& cid) {
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(root_.path() / "content" / "blobs"))
      if (entry.path().filename() == cid.text()) return entry.path();
    return {};
  }
  testing::TempFolder root_;
  std::unique_ptr<blob_files::FileBlobStore> store_;
};

class MemoryWorld {
 public:
  ports::BlobStore& store() { return store_; }
  void restart() {}
  void damage(const crypto::Cid& cid, std::size_t offset) { store_.damage(cid, offset); }
  void truncate(const crypto::Cid& cid, std::size_t size) { store_.truncate(cid, size); }
  void age(const crypto::Cid& cid, Duration by) { store_.age(cid, by); }

 private:
  testing::MemoryBlobStore store_;
};

}  // namespace

INSTANTIATE_TYPED_TEST_SUITE_P(Files, BlobStoreContract, FilesWorld);
INSTANTIATE_TYPED_TEST_SUITE_P(Memory, BlobStoreContract, MemoryWorld);

}  // namespace aan::contract

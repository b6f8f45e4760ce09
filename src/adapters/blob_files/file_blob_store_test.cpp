#include "adapters/blob_files/file_blob_store.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sched.h>
#include <sys/file.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <thread>
#include <vector>

#include "adapters/blob_files/folder.hpp"
#include "base/codec.hpp"
#include "testing/seeded_rng.hpp"
#include "testing/temp_folder.hpp"

namespace aan::blob_files {
namespace {

namespace fs = std::filesystem;

class FileBlobStoreTest : public ::testing::Test {
 protected:
  FileBlobStoreTest() { restart(); }
  void restart() {
    store.reset();
    store = FileBlobStore::create(root).value();
  }
  [[nodiscard]] fs::path path_of(const crypto::Cid& cid) const {
    const std::string text = cid.text();
    return root / "blobs" / text.substr(text.size() - 3, 2) / text;
  }
  static std::string content(std::size_t size) { return testing::SeededRng(size).bytes(size); }
  static std::string text_of(const fs::path& path) {
    return {std::istreambuf_iterator<char>(std::ifstream(path).rdbuf()), {}};
  }
  static std::size_t count(const fs::path& folder) {
    return static_cast<std::size_t>(std::distance(fs::recursive_directory_iterator(folder), {}));
  }
  crypto::Cid put(std::string_view bytes) { return store->put_bytes(bytes).value().cid; }
  Errc refusal(const crypto::Cid& cid) {
    const auto blob = store->open(cid);
    EXPECT_FALSE(blob);
    return blob ? Errc::internal : blob.error().code;
  }

  testing::TempFolder folder;
  fs::path root = folder.path() / "content";
  std::unique_ptr<FileBlobStore> store;
};

TEST_F(FileBlobStoreTest, NobodyElseCanRead) {
  put("small");
  put(content(1'100'000));
  EXPECT_EQ(fs::status(root).permissions(), fs::perms::owner_all);
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    const auto wanted = entry.is_directory() ? fs::perms::owner_all
                                             : fs::perms::owner_read | fs::perms::owner_write;
    EXPECT_EQ(entry.status().permissions(), wanted) << entry.path();
  }
}

TEST_F(FileBlobStoreTest, FoldersThatWereOpenedUpAreClosedAgain) {
  fs::permissions(root / "blobs", fs::perms::all);
  restart();
  EXPECT_EQ(fs::status(root / "blobs").permissions(), fs::perms::owner_all);
}

TEST_F(FileBlobStoreTest, ContentThatIsThereIsNotWrittenAgain) {
  const auto cid = put(content(1'100'000));
  struct stat before{};
  ASSERT_EQ(::stat(path_of(cid).c_str(), &before), 0);
  std::ofstream(folder.path() / "source") << content(1'100'000);
  const FileDescriptor source(::open((folder.path() / "source").c_str(), O_RDONLY | O_CLOEXEC));
  EXPECT_EQ(store->put(source.get(), 2'000'000)->cid, cid);
  put(content(1'100'000));
  struct stat after{};
  ASSERT_EQ(::stat(path_of(cid).c_str(), &after), 0);
  EXPECT_EQ(before.st_ino, after.st_ino);
  EXPECT_EQ(count(root / "tmp"), 0U);
}

TEST_F(FileBlobStoreTest, FiftyPutsOfOneContentLeaveOneFile) {
  const std::string bytes = content(200'000);
  {
    std::vector<std::jthread> people;
    for (int i = 0; i < 50; ++i) people.emplace_back([&] { EXPECT_TRUE(store->put_bytes(bytes)); });
  }
  EXPECT_EQ(count(root / "blobs"), 2U);  // the folder and the blob in it
  EXPECT_EQ(count(root / "tmp"), 0U);
}

TEST_F(FileBlobStoreTest, TheSumIsWhatSha256sumReadsAndIsMended) {
  const auto info = store->put_bytes(content(1'100'000)).value();
  fs::path sum = path_of(info.cid);
  sum += ".sum";
  const std::string line = hex(info.sha256) + "  " + info.cid.text() + "\n";
  EXPECT_EQ(text_of(sum), line);
  for (const char* damage : {"", "nonsense"}) {
    std::ofstream(sum, std::ios::trunc) << damage;
    restart();
    EXPECT_EQ(store->open(info.cid)->info.sha256, info.sha256);
    EXPECT_EQ(text_of(sum), line);
  }
  fs::remove(sum);
  restart();
  ASSERT_TRUE(store->open(info.cid));
  EXPECT_EQ(text_of(sum), line);
}

TEST_F(FileBlobStoreTest, ABadBlobIsKeptInQuarantineAndItsSumGoes) {
  const auto cid = put(content(1'100'000));
  fs::resize_file(path_of(cid), 5);
  EXPECT_EQ(refusal(cid), Errc::corrupt);
  EXPECT_EQ(fs::file_size(root / "quarantine" / cid.text()), 5U);
  EXPECT_FALSE(fs::exists(path_of(cid).string() + ".sum"));
}

TEST_F(FileBlobStoreTest, AChangeIsSeenEvenIfTheTimeIsSetBack) {
  const auto cid = put(content(100'000));
  ASSERT_TRUE(store->open(cid));
  const auto before = fs::last_write_time(path_of(cid));
  std::fstream file(path_of(cid), std::ios::in | std::ios::out);
  file.seekp(50'000) << "altered";
  file.close();
  fs::last_write_time(path_of(cid), before);
  EXPECT_EQ(refusal(cid), Errc::corrupt);
}

TEST_F(FileBlobStoreTest, APlantedLinkIsNotFollowed) {
  const std::string bytes = content(1000);
  std::ofstream(folder.path() / "outside") << bytes;
  const auto cid = put(bytes);
  fs::remove(path_of(cid));
  fs::create_symlink(folder.path() / "outside", path_of(cid));
  restart();
  EXPECT_EQ(refusal(cid), Errc::corrupt);  // although the content behind it would be right
  EXPECT_TRUE(fs::is_symlink(root / "quarantine" / cid.text()));
  EXPECT_TRUE(fs::exists(folder.path() / "outside"));
  EXPECT_EQ(put(bytes), cid);
  EXPECT_TRUE(store->open(cid));
}

TEST_F(FileBlobStoreTest, ALinkInPlaceOfAFolderIsNotFollowed) {
  const auto cid = put(content(1000));
  const fs::path shard = path_of(cid).parent_path();
  fs::rename(shard, folder.path() / "elsewhere");
  fs::create_directory_symlink(folder.path() / "elsewhere", shard);
  EXPECT_FALSE(store->open(cid));
  EXPECT_FALSE(store->put_bytes(content(1000)));
  EXPECT_TRUE(fs::exists(folder.path() / "elsewhere" / cid.text()));
}

TEST_F(FileBlobStoreTest, AFolderOrAPipeInPlaceOfABlobIsNotServed) {
  const auto cid = put(content(1000));
  fs::remove(path_of(cid));
  ASSERT_EQ(::mkfifo(path_of(cid).c_str(), 0600), 0);
  EXPECT_EQ(refusal(cid), Errc::corrupt);
  const auto other = put(content(1001));
  fs::remove(path_of(other));
  fs::create_directory(path_of(other));
  EXPECT_EQ(refusal(other), Errc::corrupt);
}

TEST_F(FileBlobStoreTest, AFolderInTheWayIsMovedAsideAlsoWhenQuarantineHasTheName) {
  const crypto::Cid cid = put("a book");
  fs::create_directories(root / "quarantine" / cid.text() / "inside");
  fs::remove(path_of(cid));
  fs::create_directories(path_of(cid) / "inside");
  restart();
  EXPECT_EQ(put("a book"), cid);
  EXPECT_EQ(text_of(path_of(cid)), "a book");
  EXPECT_TRUE(store->open(cid));
  EXPECT_TRUE(fs::is_directory(root / "quarantine" / (cid.text() + ".2") / "inside"));
}

TEST_F(FileBlobStoreTest, WithoutOpenat2LinksAreNotFollowedEither) {
  const auto cid = put(content(1000));
  const FileDescriptor blobs(::open((root / "blobs").c_str(), O_RDONLY | O_DIRECTORY));
  const std::string path = fs::relative(path_of(cid), root / "blobs").string();
  EXPECT_TRUE(FileDescriptor(open_by_parts(blobs.get(), path)).valid());
  fs::rename(path_of(cid), folder.path() / "outside");
  fs::create_symlink(folder.path() / "outside", path_of(cid));
  EXPECT_FALSE(FileDescriptor(open_by_parts(blobs.get(), path)).valid());
  const fs::path shard = path_of(cid).parent_path();
  fs::remove(path_of(cid));
  fs::rename(folder.path() / "outside", path_of(cid));
  fs::rename(shard, folder.path() / "elsewhere");
  fs::create_directory_symlink(folder.path() / "elsewhere", shard);
  EXPECT_FALSE(FileDescriptor(open_by_parts(blobs.get(), path)).valid());
}

TEST_F(FileBlobStoreTest, LeftoversOfAKilledProcessGoAndThoseInUseStay) {
  std::ofstream(root / "tmp" / "put-1-1") << "half a book";
  fs::create_symlink("/etc/passwd", root / "tmp" / "put-1-2");
  std::ofstream(root / "tmp" / "put-2-1") << "being written";
  const FileDescriptor busy(::open((root / "tmp" / "put-2-1").c_str(), O_RDONLY | O_CLOEXEC));
  ASSERT_EQ(::flock(busy.get(), LOCK_EX | LOCK_NB), 0);
  restart();
  EXPECT_EQ(count(root / "tmp"), 1U);
  EXPECT_TRUE(fs::exists(root / "tmp" / "put-2-1"));
}

TEST_F(FileBlobStoreTest, ConcurrentFirstOpensAllGetTheRightBytes) {
  const std::string bytes = content(8'000'000);
  const auto cid = put(bytes);
  restart();
  std::vector<std::jthread> readers;
  for (int i = 0; i < 16; ++i)
    readers.emplace_back([&] { EXPECT_EQ(store->open(cid)->info.size, bytes.size()); });
}

// Runs `work` in a child whose `root` is a file system of 3 MiB; 77 if that cannot be had.
template <class Work>
int on_a_small_disk(const fs::path& root, Work work) {
  const pid_t child = ::fork();
  if (child == 0) {
    const bool alone = ::unshare(CLONE_NEWNS) == 0 || ::unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0;
    ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr);
    const bool small = alone && ::mount("none", root.c_str(), "tmpfs", 0, "size=3m,mode=0700") == 0;
    ::_exit(small ? work() : 77);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST_F(FileBlobStoreTest, AFullDiskIsUnavailableAndLeavesNothing) {
  const std::string small = content(500'000);
  const std::string large = content(6'000'000);
  std::ofstream(folder.path() / "source") << large;
  const FileDescriptor source(::open((folder.path() / "source").c_str(), O_RDONLY | O_CLOEXEC));
  const int outcome = on_a_small_disk(root, [&] {
    auto full = FileBlobStore::create(root).value();
    const auto kept = full->put_bytes(small);
    const auto refused = full->put(source.get(), 1ULL << 40);
    const auto refused_bytes = full->put_bytes(large);
    if (!kept || refused || refused.error().code != Errc::unavailable) return 1;
    if (refused_bytes || refused_bytes.error().code != Errc::unavailable) return 2;
    if (count(root / "tmp") != 0 || count(root / "blobs") != 2) return 3;
    if (!full->open(kept->cid) || !full->put_bytes(content(400'000))) return 4;
    return 0;
  });
  if (outcome == 77) GTEST_SKIP() << "needs the right to mount a small file system";
  EXPECT_EQ(outcome, 0);
}

}  // namespace
}  // namespace aan::blob_files

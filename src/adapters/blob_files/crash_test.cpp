#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "adapters/blob_files/file_blob_store.hpp"
#include "testing/seeded_rng.hpp"
#include "testing/temp_folder.hpp"

namespace aan::blob_files {
namespace {

#if AAN_CRASH_POINTS

constexpr const char* kRootVariable = "AAN_TEST_BLOB_ROOT";

std::string book() { return testing::SeededRng(5).bytes(1'400'000); }

// The process that is killed: this program again, told by its environment where to put and die.
TEST(BlobCrash, DISABLED_PutsABookAndIsKilled) {
  const char* root = std::getenv(kRootVariable);
  ASSERT_NE(root, nullptr);
  const auto store = FileBlobStore::create(root);
  ASSERT_TRUE(store && (*store)->put_bytes(book()));
}

int put_in_a_process_that_dies_at(const std::string& point, const std::filesystem::path& root) {
  const pid_t child = ::fork();
  if (child == 0) {
    ::setenv("AAN_CRASH_AT", point.c_str(), 1);
    ::setenv(kRootVariable, root.c_str(), 1);
    ::execl("/proc/self/exe", "crash", "--gtest_also_run_disabled_tests", "--gtest_brief=1",
            "--gtest_filter=BlobCrash.DISABLED_PutsABookAndIsKilled", nullptr);
    ::_exit(127);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

TEST(BlobCrash, KilledAnywhereABlobIsWholeOrNotThere) {
  const std::string bytes = book();
  const crypto::Cid cid = crypto::unixfs_cid(bytes);
  for (const std::string point : {"blob.written", "blob.synced", "blob.renamed"}) {
    const testing::TempFolder folder;
    EXPECT_EQ(put_in_a_process_that_dies_at(point, folder.path()), SIGKILL) << point;
    const auto store = FileBlobStore::create(folder.path()).value();
    EXPECT_TRUE(std::filesystem::is_empty(folder.path() / "tmp"));
    const auto found = store->open(cid);
    EXPECT_EQ(found.has_value(), point == "blob.renamed") << point;
    if (found) {
      EXPECT_EQ(found->info.sha256, crypto::sha256(bytes));
    } else {
      EXPECT_EQ(found.error().code, Errc::not_found);
    }
    EXPECT_TRUE(store->put_bytes(bytes));
    EXPECT_TRUE(store->open(cid));
  }
}

#endif

}  // namespace
}  // namespace aan::blob_files

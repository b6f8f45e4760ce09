#include "base/nameless_file.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "testing/temp_folder.hpp"

namespace aan {
namespace {

namespace fs = std::filesystem;

TEST(NamelessFile, TakesAllBytesInAFolderThatItMakesAndIsFoundByNobody) {
  const testing::TempFolder folder;
  const fs::path uploads = folder.path() / "uploads";
  const FileDescriptor file = nameless_file(uploads).value();
  EXPECT_TRUE(fs::is_empty(uploads));
  struct stat info{};
  ASSERT_EQ(::fstat(file.get(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777U, 0600U);
  const std::string bytes(300'000, 'x');
  ASSERT_TRUE(write_all(file, bytes));
  EXPECT_EQ(read_all(file, bytes.size()).value(), bytes);
}

TEST(NamelessFile, AFolderThatIsNoneAndAFullDiskAreSaid) {
  const testing::TempFolder folder;
  std::ofstream(folder.path() / "taken") << "x";
  EXPECT_EQ(nameless_file(folder.path() / "taken").error().code, Errc::unavailable);
  const FileDescriptor full(::open("/dev/full", O_WRONLY | O_CLOEXEC));
  ASSERT_TRUE(full.valid());
  const auto put = write_all(full, "x");
  ASSERT_FALSE(put);
  EXPECT_EQ(put.error().code, Errc::unavailable);
  EXPECT_TRUE(put.error().safe.contains("Is it full?"));
}

}  // namespace
}  // namespace aan

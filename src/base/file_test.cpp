#include "base/file.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "testing/temp_folder.hpp"

namespace aan {
namespace {

namespace fs = std::filesystem;

TEST(File, GivesBackWhatWasWrittenUnderTheGivenMode) {
  const testing::TempFolder folder;
  const fs::path path = folder.path() / "keys";
  const ::mode_t before = ::umask(0);
  ASSERT_TRUE(write_file_durably(path, "first", 0600));
  ASSERT_TRUE(write_file_durably(path, std::string(200'000, 'x'), 0600));
  ::umask(before);
  EXPECT_EQ(read_file(path, 1'000'000)->size(), 200'000U);
  EXPECT_EQ(fs::status(path).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), {}), 1);
}

TEST(File, ALeftoverOfACrashKeepsNeitherItsContentNorItsMode) {
  const testing::TempFolder folder;
  std::ofstream(folder.path() / "keys.new") << "a long leftover";
  fs::permissions(folder.path() / "keys.new", fs::perms::all);
  ASSERT_TRUE(write_file_durably(folder.path() / "keys", "new", 0600));
  EXPECT_EQ(read_file(folder.path() / "keys", 100).value(), "new");
  EXPECT_EQ(fs::status(folder.path() / "keys").permissions(),
            fs::perms::owner_read | fs::perms::owner_write);
}

TEST(File, AFailedWriteLeavesNothing) {
  const testing::TempFolder folder;
  fs::create_directory(folder.path() / "taken");
  std::ofstream(folder.path() / "taken" / "inside") << "x";
  EXPECT_FALSE(write_file_durably(folder.path() / "taken", "new", 0600));
  EXPECT_FALSE(fs::exists(folder.path() / "taken.new"));
  EXPECT_FALSE(write_file_durably(folder.path() / "nowhere" / "file", "new", 0600));
}

TEST(File, SaysWhatIsWrong) {
  const testing::TempFolder folder;
  EXPECT_EQ(read_file(folder.path() / "none", 10).error().code, Errc::not_found);
  ASSERT_TRUE(write_file_durably(folder.path() / "ten", "0123456789", 0600));
  EXPECT_EQ(read_file(folder.path() / "ten", 10).value(), "0123456789");
  EXPECT_EQ(read_file(folder.path() / "ten", 9).error().code, Errc::too_large);
  EXPECT_EQ(read_file(folder.path(), 10).error().code, Errc::internal);
}

}  // namespace
}  // namespace aan

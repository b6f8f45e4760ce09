#include "adapters/search_xapian/xapian_index.hpp"

#include <gtest/gtest.h>
#include <linux/capability.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <thread>

#include "adapters/search_xapian/index_case.hpp"

namespace aan::search_xapian {
namespace {

namespace fs = std::filesystem;

class Index : public IndexCase {
 protected:
  /// Every file of the database, as a bad disk leaves it.
  void damage() {
    for (const auto& file : std::filesystem::directory_iterator(root_.path() / "index/db.1")) {
      if (file.file_size() == 0) continue;
      std::fstream bytes(file.path(), std::ios::in | std::ios::out | std::ios::binary);
      for (std::uintmax_t i = 0; i < file.file_size(); ++i) bytes.put('\x5a');
    }
  }
};

TEST_F(Index, WhatComesInMeanwhileMovesNothing) {
  std::vector<catalog::BookDetail> books;
  for (int i = 0; i < 30; ++i) books.push_back(book(i, "Tide tables"));
  put(books);
  ports::SearchQuery query;
  query.text = "tide";
  query.limit = 10;
  const auto first = index_->search(query).value();
  put({book(100, "Tide"), book(101, "Tide tables")});
  query.offset = 10;
  query.upto = first.upto;
  const auto second = index_->search(query).value();
  EXPECT_EQ(second.total, 30);
  EXPECT_EQ(second.hits.front().value, "test_19");
  query.text.clear();
  query.language = "en";
  EXPECT_EQ(index_->search(query)->hits.front().value, "test_19");
}

TEST_F(Index, FacetsOfManyBooksAreExact) {
  std::vector<catalog::BookDetail> books;
  for (int i = 0; i < 6'000; ++i) {
    books.push_back(book(i, "Common Title", i % 4 == 0 ? "de" : "en"));
    books.back().work.subjects = {{i % 3 == 0 ? "thirds" : "others", ""}};
  }
  put(books);
  const auto answer = ask("common ");
  EXPECT_EQ(answer.total, 6'000);
  ASSERT_EQ(answer.subjects.size(), 2U);
  EXPECT_EQ(answer.subjects[0].value, "others");
  EXPECT_EQ(answer.subjects[1].count, 2'000);
  EXPECT_FALSE(answer.subjects[1].is_estimate);
  EXPECT_EQ(answer.languages[0].value, "en");
}

TEST_F(Index, NewestFirstReachesOldBooksToo) {
  std::vector<catalog::BookDetail> books;
  for (int i = 0; i < 6'000; ++i) books.push_back(book(i, "Title"));
  books.push_back(book(-900'000'000, "Old", "fr"));
  books.push_back(book(-400'000'000, "Newer", "fr"));
  put(books);
  ports::SearchQuery query;
  query.language = "fr";
  auto answer = index_->search(query).value();
  ASSERT_EQ(answer.hits.size(), 2U);
  EXPECT_EQ(answer.hits[0].value, "test_-400000000");
  query.language = "en";
  query.offset = 5'990;
  answer = index_->search(query).value();
  EXPECT_EQ(answer.total, 6'000);
  ASSERT_EQ(answer.hits.size(), 10U);
  EXPECT_EQ(answer.hits.back().value, "test_0");
}

TEST_F(Index, DamageIsReportedAndClearMendsIt) {
  put({book(1, "Moonstone")});
  index_.reset();
  damage();
  open();
  EXPECT_EQ(index_->generation().error().code, Errc::corrupt);
  ports::SearchQuery query;
  query.text = "moonstone";
  EXPECT_EQ(index_->search(query).error().code, Errc::corrupt);
  ASSERT_TRUE(index_->clear());
  EXPECT_EQ(index_->generation().value(), 0);
  put({book(1, "Moonstone")});
  EXPECT_TRUE(finds("moonstone"));
}

TEST_F(Index, AnEmptiedFolderIsAnEmptyIndexAfterAStart) {
  put({book(1, "Moonstone")});
  index_.reset();
  std::filesystem::remove_all(root_.path() / "index");
  open();
  EXPECT_EQ(index_->generation().value(), 0);
}

TEST_F(Index, ASecondWriterIsTurnedAway) {
  put({book(1, "Moonstone")});
  const auto other = XapianIndex::open(root_.path() / "index").value();
  EXPECT_EQ(other->generation().value(), 1);
  const auto done = other->apply({book(2, "Emerald")}, {}, 2);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, Errc::unavailable);
}

TEST_F(Index, WhileItIsBuiltAnewSearchesFindEverything) {
  constexpr int kBooks = 40;
  for (int i = 0; i < kBooks; i += 20) {
    std::vector<catalog::BookDetail> books;
    for (int k = i; k < i + 20; ++k) books.push_back(book(k, "Word " + std::to_string(k)));
    put(books);
  }
  std::atomic<bool> is_done = false;
  std::atomic<int> searches = 0;
  std::vector<std::thread> readers;
  for (int i = 0; i < 3; ++i)
    readers.emplace_back([&] {
      while (!is_done) {
        ports::SearchQuery query;
        query.text = "word ";
        const auto answer = index_->search(query);
        ASSERT_TRUE(answer) << answer.error().to_string();
        ASSERT_EQ(answer->total, kBooks);
        ++searches;
      }
    });
  for (int turn = 0; turn < 2; ++turn) {
    const int before = searches;
    const auto fresh = index_->begin_anew().value();
    for (int i = 0; i < kBooks; i += 2)
      ASSERT_TRUE(fresh->apply({book(i, "Word"), book(i + 1, "Word")}, {}, i + 1));
    while (searches == before) std::this_thread::yield();
    ASSERT_TRUE(index_->take_over(fresh));
  }
  is_done = true;
  for (std::thread& reader : readers) reader.join();
  EXPECT_FALSE(fs::exists(root_.path() / "index/db.1"));
  EXPECT_EQ(std::distance(fs::directory_iterator(root_.path() / "index"), {}), 1);
}

// The child builds anew for ever and tells each step; it is killed in the middle of any.
TEST_F(Index, AKilledRebuildLeavesOneWholeIndex) {
  put({book(1, "Word One"), book(2, "Word Two")});
  index_.reset();
  for (const int steps : {1, 2, 3, 4, 7}) {
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    const pid_t child = ::fork();
    if (child == 0) {
      const auto tell = [&] { static_cast<void>(!::write(ends[1], "x", 1)); };
      const auto index = XapianIndex::open(root_.path() / "index").value();
      for (;;) {
        const auto fresh = index->begin_anew().value();
        tell();
        static_cast<void>(fresh->apply({book(1, "Word One")}, {}, 1));
        tell();
        static_cast<void>(fresh->apply({book(2, "Word Two")}, {}, 2));
        tell();
        if (!index->take_over(fresh)) ::_exit(1);
        tell();
      }
    }
    char told = 0;
    for (int i = 0; i < steps; ++i) ASSERT_EQ(::read(ends[0], &told, 1), 1);
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    ::close(ends[0]);
    ::close(ends[1]);
    open();
    EXPECT_EQ(ask("word ").total, 2) << steps;
    EXPECT_GE(index_->generation().value(), 1);
    EXPECT_EQ(std::distance(fs::directory_iterator(root_.path() / "index"), {}), 1)
        << "nothing half-built is left";
    index_.reset();
  }
}

TEST_F(Index, TheNewerOfTwoWholeIndexesIsTakenAfterACrashBetweenThem) {
  put({book(1, "Moonstone")});
  const auto fresh = index_->begin_anew().value();
  ASSERT_TRUE(fresh->apply({book(2, "Emerald")}, {}, 5));
  fs::copy(root_.path() / "index/db.1", root_.path() / "kept");
  ASSERT_TRUE(index_->take_over(fresh));
  index_.reset();
  fs::rename(root_.path() / "kept", root_.path() / "index/db.1");
  open();
  EXPECT_EQ(index_->generation().value(), 5);
  EXPECT_TRUE(finds("emerald"));
  EXPECT_FALSE(fs::exists(root_.path() / "index/db.1"));
}

// Root may read every folder, unless it lays its rights down: so this is done by a child.
TEST_F(Index, OneThatTookOverHasTakenOverThoughItsFolderCannotBeSynced) {
  put({book(1, "Moonstone")});
  index_.reset();
  const fs::path folder = root_.path() / "index";
  const pid_t child = ::fork();
  if (child == 0) {
    __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
    const __user_cap_data_struct none[2]{};
    if (::syscall(SYS_capset, &header, none) != 0) ::_exit(2);
    const auto index = XapianIndex::open(folder).value();
    const auto fresh = index->begin_anew().value();
    if (!fresh->apply({book(2, "Emerald")}, {}, 5)) ::_exit(3);
    ::chmod(folder.c_str(), 0300);
    const bool took_over = index->take_over(fresh).has_value();
    ::chmod(folder.c_str(), 0700);
    ::_exit(took_over && index->search({.text = "emerald"}).value().total == 1 ? 0 : 1);
  }
  int status = -1;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  EXPECT_TRUE(fs::exists(folder / "db.1")) << "a crash may still undo the new one's name";
  open();
  EXPECT_TRUE(finds("emerald"));
  EXPECT_FALSE(fs::exists(folder / "db.1"));
}

TEST_F(Index, WhoeverOpensItBesideLeavesWhatIsBeingBuiltAlone) {
  put({book(1, "Moonstone")});
  const auto fresh = index_->begin_anew().value();
  const auto other = XapianIndex::open(root_.path() / "index").value();
  EXPECT_EQ(other->begin_anew().error().code, Errc::unavailable);
  ASSERT_TRUE(fresh->apply({book(2, "Emerald")}, {}, 2));
  ASSERT_TRUE(index_->take_over(fresh));
  EXPECT_TRUE(finds("emerald"));
}

TEST_F(Index, ADamagedIndexIsMendedByTakingOver) {
  put({book(1, "Moonstone")});
  index_.reset();
  damage();
  open();
  EXPECT_EQ(index_->generation().error().code, Errc::corrupt);
  const auto fresh = index_->begin_anew().value();
  ASSERT_TRUE(fresh->apply({book(1, "Moonstone")}, {}, 3));
  ASSERT_TRUE(index_->take_over(fresh));
  EXPECT_EQ(index_->generation().value(), 3);
  EXPECT_TRUE(finds("moonstone"));
}

TEST_F(Index, ReadersSeeWholeCommitsWhileOthersWrite) {
  put({book(0, "Word 0")});
  std::atomic<bool> is_done = false;
  std::atomic<int> searches = 0;
  std::vector<std::thread> readers;
  for (int i = 0; i < 3; ++i)
    readers.emplace_back([&] {
      while (!is_done) {
        ports::SearchQuery query;
        query.text = "word ";
        const auto answer = index_->search(query);
        ASSERT_TRUE(answer) << answer.error().to_string();
        ASSERT_TRUE(answer->total == 0 || answer->total % 3 == 1) << answer->total;
        ++searches;
      }
    });
  for (int i = 0; i < 30; ++i)
    put({book(i * 3 + 1, "Word"), book(i * 3 + 2, "Word"), book(i * 3 + 3, "Word")});
  ASSERT_TRUE(index_->clear());
  put({book(0, "Word 0")});
  is_done = true;
  for (std::thread& reader : readers) reader.join();
  EXPECT_GT(searches, 0);
}

}  // namespace
}  // namespace aan::search_xapian

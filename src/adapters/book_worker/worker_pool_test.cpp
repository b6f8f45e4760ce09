#include "adapters/book_worker/worker_pool.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <thread>

#include "adapters/book_worker/worker_book_reader.hpp"
#include "adapters/book_worker/worker_text_reader.hpp"
#include "base/clock.hpp"
#include "base/file.hpp"
#include "domain/catalog/book_record_frame.hpp"
#include "domain/catalog/frame.hpp"

namespace aan::book_worker {
namespace {

using catalog::FieldTag;
using catalog::FrameWriter;

// Workers of shell script that behave badly in one way each.
class WorkerPoolTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = testing::TempDir() + "aan-worker-XXXXXX";
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  WorkerOptions script(const std::string& lines) {
    const auto path = folder_ / "worker";
    std::ofstream(path) << "#!/bin/sh\n" << lines << "\n";
    chmod(path.c_str(), 0700);
    return {.program = path, .deadline = Duration::seconds(20)};
  }
  WorkerOptions answering(const std::string& frame) {
    std::ofstream(folder_ / "frame", std::ios::binary) << frame;
    return script("cat '" + (folder_ / "frame").string() + "' >&4");
  }
  static Errc code_of(WorkerOptions options) {
    WorkerPool pool(std::move(options));
    const auto answer = pool.run("read-archive", std::string("input"));
    return answer ? Errc::internal : answer.error().code;
  }
  Errc reading(const std::string& frame) {
    WorkerPool pool(answering(frame));
    WorkerBookReader reader(pool);
    const FileDescriptor fd(open("/dev/null", O_RDONLY | O_CLOEXEC));
    const auto book = reader.read(fd.get());
    EXPECT_FALSE(book);
    EXPECT_TRUE(!book && !book.error().safe.empty());
    return book ? Errc::internal : book.error().code;
  }

  std::filesystem::path folder_;
};

std::string record() {
  catalog::BookRecord record;
  record.format = "epub";
  record.media_type = "application/epub+zip";
  record.title = "T";
  return catalog::encode_book_record(record);
}

TEST_F(WorkerPoolTest, HandsOverInputJobAndNothingElse) {
  WorkerPool pool(
      script("cat <&3 >&4; echo \"|$1|$LC_ALL|$HOME|\" >&4; ls /proc/self/fd | wc -l >&4"));
  setenv("HOME", "/secret", 1);
  const FileDescriptor stray(open("/dev/null", O_RDONLY));  // not close-on-exec
  const auto answer = pool.run("read-archive", std::string("hello"));
  ASSERT_TRUE(answer) << answer.error().to_string();
  EXPECT_EQ(*answer, "hello|read-archive|C.UTF-8||\n6\n") << "0 to 4, and ls itself reads one";
}

TEST_F(WorkerPoolTest, TheInputIsReadOnlyAndFromItsBeginning) {
  const auto path = folder_ / "book";
  std::ofstream(path) << "0123456789";
  const FileDescriptor fd(open(path.c_str(), O_RDWR | O_CLOEXEC));
  ASSERT_EQ(lseek(fd.get(), 5, SEEK_SET), 5);
  WorkerPool pool(script("cat <&3 >&4; (echo spoiled >&3) 2>/dev/null || echo -n ' kept' >&4"));
  EXPECT_EQ(pool.run("x", fd.get()).value(), "0123456789 kept");
  EXPECT_EQ(lseek(fd.get(), 0, SEEK_CUR), 5);
  EXPECT_EQ(read_file(path, 100).value(), "0123456789");
}

TEST_F(WorkerPoolTest, AWorkerThatHangsIsKilledAtTheDeadline) {
  const SystemClock clock;
  const Duration start = clock.mono();
  auto options = script("sleep 600 & sleep 600");
  options.deadline = Duration::milliseconds(300);
  EXPECT_EQ(code_of(options), Errc::timeout);
  EXPECT_LT((clock.mono() - start).ms(), 10'000);
}

TEST_F(WorkerPoolTest, AStopEndsLongJobsFirstAndThenAll) {
  const auto gate = folder_ / "gate";
  WorkerPool pool(script("touch '" + gate.string() + "'; sleep 600"));
  const FileDescriptor input(open("/dev/null", O_RDONLY | O_CLOEXEC));
  const auto stopped = [&](auto run, auto stop) {
    std::filesystem::remove(gate);
    Errc code = Errc::internal;
    std::thread job([&] { code = run(); });
    while (!std::filesystem::exists(gate)) std::this_thread::yield();
    stop();
    job.join();
    return code;
  };
  const auto book = [&] { return pool.run("x", input.get()).error().code; };
  const auto list = [&] {
    return pool.run_to_memory("x", input.get(), Duration::seconds(600)).error().code;
  };
  EXPECT_EQ(stopped(list, [&] { pool.stop_long_jobs(); }), Errc::unavailable);
  EXPECT_EQ(list(), Errc::unavailable) << "none begins";
  EXPECT_EQ(stopped(book, [&] { pool.stop(); }), Errc::unavailable) << "books went on until then";
  EXPECT_EQ(book(), Errc::unavailable);
}

TEST_F(WorkerPoolTest, EndsAreToldApart) {
  EXPECT_EQ(code_of(script("kill -SEGV $$")), Errc::invalid);
  EXPECT_EQ(code_of(script("kill -KILL $$")), Errc::invalid);
  EXPECT_EQ(code_of(script("kill -XCPU $$")), Errc::timeout);
  EXPECT_EQ(code_of(script("exit 1")), Errc::invalid) << "the file made a library give up";
  for (const char* code : {"2", "3", "127"})
    EXPECT_EQ(code_of(script(std::string("exit ") + code)), Errc::unavailable) << "before any file";
  EXPECT_EQ(code_of({.program = folder_ / "missing"}), Errc::unavailable);
}

TEST_F(WorkerPoolTest, ABookOnWhichItExitsIsNoAnswerThatIsCounted) {
  WorkerPool pool(script("exit 1"));
  WorkerTextReader reader(pool);
  const FileDescriptor fd(open("/dev/null", O_RDONLY | O_CLOEXEC));
  const auto text = reader.read_text(fd.get());
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().code, Errc::timeout) << "a try, as of one that is killed";
}

TEST_F(WorkerPoolTest, AnAnswerHasAnEnd) {
  EXPECT_EQ(code_of(script("head -c 70000000 /dev/zero >&4")), Errc::too_large);
}

TEST_F(WorkerPoolTest, NoMoreWorkersThanPlaces) {
  // The pause is the subject: a second worker that ran beside the first would come in it.
  auto options = script("echo x >> '" + (folder_ / "now").string() + "'; wc -l < '" +
                        (folder_ / "now").string() + "' >&4; sleep 0.1; sed -i 1d '" +
                        (folder_ / "now").string() + "'");
  options.concurrency = 1;
  WorkerPool pool(options);
  std::atomic<int> wrong = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&] {
      if (pool.run("x", std::string()).value_or("") != "1\n") ++wrong;
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
}

TEST_F(WorkerPoolTest, WhoWaitsTooLongForAPlaceIsTold) {
  const auto gate = folder_ / "gate";
  auto options = script("touch '" + gate.string() + "'; read line <&3; sleep 600");
  options.concurrency = 1;
  options.deadline = Duration::seconds(2);
  options.queue_wait = Duration::milliseconds(1);
  WorkerPool pool(options);
  std::thread first([&] { static_cast<void>(pool.run("x", std::string())); });
  while (!std::filesystem::exists(gate)) std::this_thread::yield();
  EXPECT_EQ(pool.run("x", std::string()).error().code, Errc::unavailable);
  first.join();
}

TEST_F(WorkerPoolTest, RefusalsComeThroughWithTheirSentence) {
  FrameWriter refusal;
  refusal.put(FieldTag::refusal_kind, "too_large")
      .put(FieldTag::refusal_sentence, "This file is larger than 1 GB.");
  WorkerPool pool(answering(std::move(refusal).finish()));
  WorkerBookReader reader(pool);
  const FileDescriptor fd(open("/dev/null", O_RDONLY | O_CLOEXEC));
  const auto book = reader.read(fd.get());
  ASSERT_FALSE(book);
  EXPECT_EQ(book.error().code, Errc::too_large);
  EXPECT_EQ(book.error().safe, "This file is larger than 1 GB.");
}

TEST_F(WorkerPoolTest, NonsenseIsRefusedWhateverItIs) {
  EXPECT_EQ(reading(""), Errc::invalid);
  EXPECT_EQ(reading("hello"), Errc::invalid);
  EXPECT_EQ(reading(std::string(100'000, '\0')), Errc::invalid);
  EXPECT_EQ(reading(record().substr(0, 20)), Errc::invalid);
}

TEST_F(WorkerPoolTest, AWorkerThatWasTakenOverGetsNothingPast) {
  const auto with = [&](FieldTag tag, std::string_view bytes) {
    FrameWriter out;
    out.put(FieldTag::record, record()).put(tag, bytes);
    return reading(std::move(out).finish());
  };
  EXPECT_EQ(with(FieldTag::sample, "<script>alert(1)</script>"), Errc::invalid);
  EXPECT_EQ(with(FieldTag::sample, "<p onclick=\"x\">a</p>"), Errc::invalid);
  EXPECT_EQ(with(FieldTag::cover, "<svg/>"), Errc::invalid);
  EXPECT_EQ(with(FieldTag::cover, "\xff\xd8\xff x \xff\xd9"), Errc::invalid) << "no thumbnails";
  EXPECT_EQ(with(FieldTag::thumbnail, "\xff\xd8\xff x \xff\xd9"), Errc::invalid) << "no cover";
  EXPECT_EQ(with(FieldTag::warning, "two\nlines"), Errc::invalid);
  EXPECT_EQ(with(FieldTag::document, "PK"), Errc::invalid);
  EXPECT_EQ(with(FieldTag::refusal_kind, "internal"), Errc::invalid);
}

TEST_F(WorkerPoolTest, NorDoesAWorkerThatReadsABook) {
  const auto with = [](FieldTag tag, std::string_view bytes, bool has_text = true) {
    FrameWriter out;
    if (has_text) out.put(FieldTag::book_text, "<div><section id=\"s1\"><p>a</p></section></div>");
    out.put(tag, bytes);
    const auto text = parse_book_text(std::move(out).finish());
    return text ? Errc::internal : text.error().code;
  };
  EXPECT_EQ(with(FieldTag::book_entry, "1 t12 A title"), Errc::internal) << "is good";
  EXPECT_EQ(with(FieldTag::book_text, "<p>b</p>"), Errc::invalid) << "a second text";
  EXPECT_EQ(with(FieldTag::book_text, "<script>x</script>", false), Errc::invalid);
  EXPECT_EQ(with(FieldTag::book_picture, "<svg/>"), Errc::invalid);
  EXPECT_EQ(with(FieldTag::book_picture, "\xff\xd8\xff x \xff\xd9", false), Errc::invalid);
  for (const char* entry : {"", "1 ", "9 t1 a", "1 x a", "1 t1 a\nb", "1 //h a", "1t1 a"})
    EXPECT_EQ(with(FieldTag::book_entry, entry), Errc::invalid) << entry;
  EXPECT_EQ(with(FieldTag::cover, "x"), Errc::invalid);
}

}  // namespace
}  // namespace aan::book_worker

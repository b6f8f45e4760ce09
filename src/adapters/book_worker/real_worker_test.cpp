#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "adapters/book_worker/worker_book_reader.hpp"
#include "adapters/book_worker/worker_book_stamper.hpp"
#include "adapters/book_worker/worker_document_writer.hpp"
#include "base/clock.hpp"
#include "base/file.hpp"

namespace aan::book_worker {
namespace {

std::filesystem::path from_environment(const char* name, const char* otherwise) {
  const char* value = std::getenv(name);
  return value == nullptr ? otherwise : value;
}

// The worker of this build, and the real books where they are.
class RealWorker : public testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(program_)) GTEST_SKIP() << "aan-worker is not in this build";
    if (!std::getenv("AAN_TEST_DATA"))
      data_ = from_environment("AAN_SOURCE_DIR", ".") / "../shared/data";
  }
  bool has_books() const { return std::filesystem::is_directory(data_ / "epub"); }

  std::filesystem::path program_ = from_environment("AAN_BUILD_DIR", ".") / "aan-worker";
  std::filesystem::path data_ = from_environment("AAN_TEST_DATA", "");
  WorkerPool pool_{WorkerOptions{.program = program_}};
  WorkerBookReader reader_{pool_};
  WorkerDocumentWriter writer_{pool_};
};

FileDescriptor open_file(const std::filesystem::path& path) {
  return FileDescriptor(open(path.c_str(), O_RDONLY | O_CLOEXEC));
}

ports::Manuscript manuscript() {
  ports::Manuscript m;
  m.identifier = "urn:uuid:0a0a0a0a-0a0a-4a0a-8a0a-0a0a0a0a0a0a";
  m.title = "La última imprenta";
  m.authors = {"Goran Iliev"};
  m.language = "es";
  m.series = "Cuadernos";
  m.series_position = "1";
  m.body = "# Uno\n\nTexto.\n";
  for (int i = 0; i < 30; ++i) m.body += "\nMás texto, y *algo* más, para que haya una muestra.\n";
  return m;
}

// The number of a child of that process, once it has given up the right to gain rights, which comes
// after.
pid_t limited_child_of(pid_t parent) {
  const std::string children =
      "/proc/" + std::to_string(parent) + "/task/" + std::to_string(parent) + "/children";
  const SystemClock clock;
  for (const Duration end = clock.mono() + Duration::seconds(20); clock.mono() < end;) {
    pid_t child = 0;
    std::ifstream(children) >> child;
    std::ifstream status("/proc/" + std::to_string(child) + "/status");
    for (std::string line; child > 0 && std::getline(status, line);)
      if (line == "NoNewPrivs:\t1") return child;
    std::this_thread::yield();
  }
  return 0;
}

TEST_F(RealWorker, EndsWithTheProcessThatStartedIt) {
  std::string list = "title\n";  // long enough to be caught while it is read
  for (int i = 0; i < 200'000; ++i) list += "A title of a list that is long\n";
  const FileDescriptor file = *memory_file(list);
  const pid_t shop = fork();
  if (shop == 0) {
    static_cast<void>(pool_.run_to_memory("read-list", file.get(), Duration::seconds(60)));
    _exit(0);
  }
  const pid_t worker = limited_child_of(shop);
  ASSERT_GT(worker, 0);
  kill(worker, SIGSTOP);  // so that it cannot end by itself
  const FileDescriptor handle(static_cast<int>(syscall(SYS_pidfd_open, worker, 0)));
  ASSERT_TRUE(handle.valid());
  kill(shop, SIGKILL);
  waitpid(shop, nullptr, 0);
  struct pollfd ended = {handle.get(), POLLIN, 0};
  const bool is_gone = poll(&ended, 1, 10'000) == 1;
  if (!is_gone) kill(worker, SIGKILL);
  EXPECT_TRUE(is_gone);
}

TEST_F(RealWorker, ReadsEveryRealBook) {
  if (!has_books())
    GTEST_SKIP() << "no real EPUBs: AAN_TEST_DATA does not name a folder with epub/";
  int count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(data_ / "epub")) {
    if (entry.path().extension() != ".epub") continue;
    const auto book = reader_.read(open_file(entry.path()).get());
    ASSERT_TRUE(book) << entry.path() << book.error().to_string();
    EXPECT_FALSE(book->cover_jpeg.empty()) << entry.path();
    EXPECT_EQ(book->thumbnails.size(), 3U) << entry.path();
    ++count;
  }
  EXPECT_EQ(count, 28);
}

TEST_F(RealWorker, PlansStampsOfBooksAndReadsNoneFromThem) {
  WorkerBookStamper stamper(pool_);
  const auto epub = writer_.write_epub(manuscript());
  ASSERT_TRUE(epub);
  const FileDescriptor file = *memory_file(*epub);
  const auto plan = stamper.plan(file.get());
  ASSERT_TRUE(plan) << plan.error().to_string();
  ASSERT_TRUE(std::holds_alternative<catalog::StampPlan>(*plan)) << std::get<std::string>(*plan);
  EXPECT_EQ(std::get<catalog::StampPlan>(*plan).file_bytes, epub->size());
  const auto stamps = stamper.read_stamps(file.get());
  ASSERT_TRUE(stamps) << stamps.error().to_string();
  EXPECT_TRUE(stamps->empty());
  EXPECT_EQ(stamper.plan(open_file("/proc/self/exe").get()).error().code, Errc::invalid);
}

TEST_F(RealWorker, WhatIsNoBookIsRefusedWithASentence) {
  const auto book = reader_.read(open_file("/proc/self/exe").get());
  ASSERT_FALSE(book);
  EXPECT_EQ(book.error().code, Errc::invalid);
  for (const char* format : {"EPUB", "PDF", "CBZ", "MP3"})
    EXPECT_TRUE(book.error().safe.contains(format)) << book.error().safe;
}

TEST_F(RealWorker, ABookItWroteIsABookItReads) {
  const auto epub = writer_.write_epub(manuscript());
  ASSERT_TRUE(epub) << epub.error().to_string();
  EXPECT_EQ(*epub, writer_.write_epub(manuscript()).value()) << "the same bytes again";
  const auto path = std::filesystem::path(testing::TempDir()) / "aan-own.epub";
  std::ofstream(path, std::ios::binary) << *epub;
  const auto book = reader_.read(open_file(path).get());
  std::filesystem::remove(path);
  ASSERT_TRUE(book) << book.error().to_string();
  EXPECT_EQ(book->record.title, "La última imprenta");
  EXPECT_FALSE(book->sample_html.empty());
  EXPECT_FALSE(book->cover_jpeg.empty());
  EXPECT_TRUE(book->warnings.empty());
}

TEST_F(RealWorker, CoversAreTheSameEveryTimeAndFromManyThreads) {
  const auto cover = writer_.draw_cover({"Margins", "Laszlo Verhoeven", ""});
  ASSERT_TRUE(cover) << cover.error().to_string();
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&] {
      const auto again = writer_.draw_cover({"Margins", "Laszlo Verhoeven", ""});
      EXPECT_TRUE(again && again->cover_jpeg == cover->cover_jpeg);
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(writer_.draw_cover({"", "A", ""}).error().code, Errc::invalid);
}

TEST_F(RealWorker, APaperIsAPdfTheSameEveryTime) {
  ports::Paper paper;
  paper.language = "en";
  paper.title = "Invoice INV-000042";
  paper.from = {"Calder & Daughters", "4 Bakery Lane"};
  paper.rows = {{"Walden", "Henry \x1f Thoreau", "$4.99"}};
  paper.sums = {{"Total", "", "$4.99"}};
  paper.page = "Page {number} of {count}";
  paper.made_at = "2026-11-26T12:00:00Z";
  const auto pdf = writer_.write_paper(paper);
  ASSERT_TRUE(pdf) << pdf.error().to_string();
  EXPECT_TRUE(pdf->starts_with("%PDF-"));
  EXPECT_EQ(*pdf, writer_.write_paper(paper).value());
  paper.notes.assign(1000, "too many");
  EXPECT_EQ(writer_.write_paper(paper).error().code, Errc::invalid);
}

TEST_F(RealWorker, APaperThatIsAskedForAgainCostsNoWorker) {
  const std::filesystem::path copy = std::filesystem::path(testing::TempDir()) / "aan-worker-copy";
  std::filesystem::copy_file(program_, copy, std::filesystem::copy_options::overwrite_existing);
  WorkerPool pool{WorkerOptions{.program = copy}};
  WorkerDocumentWriter writer(pool);
  ports::Paper paper;
  paper.language = "en";
  paper.title = "Invoice INV-000042";
  paper.from = {"Calder & Daughters"};
  paper.rows = {{"Walden", "", "$4.99"}};
  paper.page = "Page {number} of {count}";
  const auto pdf = writer.write_paper(paper);
  std::filesystem::remove(copy);
  ASSERT_TRUE(pdf) << pdf.error().to_string();
  EXPECT_EQ(writer.write_paper(paper).value(), *pdf);
  paper.to = {"Ada"};
  EXPECT_EQ(writer.write_paper(paper).error().code, Errc::unavailable) << "another paper is made";
}

// From the moment the filter is on until the end, as the kernel saw it.
std::string calls_after_filter(const std::filesystem::path& trace) {
  std::ifstream file(trace);
  std::string line, after;
  bool closed = false;
  while (std::getline(file, line)) {
    if (line.find("SECCOMP_SET_MODE_FILTER") != std::string::npos &&
        line.find("len=") != std::string::npos)
      closed = true;
    else if (closed)
      after += line + "\n";
  }
  return after;
}

TEST_F(RealWorker, OpensNothingAfterTheSandboxIsClosed) {
  if (std::system("strace -V >/dev/null 2>&1") != 0) GTEST_SKIP() << "strace is not installed";
  const auto base = std::filesystem::path(testing::TempDir()) / "aan-trace";
  std::ofstream(base.string() + ".in", std::ios::binary)
      << writer_.write_epub(manuscript()).value();
  const std::string command = "env -i LC_ALL=C.UTF-8 strace -f -s 0 -o '" + base.string() +
                              ".log' '" + program_.string() + "' read-archive 3<'" + base.string() +
                              ".in' 4>'" + base.string() + ".out' 2>/dev/null";
  if (std::system(command.c_str()) != 0) GTEST_SKIP() << "strace may not trace here";
  const std::string after = calls_after_filter(base.string() + ".log");
  for (const char* suffix : {".in", ".out", ".log"})
    std::filesystem::remove(base.string() + suffix);
  if (after.empty()) GTEST_SKIP() << "built without the filter";
  EXPECT_NE(after.find("write(4"), std::string::npos);
  for (const char* call : {"openat(", "open(", "socket(", "execve(", "connect(", "PROT_EXEC"})
    EXPECT_EQ(after.find(call), std::string::npos) << call << " in\n" << after.substr(0, 4000);
}

}  // namespace
}  // namespace aan::book_worker

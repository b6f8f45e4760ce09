#include "worker/sandbox.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <thread>

namespace aan::worker {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kFilterIsOff = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
constexpr bool kFilterIsOff = true;
#else
constexpr bool kFilterIsOff = false;
#endif
#else
constexpr bool kFilterIsOff = false;
#endif

class SandboxTest : public testing::Test {
 protected:
  void SetUp() override {
    if (kFilterIsOff) GTEST_SKIP() << "the filter is off under sanitizers";
  }
};

[[noreturn]] void end_with(bool right) { _exit(right ? 0 : 1); }

void close_or_die() {
  if (!close_sandbox()) _exit(9);
}

TEST_F(SandboxTest, FilesCannotBeOpened) {
  EXPECT_EXIT(({
                close_or_die();
                end_with(open("/etc/passwd", O_RDONLY) < 0 && errno == EPERM &&
                         open("/tmp/x", O_WRONLY | O_CREAT, 0600) < 0 && errno == EPERM);
              }),
              testing::ExitedWithCode(0), "");
}

TEST_F(SandboxTest, MemoryNeverBecomesCode) {
  EXPECT_EXIT(({
                close_or_die();
                const void* code =
                    mmap(nullptr, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
                const void* data =
                    mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
                end_with(code == MAP_FAILED && data != MAP_FAILED);
              }),
              testing::ExitedWithCode(0), "");
}

TEST_F(SandboxTest, ThreadsWork) {
  EXPECT_EXIT(({
                close_or_die();
                bool ran = false;
                std::thread([&] { ran = true; }).join();
                end_with(ran);
              }),
              testing::ExitedWithCode(0), "");
}

TEST_F(SandboxTest, ASocketAProgramOrAProcessIsTheEnd) {
  EXPECT_EXIT(({
                close_or_die();
                end_with(socket(AF_INET, SOCK_STREAM, 0) >= 0);
              }),
              testing::KilledBySignal(SIGSYS), "");
  EXPECT_EXIT(({
                close_or_die();
                char* const nothing[] = {nullptr};
                execve("/bin/true", nothing, nothing);
                end_with(true);
              }),
              testing::KilledBySignal(SIGSYS), "");
  EXPECT_EXIT(({
                close_or_die();
                end_with(fork() < 0 && errno == EPERM);
              }),
              testing::ExitedWithCode(0), "");
}

}  // namespace
}  // namespace aan::worker

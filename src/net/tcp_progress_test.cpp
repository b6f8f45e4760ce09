#include "net/tcp_progress.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <string>
#include <thread>
#include <utility>

#include "base/file.hpp"

namespace aan::net::test {
namespace {

/// Two ends of one TCP connection on the loopback interface; ours is the one that accepted it.
struct Connected {
  FileDescriptor ours;
  FileDescriptor theirs;
};

Connected connected() {
  const FileDescriptor listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const any = reinterpret_cast<sockaddr*>(&address);
  EXPECT_EQ(::bind(listener.get(), any, size), 0);
  EXPECT_EQ(::listen(listener.get(), 1), 0);
  EXPECT_EQ(::getsockname(listener.get(), any, &size), 0);
  FileDescriptor theirs(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  EXPECT_EQ(::connect(theirs.get(), any, size), 0);
  FileDescriptor ours(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
  return {std::move(ours), std::move(theirs)};
}

TEST(TcpProgress, WhatIsNotTcpHasNone) {
  EXPECT_FALSE(tcp_progress(-1));
  const FileDescriptor local(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  EXPECT_FALSE(tcp_progress(local.get()));
}

// Once nothing is queued, everything that was sent counts as acknowledged, however closely the
// acknowledgement falls between the questions that make up one look.
TEST(TcpProgress, AnEmptyQueueMeansThatAllOfItArrived) {
  constexpr int kRounds = 20'000;
  const std::string piece(4099, 'x');
  const Connected both = connected();
  std::thread reader([&] {
    std::string into(piece.size(), '\0');
    while (::recv(both.theirs.get(), into.data(), into.size(), 0) > 0) {
    }
  });
  std::uint64_t sent = 0;
  for (int round = 0; round < kRounds; ++round) {
    ASSERT_EQ(::send(both.ours.get(), piece.data(), piece.size(), MSG_NOSIGNAL),
              static_cast<ssize_t>(piece.size()));
    sent += piece.size();
    auto progress = tcp_progress(both.ours.get());
    while (progress && progress->queued > 0) progress = tcp_progress(both.ours.get());
    EXPECT_TRUE(progress && progress->acknowledged == sent) << round;
    if (HasFailure()) break;
  }
  ::shutdown(both.ours.get(), SHUT_WR);
  reader.join();
}

}  // namespace
}  // namespace aan::net::test

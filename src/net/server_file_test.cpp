#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <atomic>

#include "net/test_world.hpp"

namespace aan::net::test {
namespace {

std::string pattern(std::size_t size) {
  std::string out(size, '\0');
  for (std::size_t i = 0; i < size; ++i) out[i] = static_cast<char>((i * 31 + i / 251) & 0xff);
  return out;
}

struct Shelf : testing::Test {
  std::string content = pattern(3'000'000);
  std::atomic<std::uint64_t> reported{0};
  std::atomic<int> reports{0};
  std::shared_ptr<FileDescriptor> file =
      std::make_shared<FileDescriptor>(memfd_create("book", MFD_CLOEXEC));
  std::uint64_t announced = content.size();
  std::shared_ptr<const FilePieces> pieces;

  void SetUp() override {
    ASSERT_EQ(::write(file->get(), content.data(), content.size()),
              static_cast<ssize_t>(content.size()));
  }
  [[nodiscard]] World open(ServerOptions options = {}) {
    return World(
        [this](Router& router) {
          router.get("/book", [this](const Request&) {
            FileBody body;
            body.file = file;
            body.size = announced;
            body.pieces = pieces;
            body.etag = "\"digest\"";
            body.content_type = "application/epub+zip";
            body.disposition = attachment("Ein Buch.epub");
            body.modified = Timestamp::from_unix_seconds(1'700'000'000);
            body.on_done = [this](std::uint64_t bytes) {
              reported += bytes;
              ++reports;
            };
            return Response::file(std::move(body));
          });
        },
        std::move(options));
  }
};

// Parts of the file with bytes of our own between and after them, the last larger than a call.
TEST_F(Shelf, PiecesStandForTheFileInTheirOrderWholeAndInRanges) {
  const std::string own = "twelve bytes";
  const std::string last = pattern(2'500'000);
  FilePieces parts(4);
  parts[0] = {.offset = 0, .length = 1000, .bytes = {}};
  parts[1] = {.offset = 0, .length = own.size(), .bytes = own};
  parts[2] = {.offset = 2000, .length = content.size() - 2000, .bytes = {}};
  parts[3] = {.offset = 0, .length = last.size(), .bytes = last};
  pieces = std::make_shared<const FilePieces>(std::move(parts));
  const std::string whole = content.substr(0, 1000) + own + content.substr(2000) + last;
  announced = whole.size();
  const World world = open();
  RawClient client = world.client();
  const Reply reply = client.ask(world.get("/book"));
  EXPECT_EQ(reply.status, 200);
  EXPECT_TRUE(reply.body == whole);
  for (const auto& [from, to] :
       std::vector<std::pair<std::size_t, std::size_t>>{{0, 999},
                                                        {999, 1000},
                                                        {1000, 1011},
                                                        {1005, 1012},
                                                        {990, 3000},
                                                        {whole.size() - 1, whole.size() - 1},
                                                        {content.size(), whole.size() - 1}}) {
    const Reply part = client.ask(world.get(
        "/book", "Range: bytes=" + std::to_string(from) + "-" + std::to_string(to) + "\r\n"));
    EXPECT_EQ(part.status, 206) << from;
    EXPECT_TRUE(part.body == whole.substr(from, to - from + 1)) << from << "-" << to;
  }
  const Reply beyond =
      client.ask(world.get("/book", "Range: bytes=" + std::to_string(whole.size()) + "-\r\n"));
  EXPECT_EQ(beyond.status, 416);
}

TEST_F(Shelf, AFileArrivesWholeAndIsReportedOnce) {
  const World world = open();
  RawClient client = world.client();
  const Reply reply = client.ask(world.get("/book"));
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body, content);
  EXPECT_EQ(reply.header("content-type"), "application/epub+zip");
  EXPECT_EQ(reply.header("accept-ranges"), "bytes");
  EXPECT_EQ(reply.header("last-modified"), "Tue, 14 Nov 2023 22:13:20 GMT");
  EXPECT_TRUE(reply.header("content-disposition").value().starts_with("attachment"));
  ASSERT_TRUE(eventually([&] { return reports == 1; }));
  EXPECT_EQ(reported, content.size());
}

TEST_F(Shelf, PartsAreServedAndPutTogetherAgain) {
  const World world = open();
  RawClient client = world.client();
  std::string joined;
  while (joined.size() < content.size()) {
    const std::string range =
        "bytes=" + std::to_string(joined.size()) + "-" + std::to_string(joined.size() + 699'999);
    const Reply reply = client.ask(world.get("/book", "Range: " + range + "\r\n"));
    ASSERT_EQ(reply.status, 206);
    joined += reply.body;
  }
  EXPECT_EQ(joined, content);
  const Reply last = client.ask(world.get("/book", "Range: bytes=-5\r\n"));
  EXPECT_EQ(last.header("content-range"), "bytes 2999995-2999999/3000000");
  EXPECT_EQ(last.body, content.substr(content.size() - 5));
  const Reply beyond = client.ask(world.get("/book", "Range: bytes=3000000-\r\n"));
  EXPECT_EQ(beyond.status, 416);
  EXPECT_EQ(beyond.header("content-range"), "bytes */3000000");
  EXPECT_EQ(beyond.header("content-length"), "0");
  EXPECT_EQ(client.ask(world.get("/book", "Range: bytes=0-1,5-6\r\n")).body.size(), content.size());
}

TEST_F(Shelf, ConditionsSpareTheTransfer) {
  const World world = open();
  RawClient client = world.client();
  EXPECT_EQ(client.ask(world.get("/book", "If-None-Match: \"digest\"\r\n")).status, 304);
  EXPECT_EQ(
      client.ask(world.get("/book", "If-Modified-Since: Tue, 14 Nov 2023 22:13:20 GMT\r\n")).status,
      304);
  const Reply failed = client.ask(world.get("/book", "If-Match: \"older\"\r\n"));
  EXPECT_EQ(failed.status, 412);
  EXPECT_EQ(failed.header("content-length"), "0");
  const Reply head = client.ask(world.get("/book", "", "HEAD"), /*is_head=*/true);
  EXPECT_EQ(head.header("content-length"), "3000000");
  ASSERT_TRUE(eventually([&] { return reports == 4; }));
  EXPECT_EQ(reported, 0U);
}

TEST_F(Shelf, AClientThatLeavesIsReportedWithWhatItGot) {
  const World world = open();
  {
    RawClient client = world.client();
    client.set_receive_buffer(4096);
    client.send(world.get("/book"));
    pollfd waiting{client.fd(), POLLIN, 0};
    ASSERT_EQ(::poll(&waiting, 1, 10'000), 1);
  }
  ASSERT_TRUE(eventually([&] { return reports == 1; }));
  EXPECT_LT(reported, content.size()) << "what lay in the kernel did not arrive";
}

TEST_F(Shelf, AFileThatBecameShorterBreaksTheConnection) {
  announced = content.size() + 10;
  const World world = open();
  RawClient client = world.client();
  EXPECT_EQ(client.ask(world.get("/book")).status, 0);
  ASSERT_TRUE(eventually([&] { return reports == 1; }));
  EXPECT_EQ(reported, content.size());
}

}  // namespace
}  // namespace aan::net::test

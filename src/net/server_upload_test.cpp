#include <gtest/gtest.h>

#include <filesystem>

#include "net/test_world.hpp"
#include "testing/temp_folder.hpp"

namespace aan::net::test {
namespace {

constexpr std::uint64_t kFileBytesMax = 3'000'000;

// Answers with what came: names, sizes, and the files' bytes one after the other.
Response show(const Request& request) {
  std::string text;
  for (const FormPart& part : request.parts) {
    text += part.name + "=" + (part.is_file ? part.file_name : part.value) + ":" +
            std::to_string(part.size) + "\n";
    if (!part.is_file) continue;
    const auto bytes = read_all(*part.file, part.size);
    text += bytes ? std::to_string(std::hash<std::string>{}(*bytes)) + "\n" : "unreadable\n";
  }
  return Response::text(text);
}

class Uploads : public ::testing::Test {
 protected:
  Uploads() : world_(routes(), options()) {}
  static std::function<void(Router&)> routes() {
    return [](Router& router) {
      RouteOptions upload;
      upload.bodies = {BodyKind::form, BodyKind::upload};
      upload.body_bytes_max = 10'000'000;
      upload.file_bytes_max = kFileBytesMax;
      upload.before_body = [](const Request& request) -> std::optional<Response> {
        if (request.header("x-who") == "a member") return std::nullopt;
        return Response::text("members only", 403);
      };
      router.post("/upload", show, upload);
      router.post("/form", show);
    };
  }
  ServerOptions options() const {
    ServerOptions options;
    options.upload_folder = folder_.path();
    options.limits.upload_bytes = 8'000'000;
    return options;
  }
  static std::string form(const std::string& content) {
    return "--b\r\nContent-Disposition: form-data; name=\"price\"\r\n\r\n4.99\r\n"
           "--b\r\nContent-Disposition: form-data; name=\"files\"; filename=\"w.epub\"\r\n\r\n" +
           content + "\r\n--b--\r\n";
  }
  [[nodiscard]] std::string head(const std::string& path, std::size_t length,
                                 const std::string& more = "X-Who: a member\r\n") const {
    return "POST " + path + " HTTP/1.1\r\nHost: " + world_.host() + "\r\nOrigin: http://" +
           world_.host() + "\r\nContent-Type: multipart/form-data; boundary=b\r\n" +
           "Content-Length: " + std::to_string(length) + "\r\n" + more + "\r\n";
  }
  [[nodiscard]] Reply upload(const std::string& body) const {
    return world_.client().ask(head("/upload", body.size()) + body);
  }
  [[nodiscard]] bool is_empty() const { return std::filesystem::is_empty(folder_.path()); }

  testing::TempFolder folder_;
  World world_;
};

TEST_F(Uploads, AFileOfMegabytesComesWholeAndLeavesNothing) {
  std::string content;
  for (int i = 0; i < 300'000; ++i) content += std::to_string(i);
  const std::string body = form(content.substr(0, 1'500'000));
  const Reply reply = upload(body);
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body, "price=4.99:4\nfiles=w.epub:1500000\n" +
                            std::to_string(std::hash<std::string>{}(content.substr(0, 1'500'000))) +
                            "\n");
  EXPECT_TRUE(is_empty());
}

TEST_F(Uploads, ItMayComeByteByByteAndAnotherRequestFollows) {
  const std::string body = form("the text of a book");
  RawClient client = world_.client();
  for (const char c : head("/upload", body.size()) + body) client.send({&c, 1});
  EXPECT_EQ(client.receive().status, 200);
  EXPECT_EQ(client.ask(head("/upload", body.size()) + body).status, 200) << "the same connection";
}

TEST_F(Uploads, WhoMayNotSendIsToldBeforeAnythingIsRead) {
  RawClient client = world_.client();
  const Reply reply = client.ask(head("/upload", 9'000'000, ""));
  EXPECT_EQ(reply.status, 403);
  EXPECT_EQ(reply.body, "members only");
  EXPECT_EQ(reply.header("connection"), "close");
  EXPECT_EQ(world_.client().ask(head("/upload", 9'000'000, "Expect: 100-continue\r\n")).status,
            403);
}

TEST_F(Uploads, SizesHaveTheirLimits) {
  EXPECT_EQ(world_.client().ask(head("/upload", 10'000'001)).status, 413) << "of the whole";
  EXPECT_EQ(upload(form(std::string(kFileBytesMax + 1, 'x'))).status, 413) << "of one file";
  EXPECT_EQ(upload(form(std::string(kFileBytesMax, 'x'))).status, 200);
  RawClient first = world_.client();
  ASSERT_EQ(
      first.ask(head("/upload", 7'000'000, "X-Who: a member\r\nExpect: 100-continue\r\n")).status,
      100)
      << "there is room for it";
  EXPECT_EQ(world_.client().ask(head("/upload", 1'500'000)).status, 503)
      << "of all uploads together";
  first.end_sending();
  EXPECT_TRUE(eventually([&] { return upload(form("x")).status == 200; })) << "and room again";
  EXPECT_TRUE(is_empty());
}

TEST_F(Uploads, WhoHasTheAnswerMaySendTheNextAtOnce) {
  const std::string half = form(std::string(kFileBytesMax, 'x')) + std::string(1'500'000, '-');
  for (int i = 0; i < 200; ++i) ASSERT_EQ(upload(half).status, 200) << "upload " << i;
}

TEST_F(Uploads, WhatIsNotOneIsRefused) {
  const std::string body = form("x");
  EXPECT_EQ(upload(body.substr(0, body.size() - 8)).status, 400) << "no end";
  EXPECT_EQ(upload("hello" + body).status, 400);
  EXPECT_EQ(world_.client().ask(head("/form", body.size()) + body).status, 415);
  const std::string chunked =
      "Origin: http://" + world_.host() +
      "\r\nContent-Type: multipart/form-data; boundary=b\r\nTransfer-Encoding: chunked\r\n";
  EXPECT_EQ(world_.client().ask(world_.get("/upload", chunked, "POST")).status, 400);
  EXPECT_EQ(upload(form("y")).status, 200) << "the next one is none the worse";
  EXPECT_TRUE(is_empty());
}

}  // namespace
}  // namespace aan::net::test

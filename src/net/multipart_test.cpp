#include "net/multipart.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace aan::net {
namespace {

struct Seen {
  std::string name;
  std::optional<std::string> file_name;
  std::string bytes;
  bool is_ended = false;
};

class Recorder : public PartSink {
 public:
  Result<> begin(PartHead head) override {
    seen.push_back({head.name, head.file_name, "", false});
    return {};
  }
  Result<> data(std::string_view bytes) override {
    seen.back().bytes += bytes;
    return {};
  }
  Result<> end() override {
    seen.back().is_ended = true;
    return {};
  }
  std::vector<Seen> seen;
};

struct Fed {
  Result<> result;
  bool is_complete = false;
  std::vector<Seen> seen;
};

Fed feed(std::string_view body, std::size_t piece, const MultipartLimits& limits = {}) {
  Recorder recorder;
  MultipartParser parser("AaB03x", recorder, limits);
  Result<> result;
  while (!body.empty() && result) {
    result = parser.feed(body.substr(0, piece));
    body.remove_prefix(std::min(piece, body.size()));
  }
  return {result, parser.is_complete(), recorder.seen};
}

constexpr std::string_view kForm =
    "--AaB03x\r\n"
    "Content-Disposition: form-data; name=\"price\"\r\n"
    "\r\n"
    "4.99\r\n"
    "--AaB03x\r\n"
    "Content-Disposition: form-data; name=\"files\"; filename=\"wal\"\r\n"
    "Content-Type: application/epub+zip\r\n"
    "\r\n"
    "\r\n--AaB03\r\n-AaB03x\r\n\r\n"
    "\r\n--AaB03x\r\n"
    "content-disposition: FORM-DATA; filename=\"\"; name=files\r\n"
    "\r\n"
    "\r\n--AaB03x--\r\nepilogue";

TEST(Multipart, PartsComeOutWholeHoweverTheyArrive) {
  for (std::size_t piece = 1; piece <= kForm.size(); ++piece) {
    const Fed fed = feed(kForm, piece);
    ASSERT_TRUE(fed.result) << piece << " " << fed.result.error().to_string();
    ASSERT_TRUE(fed.is_complete) << piece;
    ASSERT_EQ(fed.seen.size(), 3U);
    EXPECT_EQ(fed.seen[0].name + "|" + fed.seen[0].bytes, "price|4.99");
    EXPECT_FALSE(fed.seen[0].file_name);
    EXPECT_EQ(fed.seen[1].file_name, "wal");
    EXPECT_EQ(fed.seen[1].bytes, "\r\n--AaB03\r\n-AaB03x\r\n\r\n")
        << "nearly a boundary is content";
    EXPECT_EQ(fed.seen[2].name + "|" + *fed.seen[2].file_name + "|" + fed.seen[2].bytes, "files||");
    for (const Seen& one : fed.seen) EXPECT_TRUE(one.is_ended);
  }
}

TEST(Multipart, WhatEndsTooEarlyIsNeverComplete) {
  for (std::size_t size = 0; size < kForm.size() - std::string_view("\r\nepilogue").size(); ++size)
    EXPECT_FALSE(feed(kForm.substr(0, size), 7).is_complete) << size;
}

TEST(Multipart, WhatIsNotAFormIsRefused) {
  const std::string head = "--AaB03x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n";
  for (const std::string& body :
       {std::string("preamble\r\n--AaB03x\r\n"), std::string("--AaB03y\r\n"),
        std::string("--AaB03x \r\n"), std::string("--AaB03x\nContent-Disposition"),
        std::string("--AaB03x\r\nContent-Type: text/plain\r\n\r\nx"),
        std::string("--AaB03x\r\nContent-Disposition: form-data\r\n\r\nx"),
        std::string("--AaB03x\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\nx"),
        std::string("--AaB03x\r\nContent-Disposition: form-data; name=\"a\r\n\r\nx"),
        std::string("--AaB03x\r\nContent-Disposition: form-data; name=\"\xff\"\r\n\r\nx"),
        std::string("--AaB03x\r\nno header\r\n\r\nx"),
        "--AaB03x\r\nX: " + std::string(5000, 'a') + "\r\n\r\nx", head + "--AaB03xx\r\n"})
    for (const std::size_t piece : {std::size_t{1}, std::size_t{10'000}}) {
      const Fed fed = feed(body, piece);
      EXPECT_FALSE(fed.result) << body.substr(0, 80);
      EXPECT_FALSE(fed.is_complete);
    }
}

TEST(Multipart, APartWithoutAHeadNeverEnds) {
  EXPECT_FALSE(feed("--AaB03x\r\n\r\nx\r\n--AaB03x--", 5).is_complete);
}

TEST(Multipart, PartsHaveALimit) {
  std::string body;
  for (int i = 0; i < 4; ++i)
    body += "--AaB03x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n";
  body += "--AaB03x--";
  EXPECT_TRUE(feed(body, 9, {.parts_max = 4}).is_complete);
  EXPECT_EQ(feed(body, 9, {.parts_max = 3}).result.error().code, Errc::too_large);
}

TEST(Multipart, AFileNameIsOneLineWithoutFolders) {
  const auto name = [](const std::string& written) {
    const Fed fed =
        feed("--AaB03x\r\nContent-Disposition: form-data; name=\"a\"; filename=" + written +
                 "\r\n\r\nx\r\n--AaB03x--",
             1000);
    return fed.seen.empty() ? "refused" : fed.seen[0].file_name.value_or("none");
  };
  EXPECT_EQ(name("\"a book.epub\""), "a book.epub");
  EXPECT_EQ(name("\"C:\\\\Books\\\\a.epub\""), "a.epub");
  EXPECT_EQ(name("\"../../etc/passwd\""), "passwd");
  EXPECT_EQ(name("\"a\\\"b.epub\""), "a\"b.epub");
  EXPECT_EQ(name("plain.epub"), "plain.epub");
  EXPECT_EQ(name("\"Büchlein.epub\""), "Büchlein.epub");
  EXPECT_EQ(name("\"bad\xff.epub\""), "?");
  EXPECT_EQ(name("\"" + std::string(400, 'a') + "\"").size(), 255U);
}

TEST(Multipart, ABoundaryIsWhatTheStandardAllows) {
  EXPECT_EQ(boundary_of("multipart/form-data; boundary=AaB03x"), "AaB03x");
  EXPECT_EQ(boundary_of("Multipart/Form-Data; charset=utf-8; boundary=\"a b\""), std::nullopt);
  EXPECT_EQ(boundary_of("multipart/form-data; boundary=\"----WebKit7\""), "----WebKit7");
  EXPECT_EQ(boundary_of("multipart/form-data"), std::nullopt);
  EXPECT_EQ(boundary_of("multipart/form-data; boundary="), std::nullopt);
  EXPECT_EQ(boundary_of("multipart/mixed; boundary=a"), std::nullopt);
  EXPECT_EQ(boundary_of("multipart/form-data; boundary=" + std::string(71, 'a')), std::nullopt);
}

}  // namespace
}  // namespace aan::net

#include "opds/kosync_codec.hpp"

#include <gtest/gtest.h>

namespace aan::opds {
namespace {

constexpr const char* kDocument = "0123456789abcdef0123456789abcdef";

std::string body(std::string_view percentage, std::string_view more = "") {
  return "{\"document\":\"" + std::string(kDocument) +
         "\",\"progress\":\"/body/DocFragment[12]/body/p[3]/text().0\",\"percentage\":" +
         std::string(percentage) + ",\"device\":\"Kobo\",\"device_id\":\"A1\"" + std::string(more) +
         "}";
}

TEST(KosyncCodec, ReadsWhatKOReaderSends) {
  const auto place = parse_device_place(body("0.4375"));
  ASSERT_TRUE(place);
  EXPECT_EQ(place->document, kDocument);
  EXPECT_EQ(place->progress, "/body/DocFragment[12]/body/p[3]/text().0");
  EXPECT_EQ(place->share, 437'500);
  EXPECT_EQ(place->device, "Kobo");
  EXPECT_EQ(parse_device_place(body("1"))->share, 1'000'000);
  EXPECT_EQ(parse_device_place(body("0"))->share, 0);
}

TEST(KosyncCodec, WhatIsNoPlaceIsRefused) {
  for (const std::string& bad :
       {std::string(), std::string("[]"), std::string("{}"), body("1.01"), body("-0.1"),
        body("\"a\""), body("null"), body("1e999"), body("0.5").substr(0, 40),
        body("0.5", ",\"x\":[[[[[[1]]]]]]"), std::string(R"({"document":"x","percentage":0.5})"),
        R"({"document":")" + std::string(kDocument) + R"(","percentage":0.5,"progress":")" +
            std::string(1001, 'a') + "\"}"})
    EXPECT_EQ(parse_device_place(bad).error().reason, "device_place") << bad;
}

TEST(KosyncCodec, LongNamesOfDevicesAreCut) {
  std::string name = "a";
  for (int i = 0; i < 99; ++i) name += "é";
  const auto place = parse_device_place(R"({"document":")" + std::string(kDocument) +
                                        R"(","percentage":0.5,"device":")" + name +
                                        R"(","device_id":")" + std::string(200, 'b') + "\"}");
  ASSERT_TRUE(place);
  EXPECT_EQ(place->device, name.substr(0, 99)) << "no character in its middle";
  EXPECT_EQ(place->device_id, std::string(100, 'b'));
}

TEST(KosyncCodec, TellsWhatWasKept) {
  service::DevicePlace place = *parse_device_place(body("0.000001"));
  place.kept_at = Timestamp::from_unix_seconds(1'795'000'000);
  EXPECT_EQ(
      write_device_place(&place),
      std::string("{\"document\":\"") + kDocument +
          "\",\"progress\":\"/body/DocFragment[12]/body/p[3]/text().0\",\"percentage\":0.000001,"
          "\"device\":\"Kobo\",\"device_id\":\"A1\",\"timestamp\":1795000000}");
  place.share = 1'000'000;
  EXPECT_NE(write_device_place(&place).find("\"percentage\":1.000000,"), std::string::npos);
  EXPECT_EQ(write_device_place(nullptr), "{}");
}

TEST(KosyncCodec, AFileIsNamedByPiecesOfIt) {
  // 1024 bytes at 0 and at each 1024 << 2i, as KOReader takes them.
  std::string file(70'000, '\0');
  for (std::size_t at = 0; at < file.size(); ++at) file[at] = static_cast<char>(at % 251);
  std::vector<std::uint64_t> asked;
  const auto digest = service::partial_md5([&](std::uint64_t offset, std::size_t bytes) {
    asked.push_back(offset);
    return offset < file.size() ? file.substr(offset, bytes) : std::string();
  });
  EXPECT_EQ(asked, (std::vector<std::uint64_t>{0, 1024, 4096, 16'384, 65'536, 262'144}));
  EXPECT_EQ(digest, "f34024643c82aec13b2fd5eb2842658a");
}

}  // namespace
}  // namespace aan::opds

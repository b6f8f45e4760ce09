#include "worker/audio/audiobook.hpp"

#include <gtest/gtest.h>

#include "worker/audio/manifest_json.hpp"
#include "worker/audio/track.hpp"

namespace aan::worker::audio {
namespace {

TEST(AudioTrack, KindsAreToldByTheirFirstBytes) {
  using namespace std::literals;
  EXPECT_EQ(kind_of("ID3\4"), "mp3");
  EXPECT_EQ(kind_of("\xff\xfb\x90\xc4"), "mp3");
  EXPECT_EQ(kind_of("\xff\xd8\xff\xe0"), "") << "a JPEG";
  EXPECT_EQ(kind_of("\xff\xff\xff\xff"), "");
  EXPECT_EQ(kind_of("\0\0\0\x1c"
                    "ftypM4B xxxx"sv),
            "m4b");
  EXPECT_EQ(kind_of("fLaC"), "flac");
  EXPECT_EQ(kind_of("OggS"), "ogg");
}

TEST(AudioManifest, OfW3c) {
  const auto manifest = parse_manifest(
      R"({"name":{"en":"T"},"author":["A",{"name":"B"}],"readBy":"N","contributor":"C","inLanguage":"en-us",
          "readingOrder":[{"url":"a.mp3","name":"One","duration":"PT1H2M3.5S"},"b.mp3"],
          "resources":[{"url":"c.jpg","rel":["cover"]}]})");
  ASSERT_TRUE(manifest);
  EXPECT_EQ(manifest->record.title, "T");
  ASSERT_EQ(manifest->record.contributors.size(), 4U);
  EXPECT_EQ(manifest->record.contributors[2].role, catalog::ContributorRole::narrator);
  EXPECT_EQ(manifest->record.contributors[3].role, catalog::ContributorRole::other);
  EXPECT_EQ(manifest->tracks, (std::vector<std::string>{"a.mp3", "b.mp3"}));
  EXPECT_EQ(manifest->titles[0], "One");
  EXPECT_EQ(manifest->seconds, 0U) << "one track does not tell its length";
  EXPECT_EQ(manifest->cover, "c.jpg");
}

TEST(AudioManifest, OfReadium) {
  const auto manifest = parse_manifest(
      R"({"metadata":{"title":"T","narrator":{"name":"N"},"identifier":"urn:isbn:9780306406157"},
          "readingOrder":[{"href":"a.mp3","duration":3723.5}]})");
  ASSERT_TRUE(manifest);
  EXPECT_EQ(manifest->seconds, 3724U);
  EXPECT_EQ(manifest->record.isbn13, "9780306406157");
}

TEST(AudioManifest, WhatIsNoneIsNone) {
  for (const char* text : {"", "[]", "{}", R"({"readingOrder":[]})", R"({"readingOrder":5})",
                           R"({"readingOrder":[{"url":7}]})", "{\"readingOrder\":[\"a\"]"})
    EXPECT_FALSE(parse_manifest(text)) << text;
  EXPECT_FALSE(parse_manifest(std::string(100'000, '[')));
}

TEST(Audiobook, TracksAreInTheOrderOfTheirNumbers) {
  EXPECT_EQ(tracks_in({"10.mp3", "9.MP3", "cover.jpg", "__MACOSX/1.mp3", "cd1/.1.mp3"}),
            (std::vector<std::string>{"9.MP3", "10.mp3"}));
}

}  // namespace
}  // namespace aan::worker::audio

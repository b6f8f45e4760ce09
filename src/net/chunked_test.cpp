#include "net/chunked.hpp"

#include <gtest/gtest.h>

namespace aan::net {
namespace {

using State = ChunkDecoder::State;

struct Fed {
  State state;
  std::string body;
  std::size_t consumed;
};

// In pieces of `piece` bytes.
Fed feed(std::string_view in, std::size_t piece, std::size_t bytes_max = 1000) {
  ChunkDecoder decoder(bytes_max);
  Fed out{State::more, "", 0};
  while (out.consumed < in.size() && out.state == State::more) {
    std::size_t used = 0;
    out.state = decoder.feed(in.substr(out.consumed, piece), used, out.body);
    out.consumed += used;
  }
  return out;
}

TEST(ChunkDecoder, JoinsChunksHoweverTheyArrive) {
  const std::string_view in =
      "5\r\nhello\r\n0A;ext=\"v\"\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\nNEXT";
  for (std::size_t piece = 1; piece <= in.size(); ++piece) {
    const Fed fed = feed(in, piece);
    ASSERT_EQ(fed.state, State::done) << piece;
    EXPECT_EQ(fed.body, "hello0123456789");
    EXPECT_EQ(in.substr(fed.consumed), "NEXT");
  }
}

TEST(ChunkDecoder, WhatIsNotExactlyAChunkIsMalformed) {
  for (const char* in : {"0x5\r\nhello\r\n",
                         "+5\r\nhello\r\n",
                         " 5\r\nhello\r\n",
                         "5 \r\nhello\r\n",
                         "5_0\r\nhello\r\n",
                         "-1\r\n",
                         "\r\n",
                         ";x\r\n",
                         "g\r\n",
                         "5\nhello\r\n",
                         "5\r\nhello\n",
                         "5\r\nhelloX\r\n",
                         "000000005\r\nhello\r\n",
                         "5;a\rb\r\nhello",
                         "5;a\nb\r\nhello",
                         "0\r\nnot a trailer\r\n\r\n",
                         "0\r\n folded\r\n\r\n",
                         "0\r\nX : y\r\n\r\n",
                         "5\rhello",
                         "5\r\rhello"})
    for (const std::size_t piece : {std::size_t{1}, std::size_t{100}})
      EXPECT_EQ(feed(in, piece).state, State::malformed) << in;
}

TEST(ChunkDecoder, RefusesMoreThanItsLimitBeforeReadingIt) {
  EXPECT_EQ(feed("3E9\r\n", 100).state, State::too_large);
  EXPECT_EQ(feed("FFFFFFFF\r\n", 100).state, State::too_large);
  EXPECT_EQ(feed("3\r\nabc\r\n2\r\nde\r\n", 100, 4).state, State::too_large);
}

TEST(ChunkDecoder, ExtensionsAndTrailersAreBounded) {
  EXPECT_EQ(feed("1;" + std::string(300, 'a'), 100).state, State::malformed);
  std::string flood;
  for (int i = 0; i < 100; ++i) flood += "1;" + std::string(200, 'a') + "\r\nx\r\n";
  EXPECT_EQ(feed(flood, 100).state, State::malformed);
  std::string trailers = "0\r\n";
  for (int i = 0; i < 100; ++i) trailers += "X: " + std::string(200, 'a') + "\r\n";
  EXPECT_EQ(feed(trailers, 100).state, State::malformed);
}

}  // namespace
}  // namespace aan::net

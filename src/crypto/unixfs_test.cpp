#include "crypto/unixfs.hpp"

#include <gtest/gtest.h>
#include <openssl/evp.h>

#include <algorithm>
#include <filesystem>
#include <iterator>

#include "crypto/content_address.hpp"

namespace aan::crypto {
namespace {

// The content of IPIP-0499's vectors: the ChaCha20 keystream under SHA-256 of a seed.
class Keystream {
 public:
  explicit Keystream(std::string_view seed) : context_(EVP_CIPHER_CTX_new()) {
    const std::string key = sha256(seed);
    const unsigned char counter_and_nonce[16] = {};
    EVP_EncryptInit_ex(context_, EVP_chacha20(), nullptr,
                       reinterpret_cast<const unsigned char*>(key.data()), counter_and_nonce);
  }
  Keystream(const Keystream&) = delete;
  Keystream& operator=(const Keystream&) = delete;
  ~Keystream() { EVP_CIPHER_CTX_free(context_); }

  void fill(std::span<char> out) {
    std::ranges::fill(out, '\0');
    auto* bytes = reinterpret_cast<unsigned char*>(out.data());
    int written = 0;
    EVP_EncryptUpdate(context_, bytes, &written, bytes, static_cast<int>(out.size()));
  }

 private:
  EVP_CIPHER_CTX* context_;
};

ContentAddress address_of_stream(std::string_view seed, std::uint64_t size) {
  Keystream stream(seed);
  ContentHasher hasher;
  while (size > 0) {
    const std::span<char> part = hasher.room().first(
        static_cast<std::size_t>(std::min<std::uint64_t>(size, kUnixfsPieceBytes)));
    stream.fill(part);
    hasher.commit(part.size());
    size -= part.size();
  }
  return hasher.finish();
}

std::string keystream(std::string_view seed, std::size_t size) {
  std::string bytes(size, '\0');
  Keystream(seed).fill(bytes);
  return bytes;
}

struct Vector {
  std::string_view seed;
  std::uint64_t size;
  std::string_view cid;
};
constexpr Vector kVectors[] = {
    {"chunk-v1-seed", 1 << 20, "bafkreiacndfy443ter6qr2tmbbdhadvxxheowwf75s6zehscklu6ezxmta"},
    {"chunk-v1-seed", (1 << 20) + 1, "bafybeigmix7t42i6jacydtquhet7srwvgpizfg7gjbq7627d35mjomtu64"},
};
constexpr Vector kLargeVectors[] = {
    {"v1-2025-seed", 1U << 30, "bafybeihmf37wcuvtx4hpu7he5zl5qaf2ineo2lqlfrapokkm5zzw7zyhvm"},
    {"v1-2025-seed", (1U << 30) + 1, "bafybeibdsi225ugbkmpbdohnxioyab6jsqrmkts3twhpvfnzp77xtzpyhe"},
};

TEST(Unixfs, SmallVectorsOfTheProfileMatch) {
  EXPECT_EQ(unixfs_cid("hello world").text(),
            "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e");
  for (const Vector& v : kVectors) {
    const std::string bytes = keystream(v.seed, static_cast<std::size_t>(v.size));
    EXPECT_EQ(unixfs_cid(bytes).text(), v.cid);
    EXPECT_EQ(address_of(bytes).cid.text(), v.cid);
    EXPECT_EQ(address_of_stream(v.seed, v.size).cid.text(), v.cid);
  }
}

TEST(Unixfs, VectorsOfOneGibibyteMatchWhereOneNodeIsFullAndWhereItOverflows) {
  for (const Vector& v : kLargeVectors)
    EXPECT_EQ(address_of_stream(v.seed, v.size).cid.text(), v.cid);
}

TEST(Unixfs, AnEmptyFileIsOneEmptyBlock) {
  const Cid empty = Cid::make(kCodecRaw, sha256(""));
  EXPECT_EQ(unixfs_cid(""), empty);
  EXPECT_EQ(address_of("").cid, empty);
  EXPECT_EQ(ContentHasher().finish().cid, empty);
  EXPECT_EQ(ContentHasher().finish().size, 0U);
}

TEST(Unixfs, PortionsOfAnySizeGiveTheSameName) {
  const std::string bytes = keystream("portions", 3 * kUnixfsPieceBytes + 12'345);
  const Cid whole = unixfs_cid(bytes);
  for (const std::size_t portion : {1UL << 10, 65'537UL, kUnixfsPieceBytes - 1, kUnixfsPieceBytes,
                                    kUnixfsPieceBytes + 1, bytes.size()}) {
    UnixfsHasher hasher;
    for (std::size_t at = 0; at < bytes.size(); at += portion)
      hasher.update(std::string_view(bytes).substr(at, portion));
    EXPECT_EQ(hasher.size(), bytes.size());
    EXPECT_EQ(hasher.finish(), whole) << portion;
  }
}

TEST(ContentAddress, BothNamesAreRightAtEveryEdgeOfAPiece) {
  const std::string bytes = keystream("edges", 9 * kUnixfsPieceBytes + 1);
  for (const std::size_t pieces : {0UL, 1UL, 2UL, 3UL, 4UL, 5UL, 8UL, 9UL})
    for (const long off : {-1L, 0L, 1L}) {
      const long size = static_cast<long>(pieces * kUnixfsPieceBytes) + off;
      if (size < 0) continue;
      const auto part = std::string_view(bytes).substr(0, static_cast<std::size_t>(size));
      const ContentAddress streamed = address_of_stream("edges", part.size());
      EXPECT_EQ(streamed.cid, unixfs_cid(part)) << size;
      EXPECT_EQ(streamed.sha256, sha256(part)) << size;
      EXPECT_EQ(streamed.size, part.size());
      EXPECT_EQ(address_of(part).sha256, streamed.sha256);
      EXPECT_EQ(address_of(part).cid, streamed.cid);
    }
}

TEST(ContentAddress, AStreamThatIsGivenUpLeavesNothingRunning) {
  const auto threads = std::distance(std::filesystem::directory_iterator("/proc/self/task"),
                                     std::filesystem::directory_iterator());
  for (int round = 0; round < 50; ++round) {
    ContentHasher hasher;
    for (int piece = 0; piece < round % 6; ++piece) {
      const std::span<char> room = hasher.room();
      std::ranges::fill(room, 'x');
      hasher.commit(room.size());
    }
  }
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator("/proc/self/task"),
                          std::filesystem::directory_iterator()),
            threads);
}

}  // namespace
}  // namespace aan::crypto

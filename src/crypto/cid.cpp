#include "crypto/cid.hpp"

#include "base/check.hpp"
#include "base/codec.hpp"

namespace aan::crypto {
namespace {

// <version 1> <codec> <sha2-256> <32 bytes>: every part below 128, so each varint is one byte.
constexpr char kVersion = 0x01;
constexpr char kSha256 = 0x12;
constexpr char kDigestBytes = 0x20;
constexpr std::size_t kBinaryBytes = 4 + 32;
constexpr std::size_t kTextBytes = 1 + 58;

}  // namespace

Result<Cid> Cid::parse(std::string_view text) {
  constexpr std::string_view kStep = "cid.parse";
  if (text.size() != kTextBytes || text.front() != 'b')
    return refuse(Errc::invalid, kStep, "Not a CID of version 1 in base32.");
  // The codec accepts one text for each value only, so no second name of a blob gets in here.
  std::string bytes = AAN_TRY(parse_base32lower(text.substr(1)));
  if (bytes.size() != kBinaryBytes || bytes[0] != kVersion ||
      (bytes[1] != char{kCodecRaw} && bytes[1] != char{kCodecDagPb}) || bytes[2] != kSha256 ||
      bytes[3] != kDigestBytes)
    return refuse(Errc::invalid, kStep, "Only CIDs of raw or dag-pb with SHA-256 are known here.");
  Cid cid;
  cid.bytes_ = std::move(bytes);
  return cid;
}

Cid Cid::make(unsigned codec, std::string_view sha256) {
  AAN_CHECK(codec == kCodecRaw || codec == kCodecDagPb);
  AAN_CHECK(sha256.size() == static_cast<std::size_t>(kDigestBytes));
  Cid cid;
  cid.bytes_.reserve(kBinaryBytes);
  cid.bytes_ += kVersion;
  cid.bytes_ += static_cast<char>(codec);
  cid.bytes_ += kSha256;
  cid.bytes_ += kDigestBytes;
  cid.bytes_ += sha256;
  return cid;
}

std::string Cid::text() const { return empty() ? std::string{} : 'b' + base32lower(bytes_); }

unsigned Cid::codec() const { return empty() ? 0 : static_cast<unsigned char>(bytes_[1]); }

std::string_view Cid::digest() const {
  return empty() ? std::string_view{} : std::string_view(bytes_).substr(4);
}

}  // namespace aan::crypto

#include "domain/catalog/frame.hpp"

#include "base/check.hpp"

namespace aan::catalog {
namespace {

constexpr std::string_view kMagic = "AANF";
constexpr std::size_t kTagBytes = 2;
constexpr std::size_t kLengthBytes = 4;
constexpr std::size_t kNumberBytes = 8;

void append_number(std::string& out, std::uint64_t number, std::size_t bytes) {
  for (std::size_t i = 0; i < bytes; ++i) out += static_cast<char>((number >> (8 * i)) & 0xff);
}

std::uint64_t number_at(std::string_view bytes) {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i)
    number |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
  return number;
}

std::unexpected<Error> malformed(const char* why) {
  return fail(Errc::upstream_malformed, "frame.parse", why);
}

}  // namespace

FrameWriter::FrameWriter() : frame_(kMagic) {}

FrameWriter& FrameWriter::put(FieldTag tag, std::string_view bytes) {
  AAN_CHECK(bytes.size() <= UINT32_MAX);
  append_number(frame_, static_cast<std::uint64_t>(tag), kTagBytes);
  append_number(frame_, bytes.size(), kLengthBytes);
  frame_ += bytes;
  return *this;
}

FrameWriter& FrameWriter::put_number(FieldTag tag, std::uint64_t number) {
  std::string bytes;
  append_number(bytes, number, kNumberBytes);
  return put(tag, bytes);
}

FrameWriter& FrameWriter::put_some(FieldTag tag, std::string_view bytes) {
  return bytes.empty() ? *this : put(tag, bytes);
}

std::string FrameWriter::finish() && {
  put(FieldTag::end, {});
  return std::move(frame_);
}

std::string FrameWriter::take() {
  std::string taken;
  taken.swap(frame_);
  return taken;
}

Result<std::vector<FrameField>> parse_frame(std::string_view frame, std::size_t fields_max) {
  if (!frame.starts_with(kMagic)) return malformed("no magic");
  frame.remove_prefix(kMagic.size());
  std::vector<FrameField> fields;
  while (true) {
    if (frame.size() < kTagBytes + kLengthBytes) return malformed("cut before the end");
    const auto tag = static_cast<FieldTag>(number_at(frame.substr(0, kTagBytes)));
    const std::uint64_t length = number_at(frame.substr(kTagBytes, kLengthBytes));
    frame.remove_prefix(kTagBytes + kLengthBytes);
    if (length > frame.size()) return malformed("a length beyond the end");
    if (tag == FieldTag::end) {
      if (length != 0 || !frame.empty()) return malformed("bytes after the end");
      return fields;
    }
    if (fields.size() == fields_max) return malformed("too many fields");
    fields.push_back({tag, frame.substr(0, length)});
    frame.remove_prefix(length);
  }
}

Result<std::uint64_t> parse_frame_number(std::string_view bytes) {
  if (bytes.size() != kNumberBytes) return malformed("a number of the wrong length");
  return number_at(bytes);
}

}  // namespace aan::catalog

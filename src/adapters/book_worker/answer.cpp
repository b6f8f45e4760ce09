#include "adapters/book_worker/answer.hpp"

#include <algorithm>
#include <array>

#include "base/log.hpp"
#include "domain/catalog/book_record_frame.hpp"

namespace aan::book_worker {
namespace {

using catalog::FieldTag;

constexpr std::size_t kFieldsMax = 128;
constexpr std::size_t kSentenceBytesMax = 500;

std::unexpected<Error> malformed(const char* why) {
  return fail(Errc::upstream_malformed, "worker.answer", why);
}

// A worker may only say what a file can be guilty of.
Errc allowed_kind(std::string_view name) {
  for (const Errc code : {Errc::invalid, Errc::too_large, Errc::timeout, Errc::unavailable})
    if (name_of(code) == name) return code;
  return Errc::invalid;
}

const catalog::FrameField* find(const std::vector<catalog::FrameField>& fields, FieldTag tag) {
  const auto found = std::ranges::find(fields, tag, &catalog::FrameField::tag);
  return found == fields.end() ? nullptr : &*found;
}

}  // namespace

bool is_jpeg(std::string_view bytes) {
  using namespace std::literals;
  return bytes.size() <= kPictureBytesMax && bytes.starts_with("\xff\xd8\xff"sv) &&
         bytes.ends_with("\xff\xd9"sv);
}

Result<std::vector<catalog::FrameField>> parse_answer(std::string_view answer) {
  auto fields = AAN_TRY(catalog::parse_frame(answer, kFieldsMax));
  const auto* kind = find(fields, FieldTag::refusal_kind);
  if (kind == nullptr) return fields;
  const auto* sentence = find(fields, FieldTag::refusal_sentence);
  if (sentence == nullptr || !catalog::is_clean_line(sentence->bytes, kSentenceBytesMax))
    return malformed("a refusal without a clean sentence");
  return refuse(allowed_kind(kind->bytes), "worker.read", std::string(sentence->bytes));
}

Result<AnsweredPictures> parse_pictures(const std::vector<catalog::FrameField>& fields) {
  AnsweredPictures pictures;
  for (const catalog::FrameField& field : fields) {
    if (field.tag != FieldTag::cover && field.tag != FieldTag::thumbnail) continue;
    if (!is_jpeg(field.bytes)) return malformed("a picture that is no JPEG");
    if (field.tag == FieldTag::cover)
      pictures.cover_jpeg = field.bytes;
    else
      pictures.thumbnails.emplace_back(field.bytes);
  }
  const std::size_t wanted = pictures.cover_jpeg.empty() ? 0 : kThumbnailCount;
  if (pictures.thumbnails.size() != wanted)
    return malformed("not the pictures that were asked for");
  return pictures;
}

Error as_port_error(Error error) {
  if (error.code != Errc::upstream_malformed) return error;
  log::error("worker.malformed_answer", {{"detail", error.to_string()}});
  error.code = Errc::invalid;
  error.safe = "This file made the reader fail; it is not safe to sell.";
  return error;
}

}  // namespace aan::book_worker

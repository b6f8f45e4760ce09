#include "adapters/book_worker/worker_text_reader.hpp"

#include "adapters/book_worker/answer.hpp"
#include "domain/catalog/book_record_frame.hpp"
#include "domain/catalog/sample_rules.hpp"

namespace aan::book_worker {
namespace {

using catalog::FieldTag;

constexpr std::size_t kFieldsMax = catalog::kReadingPicturesMax + catalog::kContentsMax + 2;

std::unexpected<Error> malformed(const char* why) {
  return fail(Errc::upstream_malformed, "worker.answer", why);
}

// "1 t12 A title"
Result<catalog::ReadingEntry> parse_entry(std::string_view line) {
  const std::size_t at = line.find(' ', 2);
  if (at == line.npos || line[1] != ' ' || line[0] < '0' ||
      line[0] > '0' + catalog::kContentsDepthMax)
    return malformed("an entry that is none");
  catalog::ReadingEntry entry{std::string(line.substr(at + 1)), line[0] - '0',
                              std::string(line.substr(2, at - 2))};
  if (!catalog::is_clean_line(entry.title) || !catalog::is_book_place(entry.place))
    return malformed("an entry that is not clean");
  return entry;
}

Result<catalog::BookText> parse_unconverted(std::string_view answer) {
  const auto fields = AAN_TRY(catalog::parse_frame(answer, kFieldsMax));
  if (!fields.empty() && fields.front().tag == FieldTag::refusal_kind) {
    AAN_TRY(parse_answer(answer));
    return malformed("a refusal that is none");
  }
  catalog::BookText text;
  for (const catalog::FrameField& field : fields) {
    switch (field.tag) {
      case FieldTag::book_text:
        if (!text.html.empty() || field.bytes.size() > catalog::kBookTextBytesMax ||
            !catalog::is_safe_book_text(field.bytes))
          return malformed("a text that is not safe");
        text.html = field.bytes;
        break;
      case FieldTag::book_picture:
        if (text.pictures.size() == catalog::kReadingPicturesMax ||
            (!field.bytes.empty() && !is_jpeg(field.bytes)))
          return malformed("a picture that is no JPEG");
        text.pictures.emplace_back(field.bytes);
        break;
      case FieldTag::book_entry: text.contents.push_back(AAN_TRY(parse_entry(field.bytes))); break;
      default: return malformed("an unknown field");
    }
  }
  if (text.html.empty()) return malformed("no text");
  return text;
}

}  // namespace

Result<catalog::BookText> parse_book_text(std::string_view answer) {
  auto text = parse_unconverted(answer);
  if (!text) return std::unexpected(as_port_error(std::move(text).error()));
  return text;
}

Result<catalog::BookText> WorkerTextReader::read_text(int file_fd) {
  auto answer = pool_.run("read-book", file_fd);
  if (!answer) {
    Error error = std::move(answer).error();
    // Killed, by whatever: that is no answer about the file.
    if (error.code == Errc::invalid) error.code = Errc::timeout;
    return std::unexpected(std::move(error));
  }
  return parse_book_text(*answer);
}

}  // namespace aan::book_worker

#include "adapters/book_worker/worker_book_reader.hpp"

#include "adapters/book_worker/answer.hpp"
#include "domain/catalog/book_record_frame.hpp"
#include "domain/catalog/sample_rules.hpp"

namespace aan::book_worker {
namespace {

using catalog::FieldTag;

constexpr std::size_t kWarningBytesMax = 500;

std::unexpected<Error> malformed(const char* why) {
  return fail(Errc::upstream_malformed, "worker.answer", why);
}

Result<ports::ReadBook> parse_unconverted(std::string_view answer) {
  const auto fields = AAN_TRY(parse_answer(answer));
  ports::ReadBook book;
  bool has_record = false;
  for (const catalog::FrameField& field : fields) {
    switch (field.tag) {
      case FieldTag::record:
        if (has_record) return malformed("two records");
        book.record = AAN_TRY(catalog::parse_book_record(field.bytes));
        has_record = true;
        break;
      case FieldTag::sample:
        if (field.bytes.size() > catalog::kSampleBytesMax || !catalog::is_safe_sample(field.bytes))
          return malformed("a sample that is not safe");
        book.sample_html = field.bytes;
        break;
      case FieldTag::warning:
      case FieldTag::remark: {
        auto& sentences = field.tag == FieldTag::warning ? book.warnings : book.remarks;
        if (sentences.size() == kWarningsMax ||
            !catalog::is_clean_line(field.bytes, kWarningBytesMax))
          return malformed("a warning that is not clean text");
        sentences.emplace_back(field.bytes);
        break;
      }
      case FieldTag::cover:
      case FieldTag::thumbnail: break;
      default: return malformed("an unknown field");
    }
  }
  if (!has_record) return malformed("no record");
  AnsweredPictures pictures = AAN_TRY(parse_pictures(fields));
  book.cover_jpeg = std::move(pictures.cover_jpeg);
  book.thumbnails = std::move(pictures.thumbnails);
  return book;
}

Result<ports::ReadPicture> parse_picture_unconverted(std::string_view answer) {
  AnsweredPictures pictures = AAN_TRY(parse_pictures(AAN_TRY(parse_answer(answer))));
  if (pictures.cover_jpeg.empty()) return malformed("no picture");
  return ports::ReadPicture{std::move(pictures.cover_jpeg), std::move(pictures.thumbnails)};
}

}  // namespace

Result<ports::ReadBook> parse_read_book(std::string_view answer) {
  auto book = parse_unconverted(answer);
  if (!book) return std::unexpected(as_port_error(std::move(book).error()));
  return book;
}

Result<ports::ReadPicture> parse_read_picture(std::string_view answer) {
  auto picture = parse_picture_unconverted(answer);
  if (!picture) return std::unexpected(as_port_error(std::move(picture).error()));
  return picture;
}

Result<ports::ReadPicture> WorkerBookReader::read_picture(int file_fd) {
  const auto answer = pool_.run("read-picture", file_fd);
  if (!answer) return std::unexpected(answer.error());
  return parse_read_picture(*answer);
}

Result<ports::ReadBook> WorkerBookReader::read(int file_fd) {
  const auto answer = pool_.run("read-epub", file_fd);
  if (!answer) return std::unexpected(answer.error());
  return parse_read_book(*answer);
}

}  // namespace aan::book_worker

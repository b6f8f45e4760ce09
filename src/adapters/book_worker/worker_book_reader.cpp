#include "adapters/book_worker/worker_book_reader.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>

#include "adapters/book_worker/answer.hpp"
#include "domain/catalog/book_record_frame.hpp"
#include "domain/catalog/sample_rules.hpp"

namespace aan::book_worker {
namespace {

using catalog::FieldTag;

constexpr std::size_t kWarningBytesMax = 500;
constexpr const char* kReadArchive = "read-archive";  // EPUB, comic, audiobook
constexpr const char* kReadAudio = "read-audio";
constexpr const char* kReadPdf = "read-pdf";

// Which job reads a file, by its first bytes. Only a PDF's mark may stand behind something else,
// what a mail program put there: within the first kilobyte (ISO 32000-2, annex I).
const char* job_for(int file_fd) {
  using namespace std::literals;
  std::array<char, 1024> head;
  const ssize_t got = pread(file_fd, head.data(), head.size(), 0);
  const std::string_view begin(head.data(), static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
  if (begin.starts_with("PK")) return kReadArchive;
  for (const std::string_view sound : {"ID3"sv, "OggS"sv, "fLaC"sv})
    if (begin.starts_with(sound)) return kReadAudio;
  if (begin.size() > 12 && begin.substr(4, 4) == "ftyp") return kReadAudio;
  if (begin.find("%PDF-") != std::string_view::npos) return kReadPdf;
  const bool is_frame = begin.size() > 4 && begin[0] == '\xff' &&
                        (static_cast<unsigned char>(begin[1]) & 0xe6) == 0xe2;
  return is_frame ? kReadAudio : kReadArchive;
}

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
        if (book.record.format.empty()) return malformed("a record of no file");
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
      case FieldTag::sample_picture:
        if (book.sample_pictures.size() == kSamplePicturesMax || !is_jpeg(field.bytes))
          return malformed("a page that is no JPEG");
        book.sample_pictures.emplace_back(field.bytes);
        break;
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
  const char* const job = job_for(file_fd);
  if (job == kReadPdf) return read_pdf(file_fd);
  const auto answer = pool_.run(job, file_fd);
  if (!answer) return std::unexpected(answer.error());
  return parse_read_book(*answer);
}

// What takes the drawing of a page down costs the cover, not the book: another one is drawn.
Result<ports::ReadBook> WorkerBookReader::read_pdf(int file_fd) {
  const auto answer = pool_.run(kReadPdf, file_fd);
  if (!answer) return std::unexpected(answer.error());
  ports::ReadBook book = AAN_TRY(parse_read_book(*answer));
  const auto drawn = pool_.run("draw-pdf", file_fd);
  if (!drawn && drawn.error().code == Errc::unavailable) return std::unexpected(drawn.error());
  const auto pictures = drawn ? parse_read_picture(*drawn) : std::unexpected(drawn.error());
  if (!pictures && pictures.error().code == Errc::unavailable)
    return std::unexpected(pictures.error());
  if (pictures) {
    book.cover_jpeg = pictures->cover_jpeg;
    book.thumbnails = pictures->thumbnails;
  } else {
    book.remarks.push_back(drawn && pictures.error().safe.starts_with("The first page")
                               ? pictures.error().safe
                               : "The first page cannot be the cover: it could not be drawn.");
  }
  return book;
}

}  // namespace aan::book_worker

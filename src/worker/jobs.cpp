#include "worker/jobs.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <ctime>

#include "base/file.hpp"
#include "domain/catalog/book_record_frame.hpp"
#include "domain/catalog/frame.hpp"
#include "domain/catalog/list_row_frame.hpp"
#include "domain/catalog/pdf_stamp_frame.hpp"
#include "domain/catalog/stamp_frame.hpp"
#include "worker/audio/audiobook.hpp"
#include "worker/comic/comic.hpp"
#include "worker/comic/comic_text.hpp"
#include "worker/draw/cover.hpp"
#include "worker/epub/archive.hpp"
#include "worker/epub/book_text.hpp"
#include "worker/epub/reader.hpp"
#include "worker/epub/stamp_plan.hpp"
#include "worker/image/pictures.hpp"
#include "worker/list/read_list.hpp"
#include "worker/paper/paper.hpp"
#include "worker/pdf/reader.hpp"
#include "worker/pdf/stamp_plan.hpp"
#include "worker/press/epub_writer.hpp"
#include "worker/press/sample_epub.hpp"
#include "worker/sandbox.hpp"

namespace aan::worker {
namespace {

using catalog::FieldTag;

constexpr std::size_t kOrderBytesMax = 8U << 20;
constexpr std::size_t kOrderFieldsMax = 512;
constexpr std::size_t kPictureBytesMax = 32U << 20;
constexpr std::size_t kChunkBytes = 64U << 10;

// All of the input, not more than `bytes_max`.
Result<std::string> read_input(std::size_t bytes_max, const char* too_large) {
  std::string order;
  std::array<char, kChunkBytes> chunk;
  ssize_t got = 0;
  while ((got = read(kInputDescriptor, chunk.data(), chunk.size())) > 0) {
    order.append(chunk.data(), static_cast<std::size_t>(got));
    if (order.size() > bytes_max) return refuse(Errc::too_large, "worker.order", too_large);
  }
  if (got < 0) return fail(Errc::internal, "worker.order", "read failed");
  return order;
}

Result<std::string> read_order(std::size_t bytes_max = kOrderBytesMax) {
  return read_input(bytes_max, "The text is larger than 8 MB.");
}

void put_pictures(catalog::FrameWriter& answer, const image::Pictures& pictures) {
  answer.put(FieldTag::cover, pictures.cover_jpeg);
  for (const std::string& thumbnail : pictures.thumbnails)
    answer.put(FieldTag::thumbnail, thumbnail);
}

void put_words(catalog::FrameWriter& answer, const std::vector<std::string>& warnings,
               const std::vector<std::string>& remarks) {
  for (const std::string& warning : warnings) answer.put(FieldTag::warning, warning);
  for (const std::string& remark : remarks) answer.put(FieldTag::remark, remark);
}

// The first candidate that can be decoded; every one that cannot leaves its warning.
void put_cover(catalog::FrameWriter& answer, epub::EpubFacts& facts) {
  for (const epub::CoverCandidate& candidate : facts.covers) {
    const auto pictures = image::from_stranger(candidate.bytes);
    if (!pictures) {
      facts.warnings.push_back(pictures.error().safe);
      continue;
    }
    if (candidate.from_svg)
      answer.put(FieldTag::remark,
                 "The cover is an SVG drawing; its picture was taken without the "
                 "lettering around it.");
    put_pictures(answer, *pictures);
    return;
  }
  facts.warnings.emplace_back("The book has no cover that can be shown.");
}

Result<std::string> answer_of_epub(epub::Archive& archive) {
  epub::EpubFacts facts = AAN_TRY(epub::read_epub(archive));
  catalog::FrameWriter answer;
  answer.put(FieldTag::record, catalog::encode_book_record(facts.record));
  answer.put_some(FieldTag::sample, facts.sample_html);
  put_cover(answer, facts);
  put_words(answer, facts.warnings, facts.remarks);
  return std::move(answer).finish();
}

Result<std::string> answer_of_comic(epub::Archive& archive) {
  const comic::ComicFacts facts = AAN_TRY(comic::read_comic(archive));
  catalog::FrameWriter answer;
  answer.put(FieldTag::record, catalog::encode_book_record(facts.record));
  if (!facts.cover.cover_jpeg.empty()) put_pictures(answer, facts.cover);
  for (const std::string& page : facts.sample_pages) answer.put(FieldTag::sample_picture, page);
  put_words(answer, facts.warnings, facts.remarks);
  return std::move(answer).finish();
}

Result<std::string> answer_of(audio::AudioFacts facts) {
  catalog::FrameWriter answer;
  answer.put(FieldTag::record, catalog::encode_book_record(facts.record));
  const Result<image::Pictures> pictures = image::from_stranger(facts.picture);
  if (pictures)
    put_pictures(answer, *pictures);
  else if (!facts.picture.empty())
    facts.warnings.push_back(pictures.error().safe);
  if (!pictures)
    facts.remarks.emplace_back("It has no picture that can be shown: a cover is drawn.");
  put_words(answer, facts.warnings, facts.remarks);
  return std::move(answer).finish();
}

bool is_epub(epub::Archive& archive) {
  return archive.has("META-INF/container.xml") || archive.first_name() == "mimetype";
}

// What an archive is, its content says: a package document, tracks, or pictures.
Result<std::string> read_archive(const Equipment&) {
  epub::Archive archive = AAN_TRY(epub::Archive::from_descriptor(kInputDescriptor));
  if (is_epub(archive)) return answer_of_epub(archive);
  const std::vector<std::string> names = archive.names();
  if (!audio::tracks_in(names).empty()) return answer_of(AAN_TRY(audio::read_audiobook(archive)));
  if (!comic::pages_in(names).empty()) return answer_of_comic(archive);
  return answer_of_epub(archive);
}

// So much time is left for pictures of a book that is read on pages; those behind it leave words.
constexpr std::clock_t kPictureSeconds = 6;
constexpr int kReadingPictureWidth = 1080;

Result<std::string> read_book(const Equipment&) {
  epub::Archive archive = AAN_TRY(epub::Archive::from_descriptor(kInputDescriptor));
  const auto drawn = [](std::string_view bytes, int width) {
    if (std::clock() > kPictureSeconds * CLOCKS_PER_SEC) return std::string();
    return image::page_from_stranger(bytes, width).value_or(std::string());
  };
  const bool is_comic = !is_epub(archive) && !comic::pages_in(archive.names()).empty();
  const catalog::BookText text =
      AAN_TRY(is_comic ? comic::read_comic_text(archive, drawn)
                       : epub::read_book_text(archive, [&](std::string_view bytes) {
                           return drawn(bytes, kReadingPictureWidth);
                         }));
  catalog::FrameWriter answer;
  answer.put(FieldTag::book_text, text.html);
  for (const std::string& picture : text.pictures) answer.put(FieldTag::book_picture, picture);
  for (const catalog::ReadingEntry& entry : text.contents)
    answer.put(FieldTag::book_entry,
               std::to_string(entry.depth) + " " + entry.place + " " + entry.title);
  return std::move(answer).finish();
}

Result<std::string> read_audio(const Equipment&) {
  return answer_of(AAN_TRY(audio::read_single(kInputDescriptor)));
}

Result<std::string> read_pdf(const Equipment& equipment) {
  const pdf::PdfFacts facts = AAN_TRY(pdf::read_pdf(*equipment.poppler, kInputDescriptor));
  catalog::FrameWriter answer;
  answer.put(FieldTag::record, catalog::encode_book_record(facts.record));
  answer.put_some(FieldTag::sample, facts.sample_html);
  put_words(answer, facts.warnings, facts.remarks);
  return std::move(answer).finish();
}

// A job of its own: a page that takes the drawing down, or too long, costs the cover and no more.
Result<std::string> draw_pdf(const Equipment& equipment) {
  const pdf::DrawnPage page = AAN_TRY(pdf::draw_first_page(*equipment.poppler, kInputDescriptor));
  catalog::FrameWriter answer;
  put_pictures(answer, AAN_TRY(image::from_pixels(page.rgb, page.width, page.height)));
  return std::move(answer).finish();
}

Result<image::Pictures> draw(const Equipment& equipment, const draw::CoverText& text) {
  const std::string pixels = AAN_TRY(draw::draw_cover(*equipment.fonts, text));
  return image::from_pixels(pixels, draw::kCoverPixelWidth, draw::kCoverPixelHeight);
}

Result<std::string> draw_cover(const Equipment& equipment) {
  const std::string order = AAN_TRY(read_order());
  draw::CoverText text;
  for (const auto& field : AAN_TRY(catalog::parse_frame(order, kOrderFieldsMax))) {
    if (field.tag == FieldTag::title) text.title = field.bytes;
    if (field.tag == FieldTag::author) text.author = field.bytes;
    if (field.tag == FieldTag::series) text.series = field.bytes;
  }
  catalog::FrameWriter answer;
  put_pictures(answer, AAN_TRY(draw(equipment, text)));
  return std::move(answer).finish();
}

Result<std::string> write_epub(const Equipment& equipment) {
  const std::string order = AAN_TRY(read_order());
  const press::Manuscript manuscript =
      AAN_TRY(press::parse_manuscript(AAN_TRY(catalog::parse_frame(order, kOrderFieldsMax))));
  const image::Pictures pictures = AAN_TRY(draw(equipment, press::cover_text(manuscript)));
  catalog::FrameWriter answer;
  answer.put(FieldTag::document, AAN_TRY(press::write_epub(manuscript, pictures.cover_jpeg)));
  return std::move(answer).finish();
}

Result<std::string> write_sample(const Equipment&) {
  constexpr std::size_t kSampleOrderBytesMax = 32U << 20;
  const std::string order = AAN_TRY(read_order(kSampleOrderBytesMax));
  std::vector<catalog::FrameField> words;
  std::string_view cover;
  std::string_view address;
  for (const catalog::FrameField& field : AAN_TRY(catalog::parse_frame(order, kOrderFieldsMax))) {
    if (field.tag == FieldTag::cover)
      cover = field.bytes;
    else if (field.tag == FieldTag::sample_address)
      address = field.bytes;
    else
      words.push_back(field);
  }
  catalog::FrameWriter answer;
  answer.put(FieldTag::document,
             AAN_TRY(press::write_sample(AAN_TRY(press::parse_manuscript(words)), cover, address)));
  return std::move(answer).finish();
}

Result<std::string> write_paper(const Equipment& equipment) {
  const std::string order = AAN_TRY(read_order());
  catalog::FrameWriter answer;
  answer.put(FieldTag::document,
             AAN_TRY(paper::write_pdf(*equipment.fonts, AAN_TRY(paper::parse_order(order)))));
  return std::move(answer).finish();
}

Result<std::string> read_picture(const Equipment&) {
  const std::string bytes =
      AAN_TRY(read_input(kPictureBytesMax, "The picture is larger than 32 MB."));
  catalog::FrameWriter answer;
  put_pictures(answer, AAN_TRY(image::from_stranger(bytes)));
  return std::move(answer).finish();
}

// Exactly `bytes` bytes of a file.
bool read_at(int file, std::uint64_t offset, char* into, std::size_t bytes) {
  std::size_t done = 0;
  while (done < bytes) {
    const ssize_t got = pread(file, into + done, bytes - done, static_cast<off_t>(offset + done));
    if (got <= 0) return false;
    done += static_cast<std::size_t>(got);
  }
  return true;
}

// The input as parts of it are asked for, and its size.
struct Input {
  epub::ReadAt read_at;
  std::uint64_t bytes = 0;
  [[nodiscard]] bool is_pdf() const {
    constexpr std::uint64_t kHeaderWithin = 1024;
    std::string head(std::min(bytes, kHeaderWithin), '\0');
    return read_at(0, head.data(), head.size()) && head.contains("%PDF-");
  }
};

// `file` outlives what is returned.
Result<Input> look_at(int file) {
  struct stat status{};
  if (fstat(file, &status) != 0) return fail(Errc::internal, "worker.stamp", "fstat failed");
  return Input{[file](std::uint64_t offset, char* into, std::size_t bytes) {
                 return read_at(file, offset, into, bytes);
               },
               static_cast<std::uint64_t>(status.st_size)};
}

std::string refusal_of_plan(std::string_view why) {
  catalog::FrameWriter answer;
  answer.put(FieldTag::stamp_refusal, why);
  return std::move(answer).finish();
}

Result<std::string> plan_stamp(const Equipment&) {
  const FileDescriptor own(dup(kInputDescriptor));  // the archive closes the one that it is given
  const Input input = AAN_TRY(look_at(own.get()));
  if (input.is_pdf()) {
    const pdf::StampPlanOrWhy found = pdf::plan_stamp(input.read_at, input.bytes);
    if (const auto* plan = std::get_if<catalog::PdfStampPlan>(&found))
      return catalog::encode_pdf_stamp_plan(*plan);
    return refusal_of_plan(std::get<std::string_view>(found));
  }
  epub::Archive archive = AAN_TRY(epub::Archive::from_descriptor(kInputDescriptor));
  const epub::StampPlanOrWhy found = AAN_TRY(epub::plan_stamp(archive, input.read_at, input.bytes));
  if (const auto* plan = std::get_if<catalog::StampPlan>(&found))
    return catalog::encode_stamp_plan(*plan);
  return refusal_of_plan(std::get<std::string_view>(found));
}

Result<std::vector<catalog::Stamp>> stamps_of_input() {
  const Input input = AAN_TRY(look_at(kInputDescriptor));
  if (input.is_pdf()) return pdf::read_stamps(input.read_at, input.bytes);
  epub::Archive archive = AAN_TRY(epub::Archive::from_descriptor(kInputDescriptor));
  return epub::read_stamps(archive);
}

Result<std::string> read_stamps(const Equipment&) {
  catalog::FrameWriter answer;
  for (const catalog::Stamp& stamp : AAN_TRY(stamps_of_input())) {
    answer.put(FieldTag::stamp_order, stamp.order);
    answer.put(FieldTag::stamp_shop, stamp.shop);
  }
  return std::move(answer).finish();
}

// What was put so far, to the answer.
Result<> pass_on(catalog::FrameWriter& answer) {
  const std::string piece = answer.take();
  for (std::string_view rest = piece; !rest.empty();) {
    const ssize_t put = write(kAnswerDescriptor, rest.data(), rest.size());
    if (put <= 0)
      return refuse(Errc::too_large, "worker.list",
                    "The list says too much. Bring it in in parts.");
    rest.remove_prefix(static_cast<std::size_t>(put));
  }
  return {};
}

// Once rows have been passed on, what stops the reading is the last of them; but of a list that
// swells none counts.
// `kForced`: 0 by its content, else one more than the number of a format.
template <int kForced>
Result<std::string> read_list(const Equipment&) {
  constexpr std::size_t kPieceBytes = std::size_t{1} << 20;
  catalog::FrameWriter answer;
  std::size_t rows = 0;
  std::uint64_t last = 0;
  auto source = AAN_TRY(list::Source::open(kInputDescriptor));
  std::optional<catalog::ListFormat> forced;
  if constexpr (kForced > 0) forced = static_cast<catalog::ListFormat>(kForced - 1);
  const auto facts = list::read_list(source, forced, [&](catalog::ListRow&& row) -> Result<> {
    if (++rows > catalog::kListRowsMax)
      return refuse(Errc::too_large, "worker.list",
                    "The list has more than 2,000,000 rows. Bring it in in parts.");
    last = row.line;
    answer.put(FieldTag::list_row, catalog::encode_list_row(row));
    return answer.size() < kPieceBytes ? Result<>() : pass_on(answer);
  });
  if (!facts && rows == 0) return std::unexpected(facts.error());
  if (!facts && facts.error().step == list::kSwells) {
    answer.put(FieldTag::refusal_kind, name_of(facts.error().code));
    answer.put(FieldTag::refusal_sentence, facts.error().safe + " Reading stopped behind line " +
                                               std::to_string(last) + ", and no row was taken.");
  } else if (!facts) {
    catalog::ListRow end;
    end.line = last + 1;
    end.problem = "Reading ends here: " + facts.error().safe;
    answer.put(FieldTag::list_row, catalog::encode_list_row(end));
  } else {
    for (const std::string& note : facts->notes) answer.put(FieldTag::list_note, note);
    for (const catalog::ListBundle& bundle : facts->bundles)
      answer.put(FieldTag::list_bundle, catalog::encode_list_bundle(bundle));
    answer.put(FieldTag::list_format, catalog::name_of(facts->format));
  }
  return std::move(answer).finish();
}

constexpr std::array<Job, 18> kJobs = {{
    {"read-archive", Needs::nothing, read_archive},
    {"read-book", Needs::nothing, read_book},
    {"read-audio", Needs::nothing, read_audio},
    {"read-pdf", Needs::poppler, read_pdf},
    {"draw-pdf", Needs::poppler, draw_pdf},
    {"read-picture", Needs::nothing, read_picture},
    {"draw-cover", Needs::fonts, draw_cover},
    {"write-epub", Needs::fonts, write_epub},
    {"write-sample", Needs::nothing, write_sample},
    {"write-paper", Needs::fonts, write_paper},
    {"plan-stamp", Needs::nothing, plan_stamp},
    {"read-stamps", Needs::nothing, read_stamps},
    {"read-list", Needs::nothing, read_list<0>, /*is_list=*/true},
    {"read-list-csv", Needs::nothing, read_list<1>, /*is_list=*/true},
    {"read-list-gumroad", Needs::nothing, read_list<2>, /*is_list=*/true},
    {"read-list-upstream", Needs::nothing, read_list<3>, /*is_list=*/true},
    {"read-list-json", Needs::nothing, read_list<4>, /*is_list=*/true},
    {"read-list-onix", Needs::nothing, read_list<5>, /*is_list=*/true},
}};

}  // namespace

const Job* find_job(std::string_view name) {
  for (const Job& job : kJobs)
    if (job.name == name) return &job;
  return nullptr;
}

}  // namespace aan::worker

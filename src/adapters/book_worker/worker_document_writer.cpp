#include "adapters/book_worker/worker_document_writer.hpp"

#include "adapters/book_worker/answer.hpp"
#include "domain/catalog/frame.hpp"

namespace aan::book_worker {
namespace {

using catalog::FieldTag;

std::string encode(const ports::Manuscript& manuscript) {
  catalog::FrameWriter order;
  order.put_some(FieldTag::identifier, manuscript.identifier)
      .put_some(FieldTag::title, manuscript.title)
      .put_some(FieldTag::subtitle, manuscript.subtitle)
      .put_some(FieldTag::language, manuscript.language)
      .put_some(FieldTag::publisher, manuscript.publisher)
      .put_some(FieldTag::rights, manuscript.rights)
      .put_some(FieldTag::description, manuscript.description)
      .put_some(FieldTag::published, manuscript.published)
      .put_some(FieldTag::series, manuscript.series)
      .put_some(FieldTag::series_position, manuscript.series_position)
      .put_some(FieldTag::body, manuscript.body);
  for (const std::string& author : manuscript.authors) order.put(FieldTag::author, author);
  for (const std::string& name : manuscript.translators) order.put(FieldTag::translator, name);
  for (const std::string& subject : manuscript.subjects) order.put(FieldTag::subject, subject);
  return std::move(order).finish();
}

std::string encode(const ports::CoverOrder& cover) {
  catalog::FrameWriter order;
  order.put_some(FieldTag::title, cover.title)
      .put_some(FieldTag::author, cover.author)
      .put_some(FieldTag::series, cover.series);
  return std::move(order).finish();
}

std::string encode(const ports::SampleBook& book) {
  catalog::FrameWriter order;
  order.put_some(FieldTag::identifier, book.identifier)
      .put_some(FieldTag::title, book.title)
      .put_some(FieldTag::subtitle, book.subtitle)
      .put_some(FieldTag::language, book.language)
      .put_some(FieldTag::publisher, book.publisher)
      .put_some(FieldTag::rights, book.rights)
      .put_some(FieldTag::published, book.published)
      .put_some(FieldTag::body, book.xhtml)
      .put_some(FieldTag::cover, book.cover_jpeg)
      .put_some(FieldTag::sample_address, book.book_address);
  const auto put = [&](FieldTag part, const std::vector<std::string>& names) {
    for (const std::string& name : names) {
      order.put(part, name);
      if (const auto known = book.sort_names.find(name); known != book.sort_names.end())
        order.put(FieldTag::sort_name, known->second);
    }
  };
  put(FieldTag::author, book.authors);
  put(FieldTag::translator, book.translators);
  return std::move(order).finish();
}

constexpr char kColumnMark = '\x1f';

// Columns of a row; what would end one goes.
std::string row_of(const ports::PaperRow& row) {
  std::string text;
  for (const std::string* column : {&row.text, &row.detail, &row.amount}) {
    if (column != &row.text) text += kColumnMark;
    for (const char c : *column)
      if (c != kColumnMark) text += c;
  }
  return text;
}

std::string encode(const ports::Paper& paper) {
  catalog::FrameWriter order;
  order.put_some(FieldTag::language, paper.language).put(FieldTag::paper_title, paper.title);
  for (const std::string& line : paper.from) order.put(FieldTag::paper_from, line);
  order.put_some(FieldTag::paper_to_head, paper.to_head);
  for (const std::string& line : paper.to) order.put(FieldTag::paper_to, line);
  for (const ports::PaperRow& fact : paper.facts) order.put(FieldTag::paper_fact, row_of(fact));
  order.put(FieldTag::paper_head, row_of(paper.head));
  for (const ports::PaperRow& row : paper.rows) order.put(FieldTag::paper_row, row_of(row));
  for (const ports::PaperRow& sum : paper.sums) order.put(FieldTag::paper_sum, row_of(sum));
  for (const std::string& note : paper.notes) order.put(FieldTag::paper_note, note);
  if (!paper.mark.text.empty()) order.put(FieldTag::paper_mark, row_of(paper.mark));
  order.put_some(FieldTag::paper_foot, paper.foot).put_some(FieldTag::paper_page, paper.page);
  order.put_some(FieldTag::paper_date, paper.made_at);
  return std::move(order).finish();
}

constexpr std::string_view kEpubBegin = "PK\x03\x04";
constexpr std::string_view kPdfBegin = "%PDF-";

Result<std::string> parse_document(std::string_view answer, std::string_view begin) {
  const auto fields = AAN_TRY(parse_answer(answer));
  const bool fits = fields.size() == 1 && fields.front().tag == FieldTag::document &&
                    fields.front().bytes.size() <= kDocumentBytesMax &&
                    fields.front().bytes.starts_with(begin);
  if (!fits) return fail(Errc::upstream_malformed, "worker.answer", "not a document");
  return std::string(fields.front().bytes);
}

Result<ports::DrawnCover> parse_cover(std::string_view answer) {
  AnsweredPictures pictures = AAN_TRY(parse_pictures(AAN_TRY(parse_answer(answer))));
  if (pictures.cover_jpeg.empty())
    return fail(Errc::upstream_malformed, "worker.answer", "no cover");
  return ports::DrawnCover{std::move(pictures.cover_jpeg), std::move(pictures.thumbnails)};
}

// Here nothing hostile was read: an answer that makes no sense is our own fault.
template <class T>
Result<T> checked(Result<T> made) {
  if (!made && made.error().code == Errc::upstream_malformed) {
    made.error().code = Errc::unavailable;
    made.error().safe = "The document could not be made.";
  }
  return made;
}

}  // namespace

Result<std::string> WorkerDocumentWriter::write_epub(const ports::Manuscript& manuscript) {
  return checked(parse_document(AAN_TRY(pool_.run("write-epub", encode(manuscript))), kEpubBegin));
}

Result<std::string> WorkerDocumentWriter::write_sample(const ports::SampleBook& book) {
  return checked(parse_document(AAN_TRY(pool_.run("write-sample", encode(book))), kEpubBegin));
}

Result<std::string> WorkerDocumentWriter::write_paper(const ports::Paper& paper) {
  const std::string order = encode(paper);
  if (auto kept = papers_.find(order)) return *std::move(kept);
  auto made = checked(parse_document(AAN_TRY(pool_.run("write-paper", order)), kPdfBegin));
  if (made) papers_.keep(order, *made);
  return made;
}

Result<ports::DrawnCover> WorkerDocumentWriter::draw_cover(const ports::CoverOrder& order) {
  return checked(parse_cover(AAN_TRY(pool_.run("draw-cover", encode(order)))));
}

}  // namespace aan::book_worker

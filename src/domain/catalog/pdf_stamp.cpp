#include "domain/catalog/pdf_stamp.hpp"

#include <algorithm>
#include <vector>

#include "base/codec.hpp"
#include "base/text.hpp"
#include "crypto/hash.hpp"
#include "domain/catalog/pdf_closing_page.hpp"
#include "domain/catalog/times_roman.hpp"

namespace aan::catalog {
namespace {

constexpr std::size_t kIdBytes = 16;

std::string reference(const PdfObject& object) {
  return std::to_string(object.number) + " " + std::to_string(object.generation) + " R";
}

std::string stream(std::string_view words, std::string_view content) {
  return "<<" + std::string(words) + "/Length " + std::to_string(content.size()) + ">>\nstream\n" +
         std::string(content) + "\nendstream";
}

// Where an object of the update lies.
struct Place {
  PdfObject object;
  std::uint64_t offset = 0;
};

// The update as it grows behind the file.
class Update {
 public:
  explicit Update(std::uint64_t file_bytes) : file_bytes_(file_bytes), text_("\n") {}
  void add(const PdfObject& object, const std::string& body) {
    places_.push_back({object, offset()});
    text_ += std::to_string(object.number) + " " + std::to_string(object.generation) + " obj\n" +
             body + "\nendobj\n";
  }
  [[nodiscard]] std::uint64_t offset() const { return file_bytes_ + text_.size(); }
  // By number, as sections are.
  [[nodiscard]] std::vector<Place> places() const {
    std::vector<Place> sorted = places_;
    std::ranges::sort(sorted, {}, [](const Place& place) { return place.object.number; });
    return sorted;
  }
  void append(std::string_view text) { text_ += text; }
  [[nodiscard]] std::string finish(std::uint64_t section) && {
    return text_ + "startxref\n" + std::to_string(section) + "\n%%EOF\n";
  }

 private:
  std::uint64_t file_bytes_;
  std::string text_;
  std::vector<Place> places_;
};

// XMP of the page alone: what the document says of itself stays as it is (14.3.2).
std::string packet(const Stamp& stamp) {
  const auto element = [](std::string_view name, std::string_view text) {
    return "<" + std::string(name) + ">" + escape_xml(one_line(text)) + "</" + std::string(name) +
           ">\n";
  };
  return "<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
         "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
         "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
         "<rdf:Description rdf:about=\"\" xmlns:asymmetry=\"urn:asymmetry:stamp\">\n" +
         element(kStampOrderName, stamp.order) + element(kStampShopName, stamp.shop) +
         "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>";
}

std::string page(const PdfStampPlan& plan) {
  const std::string box = "[0 0 " + pdf_number(plan.width) + " " + pdf_number(plan.height) + "]";
  const auto next = [&](std::uint64_t step) { return reference({plan.next_object + step, 0}); };
  // All that a page may inherit is said here.
  return "<</Type/Page/Parent " + reference(plan.pages) + "/MediaBox" + box + "/CropBox" + box +
         "/Rotate 0/Resources<</Font<</" + kPdfFontName +
         "<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Encoding/WinAnsiEncoding>>>>>>"
         "/Contents " +
         next(1) + "/Metadata " + next(2) + ">>";
}

// 14.4: the second half changes with each change; the same copy has the same one.
std::string trailer(const PdfStampPlan& plan, const Stamp& stamp, const StampWords& words,
                    std::uint64_t size) {
  std::string out = "/Size " + std::to_string(size) + "/Root " + reference(plan.root);
  if (plan.info) out += "/Info " + reference(*plan.info);
  if (plan.id) {
    std::string said = *plan.id + '\0' + stamp.order + '\0' + stamp.shop + '\0' + words.title;
    for (const std::string& line : words.lines) said += '\0' + line;
    out += "/ID[<" + hex(*plan.id) + "><" + hex(crypto::sha256(said).substr(0, kIdBytes)) + ">]";
  }
  return out + "/Prev " + std::to_string(plan.last_section);
}

std::string digits(std::uint64_t number, std::size_t count) {
  std::string text = std::to_string(number);
  return std::string(count - std::min(count, text.size()), '0') + text;
}

// The parts of a section: runs of numbers that follow each other.
template <class Begin, class Each>
void by_run(const std::vector<Place>& places, Begin begin, Each each) {
  for (std::size_t i = 0; i < places.size();) {
    std::size_t end = i + 1;
    while (end < places.size() && places[end].object.number == places[end - 1].object.number + 1)
      ++end;
    begin(places[i].object.number, end - i);
    for (; i < end; ++i) each(places[i]);
  }
}

// 7.5.4: lines of twenty bytes.
std::string table(const std::vector<Place>& places) {
  std::string out = "xref\n";
  by_run(
      places,
      [&](std::uint64_t first, std::size_t count) {
        out += std::to_string(first) + " " + std::to_string(count) + "\n";
      },
      [&](const Place& place) {
        out += digits(place.offset, 10) + " " + digits(place.object.generation, 5) + " n\r\n";
      });
  return out;
}

std::string big_end_first(std::uint64_t number, int size) {
  std::string out;
  for (int i = size - 1; i >= 0; --i) out += static_cast<char>(number >> (8 * i) & 0xffU);
  return out;
}

// 7.5.8: a stream that names itself, too.
std::string cross_reference_stream(const std::vector<Place>& places, const std::string& trailer) {
  std::string index, rows;
  by_run(
      places,
      [&](std::uint64_t first, std::size_t count) {
        index += (index.empty() ? "" : " ") + std::to_string(first) + " " + std::to_string(count);
      },
      [&](const Place& place) {
        rows += big_end_first(1, 1) + big_end_first(place.offset, 4) +
                big_end_first(place.object.generation, 2);
      });
  return stream("/Type/XRef" + trailer + "/W[1 4 2]/Index[" + index + "]", rows);
}

}  // namespace

bool fits_pdf(const StampWords& words) {
  return in_win_ansi(one_line(words.title)) &&
         std::ranges::all_of(words.lines, [](const std::string& line) {
           return in_win_ansi(one_line(line)).has_value();
         });
}

StampedCopy stamped_pdf(const PdfStampPlan& plan, const Stamp& stamp, const StampWords& words) {
  StampWords said = words;
  if (!in_win_ansi(one_line(said.title))) said.title = one_line(stamp.order);
  Update update(plan.file_bytes);
  update.add({plan.next_object, 0}, page(plan));
  update.add({plan.next_object + 1, 0}, stream("", pdf_closing_page(plan, said)));
  update.add({plan.next_object + 2, 0}, stream("/Type/Metadata/Subtype/XML", packet(stamp)));
  update.add(plan.pages, plan.pages_text);
  const std::uint64_t section = update.offset();
  std::vector<Place> places = update.places();
  if (plan.has_table) {
    update.append(table(places) + "trailer\n<<" +
                  trailer(plan, stamp, words, plan.next_object + 3) + ">>\n");
  } else {
    const PdfObject own{plan.next_object + 3, 0};
    places.push_back({own, section});
    update.add(own,
               cross_reference_stream(places, trailer(plan, stamp, words, plan.next_object + 4)));
  }
  std::string last = std::move(update).finish(section);
  StampedCopy copy;
  copy.size = plan.file_bytes + last.size();
  copy.pieces.push_back({0, plan.file_bytes, {}});
  copy.pieces.push_back({0, last.size(), std::move(last)});
  return copy;
}

}  // namespace aan::catalog

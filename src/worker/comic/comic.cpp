#include "worker/comic/comic.hpp"

#include <algorithm>
#include <array>
#include <pugixml.hpp>

#include "base/text.hpp"
#include "domain/catalog/book_record_frame.hpp"
#include "domain/catalog/isbn.hpp"
#include "worker/comic/natural_order.hpp"
#include "worker/epub/fact_shapes.hpp"
#include "worker/epub/limits.hpp"
#include "worker/epub/plain_text.hpp"
#include "worker/epub/text_direction.hpp"
#include "worker/epub/xml.hpp"

namespace aan::worker::comic {
namespace {

using catalog::ContributorRole;
using catalog::kDescriptionReadMax;
using catalog::kLineBytesMax;
using catalog::kListMax;

constexpr std::string_view kInfoName = "ComicInfo.xml";
constexpr std::size_t kInfoBytesMax = 1U << 20;
constexpr std::size_t kCoverTries = 3;

bool is_picture_name(const std::string& name) {
  const std::string low = lower_ascii(name);
  constexpr std::array kEndings = {".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif"};
  return std::ranges::any_of(kEndings, [&](const char* one) { return low.ends_with(one); });
}

// "__MACOSX/._page1.jpg", ".thumbs/1.jpg": in no comic's order.
bool is_left_behind(std::string_view name) {
  for (const std::string_view part : split(name, '/'))
    if (part.starts_with('.') || part == "__MACOSX") return true;
  return false;
}

std::string text_of(const pugi::xml_node& info, std::string_view name,
                    std::size_t bytes_max = kLineBytesMax) {
  return epub::clean_line(epub::raw_text(epub::child_of(info, name)), bytes_max);
}

void add_people(const pugi::xml_node& info, std::string_view name, ContributorRole role,
                catalog::BookRecord& record) {
  const std::string names = text_of(info, name);
  for (const std::string_view one : split(names, ',')) {
    std::string person(trim(one));
    const bool known = std::ranges::any_of(record.contributors, [&](const auto& other) {
      return other.name == person && other.role == role;
    });
    if (!person.empty() && !known && record.contributors.size() < kListMax)
      record.contributors.push_back({std::move(person), "", role});
  }
}

std::string date_of(const pugi::xml_node& info) {
  const auto two = [](const std::string& number) {
    return number.size() == 1 ? "0" + number : number;
  };
  const std::string year = text_of(info, "Year");
  if (year.size() != 4) return {};
  const std::string month = text_of(info, "Month"), day = text_of(info, "Day");
  if (month.empty()) return epub::partial_date(year);
  return epub::partial_date(year + "-" + two(month) + (day.empty() ? "" : "-" + two(day)));
}

void read_info(const pugi::xml_node& info, catalog::BookRecord& record) {
  const std::string series = text_of(info, "Series"), number = text_of(info, "Number");
  record.title = text_of(info, "Title");
  // An issue that has no title of its own is called by its series.
  if (record.title.empty() && !series.empty())
    record.title = number.empty() ? series : series + " " + number;
  record.series = series;
  record.series_position = number;
  for (const auto& [name, role] : {std::pair{"Writer", ContributorRole::author},
                                   std::pair{"Penciller", ContributorRole::penciler},
                                   std::pair{"Inker", ContributorRole::inker},
                                   std::pair{"Colorist", ContributorRole::colorist},
                                   std::pair{"Letterer", ContributorRole::letterer},
                                   std::pair{"CoverArtist", ContributorRole::cover},
                                   std::pair{"Translator", ContributorRole::translator},
                                   std::pair{"Editor", ContributorRole::editor}})
    add_people(info, name, role, record);
  record.language = epub::shaped_language(text_of(info, "LanguageISO"));
  record.publisher = text_of(info, "Publisher");
  record.description =
      epub::plain_description(epub::raw_text(epub::child_of(info, "Summary")), kDescriptionReadMax);
  record.published = date_of(info);
  if (const auto isbn = catalog::canonical_isbn(text_of(info, "GTIN"))) record.isbn13 = *isbn;
  record.identifier = text_of(info, "GTIN");
  for (const std::string_view name : {"Genre", "Tags"}) {
    const std::string subjects = text_of(info, name);
    for (const std::string_view one : split(subjects, ','))
      if (std::string subject(trim(one)); !subject.empty() && record.subjects.size() < kListMax)
        record.subjects.push_back(std::move(subject));
  }
}

void read_facts(epub::Archive& archive, ComicFacts& facts) {
  const auto bytes = archive.read(std::string(kInfoName), kInfoBytesMax);
  if (!bytes && bytes.error().code == Errc::not_found) return;
  pugi::xml_document document;
  if (!bytes || !epub::load_xml(document, *bytes, kInfoName)) {
    facts.warnings.emplace_back("Its ComicInfo.xml cannot be read.");
    return;
  }
  read_info(epub::find_below(document, "ComicInfo"), facts.record);
}

Result<std::string> page_bytes(epub::Archive& archive, const std::string& name) {
  return archive.read(name, epub::kImageBytesMax);
}

}  // namespace

std::vector<std::string> pages_in(const std::vector<std::string>& names) {
  std::vector<std::string> pages;
  for (const std::string& name : names)
    if (is_picture_name(name) && !is_left_behind(name)) pages.push_back(name);
  std::ranges::sort(pages, comes_before);
  return pages;
}

bool is_from_right(epub::Archive& archive) {
  const auto bytes = archive.read(std::string(kInfoName), kInfoBytesMax);
  pugi::xml_document document;
  if (!bytes || !epub::load_xml(document, *bytes, kInfoName)) return false;
  const pugi::xml_node info = epub::find_below(document, "ComicInfo");
  // "Yes" alone says that it is a manga, and nothing of its direction.
  const std::string said = lower_ascii(text_of(info, "Manga"));
  if (said == "yesandrighttoleft") return true;
  const bool is_open = said.empty() || said == "unknown";
  return is_open && epub::is_right_to_left(epub::shaped_language(text_of(info, "LanguageISO")));
}

Result<ComicFacts> read_comic(epub::Archive& archive) {
  const std::vector<std::string> pages = pages_in(archive.names());
  if (pages.empty())
    return refuse(Errc::invalid, "comic.read", "This archive holds no pages: it is no comic.");
  if (pages.size() > kPagesMax)
    return refuse(Errc::too_large, "comic.read", "This comic has more than 5,000 pages.");
  ComicFacts facts;
  facts.record.format = "cbz";
  facts.record.media_type = "application/vnd.comicbook+zip";
  facts.record.language = "und";
  facts.record.pages = pages.size();
  facts.record.fixed_layout = true;
  read_facts(archive, facts);
  if (facts.record.language == "und")
    facts.warnings.emplace_back("The book does not state its language.");
  // The cover is the first page that can be decoded; a file of which none can is not sold.
  std::string why;
  for (std::size_t i = 0; i < std::min(pages.size(), kCoverTries); ++i) {
    const auto bytes = page_bytes(archive, pages[i]);
    const auto pictures = bytes ? image::from_stranger(*bytes) : std::unexpected(bytes.error());
    if (pictures) {
      facts.cover = *pictures;
      break;
    }
    if (why.empty()) why = pictures.error().safe;
  }
  const bool is_avif = lower_ascii(pages.front()).ends_with(".avif");
  if (facts.cover.cover_jpeg.empty() && !is_avif)
    return refuse(Errc::invalid, "comic.read",
                  "The first pages of this comic cannot be shown. " + why);
  if (facts.cover.cover_jpeg.empty())
    facts.remarks.emplace_back("Its pages are AVIF, which is not decoded here: a cover is drawn.");
  const std::size_t shown = std::min(pages.size() / kSampleShare, kSamplePagesMax);
  for (std::size_t i = 0; i < shown; ++i) {
    const auto bytes = page_bytes(archive, pages[i]);
    if (!bytes) continue;
    auto page = image::page_from_stranger(*bytes, kSamplePageWidth);
    if (page) facts.sample_pages.push_back(*std::move(page));
  }
  if (facts.sample_pages.empty())
    facts.remarks.emplace_back(pages.size() < kSampleShare
                                   ? "There is no sample: the comic has fewer than ten pages."
                                   : "There is no sample: its first pages cannot be decoded.");
  return facts;
}

}  // namespace aan::worker::comic

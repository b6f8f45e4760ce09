#include "worker/epub/book_text.hpp"

#include <limits>
#include <map>
#include <set>
#include <sstream>

#include "base/whole_number.hpp"
#include "worker/epub/contents.hpp"
#include "worker/epub/limits.hpp"
#include "worker/epub/metadata.hpp"
#include "worker/epub/path.hpp"
#include "worker/epub/plain_text.hpp"
#include "worker/epub/reading_order.hpp"
#include "worker/epub/sanitiser.hpp"
#include "worker/epub/text_direction.hpp"
#include "worker/epub/xml.hpp"

namespace aan::worker::epub {
namespace {

constexpr std::size_t kPlacesMax = 20'000;

// A document of the book, by its place among all that the package names: reading systems count so.
struct Document {
  std::string name;
  std::size_t number = 0;
};

// The reading order, then what is read by links alone: notes, often.
std::vector<Document> documents_of(const Package& package) {
  std::vector<Document> documents;
  std::vector<Document> beside;
  std::set<std::string> seen;
  std::size_t number = 0;
  for (const SpineItem& step : package.spine) {
    const ManifestItem& item = package.manifest[step.item];
    if (!is_page(item)) continue;
    ++number;
    if (item.name.empty() || has_word(item.properties, "nav") || !seen.insert(item.name).second)
      continue;
    (step.linear ? documents : beside).push_back({item.name, number});
  }
  documents.insert(documents.end(), beside.begin(), beside.end());
  return documents;
}

// Names of ours for places and pictures of the book.
class Ways final : public BookWays {
 public:
  Ways(Archive& archive, const std::vector<Document>& documents) : archive_(archive) {
    for (const Document& one : documents) numbers_[one.name] = one.number;
  }

  void enter(const std::string& document) {
    document_ = document;
    folder_ = folder_of(document);
  }

  // Where `name` and `fragment` are; makes a name for a place that has none yet.
  std::string place(const std::string& name, const std::string& fragment) {
    const auto document = numbers_.find(name);
    if (document == numbers_.end()) return {};
    if (fragment.empty()) return "s" + std::to_string(document->second);
    const auto known = places_.find({name, fragment});
    if (known != places_.end()) return known->second;
    if (places_.size() >= kPlacesMax) return {};
    std::string fresh = "t" + std::to_string(places_.size() + 1);
    places_.emplace(std::pair{name, fragment}, fresh);
    return fresh;
  }

  std::string way_of(const pugi::xml_node& link) override {
    const std::string_view href = attribute_of(link, "href");
    if (href.starts_with('#')) return place(document_, fragment_of(href));
    const auto name = resolve(folder_, href);
    return name ? place(*name, fragment_of(href)) : std::string();
  }

  std::string place_of(const pugi::xml_node& element) override {
    for (const char* name : {"id", "name"}) {
      if (name[0] == 'n' && local_name(element) != "a") continue;
      const auto found = places_.find({document_, std::string(attribute_of(element, name))});
      // An id that stands there again is where it stood first.
      if (found != places_.end() && seen_.insert(found->second).second) return found->second;
    }
    return {};
  }

  std::string picture_of(const pugi::xml_node& element) override {
    const std::string_view source =
        attribute_of(element, local_name(element) == "image" ? "href" : "src");
    const auto name = resolve(folder_, source);
    if (!name || !archive_.has(*name)) return {};
    const auto [found, is_new] = pictures_.try_emplace(*name, pictures_.size() + 1);
    if (is_new) picture_names_.push_back(*name);
    return found->second > catalog::kReadingPicturesMax ? std::string()
                                                        : "p" + std::to_string(found->second);
  }

  void join(const std::string& place, const std::string& other) override {
    if (end_of(other) != place) joined_.try_emplace(place, other);
  }

  [[nodiscard]] std::string end_of(std::string place) const {
    for (auto at = joined_.find(place); at != joined_.end(); at = joined_.find(place))
      place = at->second;
    return place;
  }
  [[nodiscard]] const std::vector<std::string>& picture_names() const { return picture_names_; }

 private:
  Archive& archive_;
  std::string document_;
  std::string folder_;
  std::map<std::string, std::size_t> numbers_;
  std::map<std::pair<std::string, std::string>, std::string> places_;
  std::set<std::string> seen_;
  std::map<std::string, std::string> joined_;  // no place leads back to itself
  std::map<std::string, std::size_t> pictures_;
  std::vector<std::string> picture_names_;
};

class BookReader {
 public:
  BookReader(Archive& archive, const Package& package)
      : archive_(archive),
        package_(package),
        documents_(documents_of(package)),
        ways_(archive, documents_) {}

  Result<catalog::BookText> read(const std::string& language, const DrawPicture& draw) {
    catalog::BookText text;
    const std::vector<LinkedEntry> contents = read_linked_contents(archive_, package_);
    std::vector<std::string> places;
    for (const LinkedEntry& one : contents) places.push_back(ways_.place(one.name, one.fragment));
    note_links();
    pugi::xml_document out;
    pugi::xml_node root = out.append_child("div");
    if (language != "und") root.append_attribute("lang").set_value(language.c_str());
    copy(root, language);
    tidy_book(root);
    text.pictures = draw_pictures(root, draw);
    const std::set<std::string> kept = settle_links(root);
    remove_empty_sections(root);
    if (!root.first_child())
      return refuse(Errc::invalid, "epub.book", "Not one chapter of this book can be read.");
    for (std::size_t i = 0; i < contents.size(); ++i)
      if (const std::string place = ways_.end_of(places[i]); kept.contains(place))
        text.contents.push_back({contents[i].title, contents[i].depth, place});
    std::ostringstream printed;
    root.print(printed, "", pugi::format_raw | pugi::format_no_declaration);
    text.html = std::move(printed).str();
    if (text.html.size() > catalog::kBookTextBytesMax)
      return refuse(Errc::too_large, "epub.book", "The book has more text than is shown on pages.");
    return text;
  }

 private:
  Result<> load(const Document& document, pugi::xml_document& page) {
    const auto bytes = archive_.read(document.name, kXmlBytesMax);
    if (!bytes) return std::unexpected(bytes.error());
    text_bytes_ += bytes->size();
    // Each is read twice.
    if (text_bytes_ > 2 * kTextBytesMax)
      return refuse(Errc::too_large, "epub.book", "The book has more text than is read (64 MB).");
    return load_xml(page, *bytes, clean_line(document.name, 120));
  }

  // A place gets a name when something leads to it, so all links are looked at first.
  void note_links() {
    for (const Document& one : documents_) {
      pugi::xml_document page;
      if (!load(one, page)) continue;
      ways_.enter(one.name);
      for (auto node = next_below(page, page); node; node = next_below(node, page))
        if (local_name(node) == "a") ways_.way_of(node);
    }
  }

  void copy(pugi::xml_node root, const std::string& language) {
    constexpr std::uint64_t kAll = std::numeric_limits<std::uint64_t>::max();
    Sanitiser sanitiser({kAll, kAll}, &ways_);
    bool stated_direction = false;
    for (const Document& one : documents_) {
      pugi::xml_document page;
      if (!load(one, page)) continue;
      ways_.enter(one.name);
      const pugi::xml_node body = find_below(page, "body");
      pugi::xml_node section = root.append_child("section");
      section.append_attribute("id").set_value(("s" + std::to_string(one.number)).c_str());
      if (const std::string place = ways_.place_of(body); !place.empty())
        ways_.join(place, section.attribute("id").value());
      copy_language(body, section);
      copy_language(page.document_element(), section);
      stated_direction |= !section.attribute("dir").empty();
      sanitiser.copy_flow(body, section);
    }
    if (!stated_direction && is_right_to_left(language))
      root.append_attribute("dir").set_value("rtl");
  }

  // What cannot be drawn leaves its words.
  std::vector<std::string> draw_pictures(pugi::xml_node root, const DrawPicture& draw) {
    std::vector<std::string> pictures;
    std::uint64_t bytes = 0;
    for (const std::string& name : ways_.picture_names()) {
      if (pictures.size() == catalog::kReadingPicturesMax) break;
      const auto source = archive_.read(name, kImageBytesMax);
      std::string drawn = source ? draw(*source) : std::string();
      if (bytes + drawn.size() > catalog::kReadingPictureBytesMax) drawn.clear();
      bytes += drawn.size();
      pictures.push_back(std::move(drawn));
    }
    for (auto node = next_below(root, root); node;) {
      const pugi::xml_node image = node;
      node = next_below(node, root);
      if (std::string_view(image.name()) != "img") continue;
      const std::string_view name = image.attribute("src").value();
      const auto number =
          static_cast<std::size_t>(parse_whole_number(name.substr(1)).value_or(kPlacesMax));
      if (number <= pictures.size() && !pictures[number - 1].empty()) continue;
      auto parent = image.parent();
      parent.insert_child_before(pugi::node_pcdata, image)
          .set_value(image.attribute("alt").value());
      parent.remove_child(image);
    }
    return pictures;
  }

  // Links lead to what is there; the others become their text. Returns the places that are there.
  std::set<std::string> settle_links(pugi::xml_node root) {
    std::set<std::string> kept;
    for (auto node = next_below(root, root); node; node = next_below(node, root))
      if (const auto id = node.attribute("id")) kept.emplace(id.value());
    for (auto node = next_below(root, root); node;) {
      pugi::xml_node link = node;
      node = next_below(node, root);
      if (std::string_view(link.name()) != "a") continue;
      const std::string place = ways_.end_of(link.attribute("href").value() + 1);
      link.attribute("href").set_value(("#" + place).c_str());
      if (kept.contains(place)) continue;
      auto parent = link.parent();
      while (auto child = link.first_child()) parent.insert_move_before(child, link);
      node = next_below(link, root);
      parent.remove_child(link);
    }
    return kept;
  }

  static void remove_empty_sections(pugi::xml_node root) {
    for (auto section = root.first_child(); section;) {
      const auto next = section.next_sibling();
      if (!section.first_child()) root.remove_child(section);
      section = next;
    }
  }

  Archive& archive_;
  const Package& package_;
  std::vector<Document> documents_;
  Ways ways_;
  std::uint64_t text_bytes_ = 0;
};

}  // namespace

Result<catalog::BookText> read_book_text(Archive& archive, const DrawPicture& draw) {
  AAN_TRY(check_encryption(archive));
  const Package package = AAN_TRY(read_package(archive));
  std::vector<std::string> warnings;
  const catalog::BookRecord record = read_metadata(package, warnings);
  if (record.fixed_layout)
    return refuse(Errc::invalid, "epub.book", "The pages of this book are pictures of pages.");
  return BookReader(archive, package).read(record.language, draw);
}

}  // namespace aan::worker::epub

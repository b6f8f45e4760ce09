#include "worker/audio/manifest_json.hpp"

#include <boost/json.hpp>
#include <cmath>

#include "base/text.hpp"
#include "domain/catalog/book_record_frame.hpp"
#include "domain/catalog/isbn.hpp"
#include "worker/epub/fact_shapes.hpp"
#include "worker/epub/plain_text.hpp"

namespace aan::worker::audio {
namespace {

namespace json = boost::json;
using catalog::ContributorRole;
using catalog::kLineBytesMax;

constexpr std::size_t kDepthMax = 32;
constexpr std::size_t kTracksMax = 20'000;

const json::value* find(const json::value& from, std::string_view name) {
  const json::object* object = from.if_object();
  return object == nullptr ? nullptr : object->if_contains(name);
}

// A text, or the first of several languages or values: "x", {"value": "x"}, {"en": "x"}, ["x"].
std::string text_of(const json::value* value, std::size_t bytes_max = kLineBytesMax) {
  if (value == nullptr) return {};
  if (const auto* text = value->if_string())
    return epub::clean_line(std::string_view(*text), bytes_max);
  if (const auto* list = value->if_array())
    return list->empty() ? std::string() : text_of(&list->front(), bytes_max);
  if (const auto* object = value->if_object()) {
    for (const std::string_view name : {"value", "name"})
      if (const auto* inner = object->if_contains(name)) return text_of(inner, bytes_max);
    if (!object->empty() && object->begin()->value().is_string())
      return text_of(&object->begin()->value(), bytes_max);
  }
  return {};
}

void add_people(const json::value* value, ContributorRole role, catalog::BookRecord& record) {
  if (value == nullptr) return;
  const auto add = [&](const json::value& one) {
    std::string name = text_of(&one);
    if (!name.empty() && record.contributors.size() < catalog::kListMax)
      record.contributors.push_back({std::move(name), "", role});
  };
  if (const auto* list = value->if_array())
    for (const json::value& one : *list) add(one);
  else
    add(*value);
}

double seconds_of(const json::value* duration) {
  if (duration == nullptr) return 0;
  if (duration->is_number()) {
    const double seconds = duration->to_number<double>();
    return std::isfinite(seconds) && seconds > 0 ? seconds : 0;
  }
  const std::string text = text_of(duration);  // ISO 8601: PT1H2M3.5S
  if (!text.starts_with("PT")) return 0;
  double all = 0, number = 0, place = 0;
  for (const char c : text.substr(2)) {
    if (c >= '0' && c <= '9') {
      number = place > 0 ? number + (c - '0') * place : number * 10 + (c - '0');
      place /= place > 0 ? 10 : 1;
    } else if (c == '.') {
      place = 0.1;
    } else {
      all += number * (c == 'H' ? 3600 : c == 'M' ? 60 : 1);
      number = place = 0;
    }
  }
  return all;
}

std::string address_of(const json::value& link) {
  if (const auto* text = link.if_string()) return std::string(*text);
  for (const std::string_view name : {"href", "url"})
    if (const auto* value = find(link, name); value != nullptr && value->is_string())
      return std::string(value->get_string());
  return {};
}

bool is_cover(const json::value& link) {
  const json::value* rel = find(link, "rel");
  if (rel == nullptr) return false;
  if (const auto* text = rel->if_string()) return *text == "cover";
  if (const auto* list = rel->if_array())
    for (const json::value& one : *list)
      if (one.is_string() && one.get_string() == "cover") return true;
  return false;
}

void read_tracks(const json::value& root, Manifest& manifest) {
  const json::value* order = find(root, "readingOrder");
  if (order == nullptr || !order->is_array()) return;
  double seconds = 0;
  bool has_all = true;
  for (const json::value& link : order->get_array()) {
    if (manifest.tracks.size() == kTracksMax) break;
    std::string address = address_of(link);
    if (address.empty()) continue;
    const double length = seconds_of(find(link, "duration"));
    has_all = has_all && length > 0;
    seconds += length;
    std::string title = text_of(find(link, "title"));
    if (title.empty()) title = text_of(find(link, "name"));
    manifest.tracks.push_back(std::move(address));
    manifest.titles.push_back(std::move(title));
  }
  if (has_all && seconds < static_cast<double>(catalog::kPlaySecondsMax))
    manifest.seconds = static_cast<std::uint64_t>(std::lround(seconds));
}

void read_facts(const json::value& root, catalog::BookRecord& record) {
  const json::value* readium = find(root, "metadata");
  const json::value& from = readium != nullptr ? *readium : root;
  record.title = text_of(find(from, "title"));
  if (record.title.empty()) record.title = text_of(find(from, "name"));
  record.subtitle = text_of(find(from, "subtitle"));
  add_people(find(from, "author"), ContributorRole::author, record);
  for (const std::string_view name : {"readBy", "narrator"})
    add_people(find(from, name), ContributorRole::narrator, record);
  for (const auto& [name, role] : {std::pair{"translator", ContributorRole::translator},
                                   std::pair{"editor", ContributorRole::editor},
                                   std::pair{"illustrator", ContributorRole::illustrator},
                                   std::pair{"artist", ContributorRole::artist},
                                   std::pair{"contributor", ContributorRole::other}})
    add_people(find(from, name), role, record);
  for (const std::string_view name : {"inLanguage", "language"})
    if (record.language.empty() || record.language == "und")
      record.language = epub::shaped_language(text_of(find(from, name)));
  record.publisher = text_of(find(from, "publisher"));
  for (const std::string_view name : {"datePublished", "published"})
    if (record.published.empty()) record.published = epub::partial_date(text_of(find(from, name)));
  record.description =
      epub::plain_description(text_of(find(from, "description"), 4 * catalog::kDescriptionReadMax),
                              catalog::kDescriptionReadMax);
  for (const std::string_view name : {"id", "identifier", "isbn"}) {
    const std::string text = text_of(find(from, name));
    if (record.identifier.empty()) record.identifier = text;
    if (const auto isbn = catalog::canonical_isbn(text); isbn && record.isbn13.empty())
      record.isbn13 = *isbn;
  }
}

}  // namespace

std::optional<Manifest> parse_manifest(std::string_view text) {
  if (text.size() > kManifestBytesMax) return std::nullopt;
  json::parse_options options;
  options.max_depth = kDepthMax;
  json::error_code error;
  const json::value root = json::parse({text.data(), text.size()}, error, {}, options);
  if (error || !root.is_object()) return std::nullopt;
  Manifest manifest;
  read_tracks(root, manifest);
  if (manifest.tracks.empty()) return std::nullopt;
  read_facts(root, manifest.record);
  for (const std::string_view name : {"resources", "links"})
    if (const json::value* links = find(root, name); links != nullptr && links->is_array())
      for (const json::value& link : links->get_array())
        if (manifest.cover.empty() && is_cover(link)) manifest.cover = address_of(link);
  return manifest;
}

}  // namespace aan::worker::audio
